package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
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

    @Property(tries = 300)
    void anySequenceOfChangesKeepsTheSumsOfTheCostModel(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        Draft draft = new Draft(network);
        Random random = new Random(seed);
        Plan kept = Plan.EMPTY;
        int mark = draft.mark();

        for (int k = 0; k < 20; k++) {
            int i = random.nextInt(network.items);
            int[] lanes = network.lanesFrom[random.nextInt(network.locations)];
            if (lanes.length > 0 && problem.items().get(i).transfer() != null) {
                long[] moves = draft.moves(i).clone();
                moves[lanes[random.nextInt(lanes.length)]] = random.nextInt(50);
                draft.setMoves(i, moves);
            }
            int p = random.nextInt(network.pairs.length);
            long[] orders = draft.nothing(p);
            for (int s = 0; s < orders.length; s++) {
                orders[s] = random.nextInt(3) == 0 ? 0 : random.nextInt(200);
            }
            draft.setOrders(p, orders);
            if (random.nextInt(4) == 0) {
                draft.undo(mark);
                assertThat(draft.plan()).isEqualTo(kept);
            } else if (random.nextInt(4) == 0) {
                kept = draft.plan();
                mark = draft.mark();
            }
            assertThat(draft.total()).isCloseTo(total(problem, draft.plan()), within(1e-6));
        }
    }

    private static double total(Problem problem, Plan plan) {
        return CostModel.of(problem).cost(plan).total();
    }
}
