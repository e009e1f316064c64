package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.PlanCost;
import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Each named cost against a sum by hand; {@link Small} gives the figures. */
class CostModelTest {
    private static final Plan TWO_ORDERS =
            Plan.of(List.of(new Order(0, 0, 0, 0, 20), new Order(0, 0, 0, 1, 40)), List.of());

    private final Problem problem = Small.problem().build();
    private final CostModel model = CostModel.of(problem);

    @Test
    void priceOfTheHighestBreakReachedHoldsForTheWholeLine() {
        assertThat(model.purchase(TWO_ORDERS)).isEqualTo(20 * 6 + 40 * 5);
    }

    @Test
    void everyLineIsHandledAndEveryOrderHasAHeader() {
        assertThat(model.orderLines(TWO_ORDERS)).isEqualTo(2 + 2);
        assertThat(model.orderHeaders(TWO_ORDERS)).isEqualTo(50 + 50);
    }

    @Test
    void linesOfOneSupplierLocationAndEpochShareTheHeader() {
        Problem two = RandomProblems.of(5, 2, 1, 1, 3);
        Plan together =
                Plan.of(List.of(new Order(0, 0, 0, 0, 1), new Order(1, 0, 0, 0, 1)), List.of());

        double headers = CostModel.of(two).orderHeaders(together);

        assertThat(headers).isEqualTo(two.suppliers().get(0).orderHeaderCost()[0]);
    }

    @Test
    void truckIsPaidOncePerLaneAndUnitsAndLinesEach() {
        CostModel stores = CostModel.of(Small.problem().stores(2).build());
        Plan plan = Plan.of(List.of(), List.of(new Move(0, 0, 4), new Move(0, 1, 6)));

        assertThat(stores.trucks(plan)).isEqualTo(7 + 7);
        assertThat(stores.transferUnits(plan)).isEqualTo(0.25 * 10);
        assertThat(stores.transferLines(plan)).isEqualTo(0.5 + 0.5);
    }

    @Test
    void expectedStockIsHeldAndExpectedBacklogIsOwed() {
        // supply 10, 30, 70 against 10|20, 20|40, 30|60
        long[][][] supply = model.supply(TWO_ORDERS);

        assertThat(supply[0][0]).containsExactly(10, 30, 70);
        assertThat(model.holding(supply)).isEqualTo(0 + 5 + (40 + 10) / 2.0);
        assertThat(model.backorder(supply)).isEqualTo(3 * (5 + 5 + 0));
    }

    @Test
    void stockBeyondTheHorizonPaysUntilItIsUsedUp() {
        assertThat(model.runOutHolding(model.supply(TWO_ORDERS))).isEqualTo(10);
    }

    @Test
    void palletsAboveTheSpaceOverflow() {
        // expected stock 0, 5, 25 in a space of 25; one more unit early makes it 26 at the end
        Plan more =
                Plan.of(List.of(new Order(0, 0, 0, 0, 21), new Order(0, 0, 0, 1, 40)), List.of());

        assertThat(model.overflow(model.supply(TWO_ORDERS))).isEqualTo(0);
        assertThat(model.overflow(model.supply(more))).isEqualTo(4);
    }

    @Test
    void purchasesAreCreditedAtStandardCost() {
        assertThat(model.endOfHorizonCredit(TWO_ORDERS)).isEqualTo(-5 * 60);
    }

    @Test
    void bucketZeroOfTheEmptyPlanIsSunk() {
        assertThat(model.sunk()).isEqualTo(-3 * 5);
    }

    @Test
    void totalIsTheSumOfTheTwelve() {
        PlanCost cost = model.cost(TWO_ORDERS);

        assertThat(cost.total()).isEqualTo(320 + 4 + 100 + 30 + 10 + 30 - 300 - 15);
    }

    @Test
    void transferLeavesNowAndArrivesAfterItsLane() {
        CostModel stores = CostModel.of(Small.problem().onHand(33).stores(1).build());

        long[][][] supply = stores.supply(Plan.of(List.of(), List.of(new Move(0, 0, 12))));

        assertThat(supply[0][0]).containsExactly(21, 21, 21);
        assertThat(supply[0][1]).containsExactly(0, 12, 12);
    }

    @Property(tries = 200)
    void stockMinusBacklogIsSupplyMinusMeanDemand(@ForAll long seed) {
        Problem random = RandomProblems.mixed(seed);
        CostModel costs = CostModel.of(random);
        Problem.Stock stock = random.items().get(0).stock().get(0);
        long supply = Math.floorMod(seed, 300L) - 50;
        double mean = 0;
        for (int q = 0; q < random.weights().length; q++) {
            mean += random.weights()[q] * stock.cumulativeDemand()[0][q];
        }

        double net =
                costs.expectedStock(stock, 0, supply) - costs.expectedBacklog(stock, 0, supply);

        assertThat(net).isCloseTo(supply - mean, within(1e-9));
    }
}
