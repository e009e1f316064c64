package io.restock.domain;

/** What can be odd about days of a series. */
public enum DataFlagKind {
    /** Nothing is known of the days, though the series was known before. */
    MISSING,
    /** Far from the series' median, beyond what its promotions and stock-outs explain. */
    OUTLIER,
    /** As if the units were ten, a hundred or a thousand times too large or too small. */
    WRONG_UNIT
}
