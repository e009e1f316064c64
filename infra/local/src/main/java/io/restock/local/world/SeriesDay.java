package io.restock.local.world;

/**
 * What customers of a store wanted of an item on one local day, whatever was in stock.
 *
 * @param location id of the store
 * @param item id of the item
 * @param hourly units wanted in local hour 0 … 23
 * @param stockOutHours the recorded mask of hours out of stock; -1 where it follows from the stock
 */
public record SeriesDay(String location, String item, float[] hourly, int stockOutHours) {

    /** Units of the whole day. */
    public double units() {
        double sum = 0;
        for (float units : hourly) {
            sum += units;
        }
        // Tenths in binary add up to 0.30000000000000004.
        return Math.round(sum * 1e4) / 1e4;
    }
}
