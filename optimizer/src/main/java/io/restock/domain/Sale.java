package io.restock.domain;

/**
 * Units of an item sold at a location, or the correction of such a sale.
 *
 * @param eventId identity of the event; a second event of the same id is a duplicate
 * @param location id of the location that sold
 * @param item id of the item sold
 * @param timeMillis when it was sold, milliseconds since 1970-01-01T00:00Z
 * @param utcOffsetSeconds offset of the location's local time from UTC at that moment, seconds; it
 *     decides the local day, so no master data is needed to know it
 * @param units units sold, &gt;= 0
 * @param corrects id of the earlier sale whose units this event replaces; empty for a new sale
 */
public record Sale(
        String eventId,
        String location,
        String item,
        long timeMillis,
        int utcOffsetSeconds,
        double units,
        String corrects) {

    /** Local calendar day of the sale, days since 1970-01-01. */
    public int localDay() {
        return LocalDays.of(timeMillis, utcOffsetSeconds);
    }
}
