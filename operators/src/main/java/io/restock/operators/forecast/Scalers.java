package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.Arrays;
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
 * @param dayMean means of the values of {@link DayFeatures}
 * @param dayDeviation their standard deviations, &gt; 0
 */
public record Scalers(
        double meanUnits,
        double[] weatherMean,
        double[] weatherDeviation,
        boolean seasons,
        double[] dayMean,
        double[] dayDeviation) {
    /** Weather values of a day. */
    static final int WEATHER = 4;

    /** Days from which a day of the year has been seen before. */
    static final int YEAR = 400;

    private static final double LEAST_LEVEL = 0.05; // of the mean series
    private static final int DAYS_LOOKED_AT = 20_000; // to fit the values of days to
    private static final int OF_A_SERIES = 20; // of these at most
    private static final int WEEK = 7;
    private static final double FURTHEST = 4; // deviations; a value beyond says no more than this

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
        fit(sum, squares, count, mean, deviation);
        double level = days == 0 || units == 0 ? 1 : units / days;
        int first = lastEpochDay;
        int last = lastEpochDay;
        if (!histories.isEmpty()) {
            first = histories.stream().mapToInt(SeriesHistory::firstEpochDay).min().getAsInt();
            int end = histories.stream().mapToInt(SeriesHistory::originEpochDay).max().getAsInt();
            last = Math.min(last, end);
        }
        return of(level, mean, deviation, last - first >= YEAR).lookingAt(histories, lastEpochDay);
    }

    /** Scalers that leave the values of days as they are. */
    static Scalers of(
            double meanUnits, double[] weatherMean, double[] weatherDeviation, boolean seasons) {
        double[] ones = new double[DayFeatures.COUNT];
        Arrays.fill(ones, 1);
        return new Scalers(
                meanUnits,
                weatherMean,
                weatherDeviation,
                seasons,
                new double[DayFeatures.COUNT],
                ones);
    }

    /** The same, fitted to the values of some days: of each series other ones. */
    private Scalers lookingAt(List<SeriesHistory> histories, int lastEpochDay) {
        double[] sum = new double[DayFeatures.COUNT];
        double[] squares = new double[DayFeatures.COUNT];
        long[] count = new long[DayFeatures.COUNT];
        float[] values = new float[DayFeatures.COUNT];
        int most = Math.max(1, DAYS_LOOKED_AT / Math.max(1, histories.size()));
        for (int i = 0; i < histories.size(); i++) {
            SeriesHistory history = histories.get(i);
            int days = Math.min(history.units().length, lastEpochDay - history.firstEpochDay() + 1);
            int later = days / 2; // there the past is as long as where forecasts are made
            for (int k = 0; k < Math.min(most, OF_A_SERIES) && later > 0; k++) {
                int origin = days - 1 - (5 * i + 11 * k) % later;
                SeriesView view = new SeriesView(history, origin, leastLevel());
                new DayFeatures(history, view, origin, seasons, WEEK)
                        .put(origin + 1 + (i + k) % WEEK, values, 0);
                for (int f = 0; f < values.length; f++) {
                    if (!Float.isNaN(values[f])) {
                        sum[f] += values[f];
                        squares[f] += (double) values[f] * values[f];
                        count[f]++;
                    }
                }
            }
        }
        double[] mean = new double[DayFeatures.COUNT];
        double[] deviation = new double[DayFeatures.COUNT];
        fit(sum, squares, count, mean, deviation);
        return new Scalers(meanUnits, weatherMean, weatherDeviation, seasons, mean, deviation);
    }

    private static void fit(
            double[] sum, double[] squares, long[] count, double[] mean, double[] deviation) {
        for (int f = 0; f < sum.length; f++) {
            double n = Math.max(1, count[f]);
            mean[f] = sum[f] / n;
            double variance = squares[f] / n - mean[f] * mean[f];
            deviation[f] = variance > 1e-9 ? Math.sqrt(variance) : 1;
        }
    }

    /**
     * Standardises the values of a day for networks, within ±4; 0 where unknown.
     *
     * @param from holds them from index {@code at} on
     * @param to receives them there
     * @param first value of {@link DayFeatures} that is asked for; those before it are left alone
     */
    void days(float[] from, int at, float[] to, int first) {
        for (int f = first; f < DayFeatures.COUNT; f++) {
            double standard = (from[at + f] - dayMean[f]) / dayDeviation[f];
            to[at + f] =
                    Double.isNaN(standard)
                            ? 0
                            : (float) Math.max(-FURTHEST, Math.min(FURTHEST, standard));
        }
    }

    /** Units/day added to every level, so that a series without sales has one. */
    double leastLevel() {
        return LEAST_LEVEL * meanUnits;
    }

    /** A day's standardised weather value within ±4; NaN where unknown. */
    double weather(Covariates covariates, int kind, int day) {
        double value = raw(covariates, kind, day);
        double standard = (value - weatherMean[kind]) / weatherDeviation[kind];
        return Math.max(-FURTHEST, Math.min(FURTHEST, standard));
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
