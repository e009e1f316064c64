/** Demand days meet the weather and the holidays of their region. */
@NullMarked
package io.restock.operators.context;

import org.jspecify.annotations.NullMarked;
