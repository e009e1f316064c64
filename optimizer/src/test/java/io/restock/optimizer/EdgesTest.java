package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Problems in which little or nothing is possible, and ones that are large in one direction. */
class EdgesTest {
    private final Planner planner = new GeneticPlanner();

    @Test
    void plansNothingWithoutCapacity() {
        assertThat(plan(Small.problem().capacity(0).build())).isEqualTo(Plan.EMPTY);
    }

    @Test
    void plansNothingThatCannotArrive() {
        assertThat(plan(Small.problem().leadTime(3).build())).isEqualTo(Plan.EMPTY);
    }

    @Test
    void plansNothingWhereTheLeastOrderIsMoreThanCapacity() {
        assertThat(plan(Small.problem().minimum(60).capacity(59.9).build())).isEqualTo(Plan.EMPTY);
    }

    @Test
    void plansNothingWhereNoMultipleLiesBetweenMinimumAndMaximum() {
        assertThat(plan(Small.problem().multiple(50).minimum(51).maximum(99).build()))
                .isEqualTo(Plan.EMPTY);
    }

    @Test
    void fillsTheLastLotOfCapacityToTheBrim() {
        // three lots of 7 fit into 21 pallets exactly, whatever 21 / 7 is in binary
        Plan plan = plan(Small.problem().multiple(7).capacity(21).build());

        assertThat(plan.orders()).isNotEmpty().allMatch(o -> o.quantity() <= 21);
        assertThat(plan.orders()).anyMatch(o -> o.quantity() == 21);
    }

    @Test
    void movesStockWhereThereAreLanesAndNoSuppliers() {
        Problem small = Small.problem().onHand(60).stores(2).build();
        Item item = small.items().get(0);
        Problem lanesOnly =
                Problems.withSuppliers(
                        small,
                        List.of(),
                        List.of(new Item("I", 1, 5, item.stock(), List.of(), item.transfer())));

        Plan plan = plan(lanesOnly);

        assertThat(plan.orders()).isEmpty();
        assertThat(plan.transfers()).hasSize(2);
    }

    @Test
    void ordersWhatHasNoVolumeWithoutRegardToCapacity() {
        Problem weightless =
                Problems.withItem(
                        Small.problem().capacity(0).build(),
                        i -> new Item("I", 0, 5, i.stock(), i.sources(), null));

        assertThat(plan(weightless).orders()).isNotEmpty();
    }

    @Test
    void clearsABacklogFromBefore() {
        Problem owing =
                Problems.withItem(
                        Small.problem().onHand(0).build(),
                        i -> {
                            Stock s = i.stock().get(0);
                            Stock backlog =
                                    new Stock(
                                            0,
                                            new long[] {-100, 0, 0},
                                            1,
                                            3,
                                            s.cumulativeDemand(),
                                            s.runOutDemand(),
                                            15,
                                            5);
                            return new Item("I", 1, 5, List.of(backlog), i.sources(), null);
                        });

        long ordered = plan(owing).orders().stream().mapToLong(Plan.Order::quantity).sum();

        assertThat(ordered).isBetween(100L, 160L);
    }

    @Test
    void guardThatStrikesAtOnceStillLeavesAFeasiblePlan() {
        Problem problem = stores(new Random(3), 10, 9, 3);

        Optimized result =
                planner.plan(problem, new Limits(Integer.MAX_VALUE, 1, Duration.ofNanos(1)));

        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
        assertThat(result.rounds()).isZero();
        assertThat(result.cost().total()).isLessThanOrEqualTo(result.orderUpToCost().total());
    }

    @Property(tries = 20, seed = "20261122")
    void manyStoresServedByOneWarehouseEachByItsOwnSupplier(@ForAll long seed) {
        Problem problem = stores(new Random(seed), 5, 12, 12);

        Optimized result = planner.plan(problem, Limits.rounds(2, 1));

        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
        assertThat(result.cost().total()).isLessThan(result.orderUpToCost().total());
        assertThat(result.plan().transfers()).isNotEmpty();
    }

    private Plan plan(Problem problem) {
        Optimized result = planner.plan(problem, Limits.rounds(5, 1));
        assertThat(Feasibility.violations(problem, result.plan())).isEmpty();
        return result.plan();
    }

    /**
     * The shape of a stage of stores: a warehouse that has stock and no demand, a lane to each
     * store, and later transfers as suppliers, each of which serves every {@code suppliers}-th one.
     */
    private static Problem stores(Random random, int items, int stores, int suppliers) {
        int buckets = 5;
        double[] weights = {0.3, 0.4, 0.3};
        List<Site> sites = new ArrayList<>();
        List<Lane> lanes = new ArrayList<>();
        for (int l = 0; l < stores; l++) {
            sites.add(new Site("R" + l, items));
            lanes.add(new Lane("W>R" + l, stores, l, 1, 20));
        }
        sites.add(new Site("W", 1e9));
        List<Vendor> vendors = new ArrayList<>();
        for (int s = 0; s < suppliers; s++) {
            double[] trucks = new double[stores + 1];
            Arrays.fill(trucks, 20);
            vendors.add(new Vendor("later" + s, 1, new double[] {0, 1e9, 1e9, 1e9}, trucks));
        }
        List<Item> list = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            List<Stock> stock = new ArrayList<>();
            for (int l = 0; l < stores; l++) {
                stock.add(stock(random.nextInt(12), 2 + random.nextInt(8), buckets));
            }
            stock.add(stock(random.nextInt(60 * stores), 0, buckets));
            List<Source> sources = new ArrayList<>();
            for (int s = 0; s < suppliers; s++) {
                long[] most = new long[stores + 1];
                for (int l = s; l < stores; l += suppliers) {
                    most[l] = 500;
                }
                sources.add(new Source(s, 2, 2, most, List.of(new PriceBreak(1, 5.1)), 0.2));
            }
            double[] unitCost = new double[stores];
            Arrays.fill(unitCost, 0.1);
            list.add(new Item("I" + i, 0.01, 5, stock, sources, new Transfer(2, 0.2, unitCost)));
        }
        return new Problem(
                "stores",
                buckets,
                buckets - 1,
                new double[] {0.1, 0.5, 0.9},
                weights,
                4,
                sites,
                vendors,
                lanes,
                list);
    }

    private static Stock stock(long onHand, long mean, int buckets) {
        long[][] demand = new long[buckets][];
        long[] runOut = new long[10];
        for (int t = 0; t < buckets; t++) {
            long sum = mean * (t + 1);
            demand[t] = new long[] {sum * 3 / 4, sum, sum * 3 / 2};
        }
        Arrays.setAll(runOut, j -> mean * (buckets + j + 1));
        double cost = mean == 0 ? 0 : 1;
        return new Stock(
                onHand, new long[buckets], 0.01 * cost, cost, demand, runOut, mean, mean / 2.0);
    }
}
