package io.restock.operators.forecast;

import io.restock.domain.Quantiles;

/**
 * Turns the network's raw outputs into quantiles that cannot cross: the median is the middle
 * output, each other quantile lies a softplus of its own output further out. Training and serving
 * both use it.
 */
final class QuantileHead {
    /** Size of a step in levels: softplus(0) · 0.1 = 0.07 a step spreads an untrained network. */
    static final double STEP = 0.1;

    private static final float NO_STEP = Float.NEGATIVE_INFINITY; // its softplus is 0

    private QuantileHead() {}

    /**
     * Quantiles of one day, ascending; {@code raw} and {@code out} have {@code COUNT} from at on.
     */
    static void quantiles(float[] raw, int at, double[] out, int outAt) {
        int median = Quantiles.MEDIAN;
        out[outAt + median] = raw[at + median];
        for (int k = median + 1; k < Quantiles.COUNT; k++) {
            out[outAt + k] = out[outAt + k - 1] + STEP * softplus(raw[at + k]);
        }
        for (int k = median - 1; k >= 0; k--) {
            out[outAt + k] = out[outAt + k + 1] - STEP * softplus(raw[at + k]);
        }
    }

    /**
     * Adds the raw outputs of one network, for many days at once: of each day the median and the
     * sizes of the steps.
     *
     * @param raw {@code COUNT} values of a day, day after day; used up
     * @param to receives as many
     * @param n values of all days together
     */
    static void addSteps(float[] raw, float[] to, int n) {
        for (int median = Quantiles.MEDIAN; median < n; median += Quantiles.COUNT) {
            to[median] += raw[median];
            raw[median] = NO_STEP;
        }
        FloatRows.addSoftplus((float) STEP, raw, to, n);
    }

    /**
     * Quantiles of one day from what {@link #addSteps} has added: their mean over the networks, as
     * each of them is a sum of the median and of steps.
     *
     * @param networks that were added
     * @param base what the median says the difference to
     */
    static void sum(float[] steps, int at, int networks, double base, double[] out, int outAt) {
        int median = Quantiles.MEDIAN;
        double share = 1.0 / networks;
        out[outAt + median] = base + share * steps[at + median];
        for (int k = median + 1; k < Quantiles.COUNT; k++) {
            out[outAt + k] = out[outAt + k - 1] + share * steps[at + k];
        }
        for (int k = median - 1; k >= 0; k--) {
            out[outAt + k] = out[outAt + k + 1] - share * steps[at + k];
        }
    }

    /**
     * Chain rule through {@link #quantiles}.
     *
     * @param slope derivatives of a loss by the quantiles
     * @param out receives its derivatives by the raw outputs, from {@code at} on
     */
    static void gradient(float[] raw, int at, double[] slope, float[] out) {
        int median = Quantiles.MEDIAN;
        double upper = 0;
        for (int k = Quantiles.COUNT - 1; k > median; k--) {
            upper += slope[k];
            out[at + k] = (float) (upper * STEP * sigmoid(raw[at + k]));
        }
        double lower = 0;
        for (int k = 0; k < median; k++) {
            lower += slope[k];
            out[at + k] = (float) (-lower * STEP * sigmoid(raw[at + k]));
        }
        out[at + median] = (float) (upper + lower + slope[median]);
    }

    private static double softplus(double z) {
        return z > 20 ? z : Math.log1p(Math.exp(z));
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }
}
