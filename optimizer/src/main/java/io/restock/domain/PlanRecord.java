package io.restock.domain;

import java.util.List;

/**
 * A group's plan of one cut-off: it is committed together with its orders, and says which they are.
 *
 * @param decisionId {@code group:cycleEpochDay:run}
 * @param group id of the planning group
 * @param cycleEpochDay local day of the cut-off
 * @param run 0 for the cut-off, then one more for each review of the same cycle
 * @param issuedMillis event time
 * @param seed seed of the optimizer for the stores; each stage after them adds one
 * @param rounds rounds of the optimizer, the fewest of the plan's stages; fewer than set where its
 *     guard ended the search
 * @param cost expected cost of the plan by component, money
 * @param costOfNoLine what of it none of the lines said with this plan carries, money: items and
 *     locations that no line supplies, orders of later days, lines of orders that stand as they
 *     were said before
 * @param costOrderUpTo expected total of the order-up-to plan of the same problems, money
 * @param modelVersion version of the forecasting model
 * @param forecasts forecasts planned on
 * @param staleForecasts series whose forecast was older than the cycle, and series with stock
 *     reports and no forecast, which are planned as if nobody asked for them
 * @param unknownStock series that are needed and were left out of the plan, as nobody has ever
 *     reported their stock
 * @param staleStock series planned on stock that was counted before the day before the cycle, less
 *     what has likely been sold since
 * @param orderNumbers purchase orders said with this plan
 * @param transferNumbers transfer orders said with this plan
 * @param covers number of the order whose shortfall alone was planned again; empty where everything
 *     was planned
 */
public record PlanRecord(
        String decisionId,
        String group,
        int cycleEpochDay,
        int run,
        long issuedMillis,
        long seed,
        int rounds,
        PlanCost cost,
        PlanCost costOfNoLine,
        double costOrderUpTo,
        String modelVersion,
        int forecasts,
        int staleForecasts,
        int unknownStock,
        int staleStock,
        List<String> orderNumbers,
        List<String> transferNumbers,
        String covers) {

    /** State that was written before shortfalls were planned alone covers none. */
    public PlanRecord {
        covers = covers == null ? "" : covers;
    }

    /** The same with the number of a later run. */
    public PlanRecord withRun(int later) {
        return new PlanRecord(
                decisionId,
                group,
                cycleEpochDay,
                later,
                issuedMillis,
                seed,
                rounds,
                cost,
                costOfNoLine,
                costOrderUpTo,
                modelVersion,
                forecasts,
                staleForecasts,
                unknownStock,
                staleStock,
                orderNumbers,
                transferNumbers,
                covers);
    }
}
