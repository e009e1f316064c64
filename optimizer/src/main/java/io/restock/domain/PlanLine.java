package io.restock.domain;

/**
 * Why one line of a plan is what it is.
 *
 * @param decisionId id of the plan
 * @param orderNumber the order that carries it; empty where a person has set that nothing is
 *     ordered
 * @param group id of the planning group
 * @param cycleEpochDay local day of the cut-off
 * @param item id of the item
 * @param location where it goes
 * @param source the supplier, or the location it is moved from
 * @param quantity base units
 * @param onHand base units before the plan
 * @param onOrder base units ordered and not yet received, before the plan
 * @param inTransit base units being transferred here, before the plan
 * @param protectionDays lead time + review period, days
 * @param demandMean of the protection interval, base units
 * @param quantile probability that demand of the protection interval is at most the position after
 *     the line
 * @param serviceTarget b / (b + h)
 * @param bound what held the quantity where it is: {@code none, minimum, multiple, maximum,
 *     capacity, stock, price-break, override}
 * @param cost what of the plan's cost belongs to this line, money: its price, credit, handling and
 *     moving; an equal part of its order's header or of its truck; and what stock and backlog of
 *     the item at the location cost over the horizon, shared by quantity where several lines supply
 *     it
 * @param forecastMethod what made the forecast
 * @param modelVersion version of the model
 * @param seed seed that the optimizer planned the line with: the plan's, plus the stage of the
 *     location, 0 for stores
 * @param lastOrderEpochDay of an item of a season: the last cut-off whose order from this source
 *     still comes before its end; 0 where the item is sold all year
 * @param override what a person has set instead of the plan's
 */
public record PlanLine(
        String decisionId,
        String orderNumber,
        String group,
        int cycleEpochDay,
        String item,
        String location,
        String source,
        long quantity,
        long onHand,
        long onOrder,
        long inTransit,
        int protectionDays,
        double demandMean,
        double quantile,
        double serviceTarget,
        String bound,
        PlanCost cost,
        String forecastMethod,
        String modelVersion,
        long seed,
        int lastOrderEpochDay,
        LineOverride override) {}
