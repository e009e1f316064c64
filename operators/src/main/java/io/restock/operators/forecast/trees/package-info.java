/** Gradient-boosted regression trees under absolute error, in plain Java; know no series. */
@org.jspecify.annotations.NullMarked
package io.restock.operators.forecast.trees;
