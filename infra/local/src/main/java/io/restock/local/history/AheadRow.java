package io.restock.local.history;

/**
 * A line of the plan ahead: a series-day to forecast.
 *
 * @param epochDay local day, after the last one of the sales
 * @param location id of the location
 * @param item id of the item
 * @param discount price paid / full price; NaN unknown
 * @param promotion 1 = in a promotion, 0 = not, NaN unknown
 */
public record AheadRow(
        int epochDay, String location, String item, float discount, float promotion) {}
