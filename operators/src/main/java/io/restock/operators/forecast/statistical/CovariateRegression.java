package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Forecaster;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One linear regression over all series: units ÷ level of a day in stock on what the last weeks
 * were like and what is known of the day: price, promotion, weekday, holiday, weather. Least
 * squares with a ridge (Hoerl and Kennard 1970) on the standardised features, weighted by level, so
 * that errors count in units, and by how recent the origin is.
 */
public final class CovariateRegression implements Forecaster {
    /** Origins of the past that are learned from, and days ahead of each. */
    private static final int ORIGINS = 35;

    private static final int REACH = 7;
    private static final double RECENT_DAYS = 28;

    /** Levels; a day beyond it says no more than this. */
    private static final double LARGEST = 2.5;

    /** Ridge, in samples of the mean weight. */
    private static final double RIDGE = 20;

    /** Samples a feature below which only the level is said. */
    private static final int LEAST_SAMPLES_OF_A_FEATURE = 5;

    @Override
    public String name() {
        return "regression";
    }

    @Override
    public List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
        double scale = meanLevel(histories);
        List<Lags> all = histories.stream().map(history -> new Lags(history, scale)).toList();
        LeastSquares fit = new LeastSquares(Lags.FEATURES);
        double[] row = new double[Lags.FEATURES];
        for (Lags lags : all) {
            int last = lags.past().last();
            for (int origin = Math.max(Past.WEEK, last - ORIGINS); origin < last; origin++) {
                for (int t = origin + 1; t <= Math.min(last, origin + REACH); t++) {
                    if (lags.past().inStock(t)) {
                        lags.features(origin, t, row);
                        double level = lags.level(origin);
                        double weight = level * Math.exp((origin - last) / RECENT_DAYS);
                        fit.add(row, Math.min(LARGEST, lags.past().units(t) / level), weight);
                    }
                }
            }
        }
        double[] coefficients =
                fit.samples() < LEAST_SAMPLES_OF_A_FEATURE * Lags.FEATURES
                        ? onlyLevel()
                        : fit.solve(RIDGE);
        List<DemandQuantiles> forecasts = new ArrayList<>(all.size());
        for (Lags lags : all) {
            forecasts.add(
                    ErrorSpread.around(
                            lags.past(),
                            days,
                            (origin, to) -> points(lags, coefficients, origin, to)));
        }
        return forecasts;
    }

    private static void points(Lags lags, double[] coefficients, int origin, double[] to) {
        double[] row = new double[Lags.FEATURES];
        double level = lags.level(origin);
        for (int day = 0; day < to.length; day++) {
            lags.features(origin, origin + 1 + day, row);
            double sum = 0;
            for (int i = 0; i < row.length; i++) {
                sum += coefficients[i] * row[i];
            }
            to[day] = level * Math.max(0, sum);
        }
    }

    private static double[] onlyLevel() {
        double[] coefficients = new double[Lags.FEATURES];
        coefficients[0] = 1;
        return coefficients;
    }

    private static double meanLevel(List<SeriesHistory> histories) {
        double sum = 0;
        long days = 0;
        for (SeriesHistory history : histories) {
            for (float units : history.units()) {
                if (!Float.isNaN(units)) {
                    sum += units;
                    days++;
                }
            }
        }
        return sum > 0 ? sum / days : 1;
    }

    /** Weighted normal equations; the first feature is the constant. */
    private static final class LeastSquares {
        private final int n;
        private final double[][] products;
        private final double[] right;
        private double weights;
        private long samples;

        LeastSquares(int n) {
            this.n = n;
            products = new double[n][n];
            right = new double[n];
        }

        void add(double[] row, double value, double weight) {
            for (int i = 0; i < n; i++) {
                double w = weight * row[i];
                if (w != 0) {
                    right[i] += w * value;
                    for (int j = 0; j <= i; j++) {
                        products[i][j] += w * row[j];
                    }
                }
            }
            weights += weight;
            samples++;
        }

        long samples() {
            return samples;
        }

        /**
         * Coefficients by Cholesky; the ridge is in samples of mean weight, none on the constant.
         */
        double[] solve(double ridge) {
            double unit = weights / samples;
            double[][] lower = new double[n][n];
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    double sum = products[i][j];
                    if (i == j) {
                        double variance = products[i][i] / weights;
                        sum += i == 0 ? 0 : unit * ridge * Math.max(variance, 1e-6);
                    }
                    for (int k = 0; k < j; k++) {
                        sum -= lower[i][k] * lower[j][k];
                    }
                    lower[i][j] = i == j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / lower[j][j];
                }
            }
            double[] x = right.clone();
            for (int i = 0; i < n; i++) {
                for (int k = 0; k < i; k++) {
                    x[i] -= lower[i][k] * x[k];
                }
                x[i] /= lower[i][i];
            }
            for (int i = n - 1; i >= 0; i--) {
                for (int k = i + 1; k < n; k++) {
                    x[i] -= lower[k][i] * x[k];
                }
                x[i] /= lower[i][i];
            }
            return Arrays.copyOf(x, n);
        }
    }
}
