package io.restock.local.plan;

import io.restock.optimizer.GeneticPlanner;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Problem;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Stock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A plan that was mended after its problem changed a little, beside a full run on what it became.
 *
 * @param size of the problem: items x locations x suppliers
 * @param abovePercent cost of the mended plan above that of the full run
 * @param cpuMillis to mend it
 */
record Mended(String size, double abovePercent, double cpuMillis) {
    private static final double MORE_DEMAND = 1.3;

    /** So many changes of the problem of a plan, by turns in demand and in what will come. */
    static List<Mended> of(GeneticPlanner planner, TimedPlan plan, Limits limits, int changes) {
        Random random = new Random(plan.seed());
        List<Mended> all = new ArrayList<>();
        for (int k = 0; k < changes; k++) {
            Problem problem = changed(plan.problem(), k % 2 == 0, random);
            TimedPlan mended =
                    TimedPlan.of(
                            planner, problem, plan.result().plan(), Limits.rounds(0, plan.seed()));
            TimedPlan full = TimedPlan.of(planner, problem, limits);
            all.add(
                    new Mended(
                            PlanBenchCommand.size(problem),
                            100 * (mended.cost() - full.cost()) / Math.abs(full.cost()),
                            1000 * mended.cpuSeconds()));
        }
        return all;
    }

    private static Problem changed(Problem problem, boolean demand, Random random) {
        int i = random.nextInt(problem.items().size());
        while (!demand && !awaited(problem.items().get(i)) && anyAwaited(problem)) {
            i = random.nextInt(problem.items().size());
        }
        List<Item> items = new ArrayList<>(problem.items());
        Item item = items.get(i);
        List<Stock> stocks = item.stock().stream().map(s -> demand ? more(s) : fewer(s)).toList();
        items.set(
                i,
                new Item(
                        item.id(),
                        item.volume(),
                        item.standardCost(),
                        stocks,
                        item.sources(),
                        item.transfer()));
        return problem.withItems(items);
    }

    private static boolean anyAwaited(Problem problem) {
        return problem.items().stream().anyMatch(Mended::awaited);
    }

    /** Whether any of it will come. */
    private static boolean awaited(Item item) {
        return item.stock().stream()
                .anyMatch(s -> Arrays.stream(s.scheduledReceipts()).anyMatch(u -> u > 0));
    }

    /** More is asked for than was thought. */
    private static Stock more(Stock stock) {
        long[][] demand =
                Arrays.stream(stock.cumulativeDemand()).map(Mended::more).toArray(long[][]::new);
        return with(stock, stock.scheduledReceipts(), demand, more(stock.runOutDemand()));
    }

    private static long[] more(long[] units) {
        return Arrays.stream(units).map(u -> Math.round(MORE_DEMAND * u)).toArray();
    }

    /** Of what should come, half does. */
    private static Stock fewer(Stock stock) {
        long[] receipts =
                Arrays.stream(stock.scheduledReceipts()).map(u -> u > 0 ? u / 2 : u).toArray();
        return with(stock, receipts, stock.cumulativeDemand(), stock.runOutDemand());
    }

    private static Stock with(Stock stock, long[] receipts, long[][] demand, long[] runOut) {
        return new Stock(
                stock.onHand(),
                receipts,
                stock.holdingCost(),
                stock.backorderCost(),
                demand,
                runOut,
                stock.meanPerBucket(),
                stock.standardDeviationPerBucket());
    }
}
