package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;
import java.util.Set;

/** What a regression is told of a series at an origin and of a day after it. */
final class Lags {
    /** Number of features; the first is 1. */
    static final int FEATURES = 26;

    private static final int MONTH = 28;
    private static final double FLOOR = 0.05; // of the mean series, so that every level is > 0
    private static final double LARGEST = 8; // levels; a day beyond it says no more than this
    private static final double HEAVY_RAIN_MM = 3.5;
    private static final double DEGREES = 10;

    private final SeriesHistory history;
    private final Past past;
    private final double floor;
    private final int[] kinds;
    private int at = -1;
    private double level;
    private final double[] recent = new double[9];
    private final double[] ofKind = new double[DayKind.COUNT];
    private final double[] lastOfKind = new double[DayKind.COUNT];
    private double usualDepth;
    private double usualPromotion;
    private double usualTemperature;

    /**
     * @param scale units/day of a mean series
     */
    Lags(SeriesHistory history, double scale) {
        this.history = history;
        this.past = new Past(history);
        this.floor = FLOOR * scale;
        this.kinds = new int[history.units().length];
        for (int t = 0; t < kinds.length; t++) {
            kinds[t] = DayKind.of(history, t, Set.of());
        }
    }

    Past past() {
        return past;
    }

    /** Units/day of the last four weeks while in stock; &gt; 0. */
    double level(int origin) {
        look(origin);
        return level;
    }

    /** Fills in the features of day t as known at the origin. */
    void features(int origin, int t, double[] to) {
        look(origin);
        int kind = kind(t);
        int n = 0;
        to[n++] = 1;
        System.arraycopy(recent, 0, to, n, 8);
        n += 8;
        to[n++] = ofKind[kind];
        to[n++] = lastOfKind[kind];
        double depth = orZero(depth(t) - usualDepth);
        to[n++] = depth;
        to[n++] = Math.max(0, depth);
        to[n++] = depth * ofKind[kind];
        double promotion = orZero(value(history.covariates().promotion(), t) - usualPromotion);
        to[n++] = promotion;
        to[n++] = promotion * ofKind[kind];
        to[n++] = orZero(usualDepth);
        for (int k = 1; k < DayKind.COUNT; k++) {
            to[n++] = kind == k ? 1 : 0;
        }
        float rain = value(history.covariates().precipitationMm(), t);
        to[n++] = rain > HEAVY_RAIN_MM ? 1 : 0;
        double temperature = value(history.covariates().temperatureC(), t);
        to[n++] = orZero((temperature - usualTemperature) / DEGREES);
        to[n++] = (t - origin) / (double) Past.WEEK;
        to[n] = recent[8];
    }

    /** Reads the past at an origin, unless it was the last one asked for. */
    private void look(int origin) {
        if (origin == at) {
            return;
        }
        at = origin;
        level = meanInStock(origin - MONTH + 1, origin, 0) + floor;
        double month = meanInStock(origin - MONTH + 1, origin, 0) / level;
        recent[0] = meanInStock(origin, origin, month * level) / level;
        recent[1] = meanInStock(origin - 2, origin, month * level) / level;
        recent[2] = meanInStock(origin - 6, origin, month * level) / level;
        recent[3] = meanInStock(origin - 13, origin, month * level) / level;
        recent[4] = month;
        recent[5] = sold(origin - 6, origin) / level;
        recent[6] = outOfStock(origin - 6, origin);
        recent[7] = outOfStock(origin - MONTH + 1, origin);
        recent[8] = outOfStock(origin, origin);
        kinds(origin, month);
        usualDepth = 0;
        usualPromotion = 0;
        usualTemperature = 0;
        int depths = 0;
        int promotions = 0;
        int temperatures = 0;
        for (int t = Math.max(0, origin - MONTH + 1); t <= origin; t++) {
            double depth = depth(t);
            float promotion = value(history.covariates().promotion(), t);
            float temperature = value(history.covariates().temperatureC(), t);
            if (!Double.isNaN(depth)) {
                usualDepth += depth;
                depths++;
            }
            if (!Float.isNaN(promotion)) {
                usualPromotion += promotion;
                promotions++;
            }
            if (!Float.isNaN(temperature) && t > origin - Past.WEEK) {
                usualTemperature += temperature;
                temperatures++;
            }
        }
        usualDepth /= depths; // 0 / 0 = unknown
        usualPromotion /= promotions;
        usualTemperature /= temperatures;
    }

    private int kind(int t) {
        return t < kinds.length ? kinds[t] : DayKind.of(history, t, Set.of());
    }

    private void kinds(int origin, double otherwise) {
        for (int kind = 0; kind < DayKind.COUNT; kind++) {
            double sum = otherwise;
            double weights = 1;
            double last = Double.NaN;
            for (int t = origin; t >= 0 && t > origin - 2 * MONTH; t--) {
                if (kind(t) == kind && past.usable(t)) {
                    double units = Math.min(LARGEST, past.units(t) / level);
                    sum += past.weight(t) * units;
                    weights += past.weight(t);
                    last = Double.isNaN(last) ? units : last;
                }
            }
            ofKind[kind] = sum / weights;
            lastOfKind[kind] = Double.isNaN(last) ? otherwise : last;
        }
    }

    /** Mean units of the usable days, those out of stock for long count less. */
    private double meanInStock(int from, int to, double otherwise) {
        double sum = 0;
        double weights = 0;
        for (int t = Math.max(0, from); t <= to; t++) {
            if (past.usable(t)) {
                sum += past.weight(t) * past.units(t);
                weights += past.weight(t);
            }
        }
        return weights > 0 ? sum / weights : otherwise;
    }

    private double sold(int from, int to) {
        double mean = past.mean(from, to);
        return Double.isNaN(mean) ? 0 : mean;
    }

    private double outOfStock(int from, int to) {
        double sum = 0;
        for (int t = Math.max(0, from); t <= to; t++) {
            float share = history.stockOutShare()[t];
            sum += Float.isNaN(share) ? 0 : share;
        }
        return sum / (to - from + 1);
    }

    /** 1 − price ratio; NaN where unknown. A ratio of 0 is no price: unknown. */
    private double depth(int t) {
        float ratio = value(history.covariates().discount(), t);
        return ratio > 0 ? 1 - ratio : Double.NaN;
    }

    private static float value(float[] values, int t) {
        return t < values.length ? values[t] : Float.NaN;
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
