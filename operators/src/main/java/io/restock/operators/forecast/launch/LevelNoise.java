package io.restock.operators.forecast.launch;

import io.restock.domain.SeriesHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * How much days and weeks scatter around a level, as squared coefficients of variation. Days:
 * {@code units / level + share}, which falls as the level grows; weeks: {@code drift}, the same for
 * all.
 *
 * @param units units/day, &gt;= 0: what of the days' scatter is as of counts
 * @param share &gt; 0, what is proportional to the level
 * @param drift &gt; 0, of a week's true level from the level
 */
record LevelNoise(double units, double share, double drift) {
    private static final int LEAST_DAYS = 14; // of a series that tells its scatter
    private static final double LEAST_SHARE = 0.01;
    private static final double LEAST_DRIFT = 0.002;
    private static final double LARGEST = 25; // a scatter beyond says no more than this
    private static final double LONGEST_DRIFT = 4; // times the drift of a week
    private static final double OWN_DRIFT = 0.05; // of it that a mean's own weeks hold no more
    private static final int ROUNDS = 5;

    /** Where too few days are known to tell: as an exponential distribution. */
    static LevelNoise unknown() {
        return new LevelNoise(0, 1, 0.05);
    }

    /** Learns the scatter within and between the weeks of series. */
    static LevelNoise fit(List<LevelDays> series, DayFactors factors) {
        double[] inverse = new double[series.size()];
        double[] scatter = new double[series.size()];
        double driftSum = 0;
        int n = 0;
        for (LevelDays of : series) {
            double[] weeks = of.level() > 0 ? weeks(of, factors) : new double[3];
            if (weeks[2] >= LEAST_DAYS) {
                inverse[n] = 1 / of.level();
                scatter[n] = Math.min(LARGEST, weeks[0]);
                driftSum += Math.min(LARGEST, weeks[1]);
                n++;
            }
        }
        if (n == 0) {
            return unknown();
        }
        double drift = Math.max(LEAST_DRIFT, driftSum / n);
        double units = 0;
        double share = 0;
        for (int s = 0; s < n; s++) {
            share += scatter[s] / n;
        }
        share = Math.max(LEAST_SHARE, share);
        for (int round = 0; round < ROUNDS; round++) {
            double s1 = 0;
            double sx = 0;
            double sxx = 0;
            double sy = 0;
            double sxy = 0;
            for (int s = 0; s < n; s++) {
                double expected = units * inverse[s] + share;
                double w = 1 / (expected * expected); // a variance scatters as its square
                s1 += w;
                sx += w * inverse[s];
                sxx += w * inverse[s] * inverse[s];
                sy += w * scatter[s];
                sxy += w * inverse[s] * scatter[s];
            }
            double determinant = s1 * sxx - sx * sx;
            double slope = determinant > 1e-9 * s1 * sxx ? (s1 * sxy - sx * sy) / determinant : 0;
            units = Math.max(0, Math.min(slope, sxy / sxx));
            share = Math.max(LEAST_SHARE, (sy - units * sx) / s1);
        }
        return new LevelNoise(units, share, drift);
    }

    /** Variance of days within weeks, of weeks beyond what that explains, and days seen. */
    private static double[] weeks(LevelDays of, DayFactors factors) {
        SeriesHistory history = of.history();
        double within = 0;
        double degrees = 0;
        double between = 0;
        double weeks = 0;
        double inverseDays = 0;
        int days = 0;
        for (int from = of.from(); from < of.to(); from += OfferedDays.WEEK) {
            double sum = 0;
            double squares = 0;
            int count = 0;
            for (int t = from; t < Math.min(of.to(), from + OfferedDays.WEEK); t++) {
                if (OfferedDays.weight(history, t) == 1) {
                    double ratio = history.units()[t] / (of.level() * factors.of(history, t));
                    sum += ratio;
                    squares += ratio * ratio;
                    count++;
                }
            }
            if (count >= 2) {
                double mean = sum / count;
                within += Math.max(0, squares - count * mean * mean);
                degrees += count - 1;
                between += (mean - 1) * (mean - 1);
                inverseDays += 1.0 / count;
                weeks++;
                days += count;
            }
        }
        if (weeks < 2) {
            return new double[] {0, 0, 0};
        }
        double ofDays = within / degrees;
        double ofWeeks = between / (weeks - 1) - ofDays * inverseDays / weeks;
        return new double[] {ofDays, ofWeeks, days};
    }

    /** Of a day around the level. */
    double ofDay(double level) {
        return (level > 0 ? Math.min(LARGEST, units / level) : 0) + share;
    }

    /**
     * Of a mean of some days around the level of those days' weeks, and how far that has drifted.
     *
     * @param days that the mean is of, &gt; 0
     * @param age days since the last of them
     */
    double ofMean(double level, double days, int age) {
        double weeks = Math.max(1, days / OfferedDays.WEEK);
        double aged = Math.min(LONGEST_DRIFT, age / 28.0);
        return ofDay(level) / days + drift * (OWN_DRIFT / weeks + aged);
    }

    void write(DataOutput to) throws IOException {
        Doubles.write(new double[] {units, share, drift}, to);
    }

    static LevelNoise read(DataInput from) throws IOException {
        double[] read = Doubles.read(from, 3);
        return new LevelNoise(read[0], read[1], read[2]);
    }
}
