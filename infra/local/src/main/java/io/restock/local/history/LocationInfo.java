package io.restock.local.history;

/**
 * A line of the locations file.
 *
 * @param location id of the location
 * @param region id of its region, the name of a file of sales
 */
public record LocationInfo(String location, String region) {}
