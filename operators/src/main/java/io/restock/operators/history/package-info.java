/** Demand days with their context become the history that a forecast is asked with. */
@NullMarked
package io.restock.operators.history;

import org.jspecify.annotations.NullMarked;
