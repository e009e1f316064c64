/** How commands show their progress. */
@org.jspecify.annotations.NullMarked
package io.restock.local.console;
