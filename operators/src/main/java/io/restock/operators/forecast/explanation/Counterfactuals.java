package io.restock.operators.forecast.explanation;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.Arrays;
import java.util.Set;

/**
 * A series as it would have been with some drivers as they are and the others normal. What is
 * unknown stays unknown. The days ahead are changed, and of the past what carries the driver: its
 * drift, its week.
 */
final class Counterfactuals {
    /** Days that a normal day is taken from. */
    static final int WINDOW = 28;

    private static final int WEEK = 7;
    private static final int BLOCKS = 3; // windows whose level is held, the last one included
    private static final int WEEK_DAYS = 2 * WINDOW; // days that the week is told from
    private static final int FEW = 10; // days below which promotions may not be left out
    private static final double LARGEST = 4; // times; a drift beyond it says that all is new
    private static final double PRIOR_DAYS = 1; // of a weekday, that say it is like the others
    private static final int MONDAY_OFFSET = 3; // 1970-01-01 was a Thursday

    private final SeriesHistory actual;
    private final int past;
    private final double[] drift;
    private final double[] weekday;
    private final float[] usualHoliday = new float[WEEK];

    Counterfactuals(SeriesHistory actual) {
        this.actual = actual;
        this.past = actual.units().length;
        this.drift = drift();
        this.weekday = weekdays();
        for (int day = 0; day < WEEK; day++) {
            usualHoliday[day] = usualHoliday(day);
        }
    }

    /**
     * The series with the drivers given as they are and the others normal.
     *
     * @param shift days that its calendar is moved by; 0 where the weekday is as it is
     */
    SeriesHistory with(Set<Driver> asTheyAre, int shift) {
        float[] units = actual.units().clone();
        for (int t = 0; t < past; t++) {
            double factor = asTheyAre.contains(Driver.TREND) ? 1 : drift[t];
            if (!asTheyAre.contains(Driver.WEEKDAY)) {
                factor /= weekday[dayOfWeek(t)];
            }
            units[t] = (float) (units[t] * factor);
        }
        Covariates of = actual.covariates();
        boolean weather = asTheyAre.contains(Driver.WEATHER);
        boolean promotion = asTheyAre.contains(Driver.PROMOTION);
        return new SeriesHistory(
                actual.location(),
                actual.item(),
                actual.firstEpochDay() + shift,
                units,
                actual.stockOutShare(),
                new Covariates(
                        promotion ? of.discount() : ahead(of.discount(), usualPrice()),
                        promotion ? of.promotion() : ahead(of.promotion(), 0),
                        holidays(asTheyAre.contains(Driver.HOLIDAY), shift),
                        weather ? of.temperatureC() : ahead(of.temperatureC()),
                        weather ? of.precipitationMm() : ahead(of.precipitationMm()),
                        weather ? of.humidityPct() : ahead(of.humidityPct()),
                        weather ? of.windLevel() : ahead(of.windLevel())));
    }

    /** The same with what is known of the days ahead replaced by the past's median. */
    private float[] ahead(float[] values) {
        return ahead(values, median(Arrays.copyOfRange(values, Math.max(0, past - WINDOW), past)));
    }

    private float[] ahead(float[] values, double normal) {
        float[] of = values.clone();
        for (int t = past; t < of.length && !Double.isNaN(normal); t++) {
            of[t] = Float.isNaN(of[t]) ? of[t] : (float) normal;
        }
        return of;
    }

    /** Median of the known price ratios without a promotion; of all where there is none. */
    private double usualPrice() {
        Covariates of = actual.covariates();
        float[] without = new float[WINDOW];
        float[] all = new float[WINDOW];
        Arrays.fill(without, Float.NaN);
        Arrays.fill(all, Float.NaN);
        for (int t = Math.max(0, past - WINDOW), i = 0; t < past; t++, i++) {
            float ratio = of.discount()[t];
            all[i] = ratio > 0 ? ratio : Float.NaN;
            without[i] = of.promotion()[t] > 0.5 ? Float.NaN : all[i];
        }
        double usual = median(without);
        return Double.isNaN(usual) ? median(all) : usual;
    }

    /**
     * Holidays of a calendar that was moved: a day keeps what is out of the ordinary about it, and
     * else is what its new weekday usually is.
     */
    private float[] holidays(boolean asTheyAre, int shift) {
        float[] holiday = actual.covariates().holiday().clone();
        for (int t = 0; t < holiday.length; t++) {
            float usual = usualHoliday[dayOfWeek(t)];
            float shown = usualHoliday[Math.floorMod(dayOfWeek(t) + shift, WEEK)];
            boolean ordinary = holiday[t] == usual || (!asTheyAre && t >= past);
            if (!Float.isNaN(holiday[t]) && ordinary && !Float.isNaN(shown)) {
                holiday[t] = shown;
            }
        }
        return holiday;
    }

    private float usualHoliday(int day) {
        float[] holiday = actual.covariates().holiday();
        int known = 0;
        int free = 0;
        for (int t = Math.max(0, past - WEEK_DAYS); t < past; t++) {
            if (dayOfWeek(t) == day && !Float.isNaN(holiday[t])) {
                known++;
                free += holiday[t] > 0.5 ? 1 : 0;
            }
        }
        return known == 0 ? Float.NaN : 2 * free > known ? 1 : 0;
    }

