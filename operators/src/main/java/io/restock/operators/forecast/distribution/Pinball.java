package io.restock.operators.forecast.distribution;

import io.restock.domain.Quantiles;

/** Pinball loss of quantiles that were forecast: max(q·(y − ŷ), (q − 1)·(y − ŷ)), units. */
public final class Pinball {
    private Pinball() {}

    /**
     * Loss at one level.
     *
     * @param level 0 … 1
     * @param quantile forecast at that level
     */
    public static double loss(double level, double actual, double quantile) {
        double miss = actual - quantile;
        return Math.max(level * miss, (level - 1) * miss);
    }

    /** Mean over the levels; {@code quantiles} has {@link Quantiles#COUNT} from {@code at} on. */
    public static double mean(double[] quantiles, int at, double actual) {
        double sum = 0;
        for (int k = 0; k < Quantiles.COUNT; k++) {
            sum += loss(Quantiles.level(k), actual, quantiles[at + k]);
        }
        return sum / Quantiles.COUNT;
    }
}
