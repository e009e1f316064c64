package io.restock.operators.quality;

import io.restock.domain.DataFlag;
import io.restock.domain.DataFlagKind;
import io.restock.domain.SeriesHistory;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Looks through the past of a series for missing days, outliers and wrong units. Usual is the
 * median of the days with sales, and what the weekday usually sells; how far is far is told by
 * their median absolute deviation, which a few wrong days do not move (Hampel 1974). Where most
 * days are wrong, the others are flagged.
 */
public final class QualityCheck {
    /** Deviations (1.4826 · MAD, as many as standard deviations if normal) that are far. */
    private static final double FAR = 6;

    private static final double NORMAL = 1.4826;
    private static final double LEAST_DEVIATION = 0.1; // of the median: real series are not flatter
    private static final int LEAST_DAYS = 10; // with sales, below which nothing is usual

    private static final int WEEK = 7;
    private static final int LEAST_SAME_DAYS = 4; // of a weekday, below which it has no usual

    /** Powers of ten are told apart from others by less than this, in decades. */
    private static final double DECADE = 0.2;

    private static final int LARGEST_POWER = 3;

    /** Days in a row that must be low before they look like wrong units: one is just a bad day. */
    private static final int LOW_DAYS = 3;

    private final SeriesHistory history;
    private final List<DataFlag> flags = new ArrayList<>();
    private final double usual;
    private final double deviation;

    private QualityCheck(SeriesHistory history) {
        this.history = history;
        double[] sold = new double[history.units().length];
        int n = 0;
        for (float units : history.units()) {
            if (units > 0) {
                sold[n++] = units;
            }
        }
        double[] sales = Arrays.copyOf(sold, n);
        this.usual = n < LEAST_DAYS ? Double.NaN : median(sales);
        double[] distances = Arrays.stream(sales).map(units -> Math.abs(units - usual)).toArray();
        this.deviation =
                n < LEAST_DAYS
                        ? Double.NaN
                        : Math.max(NORMAL * median(distances), LEAST_DEVIATION * usual);
    }

    /** Flags of a series, by day; empty where nothing is odd. */
    public static List<DataFlag> of(SeriesHistory history) {
        QualityCheck check = new QualityCheck(history);
        check.missing();
        if (!Double.isNaN(check.usual)) {
            check.days();
        }
        check.flags.sort(Comparator.comparingInt(DataFlag::fromEpochDay));
        return List.copyOf(check.flags);
    }

    /** Unknown days after the first known one. */
    private void missing() {
        int t = 0;
        while (t < history.units().length && Float.isNaN(history.units()[t])) {
            t++;
        }
        while (t < history.units().length) {
            int from = t;
            while (t < history.units().length && Float.isNaN(history.units()[t])) {
                t++;
            }
            if (t > from) {
                flag(from, t - from, DataFlagKind.MISSING, "nothing was told of");
            }
            t++;
        }
    }

    private void days() {
        int t = 0;
        while (t < history.units().length) {
            int power = power(t);
            int from = t;
            while (power != 0 && t + 1 < history.units().length && power(t + 1) == power) {
                t++;
            }
            int days = t - from + 1;
            if (power > 0 || (power < 0 && days >= LOW_DAYS)) {
                flag(
                        from,
                        days,
                        DataFlagKind.WRONG_UNIT,
                        String.format(
                                Locale.ROOT,
                                "about %s the usual, as if in another unit:",
                                (power > 0 ? "" : "1/")
                                        + Math.round(Math.pow(10, Math.abs(power)))
                                        + (power > 0 ? " times" : " of")));
            } else {
                for (int day = from; day <= t; day++) {
                    outlier(day);
                }
            }
            t++;
        }
    }

    /** The power of ten that the day is off by; 0 where it is not. */
    private int power(int t) {
        float units = history.units()[t];
        if (!(units > 0) || (units < usual && explainedLow(t))) {
            return 0;
        }
        double decades = Math.log10(units / usual);
        long power = Math.round(decades);
        boolean off = Math.abs(decades - power) <= DECADE && Math.abs(power) <= LARGEST_POWER;
        boolean far = power < 0 || units - usual > FAR * deviation;
        return off && far ? (int) power : 0;
    }

    private void outlier(int t) {
        float units = history.units()[t];
        double weekday = usualOnWeekday(t);
        double above = units - Math.max(usual, weekday);
        double below = Math.min(usual, weekday) - units;
        boolean high = above > FAR * deviation && !promoted(t);
        boolean low = below > FAR * deviation && !explainedLow(t);
        if (high || low) {
            flag(
                    t,
                    1,
                    DataFlagKind.OUTLIER,
                    String.format(
                            Locale.ROOT,
                            "%.1f deviations %s the usual:",
                            Math.max(above, below) / deviation,
                            high ? "above" : "below"));
        }
    }

    /** Median of the other days of the weekday, closed ones too; of the series where few are. */
    private double usualOnWeekday(int t) {
        double[] same = new double[history.units().length / WEEK + 1];
        int n = 0;
        for (int day = t % WEEK; day < history.units().length; day += WEEK) {
            if (day != t && !Float.isNaN(history.units()[day])) {
                same[n++] = history.units()[day];
            }
        }
        return n < LEAST_SAME_DAYS ? usual : median(Arrays.copyOf(same, n));
    }

    private boolean promoted(int t) {
        float discount = history.covariates().discount()[t];
        return history.covariates().promotion()[t] > 0 || (discount > 0 && discount < 1);
    }

    private boolean explainedLow(int t) {
        return history.stockOutShare()[t] > 0 || history.covariates().holiday()[t] > 0;
    }

    private void flag(int from, int days, DataFlagKind kind, String what) {
        double sum = 0;
        for (int t = from; t < from + days; t++) {
            sum += history.units()[t];
        }
        int first = history.firstEpochDay() + from;
        String period =
                days == 1
                        ? LocalDate.ofEpochDay(first).toString()
                        : LocalDate.ofEpochDay(first)
                                + " to "
                                + LocalDate.ofEpochDay(first + days - 1L);
        String units =
                kind == DataFlagKind.MISSING
                        ? ""
                        : String.format(
                                Locale.ROOT, ", %.4g units a day against %.4g", sum / days, usual);
        flags.add(new DataFlag(kind, first, days, what + " " + period + units));
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int n = sorted.length;
        return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
    }
}
