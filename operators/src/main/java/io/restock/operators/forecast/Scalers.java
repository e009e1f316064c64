package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.List;

/**
 * What is learned of the data besides the weights: fitted on the training part only, stored in the
 * model.
 *
 * @param meanUnits mean units/day of all series
 * @param weatherMean means of temperature in °C, log(1 + precipitation in mm), humidity in %, wind
 * @param weatherDeviation their standard deviations, &gt; 0
 * @param seasons whether the days are enough to tell the seasons of a year, and of a month, from
 *     chance
 */
public record Scalers(
        double meanUnits, double[] weatherMean, double[] weatherDeviation, boolean seasons) {
    /** Weather values of a day. */
    static final int WEATHER = 4;

    /** Days from which a day of the year has been seen before. */
    static final int YEAR = 400;

    private static final double LEAST_LEVEL = 0.05; // of the mean series

    /** Fits to the days up to {@code lastEpochDay} included. */
    static Scalers fit(List<SeriesHistory> histories, int lastEpochDay) {
        double units = 0;
        long days = 0;
        double[] sum = new double[WEATHER];
        double[] squares = new double[WEATHER];
        long[] count = new long[WEATHER];
        for (SeriesHistory history : histories) {
            int end = Math.min(history.units().length, lastEpochDay - history.firstEpochDay() + 1);
            for (int day = 0; day < end; day++) {
                if (!Float.isNaN(history.units()[day])) {
                    units += history.units()[day];
                    days++;
                }
                for (int kind = 0; kind < WEATHER; kind++) {
                    double value = raw(history.covariates(), kind, day);
                    if (!Double.isNaN(value)) {
                        sum[kind] += value;
                        squares[kind] += value * value;
                        count[kind]++;
                    }
                }
            }
        }
        double[] mean = new double[WEATHER];
        double[] deviation = new double[WEATHER];
        for (int kind = 0; kind < WEATHER; kind++) {
            double n = Math.max(1, count[kind]);
            mean[kind] = sum[kind] / n;
            double variance = squares[kind] / n - mean[kind] * mean[kind];
            deviation[kind] = variance > 1e-9 ? Math.sqrt(variance) : 1;
        }
        double level = days == 0 || units == 0 ? 1 : units / days;
        int first = lastEpochDay;
        int last = lastEpochDay;
        if (!histories.isEmpty()) {
            first = histories.stream().mapToInt(SeriesHistory::firstEpochDay).min().getAsInt();
            int end = histories.stream().mapToInt(SeriesHistory::originEpochDay).max().getAsInt();
            last = Math.min(last, end);
        }
        return new Scalers(level, mean, deviation, last - first >= YEAR);
    }

    /** Units/day added to every level, so that a series without sales has one. */
    double leastLevel() {
        return LEAST_LEVEL * meanUnits;
    }

    /** A day's standardised weather value within ±4; NaN where unknown. */
    double weather(Covariates covariates, int kind, int day) {
        double value = raw(covariates, kind, day);
        double standard = (value - weatherMean[kind]) / weatherDeviation[kind];
        return Math.max(-4, Math.min(4, standard));
    }

    private static double raw(Covariates covariates, int kind, int day) {
        if (day < 0 || day >= covariates.length()) {
            return Double.NaN;
        }
        return switch (kind) {
            case 0 -> covariates.temperatureC()[day];
            case 1 -> Math.log1p(covariates.precipitationMm()[day]);
            case 2 -> covariates.humidityPct()[day];
            default -> covariates.windLevel()[day];
        };
    }
}
