package io.restock.operators.forecast.launch;

import io.restock.domain.Quantiles;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Quantiles of a day's demand ÷ its mean where the level itself is uncertain: a log-normal level
 * times a gamma day, both of mean 1, by their squared coefficients of variation. Read from a table,
 * which is made when the class is first used.
 */
final class LevelSpread {
    private static final double LEAST = 0.01;
    private static final double MOST = 30;
    private static final int GRID = 17;
    private static final double STEP = Math.log(MOST / LEAST) / (GRID - 1);
    private static final int LEVELS = 16; // equally probable levels that stand for all
    private static final int HALVINGS = 36;
    private static final double SMALLEST = 1e-12; // ratios looked for
    private static final double LARGEST = 1e4;

    /** [level's variation][day's variation][quantile]. */
    private static final double[][][] RATIOS = ratios();

    private LevelSpread() {}

    private static double[][][] ratios() {
        double[][][] ratios = new double[GRID][GRID][];
        NormalDistribution normal = NormalDistribution.of(0, 1);
        for (int i = 0; i < GRID; i++) {
            double variance = Math.log1p(LEAST * Math.exp(i * STEP));
            double[] levels = new double[LEVELS];
            for (int l = 0; l < LEVELS; l++) {
                double z = normal.inverseCumulativeProbability((l + 0.5) / LEVELS);
                levels[l] = Math.exp(Math.sqrt(variance) * z - variance / 2);
            }
            for (int j = 0; j < GRID; j++) {
                double shape = 1 / (LEAST * Math.exp(j * STEP));
                ratios[i][j] = mixture(levels, GammaDistribution.of(shape, 1 / shape));
            }
        }
        return ratios;
    }

    private static double[] mixture(double[] levels, GammaDistribution day) {
        double[] quantiles = new double[Quantiles.COUNT];
        for (int k = 0; k < quantiles.length; k++) {
            double low = Math.log(SMALLEST);
            double high = Math.log(LARGEST);
            for (int i = 0; i < HALVINGS; i++) {
                double middle = (low + high) / 2;
                boolean less =
                        probabilityAtMost(Math.exp(middle), levels, day) < Quantiles.level(k);
                low = less ? middle : low;
                high = less ? high : middle;
            }
            quantiles[k] = Math.exp(high);
        }
        return quantiles;
    }

    private static double probabilityAtMost(double x, double[] levels, GammaDistribution day) {
        double sum = 0;
        for (double level : levels) {
            sum += day.cumulativeProbability(x / level);
        }
        return sum / levels.length;
    }

    /**
     * Quantiles ÷ mean, ascending.
     *
     * @param ofLevel squared coefficient of variation of the level
     * @param ofDay of a day at that level
     */
    static double[] quantiles(double ofLevel, double ofDay) {
        double i = at(ofLevel);
        double j = at(ofDay);
        int i0 = (int) Math.min(GRID - 2, i);
        int j0 = (int) Math.min(GRID - 2, j);
        double u = i - i0;
        double v = j - j0;
        double[] quantiles = new double[Quantiles.COUNT];
        for (int k = 0; k < quantiles.length; k++) {
            quantiles[k] =
                    (1 - u) * ((1 - v) * RATIOS[i0][j0][k] + v * RATIOS[i0][j0 + 1][k])
                            + u * ((1 - v) * RATIOS[i0 + 1][j0][k] + v * RATIOS[i0 + 1][j0 + 1][k]);
        }
        return quantiles;
    }

    private static double at(double variation) {
        double inside = Math.max(LEAST, Math.min(MOST, variation));
        return Math.log(inside / LEAST) / STEP;
    }
}
