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

/** The best moves out of one stock, everything else as it is. */
class MoveSolverTest {
    @Property(tries = 300)
    void responseNeverCostsMoreAndIsFeasible(@ForAll long seed) {
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
        assertThat(draft.total())
                .isCloseTo(CostModel.of(problem).cost(draft.plan()).total(), within(1e-6));
    }

    @Property(tries = 60)
    void noOtherSharingOfAStockIsCheaper(@ForAll @IntRange(max = 60) int onHand) {
        Problem problem = Small.problem().onHand(onHand).stores(2).build();
        Draft draft = new Draft(new Network(problem));

        new MoveSolver(draft.network).respond(draft, 0, 0, new Terms(draft.network));

        CostModel costs = CostModel.of(problem);
        double least = Double.POSITIVE_INFINITY;
        for (long first = 0; first <= onHand; first += 2) {
            for (long second = 0; first + second <= onHand; second += 2) {
                List<Move> moves = new ArrayList<>();
                moves.add(new Move(0, 0, first));
                moves.add(new Move(0, 1, second));
                moves.removeIf(m -> m.quantity() == 0);
                least = Math.min(least, costs.cost(Plan.of(List.of(), moves)).total());
            }
        }
        assertThat(draft.total()).isCloseTo(least, within(1e-9));
    }

    @Test
    void forbiddenLaneIsNotUsedAndItsStockGoesElsewhere() {
        Network network = new Network(Small.problem().onHand(60).stores(2).build());
        Draft draft = new Draft(network);
        Terms terms = new Terms(network);
        terms.lane(0, Double.POSITIVE_INFINITY);

        boolean changed = new MoveSolver(network).respond(draft, 0, 0, terms);

        assertThat(changed).isTrue();
        assertThat(draft.plan().transfers()).isNotEmpty().noneMatch(m -> m.lane() == 0);
    }

    @Test
    void oneLaneTakesNothingFromWhatOthersAreSent() {
        Network network = new Network(Small.problem().onHand(20).stores(2).build());
        Draft draft = new Draft(network);
        draft.setMoves(0, new long[] {18, 0});

        new MoveSolver(network).respondOn(draft, 0, 1, new Terms(network));

        assertThat(draft.moves(0)[0]).isEqualTo(18);
        assertThat(draft.moves(0)[1]).isLessThanOrEqualTo(2);
    }

    @Test
    void lessThanALotCannotBeMoved() {
        Network network = new Network(Small.problem().onHand(1).stores(2).build());
        Draft draft = new Draft(network);

        boolean changed = new MoveSolver(network).respond(draft, 0, 0, new Terms(network));

        assertThat(changed).isFalse();
        assertThat(draft.plan()).isEqualTo(Plan.EMPTY);
    }
}
