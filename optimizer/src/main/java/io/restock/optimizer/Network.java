package io.restock.optimizer;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Vendor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A problem laid out for the search, read only. A <em>pair</em> is an item at a location (item ·
 * locations + location), a <em>slot</em> a supplier in an epoch (supplier · epochs + epoch), an
 * <em>order</em> a slot at a location (slot · locations + location): what shares a header.
 */
final class Network {
    /** States of cumulative supply per pair that the exact search looks at, about. */
    private static final int STATES = 400;

    /** Fewer states than this are not worth having only for the sake of common lots. */
    private static final int LEAST_STATES = 100;

    /** Units above which a common lot is of no use; keeps multiples from overflowing. */
    private static final long MOST_COMMON = Integer.MAX_VALUE;

    final Problem problem;
    final int items;
    final int locations;
    final int epochs;
    final int buckets;
    final int slots;
    final int lanes;

    /** Pallets by slot. */
    final double[] capacity;

    /** Money by order. */
    final double[] headerCost;

    /** Money by lane. */
    final double[] truckCost;

    /** Pallets by location. */
    final double[] space;

    /** Money per pallet and bucket. */
    final double overflowCost;

    final Pair[] pairs;

    /** Pairs that may be on an order, by order. */
    final int[][] bidders;

    /** Orders that some pair may be on. */
    final int[] orders;

    final int[][] lanesFrom;
    final int[][] lanesInto;

    /** Money that bucket 0 costs whatever is planned. */
    final double sunk;

    Network(Problem problem) {
        this.problem = problem;
        items = problem.items().size();
        locations = problem.locations().size();
        epochs = problem.epochs();
        buckets = problem.buckets();
        slots = problem.suppliers().size() * epochs;
        lanes = problem.lanes().size();
        capacity = new double[slots];
        headerCost = new double[slots * locations];
        for (int slot = 0; slot < slots; slot++) {
            Vendor supplier = problem.suppliers().get(slot / epochs);
            capacity[slot] = supplier.capacityPerEpoch()[slot % epochs];
            for (int l = 0; l < locations; l++) {
                headerCost[slot * locations + l] = supplier.orderHeaderCost()[l];
            }
        }
        truckCost = problem.lanes().stream().mapToDouble(Lane::truckCost).toArray();
        space = problem.locations().stream().mapToDouble(Problem.Site::space).toArray();
        overflowCost = problem.overflowCost();
        pairs = new Pair[items * locations];
        for (int p = 0; p < pairs.length; p++) {
            pairs[p] = new Pair(problem, p / locations, p % locations);
        }
        bidders = bidders();
        orders = IntStream.range(0, bidders.length).filter(o -> bidders[o].length > 0).toArray();
        lanesFrom = new int[locations][];
        lanesInto = new int[locations][];
        for (int l = 0; l < locations; l++) {
            int location = l;
            lanesFrom[l] = usableLanes(lane -> lane.from() == location);
            lanesInto[l] = usableLanes(lane -> lane.to() == location);
        }
        sunk = CostModel.of(problem).sunk();
    }

    private int[][] bidders() {
        List<List<Integer>> bidders = new ArrayList<>();
        for (int order = 0; order < headerCost.length; order++) {
            bidders.add(new ArrayList<>());
        }
        for (int p = 0; p < pairs.length; p++) {
            for (Stage stage : pairs[p].stages) {
                bidders.get(stage.order()).add(p);
            }
        }
        return bidders.stream()
                .map(pairs -> pairs.stream().mapToInt(Integer::intValue).toArray())
                .toArray(int[][]::new);
    }

