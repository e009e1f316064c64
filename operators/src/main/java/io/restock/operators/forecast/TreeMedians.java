package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.trees.BoostedTrees;
import org.jspecify.annotations.Nullable;

/** Asks a model's trees. Not thread-safe. */
final class TreeMedians {
    private final BoostedTrees trees;
    private final TreeFeatures features;
    private final int[] days;
    private final float[] rows;

    private TreeMedians(BoostedTrees trees, Scalers scalers, int horizon) {
        this.trees = trees;
        this.features = new TreeFeatures(scalers, horizon);
        this.days = new int[horizon];
        this.rows = new float[horizon * TreeFeatures.COUNT];
        for (int day = 0; day < horizon; day++) {
            days[day] = day;
        }
    }

    /** Those of a model; null where it has none. */
    static @Nullable TreeMedians of(ForecastModel model) {
        BoostedTrees trees = model.trees();
        return trees == null
                ? null
                : new TreeMedians(trees, model.manifest().scalers(), model.horizon());
    }

    /**
     * Medians of the days after a series' last one, in levels, &gt;= 0.
     *
     * @param sample what {@link FeatureEncoder#encode} made of all days of the horizon
     */
    double[] medians(SeriesHistory history, FeatureEncoder.Sample sample) {
        features.encode(history, history.units().length - 1, sample, days, days.length, rows);
        double[] medians = new double[days.length];
        trees.values(rows, medians);
        for (int day = 0; day < days.length; day++) {
            medians[day] = Math.max(0, medians[day]);
        }
        return medians;
    }
}
