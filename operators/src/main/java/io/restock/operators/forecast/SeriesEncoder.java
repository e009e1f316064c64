package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.trees.BoostedTrees;
import org.jspecify.annotations.Nullable;

/** Makes of a series what a model's engine is asked with. May be used by any thread. */
public final class SeriesEncoder {
    private static final double[] NONE = {};

    private final FeatureEncoder features;
    private final @Nullable BoostedTrees trees;
    private final double treeWeight;
    private final int horizon;

    SeriesEncoder(ForecastModel model) {
        this.features = model.encoder();
        this.treeWeight = model.manifest().treeWeight();
        this.trees = treeWeight > 0 ? model.trees() : null;
        this.horizon = model.horizon();
    }

    /** Encodes a series as known at its last day. */
    public EncodedSeries encode(SeriesHistory history) {
        FeatureEncoder.Sample sample = new FeatureEncoder.Sample(horizon);
        features.encode(history, history.units().length - 1, sample);
        return new EncodedSeries(
                sample.past, sample.future, sample.base, medians(sample), treeWeight, sample.level);
    }

    private double[] medians(FeatureEncoder.Sample sample) {
        if (trees == null) {
            return NONE;
        }
        double[] medians = new double[horizon];
        trees.values(sample.rows, medians);
        for (int day = 0; day < horizon; day++) {
            medians[day] = Math.max(0, medians[day]);
        }
        return medians;
    }
}
