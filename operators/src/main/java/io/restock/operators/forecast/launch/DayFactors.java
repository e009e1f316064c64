package io.restock.operators.forecast.launch;

import io.restock.domain.SeriesHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * How much more than usual all series sell on a kind of day: its weekday, holiday or not, and what
 * is offered, which a promotion tells, or the price where promotions are unknown. The factors
 * multiply, and are fitted by proportional fitting: those of a kind are units sold ÷ units that
 * levels and the other kinds expect. Kinds of which few days were seen are drawn to 1.
 */
final class DayFactors {
    private static final int ROUNDS = 6;
    private static final double PRIOR_DAYS = 50; // of the mean series at factor 1
    private static final int HOLIDAYS = 3; // unknown, no, yes
    private static final double[] DEPTHS = {0.02, 0.12, 0.25, 0.4}; // of a price cut
    private static final int OFFERS = 3 + DEPTHS.length + 1; // unknown, plain, promoted, by depth

    private final double[] weekday;
    private final double[] holiday;
    private final double[] offer;

    private DayFactors(double[] weekday, double[] holiday, double[] offer) {
        this.weekday = weekday;
        this.holiday = holiday;
        this.offer = offer;
    }

    /** Every day is as every other. */
    static DayFactors none() {
        return new DayFactors(ones(OfferedDays.WEEK), ones(HOLIDAYS), ones(OFFERS));
    }

    private static double[] ones(int n) {
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * Fits the factors.
     *
     * @param days what was sold on the days learned from, beside the levels of their series
     * @param meanLevel units/day of the mean series, &gt; 0
     */
    static DayFactors fit(List<LevelDays> days, double meanLevel) {
        DayFactors factors = none();
        double prior = PRIOR_DAYS * meanLevel;
        for (int round = 0; round < ROUNDS; round++) {
            factors.fit(days, prior, factors.weekday, OfferedDays::weekday);
            factors.fit(days, prior, factors.holiday, DayFactors::holidayOf);
            factors.fit(days, prior, factors.offer, DayFactors::offerOf);
        }
        return factors;
    }

    /** Which of its factors a kind gives a day. */
    private interface Kind {
        int of(SeriesHistory history, int t);
    }

    private void fit(List<LevelDays> days, double prior, double[] factors, Kind kind) {
        double[] sold = new double[factors.length];
        double[] expected = new double[factors.length];
        for (LevelDays of : days) {
            for (int t = of.from(); t < of.to(); t++) {
                double weight = OfferedDays.weight(of.history(), t);
                if (weight > 0) {
                    int at = kind.of(of.history(), t);
                    sold[at] += weight * of.history().units()[t];
                    expected[at] += weight * of.level() * of(of.history(), t) / factors[at];
                }
            }
        }
        double all = 0;
        double usual = 0;
        for (int i = 0; i < factors.length; i++) {
            factors[i] = (sold[i] + prior) / (expected[i] + prior);
            all += expected[i] * factors[i];
            usual += expected[i];
        }
        for (int i = 0; i < factors.length && all > 0; i++) {
            factors[i] *= usual / all;
        }
    }

    /** Factor of a day, which may be one of the known future; &gt; 0. */
    double of(SeriesHistory history, int t) {
        return weekday[OfferedDays.weekday(history, t)]
                * holiday[holidayOf(history, t)]
                * offer[offerOf(history, t)];
    }

    private static int holidayOf(SeriesHistory history, int t) {
        double flag = value(history.covariates().holiday(), t);
        return Double.isNaN(flag) ? 0 : flag > 0.5 ? 2 : 1;
    }

    private static int offerOf(SeriesHistory history, int t) {
        double promoted = value(history.covariates().promotion(), t);
        if (!Double.isNaN(promoted)) {
            return promoted > 0.5 ? 2 : 1;
        }
        double ratio = value(history.covariates().discount(), t);
        if (!(ratio > 0)) {
            return 0; // a ratio of 0 is no price
        }
        int band = 3;
        for (double depth : DEPTHS) {
            band += 1 - ratio > depth ? 1 : 0;
        }
        return band;
    }

    private static double value(float[] values, int t) {
        return t < values.length ? values[t] : Double.NaN;
    }

    void write(DataOutput to) throws IOException {
        for (double[] factors : List.of(weekday, holiday, offer)) {
            Doubles.write(factors, to);
        }
    }

    static DayFactors read(DataInput from) throws IOException {
        return new DayFactors(
                Doubles.read(from, OfferedDays.WEEK),
                Doubles.read(from, HOLIDAYS),
                Doubles.read(from, OFFERS));
    }
}
