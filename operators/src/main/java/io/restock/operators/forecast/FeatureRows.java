package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import java.util.List;

/**
 * What a model's trees learn from and are asked with, as plain numbers: for other learners, so that
 * they can be set beside ours on the same features. Demand is in levels of the series, what is
 * unknown is NaN. Not thread-safe.
 */
public final class FeatureRows {
    private final TreeSamples samples;
    private final FeatureEncoder encoder;
    private final FeatureEncoder.Sample sample;

    /**
     * Fits scalers and trends to the days up to an epoch day.
     *
     * @param histories series; their units may run past that day
     * @param horizon days ahead, &gt;= 1
     * @param lastEpochDay last day that is learned from
     */
    public FeatureRows(List<SeriesHistory> histories, int horizon, int lastEpochDay) {
        Scalers scalers = Scalers.fit(histories, lastEpochDay);
        GroupTrends trends = GroupTrends.of(histories, scalers, lastEpochDay);
        this.samples = new TreeSamples(histories, scalers, trends, horizon, lastEpochDay);
        this.encoder = new FeatureEncoder(scalers, trends, horizon);
        this.sample = new FeatureEncoder.Sample(horizon);
    }

    /** Takes a row. */
    public interface Sink {
        /**
         * A day of a series.
         *
         * @param values features from index {@code at} on, {@link #width} of them; read before the
         *     call returns
         * @param target demand in levels
         * @param weight what a level of error costs, mean about 1
         */
        void row(float[] values, int at, float target, float weight);
    }

    /** Features of a row. */
    public int width() {
        return FeatureEncoder.FUTURE;
    }

    /**
     * The rows to learn from: days in stock, as one seed draws them.
     *
     * @throws IllegalArgumentException when there is none
     */
    public void learn(long seed, Sink to) {
        samples.forEachRow(seed, to::row);
    }

    /** The days in stock within the horizon after the last day, to measure on what was learned. */
    public void heldOut(Sink to) {
        samples.forEachHeldOut(to::row);
    }

    /** Whether enough of a series' last days is known to ask for it. */
    public static boolean knowsEnough(SeriesHistory history) {
        return FeatureEncoder.knowsEnough(history);
    }

    /**
     * Fills in the rows of the days after a series' last one.
     *
     * @param rows receives horizon × {@link #width} values
     * @return units/day of a level, &gt; 0
     */
    public double ask(SeriesHistory history, float[] rows) {
        int origin = history.units().length - 1;
        encoder.encode(history, origin, sample);
        System.arraycopy(sample.rows, 0, rows, 0, sample.rows.length);
        return sample.level;
    }
}
