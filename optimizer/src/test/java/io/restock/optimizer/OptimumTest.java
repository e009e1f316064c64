package io.restock.optimizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Plan.Order;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Vendor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Plans against optima that are known by other means: formulas, recursions, enumeration. */
class OptimumTest {
    private static final double[] ONE = {1};

    /**
     * One bucket, no fixed costs: the newsvendor orders up to the least demand value whose
     * probability reaches (b − c) / (b + h), with c the premium over standard cost.
     */
    @Property(tries = 200)
    void newsvendorOrdersUpToTheCriticalFractile(@ForAll long seed) {
        Random random = new Random(seed);
        double[] weights = weights(random, 12);
        long[] demand = new long[weights.length];
        for (int q = 0; q < demand.length; q++) {
            demand[q] = (q == 0 ? 0 : demand[q - 1]) + 1 + random.nextInt(9);
        }
        double holding = 0.1 + random.nextDouble();
        double premium = random.nextDouble();
        double backorder = premium + 0.01 + 9 * random.nextDouble();
        Stock stock =
                new Stock(
                        0,
                        new long[1],
                        holding,
                        backorder,
                        new long[][] {demand},
                        new long[0],
                        0,
                        0);
        Problem problem = single(1, weights, stock, 0, premium);

        Plan plan = new GeneticPlanner().plan(problem, Limits.rounds(0, 1)).plan();

        double fractile = (backorder - premium) / (backorder + holding);
        double reached = 0;
        int q = -1;
        while (reached < fractile) {
            reached += weights[++q];
        }
        assertThat(plan.orders()).containsExactly(new Order(0, 0, 0, 0, demand[q]));
    }

    private static double[] weights(Random random, int most) {
        double[] weights = new double[2 + random.nextInt(most)];
        Arrays.setAll(weights, q -> 0.1 + random.nextDouble());
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(w -> w / sum).toArray();
    }

    /**
     * Known demand, a set-up per order, no backlog worth having: the recursion of Wagner and Whitin
     * (1958) over the bucket of the last order.
     */
    @Property(tries = 200)
    void knownDemandIsOrderedAsWagnerAndWhitinDo(@ForAll long seed) {
        Random random = new Random(seed);
        int buckets = 2 + random.nextInt(9);
        double setUp = 60 * random.nextDouble();
        double holding = 0.05 + random.nextDouble();
        long[] demand = new long[buckets];
        Arrays.setAll(demand, t -> random.nextInt(4) == 0 ? 0 : random.nextInt(40));
        long[][] cumulative = new long[buckets][1];
        for (int t = 0; t < buckets; t++) {
            cumulative[t][0] = demand[t] + (t == 0 ? 0 : cumulative[t - 1][0]);
        }
        Stock stock = new Stock(0, new long[buckets], holding, 1e4, cumulative, new long[0], 0, 0);
        Problem problem = single(buckets, ONE, stock, setUp, 0);

        Optimized result = new GeneticPlanner().plan(problem, Limits.rounds(0, 1));

        double sunk = CostModel.of(problem).sunk();
        assertThat(result.cost().total() - sunk)
                .isCloseTo(wagnerWhitin(demand, setUp, holding), within(1e-6));
    }

    private static double wagnerWhitin(long[] demand, double setUp, double holding) {
        double[] best = new double[demand.length + 1];
        Arrays.fill(best, 1, best.length, Double.POSITIVE_INFINITY);
        for (int to = 1; to < best.length; to++) {
            if (demand[to - 1] == 0) {
                best[to] = best[to - 1];
            }
            for (int from = to - 1; from >= 0; from--) {
                double held = 0;
                for (int t = from; t < to; t++) {
                    held += holding * (t - from) * demand[t];
                }
                best[to] = Math.min(best[to], best[from] + setUp + held);
            }
        }
        return best[demand.length];
    }

    private static Problem single(
            int buckets, double[] weights, Stock stock, double header, double premium) {
        double[] capacity = new double[buckets];
        Arrays.fill(capacity, 1e6);
        Source source =
                new Source(
                        0, 1, 1, new long[] {100_000}, List.of(new PriceBreak(1, 3 + premium)), 0);
        return new Problem(
                "single",
                buckets,
                buckets,
                weights,
                weights,
                0,
                List.of(new Site("L", 1e6)),
                List.of(new Vendor("S", 0, capacity, new double[] {header})),
                List.of(),
                List.of(new Item("I", 0.01, 3, List.of(stock), List.of(source), null)));
    }

