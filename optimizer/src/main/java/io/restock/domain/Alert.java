package io.restock.domain;

/**
 * Something that a person should know or do something about.
 *
 * @param alertId {@code group:cycleEpochDay:run:location:item} of a stock-out, {@code
 *     group:cycleEpochDay:run:orderNumber:kind} of an order: a review that is done again says its
 *     own
 * @param kind what it is about
 * @param group id of the planning group
 * @param location where goods are, or will be, missing
 * @param item what is missing; empty where a whole order is meant
 * @param orderNumber the order; empty for a stock-out
 * @param source who was to deliver it: the supplier, or the location that ships; empty for a
 *     stock-out
 * @param cycleEpochDay local day of the cut-off that saw it
 * @param nextReceiptEpochDay local day of the next receipt, the plan's included; -1 when none is
 *     due, and for orders
 * @param probability that demand until then exceeds the stock, 0 … 1; 1 for orders, of which it is
 *     known
 * @param expectedShortUnits base units short until then, expected; of an order, what will not come
 *     or waits
 * @param money what that costs, expected; of an order, the value of those units
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
        double expectedShortUnits,
        double money,
        String text,
        long timeMillis) {}
