package io.restock.operators.coordination;

import java.io.Serializable;

/**
 * How planning groups are planned.
 *
 * @param rounds rounds of the optimizer for each problem, &gt;= 0
 * @param baseSeed every review's seed is derived from it, the group and the cycle
 * @param planner who plans
 * @param demandCorrelation correlation between any two days of a series, 0 … 1; it widens the
 *     demand of several days together
 * @param serviceFactor β: plans with β times the backorder cost, &gt; 0
 * @param alertProbability a stock-out at least this likely before the next receipt is an alert, 0 …
 *     1
 * @param firstCycleEpochDay no cut-off before this local day is planned; 0 = from the first data on
 * @param keepClosedOrdersDays days after which a closed order is forgotten, &gt;= 2, so that a late
 *     duplicate of its last answer is still recognised
 * @param acknowledgementDays an order that nobody has answered so many cut-offs later is taken back
 *     and planned again, &gt;= 1
 * @param overdueDays days after the expected day on which what has not come is written off and no
 *     longer counts as on order, &gt;= 1
 * @param holdOrdersAbove money; a purchase order worth more is held for a person instead of sent,
 *     &gt;= 0; 0 = none is
 * @param forecastExpectedDays a review waits for the forecast of every series that has been
 *     forecast before (the first review, of every series) and has reported stock in this many days
 *     before the cut-off, &gt;= 1; at most what the forecasting job takes to retire a silent series
 * @param forecastPatienceMinutes minutes after the cut-off from which stale forecasts are planned
 *     on, &gt;= 0
 * @param planWithinMinutes minutes after a cut-off, by the clock of the machine, until which it is
 *     planned: nobody can do what should have been done days ago; 0 = however late, for history
 * @param searchSeconds seconds after which the optimizer leaves the search of a problem, whatever
 *     rounds are left: a last resort, since plans then depend on the machine; 0 = never
 * @param orders how orders are watched
 */
public record CoordinationSettings(
        int rounds,
        long baseSeed,
        PlannerChoice planner,
        double demandCorrelation,
        double serviceFactor,
        double alertProbability,
        int firstCycleEpochDay,
        int keepClosedOrdersDays,
        int acknowledgementDays,
        int overdueDays,
        double holdOrdersAbove,
        int forecastExpectedDays,
        int forecastPatienceMinutes,
        int planWithinMinutes,
        int searchSeconds,
        OrderSettings orders)
        implements Serializable {

    /** Checks the ranges. */
    public CoordinationSettings {
        require(rounds >= 0, "rounds", rounds, "must be >= 0");
        require(
                demandCorrelation >= 0 && demandCorrelation <= 1,
                "demandCorrelation",
                demandCorrelation,
                "must be in 0 … 1");
        require(serviceFactor > 0, "serviceFactor", serviceFactor, "must be > 0");
        require(
                alertProbability >= 0 && alertProbability <= 1,
                "alertProbability",
                alertProbability,
                "must be in 0 … 1");
        require(
                firstCycleEpochDay >= 0,
                "firstCycleEpochDay",
                firstCycleEpochDay,
                "must be >= 0 (days since 1970-01-01)");
        require(
                keepClosedOrdersDays >= 2,
                "keepClosedOrdersDays",
                keepClosedOrdersDays,
                "must be >= 2");
        require(
                acknowledgementDays >= 1,
                "acknowledgementDays",
                acknowledgementDays,
                "must be >= 1");
        require(overdueDays >= 1, "overdueDays", overdueDays, "must be >= 1");
        require(
                holdOrdersAbove >= 0,
                "holdOrdersAbove",
                holdOrdersAbove,
                "must be >= 0 (money; 0 = no order is held)");
        require(
                forecastExpectedDays >= 1,
                "forecastExpectedDays",
                forecastExpectedDays,
                "must be >= 1");
        require(
                forecastPatienceMinutes >= 0,
                "forecastPatienceMinutes",
                forecastPatienceMinutes,
                "must be >= 0");
        require(planWithinMinutes >= 0, "planWithinMinutes", planWithinMinutes, "must be >= 0");
        require(searchSeconds >= 0, "searchSeconds", searchSeconds, "must be >= 0");
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The coordination setting %s (%s) %s.".formatted(name, value, rule));
        }
    }

    /** The same with another planner. */
    public CoordinationSettings withPlanner(PlannerChoice other) {
        return new CoordinationSettings(
                rounds,
                baseSeed,
                other,
                demandCorrelation,
                serviceFactor,
                alertProbability,
                firstCycleEpochDay,
                keepClosedOrdersDays,
                acknowledgementDays,
                overdueDays,
                holdOrdersAbove,
                forecastExpectedDays,
                forecastPatienceMinutes,
                planWithinMinutes,
                searchSeconds,
                orders);
    }
}
