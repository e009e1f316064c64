package io.restock.operators.history;

import io.restock.domain.SeriesHistory;

/**
 * A closed day of a series, or a later revision of one.
 *
 * @param history what is known of the series up to that day, which is its last
 * @param missedShare part of each day's demand that is expected in its hours out of stock, 0 … 1,
 *     NaN where unknown; as long as the units
 * @param revision of the day, as {@link io.restock.domain.DemandDay} counts them
 */
public record HistoryDay(SeriesHistory history, float[] missedShare, int revision) {}
