package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Best responses of one pair and of one stock, everything else as it is. */
class SolverTest {
    @Property(tries = 300)
    void responseOfAPairNeverCostsMoreAndIsFeasible(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        Draft draft = new Draft(network);
        PairSolver solver = new PairSolver(network);
        Terms terms = new Terms(network);

        for (int p = 0; p < network.pairs.length; p++) {
            double before = draft.total();
            solver.respond(draft, p, terms);
            assertThat(draft.total()).isLessThanOrEqualTo(before + 1e-6);
        }

        assertThat(Feasibility.violations(problem, draft.plan())).isEmpty();
        assertThat(CostModel.of(problem).cost(draft.plan()).total())
                .isCloseTo(draft.total(), within(1e-6));
    }

    @Property(tries = 300)
    void responseOfAStockNeverCostsMoreAndIsFeasible(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        Draft draft = new Draft(network);
        MoveSolver solver = new MoveSolver(network);
        Terms terms = new Terms(network);

        for (int i = 0; i < network.items; i++) {
            for (int l = 0; l < network.locations; l++) {
                double before = draft.total();
                solver.respond(draft, i, l, terms);
                assertThat(draft.total()).isLessThanOrEqualTo(before + 1e-6);
            }
        }

        assertThat(Feasibility.violations(problem, draft.plan())).isEmpty();
    }

    @Test
    void paysForOneHeaderWhereOneOrderIsEnough() {
        // two orders would follow demand more closely, but a header costs 50
        Problem problem = Small.problem().build();
        Network network = new Network(problem);
        Draft draft = new Draft(network);

        new PairSolver(network).respond(draft, 0, new Terms(network));

        assertThat(draft.plan().orders())
                .singleElement()
                .satisfies(o -> assertThat(o.quantity()).isBetween(20L, 50L));
    }

    @Test
    void staysAwayFromAForbiddenOrder() {
        Network network = new Network(Small.problem().build());
        Draft draft = new Draft(network);
        Terms terms = new Terms(network);
        terms.order(0, Double.POSITIVE_INFINITY);

        new PairSolver(network).respond(draft, 0, terms);

        assertThat(draft.plan().orders()).noneMatch(o -> o.epoch() == 0);
    }
}
