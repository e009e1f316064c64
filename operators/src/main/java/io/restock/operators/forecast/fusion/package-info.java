/** Forecasts of several forecasters become one, with weights and a calibration that learn. */
package io.restock.operators.forecast.fusion;
