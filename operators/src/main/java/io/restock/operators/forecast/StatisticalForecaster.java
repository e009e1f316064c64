package io.restock.operators.forecast;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import java.util.Arrays;

/**
 * Forecasts without a model. {@link #forecast} stands in where the model cannot answer; the others
 * are the baselines it is measured against.
 */
public final class StatisticalForecaster {
    /** Name of {@link #forecast} in records. */
    public static final String METHOD = "seasonal-level";

    private static final int WEEK = 7;
    private static final int RECENT_DAYS = 28;
    private static final int CONTEXT_DAYS = 56;
    private static final int FEW = 8; // days below which a sample says little of a distribution
    private static final double PRIOR_DAYS = 3; // weight of "no season" in a weekday's index

    private StatisticalForecaster() {}

    /**
     * Level of the last days in stock (half the last week, half the last four) times an index of
     * the weekday, spread by the ratios that such a forecast had in the past. Fewer than eight
     * known days spread like an exponential distribution. A series of which nothing is known gets
     * 0.
     */
    public static DemandQuantiles forecast(SeriesHistory history, int days) {
        int origin = history.units().length - 1;
        double[] index = weekdayIndex(history, origin);
        double level = level(history, origin, index);
        double[] ratios = ratios(history, origin, index);
        double[] scaled = new double[days * Quantiles.COUNT];
        for (int day = 0; day < days; day++) {
            double factor = index[weekday(history, origin + 1 + day)];
            for (int k = 0; k < Quantiles.COUNT; k++) {
                scaled[day * Quantiles.COUNT + k] = factor * spread(ratios, Quantiles.level(k));
            }
        }
        return DemandQuantiles.of(scaled, level, days);
    }

    /** The last known day of the same weekday, units/day; 0 where there is none. */
    public static float[] seasonalNaive(SeriesHistory history, int days) {
        float[] out = new float[days];
        int origin = history.units().length - 1;
        for (int day = 0; day < days; day++) {
            int back = origin + 1 + day;
            do {
                back -= WEEK;
            } while (back > origin || (back >= 0 && !known(history, back)));
            out[day] = back < 0 ? 0 : history.units()[back];
        }
        return out;
    }

    /** The mean of the known days among the last n, units/day; 0 where there is none. */
    public static float[] meanOfLast(SeriesHistory history, int n, int days) {
        int origin = history.units().length - 1;
        double sum = 0;
        int count = 0;
        for (int t = Math.max(0, origin - n + 1); t <= origin; t++) {
            if (known(history, t)) {
                sum += history.units()[t];
                count++;
            }
        }
        float[] out = new float[days];
        Arrays.fill(out, count == 0 ? 0 : (float) (sum / count));
        return out;
    }

    private static double[] weekdayIndex(SeriesHistory history, int origin) {
        double[] sum = new double[WEEK];
        double[] count = new double[WEEK];
        double all = 0;
        double days = 0;
        for (int t = Math.max(0, origin - CONTEXT_DAYS + 1); t <= origin; t++) {
            if (usable(history, t)) {
                double weight = weight(history, t);
                sum[weekday(history, t)] += weight * history.units()[t];
                count[weekday(history, t)] += weight;
                all += weight * history.units()[t];
                days += weight;
            }
        }
        double mean = days > 0 ? all / days : 0;
        double[] index = new double[WEEK];
        for (int day = 0; day < WEEK; day++) {
            index[day] = mean > 0 ? (sum[day] / mean + PRIOR_DAYS) / (count[day] + PRIOR_DAYS) : 1;
        }
        return index;
    }

    private static double level(SeriesHistory history, int origin, double[] index) {
        double month = meanRatio(history, origin, RECENT_DAYS, index, 0);
        return (month + meanRatio(history, origin, WEEK, index, month)) / 2;
    }

    private static double meanRatio(
            SeriesHistory history, int origin, int days, double[] index, double otherwise) {
        double sum = 0;
        double weights = 0;
        for (int t = Math.max(0, origin - days + 1); t <= origin; t++) {
            if (usable(history, t)) {
                double weight = weight(history, t);
                sum += weight * history.units()[t] / index[weekday(history, t)];
                weights += weight;
            }
        }
        return weights > 0 ? sum / weights : otherwise;
    }

    /** Ratios of known days to the level around them, sorted; empty where too few are known. */
    private static double[] ratios(SeriesHistory history, int origin, double[] index) {
        double level = meanRatio(history, origin, CONTEXT_DAYS, index, 0);
        double[] ratios = new double[CONTEXT_DAYS];
        int n = 0;
        for (int t = Math.max(0, origin - CONTEXT_DAYS + 1); t <= origin; t++) {
            if (usable(history, t) && weight(history, t) == 1) {
                ratios[n++] = history.units()[t] / index[weekday(history, t)];
            }
        }
        if (n < FEW || level <= 0) {
            return new double[0];
        }
        double[] sorted = Arrays.copyOf(ratios, n);
        Arrays.sort(sorted);
        for (int i = 0; i < n; i++) {
            sorted[i] /= level;
        }
        return sorted;
    }

    private static double spread(double[] ratios, double level) {
        if (ratios.length == 0) {
            return -Math.log1p(-level);
        }
        double at = level * ratios.length - 0.5;
        int below = Math.max(0, Math.min(ratios.length - 1, (int) Math.floor(at)));
        int above = Math.min(ratios.length - 1, below + 1);
        double part = Math.max(0, Math.min(1, at - below));
        return ratios[below] + part * (ratios[above] - ratios[below]);
    }

    private static boolean known(SeriesHistory history, int t) {
        return !Float.isNaN(history.units()[t]);
    }

    private static boolean usable(SeriesHistory history, int t) {
        return known(history, t) && !(history.stockOutShare()[t] > 0.9);
    }

    /** 1 in stock all day; less the longer it was not. */
    private static double weight(SeriesHistory history, int t) {
        float share = history.stockOutShare()[t];
        return share > 0 ? 0.3 * (1 - share) : 1;
    }

    private static int weekday(SeriesHistory history, int t) {
        return Math.floorMod(history.firstEpochDay() + t, WEEK);
    }
}
