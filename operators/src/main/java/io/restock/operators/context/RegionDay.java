package io.restock.operators.context;

/**
 * A local day somewhere.
 *
 * @param region id of the region
 * @param epochDay the day
 */
public record RegionDay(String region, int epochDay) {}
