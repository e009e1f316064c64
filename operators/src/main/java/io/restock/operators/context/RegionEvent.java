package io.restock.operators.context;

import io.restock.domain.WeatherDay;
import org.jspecify.annotations.Nullable;

/**
 * What is keyed by region. Exactly one of demand and weather is there.
 *
 * @param region id of the region
 * @param demand a demand day of the region
 * @param weather weather of the region
 */
public record RegionEvent(
        String region, @Nullable LocatedDemandDay demand, @Nullable WeatherDay weather) {
    static RegionEvent of(LocatedDemandDay demand) {
        return new RegionEvent(demand.region(), demand, null);
    }

    static RegionEvent of(WeatherDay weather) {
        return new RegionEvent(weather.region(), null, weather);
    }
}
