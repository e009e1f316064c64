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

/** Who bears which part of a plan's cost; {@link Small} gives the figures. */
class CostSharesTest {
    @Test
    void onlyLineOfAPlanBearsAllOfItsCost() {
        Problem problem = Small.problem().build();
        Plan plan = Plan.of(List.of(new Order(0, 0, 0, 0, 60)), List.of());

        CostShares shares = CostShares.of(problem, plan, plan.orders());

        // 10, 70, 70 against 10|20, 20|40, 30|60; 5 a unit, a header of 50, space for 25.
        assertThat(shares.orders())
                .containsExactly(
                        new PlanCost(
                                300,
                                2,
                                50,
                                0,
                                0,
                                0,
                                (50 + 30) / 2.0 + (40 + 10) / 2.0,
                                10,
                                3 * 5,
                                4 * 15,
                                -300,
                                -15));
        assertThat(shares.orders().get(0)).isEqualTo(CostModel.of(problem).cost(plan));
    }

    @Test
    void laterOrderBringsStockToTheLineAndKeepsItsOwnPrice() {
        Problem problem = Small.problem().build();
        Order now = new Order(0, 0, 0, 0, 20);
        Plan plan = Plan.of(List.of(now, new Order(0, 0, 0, 1, 40)), List.of());

        PlanCost share = CostShares.of(problem, plan, List.of(now)).orders().get(0);

        assertThat(share.purchase()).isEqualTo(20 * 6);
        assertThat(share.orderHeaders()).isEqualTo(50);
        assertThat(share.holding()).isEqualTo(0 + 5 + (40 + 10) / 2.0);
        assertThat(share.backorder()).isEqualTo(3 * (5 + 5 + 0));
    }

    @Test
    void linesOfAnOrderShareItsHeaderEquallyAndLinesToOnePositionItsStockByQuantity() {
        Problem two = RandomProblems.of(9, 2, 1, 2, 3);
        Plan plan =
                Plan.of(
                        List.of(
                                new Order(0, 0, 0, 0, 30),
                                new Order(0, 1, 0, 0, 10),
                                new Order(1, 0, 0, 0, 7)),
                        List.of());

        List<PlanCost> shares = CostShares.of(two, plan, plan.orders()).orders();

        double header = two.suppliers().get(0).orderHeaderCost()[0];
        assertThat(shares.get(0).orderHeaders()).isEqualTo(header / 2);
        assertThat(shares.get(2).orderHeaders()).isEqualTo(header / 2);
        assertThat(shares.get(0).holding()).isPositive();
        assertThat(shares.get(0).holding()).isCloseTo(3 * shares.get(1).holding(), within(1e-9));
    }

    @Test
    void moveBearsThePlaceItGoesToAndNotTheOneItLeaves() {
        Problem stores = Small.problem().onHand(33).stores(1).build();
        Plan plan = Plan.of(List.of(), List.of(new Move(0, 0, 12)));

        PlanCost share = CostShares.of(stores, plan, List.of()).transfers().get(0);

        // 0, 12, 12 at the store against 10|20, 20|40, 30|60
        assertThat(share.trucks()).isEqualTo(7);
        assertThat(share.transferUnits()).isEqualTo(0.25 * 12);
        assertThat(share.transferLines()).isEqualTo(0.5);
        assertThat(share.holding()).isZero();
        assertThat(share.backorder()).isEqualTo(3 * (15 + 18 + 33));
        assertThat(share.sunk()).isEqualTo(-3 * 15);
    }

    /** Nothing is counted twice and nothing is lost, component by component. */
    @Property(tries = 100)
    void linesAndPositionsWithoutOneBearThePlan(@ForAll long seed) {
        Problem problem = RandomProblems.mixed(seed);
        Plan plan = new GeneticPlanner().plan(problem, Limits.rounds(1, seed)).plan();

        CostShares shares = CostShares.of(problem, plan, plan.orders());

        PlanCost lines = PlanCost.ZERO;
        for (PlanCost share : shares.orders()) {
            lines = lines.plus(share);
        }
        for (PlanCost share : shares.transfers()) {
            lines = lines.plus(share);
        }
        assertClose(lines.plus(unsupplied(problem, plan)), CostModel.of(problem).cost(plan));
    }

    /** By hand: what stands where no line of the plan goes. */
    private static PlanCost unsupplied(Problem problem, Plan plan) {
        PlanCost[][] positions = CostModel.of(problem).positions(plan);
        for (Order o : plan.orders()) {
            positions[o.item()][o.location()] = PlanCost.ZERO;
        }
        for (Move m : plan.transfers()) {
            positions[m.item()][problem.lanes().get(m.lane()).to()] = PlanCost.ZERO;
        }
        PlanCost sum = PlanCost.ZERO;
        for (PlanCost[] ofItem : positions) {
            for (PlanCost position : ofItem) {
                sum = sum.plus(position);
            }
        }
        return sum;
    }

    private static void assertClose(PlanCost left, PlanCost right) {
        PlanCost rest = left.plus(right.times(-1));
        double scale = 1e-9 * (1 + Math.abs(right.purchase()) + Math.abs(right.total()));
        assertThat(
                        new double[] {
                            rest.purchase(),
                            rest.orderLines(),
                            rest.orderHeaders(),
                            rest.trucks(),
                            rest.transferUnits(),
                            rest.transferLines(),
                            rest.holding(),
                            rest.runOutHolding(),
                            rest.backorder(),
                            rest.overflow(),
                            rest.endOfHorizonCredit(),
                            rest.sunk()
                        })
                .containsExactly(new double[12], within(scale));
    }
}
