/** What a forecast owes to each thing that drives it, told by asking again without that thing. */
package io.restock.operators.forecast.explanation;
