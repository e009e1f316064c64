package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What the steps of a search leave: feasible drafts that are never worse than before. */
class SearchTest {
    @Property(tries = 200)
    void everyStepKeepsTheDraftFeasibleAndItsSumsRight(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        PairSolver solver = new PairSolver(network);
        Prices prices = new Prices(network, solver);
        Search search = new Search(network, solver, prices, new Random(seed));
        double empty = search.draft().total();

        prices.step(empty);
        search.construct();
        assertRight(search);
        double constructed = search.draft().total();
        search.settle(3);
        assertRight(search);
        double settled = search.draft().total();
        search.improve(100, () -> false);
        assertRight(search);

        assertThat(settled).isLessThanOrEqualTo(constructed + 1e-6);
        assertThat(search.draft().total()).isLessThanOrEqualTo(settled + 1e-6);
    }

    @Property(tries = 20)
    void searchThatIsToldToStopDoes(@ForAll long seed) {
        Network network = new Network(RandomProblems.of(seed, 6, 4, 3, 6));
        PairSolver solver = new PairSolver(network);
        Search search = new Search(network, solver, new Prices(network, solver), new Random(seed));
        search.settle(3);
        double settled = search.draft().total();
        int[] looks = {0};

        long solved = search.improve(Long.MAX_VALUE / 2, () -> ++looks[0] > 3);

        assertThat(looks[0]).isEqualTo(4);
        assertThat(solved).isPositive();
        assertThat(search.draft().total()).isLessThanOrEqualTo(settled + 1e-6);
        assertRight(search);
    }

    @Property(tries = 100)
    void repairLeavesAFeasibleDraftAsItIs(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        PairSolver solver = new PairSolver(network);
        Search search = new Search(network, solver, new Prices(network, solver), new Random(seed));
        Plan rule = OrderUpTo.plan(problem);
        search.draft().load(rule);

        search.repair();

        assertThat(search.draft().plan()).isEqualTo(rule);
    }

    private static void assertRight(Search search) {
        Draft draft = search.draft();
        Problem problem = draft.network.problem;
        assertThat(Feasibility.violations(problem, draft.plan())).isEmpty();
        assertThat(draft.total())
                .isCloseTo(CostModel.of(problem).cost(draft.plan()).total(), within(1e-6));
    }
}
