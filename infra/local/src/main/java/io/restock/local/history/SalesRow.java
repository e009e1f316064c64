package io.restock.local.history;

/**
 * A line of the sales: what a series sold on a day.
 *
 * @param epochDay local day
 * @param location id of the location
 * @param item id of the item
 * @param units units sold; NaN unknown
 * @param discount price paid / full price; NaN unknown; 0 = not believable, see the layout
 * @param promotion 1 = in a promotion, 0 = not, NaN unknown
 * @param stockOutHours bit h set = out of stock during hour h; −1 unknown
 * @param hourly units sold in hours 0 … 23; empty = only the day's total is known
 */
public record SalesRow(
        int epochDay,
        String location,
        String item,
        float units,
        float discount,
        float promotion,
        int stockOutHours,
        float[] hourly) {

    /** Share of the opening hours 6 to 21 out of stock; NaN unknown. */
    public float stockOutShare() {
        return stockOutHours < 0
                ? Float.NaN
                : Integer.bitCount((stockOutHours >> 6) & 0xffff) / 16f;
    }
}
