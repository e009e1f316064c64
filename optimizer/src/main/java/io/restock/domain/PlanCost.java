package io.restock.domain;

/**
 * Cost of a plan, or of a part of it, by component, money. The total is the sum of the twelve.
 *
 * @param purchase price paid
 * @param orderLines handling of order lines
 * @param orderHeaders handling of orders
 * @param trucks trucks of transfers
 * @param transferUnits moving of units
 * @param transferLines handling of transfer lines
 * @param holding expected stock at the end of the buckets
 * @param runOutHolding stock left beyond the horizon until it is used up
 * @param backorder expected backlog at the end of the buckets
 * @param overflow external storage
 * @param endOfHorizonCredit value of what was bought, at standard cost; negative
 * @param sunk what nobody can change any more in bucket 0; negative
 */
public record PlanCost(
        double purchase,
        double orderLines,
        double orderHeaders,
        double trucks,
        double transferUnits,
        double transferLines,
        double holding,
        double runOutHolding,
        double backorder,
        double overflow,
        double endOfHorizonCredit,
        double sunk) {
    /** The cost of nothing. */
    public static final PlanCost ZERO = new PlanCost(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Sum of the components. */
    public double total() {
        return purchase
                + orderLines
                + orderHeaders
                + trucks
                + transferUnits
                + transferLines
                + holding
                + runOutHolding
                + backorder
                + overflow
                + endOfHorizonCredit
                + sunk;
    }

    /** Component by component. */
    public PlanCost plus(PlanCost o) {
        return new PlanCost(
                purchase + o.purchase,
                orderLines + o.orderLines,
                orderHeaders + o.orderHeaders,
                trucks + o.trucks,
                transferUnits + o.transferUnits,
                transferLines + o.transferLines,
                holding + o.holding,
                runOutHolding + o.runOutHolding,
                backorder + o.backorder,
                overflow + o.overflow,
                endOfHorizonCredit + o.endOfHorizonCredit,
                sunk + o.sunk);
    }

    /** A part of each component, or a multiple. */
    public PlanCost times(double factor) {
        return new PlanCost(
                purchase * factor,
                orderLines * factor,
                orderHeaders * factor,
                trucks * factor,
                transferUnits * factor,
                transferLines * factor,
                holding * factor,
                runOutHolding * factor,
                backorder * factor,
                overflow * factor,
                endOfHorizonCredit * factor,
                sunk * factor);
    }
}
