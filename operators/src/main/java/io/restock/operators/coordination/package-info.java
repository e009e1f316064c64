/** From what a planning group learns to the orders it makes; {@code docs/orders.md} draws it. */
@org.jspecify.annotations.NullMarked
package io.restock.operators.coordination;
