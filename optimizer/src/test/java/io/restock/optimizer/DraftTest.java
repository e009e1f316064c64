package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The sums that the search keeps, against the cost model. */
class DraftTest {
    @Property(tries = 300)
    void totalIsThatOfTheCostModel(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Plan plan = OrderUpTo.plan(problem);
        Draft draft = new Draft(new Network(problem));

        draft.load(plan);

        assertThat(draft.plan()).isEqualTo(plan);
        assertThat(draft.total()).isCloseTo(total(problem, plan), within(1e-6));
    }

    @Property(tries = 300)
    void undoBringsBackPlanAndTotal(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        Draft draft = new Draft(network);
        Draft other = new Draft(network);
        other.load(OrderUpTo.plan(problem));

        int mark = draft.mark();
        for (int i = 0; i < network.items; i++) {
            draft.set(i, other.item(i));
        }
        assertThat(draft.plan()).isEqualTo(other.plan());
        draft.undo(mark);

        assertThat(draft.plan()).isEqualTo(Plan.EMPTY);
        assertThat(draft.total()).isCloseTo(total(problem, Plan.EMPTY), within(1e-6));
    }

    private static double total(Problem problem, Plan plan) {
        return CostModel.of(problem).cost(plan).total();
    }
}
