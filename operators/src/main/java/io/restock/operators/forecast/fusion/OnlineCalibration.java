package io.restock.operators.forecast.fusion;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * Moves quantiles so that as many actuals lie at or below them as they say, segment by segment.
 * Each level has a shift in spreads of the forecast (its 90 % − its 10 % quantile), which goes up
 * by a step where too few actuals of a day were at or below the shifted quantile, and down where
 * too many were: the quantile tracker of online conformal prediction (Gibbs and Candès 2021,
 * Angelopoulos et al. 2023). Nothing is assumed of the forecasts; what the shifts miss is what the
 * last days changed.
 *
 * <p>Towards the median a shift counts only for what is beyond {@value #SLACK} spreads: a few good
 * or bad days, which all series have in common, move it less than that, and following them made
 * medians worse. What lasts moves it further, until the median is right.
 *
 * <p>A quantile that is 0 covers an actual of 0 whatever the shift, so such rows teach nothing. Not
 * thread-safe.
 */
public final class OnlineCalibration {
    private static final int LOW = 1;
    private static final int HIGH = Quantiles.COUNT - 2;

    /** Spread of a normal distribution from 10 % to 90 %, standard deviations. */
    private static final double SPREAD = 2.563;

    /** Part of the distance that one day of many rows goes. */
    private static final double STEP = 0.1;

    /** Spreads that the shift of the median may have without being used. */
    static final double SLACK = 0.1;

    /** Levels this far from the median, and farther ones, have no slack. */
    private static final double TAIL = 0.4;

    /** Rows of a day that count for half of it. */
    private static final double HALF_ROWS = 5;

    private static final double LARGEST = 3; // spreads; a shift beyond says that all is broken
    private static final double SMALLEST = 0.1; // of the median, so that no spread is 0

    private final Map<Segment, Shifts> segments = new EnumMap<>(Segment.class);

    /** Nothing shifted yet. */
    public OnlineCalibration() {
        this(Map.of());
    }

    /**
     * Goes on where another one stopped, at the end of a day.
     *
     * @param stored what {@link #stored} gave; empty = nothing learned yet
     */
    public OnlineCalibration(Map<Segment, double[]> stored) {
        stored.forEach(
                (segment, shift) ->
                        System.arraycopy(shift, 0, of(segment).shift, 0, Quantiles.COUNT));
    }

    /** The shifts, for {@link #OnlineCalibration(Map)}. */
    public Map<Segment, double[]> stored() {
        Map<Segment, double[]> stored = new HashMap<>();
        segments.forEach((segment, of) -> stored.put(segment, of.shift.clone()));
        return stored;
    }

    /** The distribution with its quantiles shifted; the mean is no quantile and stays. */
    public DemandQuantiles calibrate(Segment segment, DemandQuantiles raw) {
        double[] shift = of(segment).shift;
        double[] mean = new double[raw.horizon()];
        double[] quantiles = new double[raw.quantiles().length];
        for (int day = 0; day < mean.length; day++) {
            mean[day] = raw.mean()[day];
            double spread = spread(raw, day);
            for (int k = 0; k < Quantiles.COUNT; k++) {
                int at = day * Quantiles.COUNT + k;
                quantiles[at] = raw.quantiles()[at] + used(shift, k) * spread;
            }
        }
        return DemandQuantiles.around(mean, quantiles);
    }

    /** Shift of a level in a segment as it is used, spreads: what people look at. */
    public double shift(Segment segment, int level) {
        return used(of(segment).shift, level);
    }

    /**
     * Learns from one day of a series of which the actual has become known.
     *
     * @param raw what was forecast, before calibration
     * @param day of the forecast, 0 = the first
     */
    public void observe(Segment segment, DemandQuantiles raw, int day, double actual) {
        Shifts of = of(segment);
        double spread = spread(raw, day);
        double highest = 0;
        for (int k = 0; k < Quantiles.COUNT; k++) {
            double at = raw.quantiles()[day * Quantiles.COUNT + k] + used(of.shift, k) * spread;
            highest = Math.max(highest, at);
            if (highest > 0 || actual > 0) {
                of.rows[k]++;
                of.covered[k] += actual <= highest ? 1 : 0;
            }
        }
    }

    /** A day is over: the shifts move by what it taught. */
    public void endDay() {
        for (Shifts of : segments.values()) {
            for (int k = 0; k < Quantiles.COUNT; k++) {
                if (of.rows[k] > 0) {
                    double miss = Quantiles.level(k) - of.covered[k] / (double) of.rows[k];
                    double trust = of.rows[k] / (of.rows[k] + HALF_ROWS);
                    double moved = of.shift[k] + STEP * trust * miss / density(Quantiles.level(k));
                    of.shift[k] = Math.max(-LARGEST, Math.min(LARGEST, moved));
                }
                of.rows[k] = 0;
                of.covered[k] = 0;
            }
        }
    }

    private static double used(double[] shift, int level) {
        double off = Math.abs(Quantiles.level(level) - 0.5);
        double slack = SLACK * Math.max(0, 1 - off / TAIL);
        return Math.signum(shift[level]) * Math.max(0, Math.abs(shift[level]) - slack);
    }

    private static double spread(DemandQuantiles raw, int day) {
        int at = day * Quantiles.COUNT;
        double width = raw.quantiles()[at + HIGH] - raw.quantiles()[at + LOW];
        return Math.max(width, SMALLEST * raw.quantiles()[at + Quantiles.MEDIAN]);
    }

    /** Share of actuals in a spread around a level, as of a logistic distribution. */
    private static double density(double level) {
        return SPREAD * 1.7 * level * (1 - level);
    }

    private Shifts of(Segment segment) {
        return segments.computeIfAbsent(segment, s -> new Shifts());
    }

    /** What a segment has learned, and what its day has brought so far. */
    private static final class Shifts {
        private final double[] shift = new double[Quantiles.COUNT];
        private final int[] rows = new int[Quantiles.COUNT];
        private final int[] covered = new int[Quantiles.COUNT];
    }
}
