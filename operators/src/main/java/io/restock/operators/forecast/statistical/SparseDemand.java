package io.restock.operators.forecast.statistical;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.util.Arrays;

/**
 * For items that sell on few days: smooths how often there is demand and how much it is when there
 * is some (Teunter, Syntetos and Babai 2011, TSB, which unlike Croston's method forgets an item
 * that no longer sells). Both smoothing factors are those of a grid with the least squared error.
 * The distribution is 0 on the days without demand, and the sizes seen on the others.
 */
public final class SparseDemand implements SeriesForecaster {
    private static final double[] FACTORS = {0.02, 0.05, 0.1, 0.2, 0.3};

    @Override
    public String name() {
        return "tsb";
    }

    @Override
    public DemandQuantiles forecast(SeriesHistory history, int days) {
        Past past = new Past(history);
        double[] sizes = sizes(past);
        double[] points = new double[days];
        double[] quantiles = new double[days * Quantiles.COUNT];
        if (sizes.length > 0) {
            Smoothed best = fit(past, sizes);
            Arrays.fill(points, best.chance * best.size);
            double scale = best.size / mean(sizes);
            for (int k = 0; k < Quantiles.COUNT; k++) {
                double above = (Quantiles.level(k) - 1 + best.chance) / best.chance;
                double quantile = above <= 0 ? 0 : scale * ErrorSpread.sample(sizes, above);
                for (int day = 0; day < days; day++) {
                    quantiles[day * Quantiles.COUNT + k] = quantile;
                }
            }
        }
        return DemandQuantiles.around(points, quantiles);
    }

    /** Units of the usable days with demand, ascending. */
    private static double[] sizes(Past past) {
        double[] sizes = new double[past.last() + 1];
        int n = 0;
        for (int t = 0; t <= past.last(); t++) {
            if (past.usable(t) && past.units(t) > 0) {
                sizes[n++] = past.units(t);
            }
        }
        double[] sorted = Arrays.copyOf(sizes, n);
        Arrays.sort(sorted);
        return sorted;
    }

    private static Smoothed fit(Past past, double[] sizes) {
        Smoothed best = new Smoothed(0, 0, Double.POSITIVE_INFINITY);
        for (double ofChance : FACTORS) {
            for (double ofSize : FACTORS) {
                Smoothed tried = smooth(past, sizes, ofChance, ofSize);
                best = tried.squares < best.squares ? tried : best;
            }
        }
        return best;
    }

    private static Smoothed smooth(Past past, double[] sizes, double ofChance, double ofSize) {
        double days = 0;
        for (int t = 0; t <= past.last(); t++) {
            days += past.usable(t) ? 1 : 0;
        }
        double chance = sizes.length / days;
        double size = mean(sizes);
        double squares = 0;
        for (int t = 0; t <= past.last(); t++) {
            if (past.usable(t)) {
                double weight = past.weight(t);
                double error = past.units(t) - chance * size;
                squares += weight * error * error;
                boolean sold = past.units(t) > 0;
                chance += weight * ofChance * ((sold ? 1 : 0) - chance);
                size += sold ? weight * ofSize * (past.units(t) - size) : 0;
            }
        }
        return new Smoothed(chance, size, squares);
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    /**
     * The state at the end.
     *
     * @param chance of a day with demand, 0 … 1
     * @param size units of a day with demand
     * @param squares of the errors one day ahead
     */
    private record Smoothed(double chance, double size, double squares) {}
}
