package io.restock.operators.context;

import io.restock.domain.Holiday;
import io.restock.domain.WeatherDay;
import org.jspecify.annotations.Nullable;

/**
 * What everybody is told. Exactly one of weather and holiday is there.
 *
 * @param weather weather of a region and day
 * @param holiday a holiday, or none any more
 */
public record Announcement(@Nullable WeatherDay weather, @Nullable Holiday holiday) {
    /** Weather. */
    public static Announcement of(WeatherDay weather) {
        return new Announcement(weather, null);
    }

    /** A holiday. */
    public static Announcement of(Holiday holiday) {
        return new Announcement(null, holiday);
    }
}