    /** The exact programme of a pair against every feasible plan of a tiny problem. */
    @Property(tries = 300)
    void noPlanOfATinyProblemIsCheaper(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 2) int n) {
        Problem problem = tiny(seed, n);
        Network network = new Network(problem);
        Draft draft = new Draft(network);

        new PairSolver(network).respond(draft, 0, new Terms(network));

        CostModel costs = CostModel.of(problem);
        double least =
                enumerate(problem).stream()
                        .mapToDouble(p -> costs.cost(p).total())
                        .min()
                        .orElseThrow();
        assertThat(Feasibility.violations(problem, draft.plan())).isEmpty();
        assertThat(draft.total()).isCloseTo(least, within(1e-9 * Math.max(1, Math.abs(least))));
    }

    @Property(tries = 100, seed = "20261122")
    void supplierThatNobodyWouldAskChangesNothing(@ForAll long seed) {
        Problem problem = tiny(seed, 1);
        Item item = problem.items().get(0);
        List<Source> sources = new ArrayList<>(item.sources());
        sources.add(new Source(1, 1, 1, new long[] {50}, List.of(new PriceBreak(1, 500)), 5));
        List<Vendor> suppliers = new ArrayList<>(problem.suppliers());
        suppliers.add(new Vendor("dear", 0, new double[problem.epochs()], new double[] {1}));
        Item sold = new Item(item.id(), item.volume(), 10, item.stock(), sources, null);
        Problem more = Problems.withSuppliers(problem, suppliers, List.of(sold));

        Optimized with = new GeneticPlanner().plan(more, Limits.rounds(2, 1));

        assertThat(with.cost().total())
                .isCloseTo(
                        new GeneticPlanner().plan(problem, Limits.rounds(2, 1)).cost().total(),
                        within(1e-9));
    }

    @Property(tries = 100, seed = "20261122")
    void sequenceOfSuppliersDoesNotChangeTheOptimum(@ForAll long seed) {
        Problem problem = tiny(seed, 2);
        Item item = problem.items().get(0);
        List<Source> turned =
                item.sources().stream()
                        .map(
                                s ->
                                        new Source(
                                                1 - s.supplier(),
                                                s.orderMultiple(),
                                                s.minimumOrderQuantity(),
                                                s.maximumOrderQuantity(),
                                                s.priceBreaks(),
                                                s.lineCost()))
                        .toList();
        Problem other =
                Problems.withSuppliers(
                        problem,
                        List.of(problem.suppliers().get(1), problem.suppliers().get(0)),
                        List.of(
                                new Item(
                                        item.id(), item.volume(), 10, item.stock(), turned, null)));

        assertThat(new GeneticPlanner().plan(other, Limits.rounds(1, 1)).cost().total())
                .isCloseTo(
                        new GeneticPlanner().plan(problem, Limits.rounds(1, 1)).cost().total(),
                        within(1e-9));
    }

    @Test
    void itemWithoutDemandIsNotOrdered() {
        Problem problem = RandomProblems.of(4, 4, 3, 2, 4);
        Stock none =
                new Stock(
                        0,
                        new long[4],
                        1,
                        9,
                        new long[4][problem.weights().length],
                        new long[10],
                        0,
                        0);
        Item item = problem.items().get(0);
        List<Item> items = new ArrayList<>(problem.items());
        items.add(
                new Item(
                        "none",
                        0.01,
                        5,
                        List.of(none, none, none),
                        item.sources(),
                        item.transfer()));

        Plan plan = new GeneticPlanner().plan(problem.withItems(items), Limits.rounds(5, 1)).plan();

        assertThat(plan.orders()).isNotEmpty().noneMatch(o -> o.item() == 4);
        assertThat(plan.transfers()).noneMatch(m -> m.item() == 4);
    }

    /**
     * One item at one location; known or uncertain demand of a few units, every rule that binds.
     */
    private static Problem tiny(long seed, int suppliers) {
        Random random = new Random(seed);
        int buckets = suppliers == 1 ? 3 : 2;
        double[] weights = random.nextBoolean() ? ONE : new double[] {0.3, 0.5, 0.2};
        long[][] demand = new long[buckets][weights.length];
        for (int t = 0; t < buckets; t++) {
            for (int q = 0; q < weights.length; q++) {
                long before = t == 0 ? 0 : demand[t - 1][q];
                long below = q == 0 ? 0 : demand[t][q - 1];
                demand[t][q] = Math.max(below, before) + random.nextInt(4);
            }
        }
        long[] receipts = new long[buckets];
        receipts[0] = random.nextInt(5) - 2L;
        Stock stock =
                new Stock(
                        0,
                        receipts,
                        random.nextDouble(),
                        8 * random.nextDouble(),
                        demand,
                        new long[] {demand[buckets - 1][0] + 2},
                        0,
                        0);
        List<Vendor> vendors = new ArrayList<>();
        List<Source> sources = new ArrayList<>();
        for (int s = 0; s < suppliers; s++) {
            double[] capacity = new double[buckets];
            Arrays.setAll(capacity, e -> random.nextInt(15));
            vendors.add(
                    new Vendor(
                            "S" + s,
                            random.nextInt(2),
                            capacity,
                            new double[] {6 * random.nextDouble()}));
            long minimum = random.nextInt(4);
            sources.add(
                    new Source(
                            s,
                            1 + random.nextInt(3),
                            minimum,
                            new long[] {minimum + random.nextInt(12)},
                            List.of(
                                    new PriceBreak(minimum, 10 + 2 * random.nextDouble()),
                                    new PriceBreak(minimum + 2 + random.nextInt(4), 10)),
                            2 * random.nextDouble()));
        }
        return new Problem(
                "tiny",
                buckets,
                buckets,
                weights,
                weights,
                random.nextDouble(),
                List.of(new Site("L", random.nextInt(6))),
                vendors,
                List.of(),
                List.of(new Item("I", 1, 10, List.of(stock), sources, null)));
    }

    /** Every feasible plan of a problem of one item at one location. */
    private static List<Plan> enumerate(Problem problem) {
        List<Plan> plans = new ArrayList<>(List.of(Plan.EMPTY));
        for (Source source : problem.items().get(0).sources()) {
            int lead = problem.suppliers().get(source.supplier()).leadTimeBuckets();
            for (int e = 0; e < problem.epochs() && e + lead < problem.buckets(); e++) {
                List<Order> lines = new ArrayList<>();
                for (long units = 1; units <= source.maximumOrderQuantity()[0]; units++) {
                    Order line = new Order(0, source.supplier(), 0, e, units);
                    if (Feasibility.violations(problem, Plan.of(List.of(line), List.of()))
                            .isEmpty()) {
                        lines.add(line);
                    }
                }
                for (Plan plan : List.copyOf(plans)) {
                    for (Order line : lines) {
                        List<Order> orders = new ArrayList<>(plan.orders());
                        orders.add(line);
                        plans.add(Plan.of(orders, List.of()));
                    }
                }
            }
        }
        return plans;
    }

    /**
     * Warehouses of a fixed cost and no limit that serve customers: a supplier is a warehouse, an
     * item a customer, the header the fixed cost. All sets of open warehouses are tried.
     */
    @Property(tries = 40, seed = "20261122")
    void locatesWarehousesAsWellAsTryingAllSets(@ForAll long seed) {
        Random random = new Random(seed);
        int warehouses = 6;
        int customers = 12;
        double[] open = new double[warehouses];
        Arrays.setAll(open, w -> 20 + 60 * random.nextDouble());
        double[][] serve = new double[customers][warehouses];
        List<Vendor> suppliers = new ArrayList<>();
        for (int w = 0; w < warehouses; w++) {
            suppliers.add(new Vendor("W" + w, 0, new double[] {1e6}, new double[] {open[w]}));
        }
        List<Item> items = new ArrayList<>();
        for (int c = 0; c < customers; c++) {
            long demand = 1L + random.nextInt(9);
            List<Source> sources = new ArrayList<>();
            for (int w = 0; w < warehouses; w++) {
                double price = 1 + 5 * random.nextDouble();
                serve[c][w] = price * demand;
                sources.add(
                        new Source(w, 1, 1, new long[] {99}, List.of(new PriceBreak(1, price)), 0));
            }
            Stock stock =
                    new Stock(0, new long[1], 1, 1e4, new long[][] {{demand}}, new long[0], 0, 0);
            items.add(new Item("C" + c, 0.1, 0, List.of(stock), sources, null));
        }
        Problem problem =
                new Problem(
                        "warehouses",
                        1,
                        1,
                        ONE,
                        ONE,
                        0,
                        List.of(new Site("L", 1e6)),
                        suppliers,
                        List.of(),
                        items);

        Optimized result = new GeneticPlanner().plan(problem, Limits.rounds(10, 1));

        double cost = result.cost().total() - CostModel.of(problem).sunk();
        assertThat(cost).isCloseTo(leastOfAllSets(open, serve), within(1e-6));
    }

    private static double leastOfAllSets(double[] open, double[][] serve) {
        double least = Double.POSITIVE_INFINITY;
        for (int set = 1; set < 1 << open.length; set++) {
            double cost = 0;
            for (int w = 0; w < open.length; w++) {
                cost += (set >> w & 1) * open[w];
            }
            for (double[] customer : serve) {
                double cheapest = Double.POSITIVE_INFINITY;
                for (int w = 0; w < open.length; w++) {
                    cheapest = (set >> w & 1) == 1 ? Math.min(cheapest, customer[w]) : cheapest;
                }
                cost += cheapest;
            }
            least = Math.min(least, cost);
        }
        return least;
    }
}
