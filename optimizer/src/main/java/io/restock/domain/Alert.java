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
 * @param key what it is about, over all its alerts: the one that ends it has the key of the one
 *     that began it
 * @param owner who should look at it: a role; empty where nobody in particular
 * @param deadlineMillis when what is missing was due; 0 where nothing was
 * @param ended whether the cause is gone, so that nobody needs to look any more
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
        long timeMillis,
        String key,
        String owner,
        long deadlineMillis,
        boolean ended) {

    /** An alert that stands alone: its own id is its key. */
    public Alert(
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
            long timeMillis) {
        this(
                alertId,
                kind,
                group,
                location,
                item,
                orderNumber,
                source,
                cycleEpochDay,
                nextReceiptEpochDay,
                probability,
                expectedShortBaseUnits,
                money,
                text,
                timeMillis,
                alertId,
                "",
                0,
                false);
    }
}