    /** By how much each past day is multiplied so that there is no drift. */
    private double[] drift() {
        double[] factor = new double[past];
        Arrays.fill(factor, 1);
        int from = Math.max(0, past - WINDOW);
        double mean = mean(from, past);
        if (!(mean > 0)) {
            return factor;
        }
        double[] line = line(from);
        for (int t = from; t < past; t++) {
            factor[t] = bounded(line[0] / (line[0] + line[1] * (t - (from + past - 1) / 2.0)));
        }
        for (int block = 1; block < BLOCKS; block++) {
            int end = past - block * WINDOW;
            int start = Math.max(0, end - WINDOW);
            double then = end > 0 ? mean(start, end) : Double.NaN;
            for (int t = start; t < end && then > 0; t++) {
                factor[t] = bounded(mean / then);
            }
        }
        return factor;
    }

    /**
     * Level in the middle of the last window and its change a day, of days without promotion. The
     * change is that within each weekday, so that the week does not look like a drift.
     */
    private double[] line(int from) {
        boolean without = count(from, false) >= FEW;
        double middle = (from + past - 1) / 2.0;
        double[] n = new double[WEEK];
        double[] x = new double[WEEK];
        double[] y = new double[WEEK];
        double xx = 0;
        double xy = 0;
        for (int t = from; t < past; t++) {
            if (counts(t) && !(without && promoted(t))) {
                double at = t - middle;
                int day = dayOfWeek(t);
                n[day]++;
                x[day] += at;
                y[day] += actual.units()[t];
                xx += at * at;
                xy += at * actual.units()[t];
            }
        }
        double days = Arrays.stream(n).sum();
        for (int day = 0; day < WEEK; day++) {
            if (n[day] > 0) {
                xx -= x[day] * x[day] / n[day];
                xy -= x[day] * y[day] / n[day];
            }
        }
        double slope = days >= FEW && xx > 0 ? xy / xx : 0;
        double level =
                days > 0 ? (Arrays.stream(y).sum() - slope * Arrays.stream(x).sum()) / days : 0;
        return level > 0 ? new double[] {level, slope} : new double[] {1, 0};
    }

    private static double bounded(double factor) {
        return factor > 0 ? Math.max(1 / LARGEST, Math.min(LARGEST, factor)) : LARGEST;
    }

    /** How much a weekday sells against the mean of the week; 1 where little is known of it. */
    private double[] weekdays() {
        int from = Math.max(0, past - WEEK_DAYS);
        boolean without = count(from, false) >= FEW;
        double[] sum = new double[WEEK];
        double[] days = new double[WEEK];
        double total = 0;
        double all = 0;
        for (int t = from; t < past; t++) {
            if (counts(t) && !(without && promoted(t)) && !unusual(t)) {
                sum[dayOfWeek(t)] += actual.units()[t] * drift[t];
                days[dayOfWeek(t)]++;
                total += actual.units()[t] * drift[t];
                all++;
            }
        }
        double[] index = new double[WEEK];
        Arrays.fill(index, 1);
        double mean = total / all;
        for (int day = 0; day < WEEK && mean > 0; day++) {
            double of = (sum[day] + PRIOR_DAYS * mean) / (days[day] + PRIOR_DAYS) / mean;
            index[day] = Math.max(1 / LARGEST, Math.min(LARGEST, of));
        }
        return index;
    }

    private int count(int from, boolean promoted) {
        int days = 0;
        for (int t = from; t < past; t++) {
            days += counts(t) && promoted(t) == promoted ? 1 : 0;
        }
        return days;
    }

    /** A known day without an hour out of stock. */
    private boolean counts(int t) {
        return !Float.isNaN(actual.units()[t]) && !(actual.stockOutShare()[t] > 0);
    }

    private boolean promoted(int t) {
        return actual.covariates().promotion()[t] > 0.5;
    }

    /** Whether a day is free where its weekday is not, or the other way round. */
    private boolean unusual(int t) {
        float holiday = actual.covariates().holiday()[t];
        float usual = usualHoliday(dayOfWeek(t));
        return !Float.isNaN(holiday) && holiday != usual;
    }

    private double mean(int from, int to) {
        double units = 0;
        int days = 0;
        for (int t = from; t < to; t++) {
            if (counts(t)) {
                units += actual.units()[t];
                days++;
            }
        }
        return days == 0 ? Double.NaN : units / days;
    }

    /** 0 = Monday … 6 = Sunday. */
    private int dayOfWeek(int t) {
        return Math.floorMod(actual.firstEpochDay() + t + MONDAY_OFFSET, WEEK);
    }

    private static double median(float[] values) {
        float[] sorted = values.clone();
        Arrays.sort(sorted); // NaN last
        int known = 0;
        while (known < sorted.length && !Float.isNaN(sorted[known])) {
            known++;
        }
        return known == 0 ? Double.NaN : (sorted[(known - 1) / 2] + (double) sorted[known / 2]) / 2;
    }
}
