package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;

/** The past of a series as the statistical forecasters read it; index t is a day of the history. */
final class Past {
    static final int WEEK = 7;

    /** Share of the opening hours out of stock from which on a day says nothing of demand. */
    private static final double HARDLY_OFFERED = 0.9;

    private final SeriesHistory history;

    Past(SeriesHistory history) {
        this.history = history;
    }

    SeriesHistory history() {
        return history;
    }

    /** Index of the last day; -1 where there is none. */
    int last() {
        return history.units().length - 1;
    }

    /** Units sold; NaN where unknown. */
    double units(int t) {
        return history.units()[t];
    }

    boolean known(int t) {
        return !Float.isNaN(history.units()[t]);
    }

    /** Whether sales of the day say something of demand. */
    boolean usable(int t) {
        return known(t) && !(history.stockOutShare()[t] > HARDLY_OFFERED);
    }

    /** Whether sales of the day are demand: no hour out of stock, as far as is known. */
    boolean inStock(int t) {
        return known(t) && !(history.stockOutShare()[t] > 0);
    }

    /** How much a usable day says: 1 in stock all day, less the longer it was not. */
    double weight(int t) {
        float share = history.stockOutShare()[t];
        return share > 0 ? 0.3 * (1 - share) : 1;
    }

    /** 0 … 6, one for each weekday; t may be a day of the future. */
    int weekday(int t) {
        return Math.floorMod(history.firstEpochDay() + t, WEEK);
    }

    /** Mean of the known days of t = from … to, units/day; NaN where none is known. */
    double mean(int from, int to) {
        double sum = 0;
        int days = 0;
        for (int t = Math.max(0, from); t <= to; t++) {
            if (known(t)) {
                sum += units(t);
                days++;
            }
        }
        return days == 0 ? Double.NaN : sum / days;
    }
}
