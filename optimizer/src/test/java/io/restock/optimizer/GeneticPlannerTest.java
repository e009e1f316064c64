package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class GeneticPlannerTest {
    private final GeneticPlanner planner = new GeneticPlanner();

    @Property(tries = 400)
    void planIsFeasibleAndNeverDearerThanOrderUpTo(
            @ForAll long seed, @ForAll @IntRange(max = 3) int rounds) {
        Problem problem = RandomProblems.mixed(seed);

        Optimized result = planner.plan(problem, Limits.rounds(rounds, seed));

        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
        assertThat(result.orderUpToCost())
                .isEqualTo(CostModel.of(problem).cost(OrderUpTo.plan(problem)));
        assertThat(result.cost().total()).isLessThanOrEqualTo(result.orderUpToCost().total());
        assertThat(result.cost()).isEqualTo(CostModel.of(problem).cost(result.plan()));
        assertThat(result.rounds()).isEqualTo(rounds);
    }

    @Property(tries = 30)
    void sameSeedAndRoundsGiveTheSamePlan(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);

        Optimized first = planner.plan(problem, Limits.rounds(4, 9));
        Optimized second = planner.plan(problem, Limits.rounds(4, 9));

        assertThat(second.plan()).isEqualTo(first.plan());
    }

    @Test
    void twentyRunsGiveOnePlan() {
        Problem problem = RandomProblems.of(5, 6, 3, 2, 5);
        Optimized first = planner.plan(problem, Limits.rounds(9, 3));

        for (int run = 1; run < 20; run++) {
            assertThat(planner.plan(problem, Limits.rounds(9, 3))).isEqualTo(first);
        }
    }

    @Property(tries = 150)
    void planOfAnotherProblemIsMended(@ForAll long seed, @ForAll @IntRange(max = 2) int rounds) {
        Problem problem = RandomProblems.mixed(seed);
        Problem changed = changed(problem);
        Plan last = planner.plan(problem, Limits.rounds(1, seed)).plan();

        Optimized again = planner.replan(changed, last, Limits.rounds(rounds, seed));

        assertThat(Feasibility.violations(changed, again.plan())).isEmpty();
        assertThat(again.cost()).isEqualTo(CostModel.of(changed).cost(again.plan()));
        assertThat(again.cost().total()).isLessThanOrEqualTo(again.orderUpToCost().total());
        assertThat(again.rounds()).isEqualTo(rounds);
        assertThat(again.bound()).isLessThanOrEqualTo(again.cost().total());
    }

    @Property(tries = 50)
    void planOfTheSameProblemIsNeverWorseAfterwards(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Optimized last = planner.plan(problem, Limits.rounds(2, seed));

        Optimized again = planner.replan(problem, last.plan(), Limits.rounds(0, seed));

        assertThat(again.cost().total()).isLessThanOrEqualTo(last.cost().total() + 1e-6);
    }

    /** Half of the stock has gone, and orders have other multiples and twice the minimum. */
    private static Problem changed(Problem problem) {
        return problem.withItems(problem.items().stream().map(i -> changed(i)).toList());
    }

    private static Problem.Item changed(Problem.Item item) {
        return new Problem.Item(
                item.id(),
                item.volume(),
                item.standardCost(),
                item.stock().stream()
                        .map(
                                s ->
                                        new Problem.Stock(
                                                s.onHand() / 2,
                                                s.scheduledReceipts(),
                                                s.holdingCost(),
                                                s.backorderCost(),
                                                s.cumulativeDemand(),
                                                s.runOutDemand(),
                                                s.meanPerBucket(),
                                                s.standardDeviationPerBucket()))
                        .toList(),
                item.sources().stream()
                        .map(
                                s ->
                                        new Problem.Source(
                                                s.supplier(),
                                                s.orderMultiple() + 1,
                                                2 * s.minimumOrderQuantity(),
                                                s.maximumOrderQuantity(),
                                                s.priceBreaks(),
                                                s.lineCost()))
                        .toList(),
                item.transfer());
    }

    @Test
    void threadsThatPlanAtTheSameTimeDoNotDisturbEachOther()
            throws ExecutionException, InterruptedException {
        Problem problem = RandomProblems.of(3, 6, 3, 2, 5);
        Plan alone = planner.plan(problem, Limits.rounds(5, 1)).plan();
        ExecutorService threads = Executors.newFixedThreadPool(4);

        List<Future<Plan>> plans = new ArrayList<>();
        for (int k = 0; k < 8; k++) {
            plans.add(threads.submit(() -> planner.plan(problem, Limits.rounds(5, 1)).plan()));
        }

        for (Future<Plan> plan : plans) {
            assertThat(plan.get()).isEqualTo(alone);
        }
        threads.shutdown();
    }

    @Test
    void moreRoundsAreNeverWorse() {
        Problem problem = RandomProblems.of(11, 6, 4, 3, 6);

        double few = planner.plan(problem, Limits.rounds(1, 1)).cost().total();
        double many = planner.plan(problem, Limits.rounds(20, 1)).cost().total();

        assertThat(many).isLessThanOrEqualTo(few);
    }

    @Test
    void plansThatGrowOldKeepTheirItemsApart() {
        Problem problem = RandomProblems.of(11, 6, 4, 3, 6);

        Optimized result = planner.plan(problem, Limits.rounds(40, 1));

        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
    }

    @Test
    void guardEndsTheWork() {
        Problem problem = RandomProblems.of(11, 6, 4, 3, 6);
        Limits limits = new Limits(Integer.MAX_VALUE, 1, Duration.ofMillis(50));

        Optimized result = planner.plan(problem, limits);

        assertThat(result.rounds()).isLessThan(Integer.MAX_VALUE);
        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
    }

    @Test
    void plansNothingWhereThereIsNothingToPlan() {
        Problem small = Small.problem().build();
        Problem empty =
                new Problem(
                        "empty",
                        small.buckets(),
                        small.epochs(),
                        small.levels(),
                        small.weights(),
                        small.overflowCost(),
                        small.locations(),
                        small.suppliers(),
                        small.lanes(),
                        List.of());

        assertThat(planner.plan(empty, Limits.rounds(3, 1)).plan()).isEqualTo(Plan.EMPTY);
    }
}
