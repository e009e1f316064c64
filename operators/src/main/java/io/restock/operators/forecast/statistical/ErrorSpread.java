package io.restock.operators.forecast.statistical;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.Arrays;

/**
 * Spreads points into distributions by the errors that the same method made from the origins of the
 * past, on days in stock.
 */
final class ErrorSpread {
    /** Origins of the past that errors are taken from. */
    private static final int ORIGINS = 28;

    /** Errors below which a sample says little of a distribution. */
    private static final int FEW = 8;

    private ErrorSpread() {}

    /**
     * The distribution around a method's points. A day without a point gets the mean of the known
     * days. Fewer than eight errors spread like an exponential distribution.
     */
    static DemandQuantiles around(Past past, int days, PointMethod method) {
        double[] points = new double[days];
        if (past.last() < 0) {
            return DemandQuantiles.around(points, new double[days * Quantiles.COUNT]);
        }
        double mean = past.mean(0, past.last());
        method.forecast(past.last(), points);
        for (int day = 0; day < days; day++) {
            points[day] = Double.isNaN(points[day]) ? orZero(mean) : Math.max(0, points[day]);
        }
        return around(points, errors(past, days, method));
    }

    /**
     * The distribution around points.
     *
     * @param points units/day, &gt;= 0
     * @param errors actual − point, units, ascending
     */
    static DemandQuantiles around(double[] points, double[] errors) {
        double[] quantiles = new double[points.length * Quantiles.COUNT];
        for (int day = 0; day < points.length; day++) {
            for (int k = 0; k < Quantiles.COUNT; k++) {
                double level = Quantiles.level(k);
                quantiles[day * Quantiles.COUNT + k] =
                        errors.length < FEW
                                ? -Math.log1p(-level) * points[day]
                                : points[day] + sample(errors, level);
            }
        }
        return DemandQuantiles.around(points, quantiles);
    }

    private static double[] errors(Past past, int days, PointMethod method) {
        int reach = Math.min(days, Past.WEEK);
        double[] points = new double[reach];
        double[] errors = new double[ORIGINS * reach];
        int n = 0;
        for (int origin = past.last() - 1;
                origin >= 0 && origin > past.last() - 1 - ORIGINS;
                origin--) {
            method.forecast(origin, points);
            for (int day = 0; day < reach && origin + 1 + day <= past.last(); day++) {
                if (past.inStock(origin + 1 + day) && !Double.isNaN(points[day])) {
                    errors[n++] = past.units(origin + 1 + day) - Math.max(0, points[day]);
                }
            }
        }
        double[] sorted = Arrays.copyOf(errors, n);
        Arrays.sort(sorted);
        return sorted;
    }

    /** Quantile of an ascending sample, between its neighbours in proportion. */
    static double sample(double[] sorted, double level) {
        double at = level * sorted.length - 0.5;
        int below = Math.max(0, Math.min(sorted.length - 1, (int) Math.floor(at)));
        int above = Math.min(sorted.length - 1, below + 1);
        double part = Math.max(0, Math.min(1, at - below));
        return sorted[below] + part * (sorted[above] - sorted[below]);
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }
}
