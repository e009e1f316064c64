package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.optimizer.Plan.Move;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The best moves and orders of one item, everything else as it is. */
class ItemSolverTest {
    @Property(tries = 300)
    void responsesAreFeasibleAndPricedRight(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Network network = new Network(problem);
        Draft draft = new Draft(network);
        ItemSolver solver = new ItemSolver(network);

        for (int i = 0; i < network.items; i++) {
            solver.respond(draft, i, new Terms(network));
        }

        assertThat(Feasibility.violations(problem, draft.plan())).isEmpty();
        assertThat(draft.total())
                .isCloseTo(CostModel.of(problem).cost(draft.plan()).total(), within(1e-6));
    }

    @Property(tries = 300)
    void responseNeverCostsMoreWhereAnItemDoesNotCompeteWithItself(@ForAll long seed) {
        Network network = new Network(Problems.withCapacity(RandomProblems.mixed(seed), 1e9));
        Draft draft = new Draft(network);
        ItemSolver solver = new ItemSolver(network);

        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < network.items; i++) {
                double before = draft.total();
                solver.respond(draft, i, new Terms(network));
                assertThat(draft.total()).isLessThanOrEqualTo(before + 1e-6);
            }
        }
    }

    @Property(tries = 60)
    void noOtherQuantityOnALaneIsCheaper(@ForAll @IntRange(max = 60) int onHand) {
        Problem problem = Small.problem().capacity(0).onHand(onHand).stores(2).build();
        Draft draft = new Draft(new Network(problem));

        new ItemSolver(draft.network).respond(draft, 0, new Terms(draft.network));

        CostModel costs = CostModel.of(problem);
        long[] chosen = draft.moves(0);
        for (int lane = 0; lane < 2; lane++) {
            for (long other = 0; other + chosen[1 - lane] <= onHand; other += 2) {
                List<Move> moves = new ArrayList<>();
                moves.add(new Move(0, lane, other));
                moves.add(new Move(0, 1 - lane, chosen[1 - lane]));
                moves.removeIf(m -> m.quantity() == 0);
                assertThat(draft.total())
                        .isLessThanOrEqualTo(costs.cost(Plan.of(List.of(), moves)).total() + 1e-9);
            }
        }
    }

    @Test
    void forbiddenLaneIsNotUsedAndItsStockGoesElsewhere() {
        Network network = new Network(Small.problem().onHand(60).stores(2).build());
        Draft draft = new Draft(network);
        Terms terms = new Terms(network);
        terms.lane(0, Double.POSITIVE_INFINITY);

        boolean changed = new ItemSolver(network).respond(draft, 0, terms);

        assertThat(changed).isTrue();
        assertThat(draft.plan().transfers()).isNotEmpty().noneMatch(m -> m.lane() == 0);
    }

    @Test
    void oneLaneTakesNothingFromWhatOthersAreSent() {
        Network network = new Network(Small.problem().onHand(20).stores(2).build());
        Draft draft = new Draft(network);
        draft.setMoves(0, new long[] {18, 0});

        new ItemSolver(network).respondOn(draft, 0, 1, new Terms(network));

        assertThat(draft.moves(0)[0]).isEqualTo(18);
        assertThat(draft.moves(0)[1]).isLessThanOrEqualTo(2);
    }

    @Test
    void lessThanALotCannotBeMoved() {
        Network network = new Network(Small.problem().capacity(0).onHand(1).stores(2).build());
        Draft draft = new Draft(network);

        boolean changed = new ItemSolver(network).respond(draft, 0, new Terms(network));

        assertThat(changed).isFalse();
        assertThat(draft.plan()).isEqualTo(Plan.EMPTY);
    }
}
