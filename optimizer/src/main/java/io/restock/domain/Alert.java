package io.restock.domain;

/**
 * A stock-out that is likely before the next receipt.
 *
 * @param alertId {@code group:cycleEpochDay:run:location:item}: a review that is done again says
 *     its own
 * @param group id of the planning group
 * @param location where
 * @param item what
 * @param cycleEpochDay local day of the cut-off that saw it
 * @param nextReceiptEpochDay local day of the next receipt, the plan's included; -1 when none is
 *     due
 * @param probability that demand until then exceeds the stock, 0 … 1
 * @param expectedShortUnits units short until then, expected
 * @param money what that costs, expected
 * @param timeMillis event time
 */
public record Alert(
        String alertId,
        String group,
        String location,
        String item,
        int cycleEpochDay,
        int nextReceiptEpochDay,
        double probability,
        double expectedShortUnits,
        double money,
        long timeMillis) {}
