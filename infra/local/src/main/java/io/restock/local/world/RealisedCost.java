package io.restock.local.world;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a run cost, by component, money. Goods are booked at standard cost when bought, so only the
 * difference to it is a cost; stock left at the end is neither credited nor charged.
 *
 * @param premium price paid above standard cost; negative where it was below
 * @param orderLines handling of order lines
 * @param orderHeaders handling of orders
 * @param trucks trucks of transfers
 * @param transferUnits moving of pallets
 * @param transferLines handling of transfer lines
 * @param holding stock at the end of the days, in stores and warehouses
 * @param shortage units wanted and not there: each is lost, and costs what a base unit short costs
 *     for one day
 * @param overflow external storage
 */
public record RealisedCost(
        double premium,
        double orderLines,
        double orderHeaders,
        double trucks,
        double transferUnits,
        double transferLines,
        double holding,
        double shortage,
        double overflow) {
    /** The cost of nothing. */
    public static final RealisedCost ZERO = new RealisedCost(0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** Sum of the components. */
    public double total() {
        return premium
                + orderLines
                + orderHeaders
                + trucks
                + transferUnits
                + transferLines
                + holding
                + shortage
                + overflow;
    }

    /** Component by component. */
    public RealisedCost plus(RealisedCost o) {
        return new RealisedCost(
                premium + o.premium,
                orderLines + o.orderLines,
                orderHeaders + o.orderHeaders,
                trucks + o.trucks,
                transferUnits + o.transferUnits,
                transferLines + o.transferLines,
                holding + o.holding,
                shortage + o.shortage,
                overflow + o.overflow);
    }

    /** The same with the other sign: what is taken back. */
    RealisedCost negated() {
        return new RealisedCost(
                -premium,
                -orderLines,
                -orderHeaders,
                -trucks,
                -transferUnits,
                -transferLines,
                -holding,
                -shortage,
                -overflow);
    }

    /** Names, for people, and money, in the order of the components. */
    public Map<String, Double> byComponent() {
        Map<String, Double> parts = new LinkedHashMap<>();
        parts.put("purchase premium", premium);
        parts.put("order lines", orderLines);
        parts.put("order headers", orderHeaders);
        parts.put("trucks", trucks);
        parts.put("pallets moved", transferUnits);
        parts.put("transfer lines", transferLines);
        parts.put("holding", holding);
        parts.put("shortage", shortage);
        parts.put("external storage", overflow);
        return parts;
    }
}
