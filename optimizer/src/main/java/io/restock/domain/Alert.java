package io.restock.domain;

/**
 * Something that a person should know or do something about.
 *
 * @param alertId {@code group:cycleEpochDay:run:location:item} of a stock-out, {@code
 *     group:cycleEpochDay:run:location:kind} of unknown stock, {@code
 *     group:cycleEpochDay:run:orderNumber:kind} of an order: a review that is done again says its
 *     own
 * @param kind what it is about
 * @param group id of the planning group
 * @param location where goods are, or will be, missing
 * @param item what is missing; of a stock-out only, else empty
 * @param orderNumber the order; empty where it is about none
 * @param source who was to deliver it: the supplier, or the location that ships; empty where it is
 *     about no order
 * @param cycleEpochDay local day of the cut-off that saw it
 * @param nextReceiptEpochDay local day of the next receipt, the plan's included; -1 when none is
 *     due, and for all but a stock-out
 * @param probability that demand until then exceeds the stock, 0 … 1; 1 for orders, of which it is
 *     known; 0 for unknown stock
 * @param expectedShortBaseUnits base units short until then, expected; of an order, what will not
 *     come or waits, its items together; 0 for unknown stock
 * @param money what so many base units cost as backlog, for one day; of an order, the value of
 *     those units; 0 for unknown stock
 * @param text the alert in a sentence, for people
 * @param timeMillis event time
 */
public record Alert(
        String alertId,
        AlertKind kind,
        String group,
        String location,
        String item,
        String orderNumber,
        String source,
        int cycleEpochDay,
        int nextReceiptEpochDay,
        double probability,
        double expectedShortBaseUnits,
        double money,
        String text,
        long timeMillis) {}
