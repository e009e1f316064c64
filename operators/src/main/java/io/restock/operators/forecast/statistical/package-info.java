/**
 * Forecasters without a network: what stands in where the model cannot answer, what it is measured
 * against, and members of the fusion.
 */
package io.restock.operators.forecast.statistical;
