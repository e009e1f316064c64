package io.restock.local.history;

/**
 * Local days from one to another.
 *
 * @param first day since 1970-01-01
 * @param last day, included
 */
public record DayRange(int first, int last) {}
