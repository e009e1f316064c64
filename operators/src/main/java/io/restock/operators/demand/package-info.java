/** Sales and stock reports become one demand day per series and local day. */
@NullMarked
package io.restock.operators.demand;

import org.jspecify.annotations.NullMarked;
