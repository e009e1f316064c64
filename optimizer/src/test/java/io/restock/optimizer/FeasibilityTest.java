package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FeasibilityTest {
    private static final Problem PROBLEM =
            Small.problem()
                    .multiple(4)
                    .minimum(8)
                    .maximum(100)
                    .capacity(60)
                    .onHand(33)
                    .stores(2)
                    .build();

    @Test
    void acceptsWhatKeepsEveryRule() {
        Plan plan =
                Plan.of(
                        List.of(new Order(0, 0, 0, 0, 60), new Order(0, 0, 0, 1, 8)),
                        List.of(new Move(0, 0, 16), new Move(0, 1, 16)));

        assertThat(Feasibility.violations(PROBLEM, plan)).isEmpty();
        assertThat(Feasibility.violations(PROBLEM, Plan.EMPTY)).isEmpty();
    }

    static List<Arguments> brokenOrders() {
        return List.of(
                Arguments.of(new Order(1, 0, 0, 0, 8), "no such item"),
                Arguments.of(new Order(0, 1, 0, 0, 8), "no such item, supplier"),
                Arguments.of(new Order(0, 0, 3, 0, 8), "no such item, supplier or location"),
                Arguments.of(new Order(0, 0, 0, -1, 8), "no such epoch"),
                Arguments.of(new Order(0, 0, 0, 2, 8), "no such epoch"),
                Arguments.of(new Order(0, 0, 0, 0, 10), "not a multiple of 4 in 8..100"),
                Arguments.of(new Order(0, 0, 0, 0, 4), "not a multiple of 4 in 8..100"),
                Arguments.of(new Order(0, 0, 0, 0, 0), "not a multiple of 4 in 8..100"),
                Arguments.of(new Order(0, 0, 0, 0, 104), "not a multiple of 4 in 8..100"),
                Arguments.of(new Order(0, 0, 1, 0, 8), "not a multiple of 4 in 8..0"),
                Arguments.of(new Order(0, 0, 0, 0, 64), "64.000000 pallets ordered, capacity 60"));
    }

    @ParameterizedTest
    @MethodSource("brokenOrders")
    void refusesAnOrderLineThatBreaksARule(Order order, String reason) {
        Plan plan = Plan.of(List.of(order), List.of());

        assertThat(Feasibility.violations(PROBLEM, plan))
                .singleElement()
                .asString()
                .contains(reason);
    }

    static List<Arguments> brokenMoves() {
        return List.of(
                Arguments.of(new Move(3, 0, 2), "no such item or lane"),
                Arguments.of(new Move(0, 2, 2), "no such item or lane"),
                Arguments.of(new Move(0, 0, 3), "not a positive multiple of 2"),
                Arguments.of(new Move(0, 0, 0), "not a positive multiple of 2"),
                Arguments.of(new Move(0, 0, -2), "not a positive multiple of 2"),
                Arguments.of(new Move(0, 0, 34), "34 transferred out, 33 on hand"));
    }

    @ParameterizedTest
    @MethodSource("brokenMoves")
    void refusesATransferLineThatBreaksARule(Move move, String reason) {
        Plan plan = Plan.of(List.of(), List.of(move));

        assertThat(Feasibility.violations(PROBLEM, plan))
                .singleElement()
                .asString()
                .contains(reason);
    }

    @Test
    void refusesASecondLineOfTheSameKey() {
        Plan plan =
                Plan.of(
                        List.of(new Order(0, 0, 0, 0, 8), new Order(0, 0, 0, 0, 12)),
                        List.of(new Move(0, 0, 2), new Move(0, 0, 4)));

        assertThat(Feasibility.violations(PROBLEM, plan))
                .hasSize(2)
                .allSatisfy(violation -> assertThat(violation).contains("a second line"));
    }

    @Test
    void refusesAnOrderThatArrivesAfterTheLastBucket() {
        Problem slow = Small.problem().leadTime(2).build();

        List<String> violations =
                Feasibility.violations(slow, Plan.of(List.of(new Order(0, 0, 0, 1, 8)), List.of()));

        assertThat(violations).singleElement().asString().contains("after the last bucket");
    }

    @Test
    void refusesASupplierThatDoesNotSellTheItem() {
        Problem problem = notSold();

        List<String> violations =
                Feasibility.violations(
                        problem, Plan.of(List.of(new Order(0, 0, 0, 0, 8)), List.of()));

        assertThat(violations).singleElement().asString().contains("does not sell");
    }

    @Test
    void refusesToMoveAnItemWithoutTermsOfMoving() {
        Problem problem = notSold();

        List<String> violations =
                Feasibility.violations(problem, Plan.of(List.of(), List.of(new Move(0, 0, 2))));

        assertThat(violations).singleElement().asString().contains("not moved");
    }

    private static Problem notSold() {
        Problem.Item item = PROBLEM.items().get(0);
        return new Problem(
                PROBLEM.name(),
                PROBLEM.buckets(),
                PROBLEM.epochs(),
                PROBLEM.levels(),
                PROBLEM.weights(),
                PROBLEM.overflowCost(),
                PROBLEM.locations(),
                PROBLEM.suppliers(),
                PROBLEM.lanes(),
                List.of(new Problem.Item(item.id(), 1, 5, item.stock(), List.of(), null)));
    }
}
