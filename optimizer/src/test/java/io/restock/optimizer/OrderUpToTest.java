package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class OrderUpToTest {
    @Property(tries = 500)
    void planIsFeasible(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);

        Plan plan = OrderUpTo.plan(problem);

        assertThat(Feasibility.violations(problem, plan)).isEmpty();
    }

    @Test
    void ordersUpToTheServiceQuantileOfTheProtectionInterval() {
        // b/(b+h) = 0.75: half way between the quantiles 0.5 and 1.0 of buckets 0 and 1 together
        Problem problem = Small.problem().build();

        Plan plan = OrderUpTo.plan(problem);

        assertThat(plan.orders()).first().isEqualTo(new Order(0, 0, 0, 0, 30 - 10));
    }

    @Test
    void roundsUpToTheMultipleAndTheMinimum() {
        Problem problem = Small.problem().multiple(8).build();
        Problem large = Small.problem().minimum(64).maximum(100).build();

        assertThat(OrderUpTo.plan(problem).orders().get(0).quantity()).isEqualTo(24);
        assertThat(OrderUpTo.plan(large).orders().get(0).quantity()).isEqualTo(64);
    }

    @Test
    void ordersNoMoreThanTheCapacityLeft() {
        Problem problem = Small.problem().capacity(12).multiple(5).build();

        assertThat(OrderUpTo.plan(problem).orders().get(0).quantity()).isEqualTo(10);
    }

    @Test
    void ordersNothingThatWouldArriveAfterTheHorizon() {
        Problem problem = Small.problem().leadTime(3).build();

        assertThat(OrderUpTo.plan(problem)).isEqualTo(Plan.EMPTY);
    }

    @Test
    void movesWhereNoSupplierDeliversAndSharesWhatThereIs() {
        Problem problem = Small.problem().onHand(33).stores(2).build();

        Plan plan = OrderUpTo.plan(problem);

        // each store needs 30 over the lane's bucket and the next; 33 are there, in lots of 2
        assertThat(plan.transfers()).isEqualTo(List.of(new Move(0, 0, 16), new Move(0, 1, 16)));
    }

    @Test
    void movesWhereSuppliersDeliverOnlyFromTheNextEpochOn() {
        Problem problem = Small.problem().onHand(33).stores(2).build();
        Problem.Item item = problem.items().get(0);
        long[] everywhere = {1000, 1000, 1000};
        Problem.Source later =
                new Problem.Source(1, 1, 1, everywhere, item.sources().get(0).priceBreaks(), 0);
        Problem both =
                new Problem(
                        problem.name(),
                        problem.buckets(),
                        problem.epochs(),
                        problem.levels(),
                        problem.weights(),
                        problem.overflowCost(),
                        problem.locations(),
                        List.of(
                                problem.suppliers().get(0),
                                new Problem.Vendor(
                                        "later", 1, new double[] {0, 1000}, new double[3])),
                        problem.lanes(),
                        List.of(
                                new Problem.Item(
                                        item.id(),
                                        item.volume(),
                                        item.standardCost(),
                                        item.stock(),
                                        List.of(item.sources().get(0), later),
                                        item.transfer())));

        Plan plan = OrderUpTo.plan(both);

        assertThat(plan.transfers()).containsExactly(new Move(0, 0, 16), new Move(0, 1, 16));
    }
}
