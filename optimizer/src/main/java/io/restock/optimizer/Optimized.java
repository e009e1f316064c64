package io.restock.optimizer;

import io.restock.domain.PlanCost;

/**
 * A plan with what it costs.
 *
 * @param plan feasible
 * @param cost of the plan, money
 * @param orderUpToCost of the order-up-to plan for the same problem, money
 * @param rounds generations that were run
 */
public record Optimized(Plan plan, PlanCost cost, PlanCost orderUpToCost, int rounds) {}
