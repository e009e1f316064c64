/** What a series sells of which little or nothing is known: a prior from series like it. */
package io.restock.operators.forecast.launch;
