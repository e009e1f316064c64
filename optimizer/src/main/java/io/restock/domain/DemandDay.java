package io.restock.domain;

/**
 * What a series sold on one local day, once the day has closed. Sales, not demand: hours out of
 * stock hide demand.
 *
 * @param location id of the location
 * @param item id of the item
 * @param epochDay the local day
 * @param units units sold, corrections applied and duplicates taken out; 0 where {@code observed}
 *     is false
 * @param stockOutHours bit h set = out of stock during local hour h; -1 = unknown
 * @param onHand stock at the end of the day, units; NaN unknown
 * @param observed false when neither a sale nor a stock report came: the day is unknown, not zero
 * @param closedMillis event time at which the day closed, the same for every replay
 * @param revision 0 when the day closes, then one more for each late event that changed it
 * @param missedShare part of the day's demand that is expected in the hours out of stock, by the
 *     hours at which the series sells, 0 … 1; 0 where they are unknown
 */
public record DemandDay(
        String location,
        String item,
        int epochDay,
        double units,
        int stockOutHours,
        double onHand,
        boolean observed,
        long closedMillis,
        int revision,
        float missedShare) {}
