package io.restock.local.plan;

/**
 * What the weeks of a {@link WeeklyLoop} came to; money but for the first.
 *
 * @param fillRate units met at once from stock ÷ units asked for; NaN where nobody asked
 * @param premium prices paid beyond standard cost
 * @param orderLines handling of order lines
 * @param transfers moving of units and handling of transfer lines
 * @param headersAndTrucks handling of orders, trucks of transfers
 * @param holding stock at the end of the weeks
 * @param backorder backlog at the end of the weeks
 * @param overflow external storage
 */
record WeeklyOutcome(
        double fillRate,
        double premium,
        double orderLines,
        double transfers,
        double headersAndTrucks,
        double holding,
        double backorder,
        double overflow) {
    /** Sum of the components. */
    double cost() {
        return premium + orderLines + transfers + headersAndTrucks + holding + backorder + overflow;
    }
}
