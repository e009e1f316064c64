package io.restock.domain;

/**
 * The distribution of a series' demand for the days after an origin, in units a day.
 *
 * @param location id of the location
 * @param item id of the item
 * @param originEpochDay the last day that was known; day d of the forecast is origin + 1 + d
 * @param issuedMillis event time of the forecast
 * @param modelVersion version of the model that made it; of the model that failed where it is a
 *     fallback
 * @param method what made it, e.g. {@code model 0.90 + statistical 0.10}, {@code seasonal-level},
 *     {@code launch-prior}
 * @param fallbackReason why it is not the model's; empty when it is
 * @param mean length H, units/day, &gt;= 0
 * @param quantiles length H · {@link Quantiles#COUNT}, day after day, ascending within a day,
 *     units/day, &gt;= 0
 * @param seasonEndEpochDay the last day on which the item can be sold in the season that is on or
 *     comes next; 0 where it is sold all year
 */
public record Forecast(
        String location,
        String item,
        int originEpochDay,
        long issuedMillis,
        String modelVersion,
        String method,
        String fallbackReason,
        float[] mean,
        float[] quantiles,
        int seasonEndEpochDay) {

    /** A forecast of an item that is sold all year. */
    public Forecast(
            String location,
            String item,
            int originEpochDay,
            long issuedMillis,
            String modelVersion,
            String method,
            String fallbackReason,
            float[] mean,
            float[] quantiles) {
        this(
                location,
                item,
                originEpochDay,
                issuedMillis,
                modelVersion,
                method,
                fallbackReason,
                mean,
                quantiles,
                0);
    }

    /** Whether the item is sold in a part of the year only. */
    public boolean isSeasonal() {
        return seasonEndEpochDay > 0;
    }

    /** Days forecast. */
    public int horizon() {
        return mean.length;
    }

    /** Quantile of a day (0 = the day after the origin) at an index of {@link Quantiles}. */
    public float quantile(int day, int index) {
        return quantiles[day * Quantiles.COUNT + index];
    }

    /** Whether a statistical forecast stands in for the model's. */
    public boolean isFallback() {
        return !fallbackReason.isEmpty();
    }
}
