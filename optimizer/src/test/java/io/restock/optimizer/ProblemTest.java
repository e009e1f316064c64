package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A problem that is mistaken is refused by name and rule, not planned wrongly. */
class ProblemTest {
    private static final Problem RIGHT = Small.problem().stores(1).build();
    private static final Item ITEM = RIGHT.items().get(0);
    private static final Stock STOCK = ITEM.stock().get(0);
    private static final Source SOURCE = ITEM.sources().get(0);
    private static final Vendor SUPPLIER = RIGHT.suppliers().get(0);

    static List<Arguments> mistakenItems() {
        long[][] fallsByQuantile = {{20, 10}, {20, 40}, {30, 60}};
        long[][] fallsByBucket = {{10, 20}, {9, 40}, {30, 60}};
        return List.of(
                item("volume (-1.0) of item I must be >= 0", i -> with(i, -1, i.stock())),
                item("volume (NaN) of item I", i -> with(i, Double.NaN, i.stock())),
                item("length of stock (1) of item I must be 2", i -> with(i, 1, List.of(STOCK))),
                stock(
                        "onHand (-1) of item I at W must be >= 0",
                        -1,
                        1,
                        3,
                        STOCK.cumulativeDemand()),
                stock("holdingCost (-1.0) of item I at W", 0, -1, 3, STOCK.cumulativeDemand()),
                stock("backorderCost (Infinity)", 0, 1, 1 / 0.0, STOCK.cumulativeDemand()),
                stock("bucket 0, quantile 1", 0, 1, 3, fallsByQuantile),
                stock("bucket 1, quantile 0", 0, 1, 3, fallsByBucket),
                stock("length of cumulativeDemand (1)", 0, 1, 3, new long[][] {{1, 2}}),
                stock("length of cumulativeDemand (1)", 0, 1, 3, new long[][] {{1}, {2}, {3}}),
                source(
                        "supplier of a source (1) of item I",
                        new Source(1, 1, 1, most(), price(), 0)),
                source("multiple (0) of item I from S", new Source(0, 0, 1, most(), price(), 0)),
                source("minimum (-2) of item I from S", new Source(0, 1, -2, most(), price(), 0)),
                source(
                        "length of maximumOrderQuantity (1)",
                        new Source(0, 1, 1, new long[] {9}, price(), 0)),
                source("lineCost (-3.0) of item I", new Source(0, 1, 1, most(), price(), -3)),
                source("price breaks (0) of item I", new Source(0, 1, 1, most(), List.of(), 0)),
                source(
                        "price break from (40) of item I from S must be above the break before it",
                        new Source(
                                0,
                                1,
                                1,
                                most(),
                                List.of(new PriceBreak(40, 5), new PriceBreak(40, 4)),
                                0)),
                source(
                        "unitPrice (-5.0) of item I",
                        new Source(0, 1, 1, most(), List.of(new PriceBreak(1, -5)), 0)),
                item(
                        "sources (two) of item I from S must be one",
                        i -> sold(i, List.of(SOURCE, SOURCE))),
                transfer("multiple (0) of item I moved", new Transfer(0, 0, new double[1])),
                transfer("lineCost (-1.0) of item I moved", new Transfer(1, -1, new double[1])),
                transfer("length of unitCost (2)", new Transfer(1, 0, new double[2])),
                transfer("unitCost (-1.0)", new Transfer(1, 0, new double[] {-1})));
    }

