package io.restock.domain;

/**
 * Whether a day is a holiday in a region. A later announcement for the same day replaces an earlier
 * one.
 *
 * @param region id of the region, or {@link #EVERYWHERE}
 * @param epochDay the local day
 * @param holiday true = holiday, false = an announcement taken back
 * @param name for people; may be empty
 * @param announcedMillis when it was announced, milliseconds since the epoch
 */
public record Holiday(
        String region, int epochDay, boolean holiday, String name, long announcedMillis) {
    /** Stands for all regions. */
    public static final String EVERYWHERE = "*";
}
