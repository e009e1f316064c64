package io.restock.local.history;

/**
 * A line of the holidays file.
 *
 * @param epochDay local day
 * @param holiday whether it is one
 * @param region where; empty = everywhere
 */
public record HolidayRow(int epochDay, boolean holiday, String region) {}
