package io.restock.domain;

/**
 * The price plan of an item at a location for some days. A later announcement replaces an earlier
 * one on the days they share.
 *
 * @param eventId identity of the event
 * @param location id of the location
 * @param item id of the item
 * @param fromEpochDay first local day
 * @param toEpochDay last local day, included
 * @param discount price paid / full price; 1 = full price, NaN = unknown
 * @param promoted whether the item is in a promotion
 * @param announcedMillis when it was announced, milliseconds since the epoch
 */
public record Promotion(
        String eventId,
        String location,
        String item,
        int fromEpochDay,
        int toEpochDay,
        double discount,
        boolean promoted,
        long announcedMillis) {}
