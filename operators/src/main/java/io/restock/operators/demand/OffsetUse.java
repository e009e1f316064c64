package io.restock.operators.demand;

/**
 * That events of a day said their local time with an offset.
 *
 * @param utcOffsetSeconds of local time from UTC
 * @param firstMillis when the first of them happened, milliseconds since the epoch
 * @param lastMillis when the last of them happened
 */
public record OffsetUse(int utcOffsetSeconds, long firstMillis, long lastMillis) {}
