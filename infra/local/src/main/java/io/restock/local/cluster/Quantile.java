package io.restock.local.cluster;

import java.util.Arrays;

/** Quantiles of a few measured values. */
public final class Quantile {
    private Quantile() {}

    /**
     * The smallest value that a share of all values does not exceed.
     *
     * @param share above 0, at most 1
     * @param values one or more, in any order
     */
    public static double of(double share, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }
}
