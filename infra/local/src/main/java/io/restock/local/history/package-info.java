/** Reads sales histories in the history layout. */
package io.restock.local.history;
