package io.restock.operators.forecast.fusion;

import io.restock.domain.Forecast;
import io.restock.operators.forecast.life.ShadowForecast;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the members say of one series at one origin, and what has become known of the origin's day.
 *
 * @param model the model's forecast; where it could not answer, the statistical one with the reason
 * @param mean the statistical forecast, length H; empty where {@code model} is that already
 * @param quantiles of the statistical forecast, as in {@link Forecast}; empty as {@code mean}
 * @param segment kind of the series at the origin
 * @param actual units sold on the origin's day; NaN where the day is unknown or had a stock-out
 * @param shadows what models say that are only compared with the model; null = none
 */
public record MemberForecasts(
        Forecast model,
        float[] mean,
        float[] quantiles,
        Segment segment,
        float actual,
        @Nullable List<ShadowForecast> shadows) {
    /** Without models that are only compared. */
    public MemberForecasts(
            Forecast model, float[] mean, float[] quantiles, Segment segment, float actual) {
        this(model, mean, quantiles, segment, actual, null);
    }
}
