package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.trees.BoostedTrees;
import io.restock.operators.forecast.trees.BoostingSettings;
import io.restock.operators.forecast.trees.TreeBooster;
import io.restock.operators.forecast.trees.TreeRows;
import java.util.List;

/** Grows the trees of a model, for the median of demand in levels of the series. */
final class TreeTrainer {
    private static final long ROW_SEED = 0x7ee5; // rows and trees draw apart

    private final List<SeriesHistory> histories;
    private final TrainSettings settings;
    private final Scalers scalers;
    private final ProgressListener listener;

    TreeTrainer(
            List<SeriesHistory> histories,
            TrainSettings settings,
            Scalers scalers,
            ProgressListener listener) {
        this.histories = histories;
        this.settings = settings;
        this.scalers = scalers;
        this.listener = listener;
    }

    /** Grows from the days up to an epoch day as long as the days after it get better. */
    BoostedTrees choose(GroupTrends trends, int lastTarget) {
        TreeSamples samples = samples(trends, lastTarget);
        TreeRows rows = samples.rows(settings.seed() + ROW_SEED);
        return TreeBooster.growUntilBest(
                rows,
                samples.heldOut(rows),
                boosting(settings.rounds()),
                settings.seed(),
                tree -> listener.grown(tree, settings.rounds()));
    }

    /** Grows a number of trees from the days up to an epoch day. */
    BoostedTrees train(GroupTrends trends, int lastTarget, int number) {
        return TreeBooster.grow(
                samples(trends, lastTarget).rows(settings.seed() + ROW_SEED),
                boosting(number),
                settings.seed(),
                tree -> listener.grown(tree, number));
    }

    private static BoostingSettings boosting(int rounds) {
        return BoostingSettings.defaults().withRounds(rounds);
    }

    private TreeSamples samples(GroupTrends trends, int lastTarget) {
        return new TreeSamples(histories, scalers, trends, settings.horizon(), lastTarget);
    }
}