    private int[] usableLanes(java.util.function.Predicate<Lane> wanted) {
        List<Integer> found = new ArrayList<>();
        for (int n = 0; n < lanes; n++) {
            Lane lane = problem.lanes().get(n);
            if (wanted.test(lane) && lane.leadTimeBuckets() < buckets) {
                found.add(n);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }

    Lane lane(int n) {
        return problem.lanes().get(n);
    }

    Item item(int i) {
        return problem.items().get(i);
    }

    /** Lot of transfers of an item, units; 0 where it is not moved. */
    long moveMultiple(int i) {
        Problem.Transfer transfer = item(i).transfer();
        return transfer == null ? 0 : transfer.orderMultiple();
    }

    /** Handling of moving a quantity of an item on a lane, without the truck, money. */
    double moveCost(int i, int lane, long quantity) {
        Problem.Transfer transfer = item(i).transfer();
        return quantity == 0 || transfer == null
                ? 0
                : transfer.lineCost() + transfer.unitCost()[lane] * quantity;
    }

    /** A range of order quantities with one unit price; in steps of its stage, both inclusive. */
    record Tier(int low, int high, double premium) {}

    /**
     * A chance to order.
     *
     * @param slot supplier and epoch
     * @param order slot and location
     * @param arrival bucket
     * @param step units, a multiple of the order multiple and of the pair's unit
     * @param source terms of the supplier
     * @param tiers unit prices above standard cost by quantity; none where no step keeps the terms
     */
    record Stage(int slot, int order, int arrival, long step, Source source, Tier[] tiers) {}

    /** An item at a location. */
    static final class Pair {
        final int item;
        final int location;
        final double volume;
        final Stock stock;

        /** Cumulative supply by bucket without a plan, units. */
        final long[] supply;

        /** Mean of cumulative demand by bucket, units. */
        final double[] mean;

        /** What the states of cumulative supply are apart, units. */
        final long unit;

        /** Units that may be worth having above the highest quantile of the horizon's demand. */
        final long slack;

        /** By arrival, then slot. */
        final Stage[] stages;

        private final double[] weights;

        Pair(Problem problem, int item, int location) {
            this.item = item;
            this.location = location;
            Item what = problem.items().get(item);
            volume = what.volume();
            stock = what.stock().get(location);
            weights = problem.weights();
            supply = CostModel.supplyWithoutPlan(stock, problem.buckets());
            mean = new double[problem.buckets()];
            for (int t = 0; t < mean.length; t++) {
                for (int q = 0; q < weights.length; q++) {
                    mean[t] += weights[q] * stock.cumulativeDemand()[t][q];
                }
            }
            long divisor = 0;
            long multiple = 1;
            long most = 1;
            for (Source source : what.sources()) {
                if (delivers(source)) {
                    divisor = gcd(divisor, source.orderMultiple());
                    multiple = Math.min(MOST_COMMON, lcm(multiple, source.orderMultiple()));
                    most = Math.max(most, worthMore(source));
                }
            }
            slack = most;
            long range = Math.max(0, highest() - supply[mean.length - 1]) + slack;
            long fine = Math.max(1, divisor);
            boolean exact = range / fine < 2 * STATES;
            // Where states are apart anyway, they are lots of every supplier if these are small.
            long lot = exact || multiple > range / LEAST_STATES ? fine : multiple;
            unit = lot * Math.max(1, range / lot / STATES);
            stages = stages(problem, what);
        }

        private boolean delivers(Source source) {
            return source.maximumOrderQuantity()[location] >= source.minimumOrderQuantity();
        }

        private long worthMore(Source source) {
            long most = Math.max(source.minimumOrderQuantity(), source.orderMultiple());
            for (PriceBreak step : source.priceBreaks()) {
                if (step.fromQuantity() <= source.maximumOrderQuantity()[location]) {
                    most = Math.max(most, step.fromQuantity());
                }
            }
            return most + source.orderMultiple();
        }

        /** The highest demand that has a weight, over the horizon, units. */
        long highest() {
            long[] last = stock.cumulativeDemand()[mean.length - 1];
            return last[last.length - 1];
        }

        private Stage[] stages(Problem problem, Item what) {
            List<Stage> list = new ArrayList<>();
            for (Source source : what.sources()) {
                if (!delivers(source)) {
                    continue;
                }
                long step = lcm(unit, source.orderMultiple());
                Tier[] tiers = tiers(source, step, what.standardCost());
                int lead = problem.suppliers().get(source.supplier()).leadTimeBuckets();
                for (int e = 0; e < problem.epochs() && e + lead < problem.buckets(); e++) {
                    int slot = source.supplier() * problem.epochs() + e;
                    int order = slot * problem.locations().size() + location;
                    list.add(new Stage(slot, order, e + lead, step, source, tiers));
                }
            }
            list.sort(Comparator.comparingInt(Stage::arrival).thenComparingInt(Stage::slot));
            return list.toArray(Stage[]::new);
        }

        private Tier[] tiers(Source source, long step, double standardCost) {
            List<Tier> tiers = new ArrayList<>();
            long low = Math.max(1, ceilDiv(source.minimumOrderQuantity(), step));
            long high = source.maximumOrderQuantity()[location] / step;
            List<PriceBreak> breaks = source.priceBreaks();
            for (int k = 0; k < breaks.size(); k++) {
                long from = k == 0 ? low : ceilDiv(breaks.get(k).fromQuantity(), step);
                long to =
                        k + 1 < breaks.size()
                                ? ceilDiv(breaks.get(k + 1).fromQuantity(), step) - 1
                                : high;
                from = Math.max(from, low);
                to = Math.min(to, high);
                if (from <= to) {
                    double premium = breaks.get(k).unitPrice() - standardCost;
                    tiers.add(new Tier((int) from, (int) to, premium));
                }
            }
            return tiers.toArray(Tier[]::new);
        }

        /** Index of the stage that orders in a slot; negative where there is none. */
        int stage(int slot) {
            for (int k = 0; k < stages.length; k++) {
                if (stages[k].slot() == slot) {
                    return k;
                }
            }
            return -1;
        }

        /** Expected stock at the end of bucket t, units. */
        double expectedStock(int t, long units) {
            long[] demand = stock.cumulativeDemand()[t];
            double left = 0;
            for (int q = 0; q < demand.length && demand[q] < units; q++) {
                left += weights[q] * (units - demand[q]);
            }
            return left;
        }

        /** Holding and backorder of bucket t, money, when this much stock is expected. */
        double bucketCost(int t, long units, double expectedStock) {
            return stock.holdingCost() * expectedStock
                    + stock.backorderCost() * (expectedStock - units + mean[t]);
        }

        /** Holding beyond the horizon, money. */
        double runOut(long units) {
            double left = 0;
            for (long demand : stock.runOutDemand()) {
                left += Math.max(0, units - demand);
            }
            return stock.holdingCost() * left;
        }

        private static long ceilDiv(long a, long b) {
            return -Math.floorDiv(-a, b);
        }

        private static long lcm(long a, long b) {
            return a / gcd(a, b) * b;
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }
    }
}
