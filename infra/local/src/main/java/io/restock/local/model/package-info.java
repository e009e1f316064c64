/** Commands that train, use and measure forecasting models. */
package io.restock.local.model;
