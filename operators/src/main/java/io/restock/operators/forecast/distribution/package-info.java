/** The distribution of demand that every forecaster gives, and how good it was. */
package io.restock.operators.forecast.distribution;
