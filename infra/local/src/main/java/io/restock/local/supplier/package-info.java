/** What a supplier's engineer may copy: a reader of orders that answers each once. */
@org.jspecify.annotations.NullMarked
package io.restock.local.supplier;
