package io.restock.operators.forecast.statistical;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.util.Arrays;

/**
 * Level of the last days in stock (half the last week, half the last four) times an index of the
 * weekday, spread by the ratios of past days to their level. Fewer than eight known days spread
 * like an exponential distribution. A series of which nothing is known gets 0. It stands in where
 * the model cannot answer.
 */
public final class SeasonalLevel implements SeriesForecaster {
    /** Its name in records. */
    public static final String NAME = "seasonal-level";

    private static final int RECENT_DAYS = 28;
    private static final int CONTEXT_DAYS = 56;
    private static final int FEW = 8; // days below which a sample says little of a distribution
    private static final double PRIOR_DAYS = 3; // weight of "no season" in a weekday's index

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DemandQuantiles forecast(SeriesHistory series, int days) {
        Past history = new Past(series);
        int origin = history.last();
        double[] index = weekdayIndex(history, origin);
        double level = level(history, origin, index);
        double[] ratios = ratios(history, origin, index);
        double[] scaled = new double[days * Quantiles.COUNT];
        for (int day = 0; day < days; day++) {
            double factor = index[history.weekday(origin + 1 + day)];
            for (int k = 0; k < Quantiles.COUNT; k++) {
                scaled[day * Quantiles.COUNT + k] = factor * spread(ratios, Quantiles.level(k));
            }
        }
        return DemandQuantiles.of(scaled, level, days);
    }

    private static double[] weekdayIndex(Past history, int origin) {
        double[] sum = new double[Past.WEEK];
        double[] count = new double[Past.WEEK];
        double all = 0;
        double days = 0;
        for (int t = Math.max(0, origin - CONTEXT_DAYS + 1); t <= origin; t++) {
            if (history.usable(t)) {
                double weight = history.weight(t);
                sum[history.weekday(t)] += weight * history.units(t);
                count[history.weekday(t)] += weight;
                all += weight * history.units(t);
                days += weight;
            }
        }
        double mean = days > 0 ? all / days : 0;
        double[] index = new double[Past.WEEK];
        for (int day = 0; day < Past.WEEK; day++) {
            index[day] = mean > 0 ? (sum[day] / mean + PRIOR_DAYS) / (count[day] + PRIOR_DAYS) : 1;
        }
        return index;
    }

    private static double level(Past history, int origin, double[] index) {
        double month = meanRatio(history, origin, RECENT_DAYS, index, 0);
        return (month + meanRatio(history, origin, Past.WEEK, index, month)) / 2;
    }

    private static double meanRatio(
            Past history, int origin, int days, double[] index, double otherwise) {
        double sum = 0;
        double weights = 0;
        for (int t = Math.max(0, origin - days + 1); t <= origin; t++) {
            if (history.usable(t)) {
                double weight = history.weight(t);
                sum += weight * history.units(t) / index[history.weekday(t)];
                weights += weight;
            }
        }
        return weights > 0 ? sum / weights : otherwise;
    }

    /** Ratios of known days to the level around them, sorted; empty where too few are known. */
    private static double[] ratios(Past history, int origin, double[] index) {
        double level = meanRatio(history, origin, CONTEXT_DAYS, index, 0);
        double[] ratios = new double[CONTEXT_DAYS];
        int n = 0;
        for (int t = Math.max(0, origin - CONTEXT_DAYS + 1); t <= origin; t++) {
            if (history.usable(t) && history.weight(t) == 1) {
                ratios[n++] = history.units(t) / index[history.weekday(t)];
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
        return ratios.length == 0 ? -Math.log1p(-level) : ErrorSpread.sample(ratios, level);
    }
}
