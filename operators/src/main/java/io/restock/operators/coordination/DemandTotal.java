package io.restock.operators.coordination;

import java.util.Arrays;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * The demand of several days together, a gamma distribution by its moments.
 *
 * @param mean base units, &gt;= 0
 * @param variance base units², &gt;= 0
 */
record DemandTotal(double mean, double variance) {
    static final DemandTotal ZERO = new DemandTotal(0, 0);

    /** Probability of each quantile that plans use, as in the coordination benchmark. */
    static final double[] LEVELS = {.05, .15, .25, .35, .45, .55, .65, .75, .85, .925, .965, .99};

    /** Probability given to each of them; sums to 1. */
    static final double[] WEIGHTS = {.1, .1, .1, .1, .1, .1, .1, .1, .1, .05, .03, .02};

    /** Shapes below and above this are taken as these. */
    private static final double LEAST_SHAPE = 0.02;

    private static final double MOST_SHAPE = 2_000;
    private static final int GRID = 240;
    private static final double STEP = Math.log(MOST_SHAPE / LEAST_SHAPE) / (GRID - 1);

    /** [grid point of ln shape][level]: quantile ÷ mean. */
    private static final double[][] RATIOS = ratios();

    private static double[][] ratios() {
        double[][] ratios = new double[GRID][LEVELS.length];
        for (int g = 0; g < GRID; g++) {
            double shape = LEAST_SHAPE * Math.exp(g * STEP);
            GammaDistribution unit = GammaDistribution.of(shape, 1 / shape);
            for (int q = 0; q < LEVELS.length; q++) {
                ratios[g][q] = unit.inverseCumulativeProbability(LEVELS[q]);
            }
        }
        return ratios;
    }

    DemandTotal plus(DemandTotal o) {
        return new DemandTotal(mean + o.mean, variance + o.variance);
    }

    /** Quantiles at {@link #LEVELS}, base units, ascending; from a table over the shape. */
    double[] quantiles() {
        double[] quantiles = new double[LEVELS.length];
        if (mean <= 0) {
            return quantiles;
        }
        if (isCertain()) {
            Arrays.fill(quantiles, mean);
            return quantiles;
        }
        double at = Math.log(shape() / LEAST_SHAPE) / STEP;
        int low = Math.min(GRID - 2, (int) at);
        double share = Math.min(1, at - low);
        for (int q = 0; q < LEVELS.length; q++) {
            quantiles[q] = mean * ((1 - share) * RATIOS[low][q] + share * RATIOS[low + 1][q]);
        }
        return quantiles;
    }

    /** The quantile at any probability, between those of {@link #LEVELS}; beyond them, the last. */
    double quantile(double probability) {
        double[] quantiles = quantiles();
        if (probability <= LEVELS[0]) {
            return quantiles[0];
        }
        for (int q = 1; q < LEVELS.length; q++) {
            if (probability <= LEVELS[q]) {
                double share = (probability - LEVELS[q - 1]) / (LEVELS[q] - LEVELS[q - 1]);
                return quantiles[q - 1] + share * (quantiles[q] - quantiles[q - 1]);
            }
        }
        return quantiles[LEVELS.length - 1];
    }

    /** Probability that demand is at most this many base units. */
    double probabilityAtMost(double units) {
        if (mean <= 0 || isCertain()) {
            return units >= mean ? 1 : 0;
        }
        return units <= 0 ? 0 : gamma(shape()).cumulativeProbability(units);
    }

    /** Expected base units of demand above this many. */
    double expectedAbove(double units) {
        if (units <= 0) {
            return mean - units;
        }
        if (mean <= 0 || isCertain()) {
            return Math.max(0, mean - units);
        }
        double shape = shape();
        GammaDistribution next = GammaDistribution.of(shape + 1, mean / shape);
        return Math.max(
                0,
                mean * next.survivalProbability(units)
                        - units * gamma(shape).survivalProbability(units));
    }

    /** Demand above a stock that may be negative, as moments: max(0, demand − units). */
    DemandTotal above(double units) {
        if (mean <= 0 || isCertain()) {
            return new DemandTotal(Math.max(0, mean - units), 0);
        }
        double[] quantiles = quantiles();
        double first = 0;
        double second = 0;
        for (int q = 0; q < quantiles.length; q++) {
            double excess = Math.max(0, quantiles[q] - units);
            first += WEIGHTS[q] * excess;
            second += WEIGHTS[q] * excess * excess;
        }
        return new DemandTotal(first, Math.max(0, second - first * first));
    }

    private boolean isCertain() {
        return variance <= mean * mean / MOST_SHAPE;
    }

    private double shape() {
        return Math.max(LEAST_SHAPE, mean * mean / variance);
    }

    private GammaDistribution gamma(double shape) {
        return GammaDistribution.of(shape, mean / shape);
    }
}
