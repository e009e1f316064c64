/** What would have been sold, had the stock not run out. */
package io.restock.operators.recovery;
