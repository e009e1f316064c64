/** The report of a run: one HTML page that opens without a server. */
@org.jspecify.annotations.NullMarked
package io.restock.local.report;
