package io.restock.domain;

/**
 * The stock report of a series at the end of a trading day. Levels, not movements: a lost report is
 * mended by the next. A series-day with a report and no sale is a day of zero sales; without both
 * it is unknown.
 *
 * @param eventId identity of the event
 * @param location id of the location
 * @param item id of the item
 * @param epochDay the local trading day reported
 * @param timeMillis when the level was taken, milliseconds since the epoch, at or after the end of
 *     that day
 * @param utcOffsetSeconds offset of local time from UTC, seconds
 * @param onHand usable stock in units, &gt;= 0; NaN where only the stock-out hours are known
 * @param stockOutHours bit h set = out of stock during local hour h (24 bits); -1 = unknown
 */
public record StockLevel(
        String eventId,
        String location,
        String item,
        int epochDay,
        long timeMillis,
        int utcOffsetSeconds,
        double onHand,
        int stockOutHours) {}
