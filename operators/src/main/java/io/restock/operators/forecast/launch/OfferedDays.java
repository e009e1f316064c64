package io.restock.operators.forecast.launch;

import io.restock.domain.SeriesHistory;

/** What the days of a series say of its demand. */
final class OfferedDays {
    static final int WEEK = 7;

    /** Share of the opening hours out of stock above which a day says nothing. */
    private static final double HARDLY_OFFERED = 0.9;

    private static final int MONDAY_OFFSET = 3; // 1970-01-01 was a Thursday

    private OfferedDays() {}

    /** 1 = in stock all day as far as is known; less the longer it was not; 0 = says nothing. */
    static double weight(SeriesHistory history, int t) {
        if (Float.isNaN(history.units()[t])) {
            return 0;
        }
        float share = history.stockOutShare()[t];
        return share > HARDLY_OFFERED ? 0 : share > 0 ? 0.3 * (1 - share) : 1;
    }

    /** Index of the first known day; -1 where none is. */
    static int first(SeriesHistory history) {
        for (int t = 0; t < history.units().length; t++) {
            if (!Float.isNaN(history.units()[t])) {
                return t;
            }
        }
        return -1;
    }

    /** Index of the last known day; -1 where none is. */
    static int last(SeriesHistory history) {
        for (int t = history.units().length - 1; t >= 0; t--) {
            if (!Float.isNaN(history.units()[t])) {
                return t;
            }
        }
        return -1;
    }

    /** 0 = Monday … 6 = Sunday. */
    static int weekday(SeriesHistory history, int t) {
        return Math.floorMod(history.firstEpochDay() + t + MONDAY_OFFSET, WEEK);
    }
}
