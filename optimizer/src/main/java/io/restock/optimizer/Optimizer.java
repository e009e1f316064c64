package io.restock.optimizer;

/** Plans a problem with the planner that Restock uses. */
public final class Optimizer {
    private static final Planner PLANNER = new GeneticPlanner();

    private Optimizer() {}

    /** A feasible plan, never dearer than the order-up-to plan; see {@link Planner#plan}. */
    public static Optimized plan(Problem problem, Limits limits) {
        return PLANNER.plan(problem, limits);
    }
}
