package io.restock.domain;

import java.util.List;

/**
 * A day of a series beside what would have been sold, had the stock not run out. Sales are never
 * changed: what looks wrong is flagged.
 *
 * @param location id of the location
 * @param item id of the item
 * @param epochDay the local day
 * @param revision 0 when the day closes, more when late events have changed it: the highest holds
 * @param units units sold; NaN where nothing is known of the day
 * @param recovered units that would have been sold, &gt;= {@code units}; NaN as they
 * @param stockOutShare share of the opening hours 6 to 21 without stock, 0 … 1; NaN unknown
 * @param reason why {@code recovered} is more than {@code units}; empty where it is not
 * @param flags what looks wrong about the day
 */
public record DemandReport(
        String location,
        String item,
        int epochDay,
        int revision,
        float units,
        float recovered,
        float stockOutShare,
        String reason,
        List<DataFlag> flags) {}
