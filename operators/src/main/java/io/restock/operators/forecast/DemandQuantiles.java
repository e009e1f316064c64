package io.restock.operators.forecast;

import io.restock.domain.Quantiles;

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