    @ParameterizedTest
    @MethodSource("mistakenItems")
    void refusesAMistakenItemByNameAndRule(String reason, UnaryOperator<Item> mistake) {
        assertThatThrownBy(() -> Problems.withItem(RIGHT, mistake))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    static List<Arguments> mistakenNetworks() {
        double[] half = {0.5, 0.5};
        return List.of(
                network("buckets (0)", 0, 2, half, SUPPLIER, RIGHT.lanes().get(0)),
                network(
                        "epochs (4) of problem p must be in 1..3",
                        3,
                        4,
                        half,
                        SUPPLIER,
                        lane(0, 1)),
                network(
                        "sum of the weights (0.9)",
                        3,
                        2,
                        new double[] {0.5, 0.4},
                        SUPPLIER,
                        lane(0, 1)),
                network("weights (-0.5)", 3, 2, new double[] {-0.5, 1.5}, SUPPLIER, lane(0, 1)),
                network("length of weights (1)", 3, 2, new double[] {1}, SUPPLIER, lane(0, 1)),
                network(
                        "lead time (-1) of supplier S",
                        3,
                        2,
                        half,
                        supplier(-1, 2, 2, 1),
                        lane(0, 1)),
                network(
                        "length of capacityPerEpoch (3)",
                        3,
                        2,
                        half,
                        supplier(1, 3, 2, 1),
                        lane(0, 1)),
                network(
                        "length of orderHeaderCost (1)",
                        3,
                        2,
                        half,
                        supplier(1, 2, 1, 1),
                        lane(0, 1)),
                network("capacityPerEpoch (-1.0)", 3, 2, half, supplier(1, 2, 2, -1), lane(0, 1)),
                network("to (0) of lane n must be another", 3, 2, half, SUPPLIER, lane(0, 0)),
                network("from (2) of lane n must be in 0..1", 3, 2, half, SUPPLIER, lane(2, 0)),
                network(
                        "truckCost (-7.0) of lane n",
                        3,
                        2,
                        half,
                        SUPPLIER,
                        new Lane("n", 0, 1, 0, -7)));
    }

    @ParameterizedTest
    @MethodSource("mistakenNetworks")
    void refusesAMistakenNetworkByNameAndRule(
            String reason, int buckets, int epochs, double[] weights, Vendor supplier, Lane lane) {
        assertThatThrownBy(
                        () ->
                                new Problem(
                                        "p",
                                        buckets,
                                        epochs,
                                        RIGHT.levels(),
                                        weights,
                                        0,
                                        List.of(new Site("W", 1), new Site("R", 1)),
                                        List.of(supplier),
                                        List.of(lane),
                                        List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    private static Arguments network(
            String reason, int buckets, int epochs, double[] weights, Vendor supplier, Lane lane) {
        return Arguments.of(reason, buckets, epochs, weights, supplier, lane);
    }

    private static Vendor supplier(int lead, int epochs, int locations, double capacity) {
        double[] capacities = new double[epochs];
        java.util.Arrays.fill(capacities, capacity);
        return new Vendor("S", lead, capacities, new double[locations]);
    }

    private static Lane lane(int from, int to) {
        return new Lane("n", from, to, 0, 0);
    }

    private static Arguments item(String reason, UnaryOperator<Item> mistake) {
        return Arguments.of(reason, mistake);
    }

    private static Arguments stock(
            String reason, long onHand, double holding, double backorder, long[][] demand) {
        Stock mistaken =
                new Stock(onHand, new long[3], holding, backorder, demand, new long[0], 0, 0);
        return item(reason, i -> with(i, 1, List.of(mistaken, i.stock().get(1))));
    }

    private static Arguments source(String reason, Source mistaken) {
        return item(reason, i -> sold(i, List.of(mistaken)));
    }

    private static Arguments transfer(String reason, Transfer mistaken) {
        return item(reason, i -> new Item(i.id(), 1, 5, i.stock(), i.sources(), mistaken));
    }

    private static Item with(Item i, double volume, List<Stock> stock) {
        return new Item(i.id(), volume, 5, stock, i.sources(), i.transfer());
    }

    private static Item sold(Item i, List<Source> sources) {
        return new Item(i.id(), 1, 5, i.stock(), sources, i.transfer());
    }

    private static long[] most() {
        return new long[] {100, 0};
    }

    private static List<PriceBreak> price() {
        return List.of(new PriceBreak(1, 5));
    }
}
