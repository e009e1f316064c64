package io.restock.local.history;

/**
 * A line of the series file.
 *
 * @param location id of the location
 * @param item id of the item
 * @param group the origin's own grouping; empty where there is none
 */
public record SeriesInfo(String location, String item, String group) {}
