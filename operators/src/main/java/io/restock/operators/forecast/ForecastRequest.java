package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;

/**
 * Asks for the forecast of a series from the last day of its history on.
 *
 * @param history past of the series and what is known of its future
 * @param issuedMillis event time of the question, milliseconds since the epoch; it becomes the
 *     forecast's
 */
public record ForecastRequest(SeriesHistory history, long issuedMillis) {}
