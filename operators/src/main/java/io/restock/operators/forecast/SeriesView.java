package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;

/**
 * A series as it was known at an origin: the past up to there, recovered from stock-outs, and the
 * known future. Index t is a day of the history; days outside it are unknown. No method reads units
 * or stock-outs after the origin.
 */
final class SeriesView {
    /** Days over which the level is taken. */
    static final int LEVEL_DAYS = 28;

    private static final int YEAR = 364;
    private static final int DAYS_OF_WEEK = 7;
    private static final int MONDAY_OFFSET = 3; // 1970-01-01 was a Thursday

    private static final byte KNOWN = 1;
    private static final byte IN_STOCK = 2;
    private static final byte FREE = 4;

    private final SeriesHistory history;
    private final Covariates covariates;
    private final int origin;
    private final double level;

    /** What is asked for again and again, for the days from {@link #firstKept} on. */
    private int firstKept;

    private byte[] flags = {};
    private byte[] weekday = {};
    private double[] demand = {};
    private double[] depth = {};

    /**
     * @param origin index of the last known day
     * @param floor units/day added to the level, so that a series without sales has one
     */
    SeriesView(SeriesHistory history, int origin, double floor) {
        this.history = history;
        this.covariates = history.covariates();
        this.origin = origin;
        double units = 0;
        double inStock = 0;
        for (int t = origin - LEVEL_DAYS + 1; t <= origin; t++) {
            if (known(t)) {
                units += history.units()[t];
                inStock += inStockDemand(t);
            }
        }
        this.level = (inStock > 0 ? units / inStock : 0) + floor;
    }

    /**
     * Works out what is known of the last days and of those ahead once, for a caller that looks at
     * them many times. Says the same as before.
     *
     * @param days days up to the origin
     * @param ahead days after it
     */
    SeriesView keep(int days, int ahead) {
        int first = Math.max(0, origin - days + 1);
        int n = Math.max(0, origin + ahead + 1 - first);
        byte[] flagsOf = new byte[n];
        byte[] weekdayOf = new byte[n];
        double[] demandOf = new double[n];
        double[] depthOf = new double[n];
        int day = n == 0 ? 0 : weekday(first);
        for (int i = 0; i < n; i++) {
            int t = first + i;
            flagsOf[i] =
                    (byte)
                            ((known(t) ? KNOWN : 0)
                                    | (inStock(t) ? IN_STOCK : 0)
                                    | (free(t, day) ? FREE : 0));
            weekdayOf[i] = (byte) day;
            day = day == DAYS_OF_WEEK - 1 ? 0 : day + 1;
            demandOf[i] = demand(t);
            depthOf[i] = depth(t);
        }
        firstKept = first;
        flags = flagsOf;
        weekday = weekdayOf;
        demand = demandOf;
        depth = depthOf;
        return this;
    }

    /**
     * Mean demand in units/day over the last {@link #LEVEL_DAYS} days, as sold while in stock, plus
     * the floor; &gt; 0.
     */
    double level() {
        return level;
    }

    boolean known(int t) {
        int i = t - firstKept;
        if (i >= 0 && i < flags.length) {
            return (flags[i] & KNOWN) != 0;
        }
        return t >= 0 && t <= origin && !Float.isNaN(history.units()[t]);
    }

    /** Days known among the last n. */
    int knownDays(int n) {
        int known = 0;
        for (int t = origin - n + 1; t <= origin; t++) {
            known += known(t) ? 1 : 0;
        }
        return known;
    }

    /** Units sold in levels; 0 where unknown. */
    double sold(int t) {
        return known(t) ? history.units()[t] / level : 0;
    }

    /** Share of the opening hours out of stock, 0 where unknown. */
    double stockOut(int t) {
        float share = known(t) ? history.stockOutShare()[t] : 0;
        return Float.isNaN(share) ? 0 : share;
    }

    /** Whether the day is known and had no hour out of stock. */
    boolean inStock(int t) {
        int i = t - firstKept;
        if (i >= 0 && i < flags.length) {
            return (flags[i] & IN_STOCK) != 0;
        }
        return known(t) && stockOut(t) == 0;
    }

    /**
     * Share of a day's demand that falls into its hours in stock. Stock runs out towards the
     * evening, when little is sold, so the first hours missed cost little: 1 − 0.9·share².
     */
    private double inStockDemand(int t) {
        double share = stockOut(t);
        return 1 - 0.9 * share * share;
    }

    /** Demand in levels: what was sold and, for the hours out of stock, what is usual. */
    double demand(int t) {
        int i = t - firstKept;
        if (i >= 0 && i < demand.length) {
            return demand[i];
        }
        return known(t) ? sold(t) + 1 - inStockDemand(t) : 0;
    }

    /** 0 = Monday … 6 = Sunday. */
    int weekday(int t) {
        int i = t - firstKept;
        if (i >= 0 && i < weekday.length) {
            return weekday[i];
        }
        return Math.floorMod(history.firstEpochDay() + t + MONDAY_OFFSET, DAYS_OF_WEEK);
    }

    int epochDay(int t) {
        return history.firstEpochDay() + t;
    }

    /**
     * What the week around the target day sold in the year before, ÷ what the four weeks until the
     * origin did; NaN where too little of either is known. A year is 52 weeks here, so that
     * weekdays agree.
     */
    double changeOfYearBefore(int origin, int target) {
        double then = meanSold(target - YEAR - 3, target - YEAR + 3, 4);
        double before = meanSold(origin - YEAR - LEVEL_DAYS + 1, origin - YEAR, LEVEL_DAYS / 2);
        return before > 0 ? then / before : Double.NaN;
    }

    private double meanSold(int from, int to, int least) {
        double units = 0;
        int days = 0;
        for (int t = from; t <= to; t++) {
            if (known(t)) {
                units += history.units()[t];
                days++;
            }
        }
        return days >= least ? units / days : Double.NaN;
    }

    /** Whether it is known to be a holiday. */
    boolean holiday(int t) {
        return value(covariates.holiday(), t) > 0.5;
    }

    boolean holidayKnown(int t) {
        return !Double.isNaN(value(covariates.holiday(), t));
    }

    /** A weekend or holiday; a weekend that is announced as no holiday is a working day. */
    boolean free(int t) {
        int i = t - firstKept;
        if (i >= 0 && i < flags.length) {
            return (flags[i] & FREE) != 0;
        }
        return free(t, weekday(t));
    }

    private boolean free(int t, int ofWeek) {
        return holidayKnown(t) ? holiday(t) : ofWeek >= 5;
    }

    /** 1 − price ratio, −0.2 … 1; NaN where unknown. A ratio of 0 is no price: unknown. */
    double depth(int t) {
        int i = t - firstKept;
        if (i >= 0 && i < depth.length) {
            return depth[i];
        }
        double ratio = value(covariates.discount(), t);
        return ratio > 0 ? Math.max(-0.2, 1 - ratio) : Double.NaN;
    }

    /** 1 = in a promotion, 0 = not, NaN unknown. */
    double promotion(int t) {
        return value(covariates.promotion(), t);
    }

    /** mm of the day, NaN unknown. */
    double rain(int t) {
        return value(covariates.precipitationMm(), t);
    }

    private static double value(float[] values, int t) {
        return t >= 0 && t < values.length ? values[t] : Double.NaN;
    }
}
