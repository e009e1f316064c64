package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The best orders of one pair, everything else as it is. */
class PairSolverTest {
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

    @Test
    void leavesTheCapacityThatOthersUse() {
        Problem problem = RandomProblems.of(5, 3, 2, 1, 3);
        Network network = new Network(problem);
        Draft draft = new Draft(network);
        PairSolver solver = new PairSolver(network);

        for (int round = 0; round < 2; round++) {
            for (int p = network.pairs.length - 1; p >= 0; p--) {
                solver.respond(draft, p, new Terms(network));
            }
        }

        for (int slot = 0; slot < network.slots; slot++) {
            assertThat(draft.used[slot]).isLessThanOrEqualTo(network.capacity[slot] + 1e-6);
        }
    }

    @Test
    void takesNoMoreThanItsRationUntilRationsEnd() {
        Network network = new Network(Small.problem().build());
        Draft draft = new Draft(network);
        PairSolver solver = new PairSolver(network);
        Terms terms = new Terms(network);
        terms.ration[0] = 16.5;
        terms.ration[1] = 0;

        solver.respond(draft, 0, terms);
        assertThat(draft.used).containsExactly(16, 0);

        terms.unrationed();
        solver.respond(draft, 0, terms);
        assertThat(draft.used[0] + draft.used[1]).isGreaterThan(16);
    }
}
