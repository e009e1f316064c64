/**
 * Forecasts the distribution of demand: features, training, serving in micro-batches, and the
 * statistical forecast that stands in.
 */
package io.restock.operators.forecast;
