package io.restock.optimizer;

/** A way to make a feasible plan: the genetic optimizer, or the order-up-to rule. */
public interface Planner {
    /**
     * A feasible plan for the problem. Safe to call from several threads; the same arguments give
     * the same plan as long as the guard does not strike.
     */
    Optimized plan(Problem problem, Limits limits);
}
