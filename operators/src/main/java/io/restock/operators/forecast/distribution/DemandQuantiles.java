package io.restock.operators.forecast.distribution;

import io.restock.domain.Quantiles;
import java.util.Arrays;

/**
 * The distribution of a series' demand for some days, units/day, rounded to {@link #DECIMALS}
 * decimals.
 *
 * @param mean length H, &gt;= 0
 * @param quantiles length H · {@link Quantiles#COUNT}, day after day, ascending within a day, &gt;=
 *     0
 */
public record DemandQuantiles(float[] mean, float[] quantiles) {
    /** Decimals kept. Float noise of an engine is smaller, so replays say the same. */
    public static final int DECIMALS = 4;

    private static final double STEP = 0.05;
    private static final double ROUND = 1e4;

    /** Mean excess over the 95 % quantile of an exponential tail, in steps from 90 % to 95 %. */
    private static final double TAIL = 1 / Math.log(2);

    /**
     * Makes the distribution of quantiles as an engine has them.
     *
     * @param scaled length H · {@link Quantiles#COUNT}, ascending within a day, in levels
     * @param level units/day of one level
     * @param days days kept, &lt;= H
     */
    public static DemandQuantiles of(double[] scaled, double level, int days) {
        float[] mean = new float[days];
        float[] quantiles = new float[days * Quantiles.COUNT];
        for (int day = 0; day < days; day++) {
            int at = day * Quantiles.COUNT;
            for (int k = 0; k < Quantiles.COUNT; k++) {
                quantiles[at + k] = rounded(Math.max(0, scaled[at + k]) * level);
            }
            mean[day] = rounded(mean(quantiles, at));
        }
        return new DemandQuantiles(mean, quantiles);
    }

    /**
     * Makes the distribution of a point a day and quantiles around it.
     *
     * @param points length H, units/day, kept as the mean; what is below 0 becomes 0
     * @param quantiles length H · {@link Quantiles#COUNT}, units/day; what is below 0 or below a
     *     lower level is raised
     */
    public static DemandQuantiles around(double[] points, double[] quantiles) {
        float[] mean = new float[points.length];
        float[] raised = new float[points.length * Quantiles.COUNT];
        for (int day = 0; day < points.length; day++) {
            mean[day] = rounded(Math.max(0, points[day]));
            float least = 0;
            for (int k = day * Quantiles.COUNT; k < (day + 1) * Quantiles.COUNT; k++) {
                least = Math.max(least, rounded(quantiles[k]));
                raised[k] = least;
            }
        }
        return new DemandQuantiles(mean, raised);
    }

    /** The same for the first days only, &lt;= the horizon. */
    public DemandQuantiles first(int days) {
        return days == horizon()
                ? this
                : new DemandQuantiles(
                        Arrays.copyOf(mean, days),
                        Arrays.copyOf(quantiles, days * Quantiles.COUNT));
    }

    /** Whether every value is a finite number. */
    public boolean isFinite() {
        return allFinite(mean) && allFinite(quantiles);
    }

    private static boolean allFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /** Days of the distribution. */
    public int horizon() {
        return mean.length;
    }

    /**
     * Integral of the quantile function: trapezoids between the levels, a straight line below the
     * first one and an exponential tail above the last one.
     */
    static double mean(float[] q, int at) {
        int last = at + Quantiles.COUNT - 1;
        double between = 0;
        for (int k = at; k < last; k++) {
            between += (q[k] + q[k + 1]) / 2.0;
        }
        double lowest = Math.max(0, 2.0 * q[at] - q[at + 1]);
        double below = (lowest + q[at]) / 2;
        double above = q[last] + TAIL * (q[last] - q[last - 1]);
        return STEP * (between + below + above);
    }

    static float rounded(double value) {
        return (float) (Math.rint(value * ROUND) / ROUND);
    }
}
