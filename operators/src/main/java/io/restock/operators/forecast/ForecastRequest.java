package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.life.ModelsInUse;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the forecast of a series from the last day of its history on.
 *
 * @param history past of the series and what is known of its future
 * @param issuedMillis event time of the question, milliseconds since the epoch; it becomes the
 *     forecast's
 * @param models which models are asked; null = the settings' model
 */
public record ForecastRequest(
        SeriesHistory history, long issuedMillis, @Nullable ModelsInUse models) {
    /** Asks the settings' model. */
    public ForecastRequest(SeriesHistory history, long issuedMillis) {
        this(history, issuedMillis, null);
    }

    /** The same question to other models. */
    ForecastRequest to(ModelsInUse asked) {
        return new ForecastRequest(history, issuedMillis, asked);
    }

    /** The same question of another history of the series. */
    ForecastRequest of(SeriesHistory known) {
        return new ForecastRequest(known, issuedMillis, models);
    }
}
