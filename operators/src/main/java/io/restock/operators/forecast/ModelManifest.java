package io.restock.operators.forecast;

import java.util.Map;

/**
 * What stands beside a model's weights, in {@code manifest.json}.
 *
 * @param format version of this file and of the folder
 * @param version identity of the weights
 * @param features version of the features the weights belong to
 * @param members networks whose quantiles are averaged
 * @param horizon days forecast
 * @param hidden LSTM units
 * @param seed seed it was trained with
 * @param series series it was trained on
 * @param firstDay first local day of the history, ISO-8601
 * @param lastDay last local day of the history, ISO-8601
 * @param epochs epochs trained, as the hold-out chose them
 * @param trees boosted trees beside the networks; 0 = none
 * @param treeWeight 0 … 1, how far the distribution of the networks is moved to the trees' medians,
 *     as the hold-out chose it
 * @param priorSeries series that the prior of new series was learned from
 * @param scalers what was fitted besides the weights
 * @param holdOut measures on the hold-out, of the model before it learned from that and of the
 *     baselines: {@code model.wape}, of its parts alone {@code lstm.wape} and {@code trees.wape},
 *     {@code seasonal-naive.wape}, …
 */
public record ModelManifest(
        int format,
        String version,
        int features,
        int members,
        int horizon,
        int hidden,
        long seed,
        int series,
        String firstDay,
        String lastDay,
        int epochs,
        int trees,
        double treeWeight,
        int priorSeries,
        Scalers scalers,
        Map<String, Double> holdOut) {
    /** Version of the folder's form. */
    public static final int FORMAT = 4;

    ModelManifest withTreeWeight(double weight) {
        return new ModelManifest(
                format,
                version,
                features,
                members,
                horizon,
                hidden,
                seed,
                series,
                firstDay,
                lastDay,
                epochs,
                trees,
                weight,
                priorSeries,
                scalers,
                holdOut);
    }
}
