package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import java.util.List;

/** Trains a {@link ForecastModel}. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class LstmTrainer {
    private LstmTrainer() {}

    /**
     * Trains one model over all series.
     *
     * @param histories series; covariates that run past the units are not looked at
     * @param settings how
     * @param listener told of each epoch
     */
    public static ForecastModel train(
            List<SeriesHistory> histories, TrainSettings settings, ProgressListener listener) {
        throw new UnsupportedOperationException(
                "No model can be trained yet on " + histories.size() + " series.");
    }
}
