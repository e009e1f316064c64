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
    private final Planner planner = new GeneticPlanner();

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
