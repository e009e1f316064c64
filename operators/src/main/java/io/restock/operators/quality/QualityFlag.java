package io.restock.operators.quality;

/**
 * Days of a series that a person should look at.
 *
 * @param location id of the location
 * @param item id of the item
 * @param epochDay the first of the days
 * @param days how many, in a row
 * @param kind what is odd
 * @param units mean of the days, units/day; NaN where they are missing
 * @param usual median of the series, units/day; NaN where nothing is known
 * @param reason in words
 */
public record QualityFlag(
        String location,
        String item,
        int epochDay,
        int days,
        Kind kind,
        double units,
        double usual,
        String reason) {

    /** What can be odd. */
    public enum Kind {
        /** Nothing is known of the days, though the series was known before. */
        MISSING,
        /** Far from the series' median, beyond what its promotions and stock-outs explain. */
        OUTLIER,
        /** As if the units were ten, a hundred or a thousand times too large or too small. */
        WRONG_UNIT
    }
}
