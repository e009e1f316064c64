package io.restock.operators.forecast.statistical;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Forecaster;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Similar scenario average: a mean over the past days, weighted by how near in time, price, kind of
 * day and rain they are to the day ahead, each scaled by what its kind of day sells against the
 * target's. The statistical baseline (SSA) of FreshRetailNet-50K (arXiv 2505.16319), after its
 * published definition; it takes sales as they are, stock-outs included.
 */
public final class SimilarDays implements Forecaster {
    private static final int KINDS = DayKind.COUNT;
    private static final double HEAVY_RAIN_MM = 3.5;
    private static final double SMALL = 0.001; // units/day, so that no mean is 0

    /**
     * Distances: that of the first day is 18, each later one is a fifth nearer; a day like the
     * target loses three, one unlike it gains three.
     */
    private static final double FURTHEST = 18;

    /** Days the method was made for; of a longer past the last ones count. */
    private static final int LONGEST = 90;

    private static final double NEAREST = 1;
    private static final double DAYS_OF_A_STEP = 5;
    private static final double STEP = 3;

    /** 2 to 4 May 2024: holidays in FreshRetailNet-50K, ordinary days to its authors' baseline. */
    private static final Set<Integer> PUBLISHED =
            Set.of(
                    (int) LocalDate.of(2024, 5, 2).toEpochDay(),
                    (int) LocalDate.of(2024, 5, 3).toEpochDay(),
                    (int) LocalDate.of(2024, 5, 4).toEpochDay());

    private final Set<Integer> ordinary;

    /**
     * @param ordinary epoch days that are announced as holidays but on which people shop as on
     *     other days
     */
    public SimilarDays(Set<Integer> ordinary) {
        this.ordinary = Set.copyOf(ordinary);
    }

    /**
     * As its authors run it on FreshRetailNet-50K; on data of other days it makes no difference.
     */
    public static SimilarDays published() {
        return new SimilarDays(PUBLISHED);
    }

    @Override
    public String name() {
        return "similar days";
    }

    @Override
    public List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
        double[][] ratio = ratios(histories);
        return histories.stream()
                .map(
                        history -> {
                            Scenario scenario = new Scenario(history, days, ratio);
                            return ErrorSpread.around(new Past(history), days, scenario::forecast);
                        })
                .toList();
    }

    /** Median over the series of what a kind of day sells against another. */
    private double[][] ratios(List<SeriesHistory> histories) {
        double[][] ratio = new double[KINDS][KINDS];
        List<double[]> means = new ArrayList<>(histories.size());
        histories.forEach(history -> means.add(meansOfKinds(history)));
        double[] of = new double[means.size()];
        for (int a = 0; a < KINDS; a++) {
            for (int b = 0; b < KINDS; b++) {
                int n = 0;
                for (double[] mean : means) {
                    double r = mean[a] / mean[b];
                    if (!Double.isNaN(r)) {
                        of[n++] = r;
                    }
                }
                Arrays.sort(of, 0, n);
                ratio[a][b] = n == 0 ? 1 : (of[(n - 1) / 2] + of[n / 2]) / 2;
            }
        }
        return ratio;
    }

    private double[] meansOfKinds(SeriesHistory history) {
        double[] sum = new double[KINDS];
        int[] days = new int[KINDS];
        for (int t = 0; t < history.units().length; t++) {
            if (!Float.isNaN(history.units()[t])) {
                int kind = DayKind.of(history, t, ordinary);
                sum[kind] += history.units()[t];
                days[kind]++;
            }
        }
        for (int kind = 0; kind < KINDS; kind++) {
            sum[kind] = days[kind] == 0 ? Double.NaN : sum[kind] / days[kind] + SMALL;
        }
        return sum;
    }

    private static float value(float[] values, int t) {
        return t < values.length ? values[t] : Float.NaN;
    }

    /** The days of one series. */
    private final class Scenario {
        private final SeriesHistory history;
        private final double[][] ratio;
        private final int first;
        private final int[] kinds;
        private final boolean[] wet;
        private final float[] discount;

        Scenario(SeriesHistory history, int days, double[][] ratio) {
            this.history = history;
            this.ratio = ratio;
            this.first = Math.max(0, history.units().length - LONGEST);
            int length = history.units().length + days;
            kinds = new int[length];
            wet = new boolean[length];
            discount = new float[length];
            Covariates covariates = history.covariates();
            for (int t = 0; t < length; t++) {
                kinds[t] = DayKind.of(history, t, ordinary);
                wet[t] = value(covariates.precipitationMm(), t) > HEAVY_RAIN_MM;
                discount[t] = value(covariates.discount(), t);
            }
        }

        void forecast(int origin, double[] to) {
            for (int day = 0; day < to.length; day++) {
                int target = origin + 1 + day;
                double sum = 0;
                double weights = 0;
                for (int t = first; t <= origin; t++) {
                    float units = history.units()[t];
                    if (!Float.isNaN(units)) {
                        double weight = weight(t, target);
                        sum += weight * ratio[kinds[target]][kinds[t]] * units;
                        weights += weight;
                    }
                }
                to[day] = weights > 0 ? sum / weights : Double.NaN;
            }
        }

        private double weight(int t, int target) {
            double distance = FURTHEST - (t - first) / DAYS_OF_A_STEP;
            boolean free = kinds[t] == DayKind.FREE;
            boolean targetFree = kinds[target] == DayKind.FREE;
            if (free == targetFree) {
                distance -= STEP;
            } else if (free) {
                distance += STEP;
            }
            distance -= kinds[t] == kinds[target] ? STEP : 0;
            if (wet[t] != wet[target]) {
                distance += STEP;
            } else if (wet[t]) {
                distance -= STEP;
            }
            distance = Math.max(NEAREST, Math.min(FURTHEST, distance));
            double price = discount[target] - discount[t];
            double like = Double.isNaN(price) ? 1 : 1 - Math.abs(price);
            return Math.exp((FURTHEST - distance) * like * like);
        }
    }
}
