package io.restock.domain;

/**
 * Identity of a demand series: an item at a location. Streams are keyed by {@link #id}, a text,
 * whose hash is stable. Ids contain no {@code |}.
 */
public final class SeriesKey {
    private SeriesKey() {}

    /** The key of a series, {@code location|item}. */
    public static String id(String location, String item) {
        return location + '|' + item;
    }

    /** The location of a key. */
    public static String location(String id) {
        return id.substring(0, id.indexOf('|'));
    }

    /** The item of a key. */
    public static String item(String id) {
        return id.substring(id.indexOf('|') + 1);
    }
}
