package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Whether a model can be served, before anybody is told of it. */
public final class ModelCheck {
    private static final int DAYS = 84;
    private static final int FIRST_DAY = 20_000;

    private ModelCheck() {}

    /**
     * Loads a model and lets it forecast a series that sells one a day.
     *
     * @param horizon days that are to be forecast
     * @throws IllegalArgumentException when it is not a model of this version's form, or forecasts
     *     too few days, or what is no number
     * @throws java.io.UncheckedIOException when it cannot be read
     */
    public static ForecastModel load(Path folder, int horizon) {
        ForecastModel model = ForecastModel.load(folder);
        if (model.horizon() < horizon) {
            throw new IllegalArgumentException(
                    "The horizon (%d) of the model in %s must be >= %d, the days that are forecast. Train it with --horizon %d."
                            .formatted(model.horizon(), folder, horizon, horizon));
        }
        try (BatchForecaster forecaster = new BatchForecaster(model)) {
            DemandQuantiles forecast =
                    forecaster.forecast(List.of(oneADay(model.horizon())), horizon).get(0);
            if (!forecast.isFinite()) {
                throw new IllegalArgumentException(
                        "The model in %s forecasts what is no number. Train it again."
                                .formatted(folder));
            }
        }
        return model;
    }

    private static SeriesHistory oneADay(int future) {
        float[] units = new float[DAYS];
        Arrays.fill(units, 1);
        return new SeriesHistory(
                "location",
                "item",
                FIRST_DAY,
                units,
                new float[DAYS],
                Covariates.unknown(DAYS + future));
    }
}
