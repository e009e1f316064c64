package io.restock.domain;

/**
 * A line of a reply.
 *
 * @param item id of the item
 * @param quantity base units accepted, shipped or received by this reply, &gt;= 0
 * @param expectedEpochDay local day on which it is, or was, usable
 */
public record ReplyLine(String item, long quantity, int expectedEpochDay) {}
