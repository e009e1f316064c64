package io.restock.operators.forecast.fusion;

import io.restock.domain.Forecast;

/**
 * What the members say of one series at one origin, and what has become known of the origin's day.
 *
 * @param model the model's forecast; where it could not answer, the statistical one with the reason
 * @param mean the statistical forecast, length H; empty where {@code model} is that already
 * @param quantiles of the statistical forecast, as in {@link Forecast}; empty as {@code mean}
 * @param segment kind of the series at the origin
 * @param actual units sold on the origin's day; NaN where the day is unknown or had a stock-out
 */
public record MemberForecasts(
        Forecast model, float[] mean, float[] quantiles, Segment segment, float actual) {}
