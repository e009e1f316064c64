package io.restock.domain;

/**
 * The past of a series, and what is known of its future: what a forecaster is trained on and asked
 * with, in the stream and from files alike.
 *
 * @param location id of the location
 * @param item id of the item
 * @param firstEpochDay local day of index 0 of every array
 * @param units units sold a day, oldest first; NaN = unknown day
 * @param stockOutShare share of the opening hours (6 to 21) out of stock, 0 … 1; NaN = unknown;
 *     same length as units
 * @param covariates same first day; at least as long as units, and longer by the days of the future
 *     that are asked for
 */
public record SeriesHistory(
        String location,
        String item,
        int firstEpochDay,
        float[] units,
        float[] stockOutShare,
        Covariates covariates) {

    /** Key of the series. */
    public String key() {
        return SeriesKey.id(location, item);
    }

    /** The last day with a known past: the forecast's origin. */
    public int originEpochDay() {
        return firstEpochDay + units.length - 1;
    }

    /** Days of known future after the origin. */
    public int horizon() {
        return covariates.length() - units.length;
    }

    /**
     * The same series as it was known at the end of {@code originEpochDay}: {@code past} days, then
     * {@code future} days of covariates.
     */
    public SeriesHistory window(int originEpochDay, int past, int future) {
        int end = originEpochDay - firstEpochDay + 1;
        return new SeriesHistory(
                location,
                item,
                originEpochDay - past + 1,
                Covariates.slice(units, end - past, end),
                Covariates.slice(stockOutShare, end - past, end),
                covariates.slice(end - past, end + future));
    }
}
