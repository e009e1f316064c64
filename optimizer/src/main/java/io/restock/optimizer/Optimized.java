package io.restock.optimizer;

import io.restock.domain.PlanCost;

/**
 * A plan with what it costs.
 *
 * @param plan feasible
 * @param cost of the plan, money
 * @param orderUpToCost of the order-up-to plan for the same problem, money
 * @param bound money that no feasible plan costs less than, proven by Lagrangian relaxation;
 *     negative infinity where nothing is proven
 * @param rounds of search that were done
 */
public record Optimized(
        Plan plan, PlanCost cost, PlanCost orderUpToCost, double bound, int rounds) {}
