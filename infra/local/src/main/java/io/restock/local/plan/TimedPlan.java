package io.restock.local.plan;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.jobs.wire.Json;
import io.restock.optimizer.GeneticPlanner;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Optimized;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Planner;
import io.restock.optimizer.Problem;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;

/**
 * A plan and what it took to find it.
 *
 * @param problem what was planned
 * @param seed of everything random
 * @param result the plan
 * @param seconds wall time, reading and writing left out
 * @param cpuSeconds CPU time of the one thread that does all the work
 */
record TimedPlan(Problem problem, long seed, Optimized result, double seconds, double cpuSeconds) {
    /** Plans the problem, within the limits, in this thread. */
    static TimedPlan of(Problem problem, Limits limits) {
        return of(new GeneticPlanner(), problem, limits);
    }

    /** The same by a planner. */
    static TimedPlan of(Planner planner, Problem problem, Limits limits) {
        return timed(problem, limits, () -> planner.plan(problem, limits));
    }

    /** Plans it from the plan of nearly the same problem. */
    static TimedPlan of(GeneticPlanner planner, Problem problem, Plan last, Limits limits) {
        return timed(problem, limits, () -> planner.replan(problem, last, limits));
    }

    private static TimedPlan timed(Problem problem, Limits limits, Supplier<Optimized> planning) {
        long wall = System.nanoTime();
        long cpu = cpuNanos();
        Optimized result = planning.get();
        double cpuSeconds = (cpuNanos() - cpu) / 1e9;
        double seconds = (System.nanoTime() - wall) / 1e9;
        return new TimedPlan(problem, limits.seed(), result, seconds, cpuSeconds);
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    /** Money of the plan. */
    double cost() {
        return result.cost().total();
    }

    /** Percent above the proven bound; infinite or NaN where nothing useful is proven. */
    double gap() {
        return 100 * (cost() - result.bound()) / Math.abs(result.bound());
    }

    /** The figures, for machines. */
    ObjectNode figures() {
        ObjectNode figures =
                Json.MAPPER
                        .createObjectNode()
                        .put("problem", problem.name())
                        .put("seed", seed)
                        .put("rounds", result.rounds())
                        .put("cost", cost())
                        .put("costOrderUpTo", result.orderUpToCost().total())
                        .put("orderLines", result.plan().orders().size())
                        .put("transferLines", result.plan().transfers().size())
                        .put("seconds", seconds)
                        .put("cpuSeconds", cpuSeconds);
        if (Double.isFinite(result.bound())) {
            figures.put("bound", result.bound()).put("gapPercent", gap());
        }
        figures.set("costByComponent", PlanFile.tree(result.cost()));
        return figures;
    }
}
