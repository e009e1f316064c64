package io.restock.domain;

/**
 * Identity of a demand series: an item at a location. Streams are keyed by {@link #id}, a text,
 * whose hash is stable.
 */
public final class SeriesKey {
    private SeriesKey() {}

    /** The key of a series, {@code location|item}. */
    public static String id(String location, String item) {
        return location + '|' + item;
    }
}
