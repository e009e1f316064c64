package io.restock.local.world;

/**
 * What became of an item at a location on one local day.
 *
 * @param location id of the store or warehouse
 * @param item id of the item
 * @param sold units sold in local hour 0 … 23; empty for a warehouse
 * @param demand units wanted; 0 for a warehouse
 * @param unmet units wanted that the stock did not cover
 * @param onHand units at the end of the day; NaN where nobody counted
 * @param stockOutHours bit h set = out of stock during local hour h; -1 = unknown
 */
public record SeriesOutcome(
        String location,
        String item,
        float[] sold,
        double demand,
        double unmet,
        double onHand,
        int stockOutHours) {

    /** Whether it sells to customers. */
    public boolean atStore() {
        return sold.length > 0;
    }

    /** Units sold on the whole day. */
    public double units() {
        double sum = 0;
        for (float units : sold) {
            sum += units;
        }
        return Math.round(sum * 1e4) / 1e4;
    }

    /** Share of the opening hours 6 to 21 out of stock; NaN where the hours are unknown. */
    public float stockOutShare() {
        return stockOutHours < 0 ? Float.NaN : Integer.bitCount(stockOutHours >> 6 & 0xffff) / 16f;
    }
}
