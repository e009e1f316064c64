/** The command line: {@code ./restock}. */
@org.jspecify.annotations.NullMarked
package io.restock.local.cli;
