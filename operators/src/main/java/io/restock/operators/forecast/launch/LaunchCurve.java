package io.restock.operators.forecast.launch;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * What a series sells in its first weeks ÷ what it sells later, by days since the first one.
 * Learned from series that begin inside the history; 1 where there are few of them.
 */
final class LaunchCurve {
    /** Days after which a series counts as established. */
    static final int DAYS = 56;

    private static final int[] ENDS = {1, 2, 3, 5, 7, 10, 14, 21, 28, 42, DAYS}; // excluded
    private static final double PRIOR_DAYS = 10; // at a ratio of 1

    private final double[] ratios;

    private LaunchCurve(double[] ratios) {
        this.ratios = ratios;
    }

    /** No launch differs from later days. */
    static LaunchCurve none() {
        double[] ones = new double[ENDS.length];
        Arrays.fill(ones, 1);
        return new LaunchCurve(ones);
    }

    /**
     * Learns the curve.
     *
     * @param launched series that began inside the history, with the levels of their later days
     */
    static LaunchCurve fit(List<LevelDays> launched, DayFactors factors) {
        double[] sold = new double[ENDS.length];
        double[] days = new double[ENDS.length];
        for (LevelDays of : launched) {
            int end = Math.min(of.history().units().length, of.begin() + DAYS);
            for (int t = of.begin(); t < end && of.level() > 0; t++) {
                double weight = OfferedDays.weight(of.history(), t);
                if (weight > 0) {
                    double usual = of.level() * factors.of(of.history(), t);
                    sold[step(t - of.begin())] += weight * of.history().units()[t] / usual;
                    days[step(t - of.begin())] += weight;
                }
            }
        }
        double[] ratios = new double[ENDS.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = (sold[i] + PRIOR_DAYS) / (days[i] + PRIOR_DAYS);
        }
        return new LaunchCurve(ratios);
    }

    /** Ratio to the later level so many days after the first one; &gt; 0. */
    double at(int age) {
        return age >= DAYS ? 1 : ratios[step(age)];
    }

    private static int step(int age) {
        int step = 0;
        while (age >= ENDS[step]) {
            step++;
        }
        return step;
    }

    void write(DataOutput to) throws IOException {
        Doubles.write(ratios, to);
    }

    static LaunchCurve read(DataInput from) throws IOException {
        return new LaunchCurve(Doubles.read(from, ENDS.length));
    }
}
