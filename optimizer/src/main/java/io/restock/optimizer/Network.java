package io.restock.optimizer;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.util.ArrayList;
import java.util.Arrays;
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

    /** So many states are still looked at where fewer would leave quantities out. */
    private static final int MOST_STATES = 3000;

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

    /** What moves of an item on a lane are multiples of, units; 0 where it is not moved there. */
    long moveStep(int i, int lane) {
        Transfer transfer = item(i).transfer();
        Lane way = lane(lane);
        if (transfer == null || way.leadTimeBuckets() >= buckets) {
            return 0;
        }
        long both =
                Pair.lcm(
                        pairs[i * locations + way.from()].unit,
                        pairs[i * locations + way.to()].unit);
        return Pair.lcm(both, transfer.orderMultiple());
    }

    /** Handling of moving a unit of an item on a lane, money. */
    double unitCost(int i, int lane) {
        Transfer transfer = item(i).transfer();
        return transfer == null ? 0 : transfer.unitCost()[lane];
    }

    /** Handling of moving a quantity of an item on a lane, without the truck, money. */
    double moveCost(int i, int lane, long quantity) {
        Transfer transfer = item(i).transfer();
        return quantity == 0 || transfer == null
                ? 0
                : transfer.lineCost() + transfer.unitCost()[lane] * quantity;
    }

    /**
     * A range of order quantities that may be had at one unit price; in steps of its stage, both
     * inclusive. Ranges overlap where the next one is cheaper.
     */
    record Tier(int low, int high, double premium) {}

    /**
     * A chance to order.
     *
     * @param slot supplier and epoch
     * @param order slot and location
     * @param arrival bucket
     * @param step units, a multiple of the order multiple and of the pair's unit
     * @param width states that a step adds
     * @param source terms of the supplier
     * @param tiers unit prices above standard cost by quantity; none where no step keeps the terms
     */
    record Stage(
            int slot, int order, int arrival, long step, int width, Source source, Tier[] tiers) {
        /** Whether more than is needed may pay, since a unit costs less than it is worth. */
        boolean earns() {
            return Arrays.stream(tiers).anyMatch(tier -> tier.premium() < 0);
        }

        /** The quantity that the terms allow nearest to one, rounded down; 0 for none. */
        long fit(long quantity, int location) {
            long least = Pair.ceilDiv(Math.max(1, source.minimumOrderQuantity()), step) * step;
            long most = source.maximumOrderQuantity()[location] / step * step;
            return most < least ? 0 : Math.max(least, Math.min(most, quantity / step * step));
        }
    }

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

        /** Whether every plan worth having goes through states. */
        final boolean exact;

        /**
         * States: units added to {@link #supply} by orders and moves, {@link #unit} apart, of which
         * this many are negative.
         */
        final int below;

        final int states;

        /** The first state in which supply covers every demand of every bucket. */
        final int enough;

        /** Expected stock by bucket and state, units. */
        final double[][] stockAt;

        /**
         * Holding and backorder by bucket and state, money; in the last bucket with the holding
         * beyond the horizon.
         */
        final double[][] costAt;

        /** By arrival, then slot. */
        final Stage[] stages;

        /** Orders add a multiple of so many states. */
        final int stride;

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
            long send = mostSent(problem, what);
            boolean moved = send > 0 || mayReceive(problem, what);
            long divisor = moved && what.transfer() != null ? what.transfer().orderMultiple() : 0;
            long multiple = Math.max(1, divisor);
            long most = 1;
            for (Source source : what.sources()) {
                if (delivers(source)) {
                    divisor = gcd(divisor, source.orderMultiple());
                    multiple = Math.min(MOST_COMMON, lcm(multiple, source.orderMultiple()));
                    most = Math.max(most, worthMore(source));
                }
            }
            long missing = mostMissing();
            long range = missing + send + most;
            long fine = Math.max(1, divisor);
            boolean all = range / fine < MOST_STATES;
            // Where states are apart anyway, they are lots of every supplier if these are small.
            long lot = all || multiple > range / LEAST_STATES ? fine : multiple;
            // powers of two, so that what is moved suits both ends
            unit = all ? lot : lot * Long.highestOneBit(Math.max(1, range / lot / STATES));
            below = (int) (send / unit);
            enough = below + (int) ceilDiv(missing, unit);
            states = enough + (int) ceilDiv(most, unit) + 1;
            stockAt = new double[mean.length][states];
            costAt = new double[mean.length][states];
            fillTables();
            stages = stages(problem, what);
            long apart = 0;
            for (Stage stage : stages) {
                apart = gcd(apart, stage.step() / unit);
            }
            stride = (int) Math.max(1, apart);
            exact = all && Arrays.stream(stages).noneMatch(Stage::earns);
        }

        private long mostSent(Problem problem, Item what) {
            Transfer terms = what.transfer();
            boolean leaves =
                    problem.lanes().stream()
                            .anyMatch(
                                    n ->
                                            n.from() == location
                                                    && n.leadTimeBuckets() < problem.buckets());
            return terms == null || !leaves
                    ? 0
                    : stock.onHand() / terms.orderMultiple() * terms.orderMultiple();
        }

        private boolean mayReceive(Problem problem, Item what) {
            return what.transfer() != null
                    && problem.lanes().stream()
                            .anyMatch(
                                    n ->
                                            n.to() == location
                                                    && n.leadTimeBuckets() < problem.buckets());
        }

        private void fillTables() {
            for (int t = 0; t < mean.length; t++) {
                long[] demand = stock.cumulativeDemand()[t];
                double passed = 0;
                double passedDemand = 0;
                int q = 0;
                for (int j = 0; j < states; j++) {
                    long units = supply[t] + units(j);
                    while (q < demand.length && demand[q] < units) {
                        passed += weights[q];
                        passedDemand += weights[q] * demand[q];
                        q++;
                    }
                    stockAt[t][j] = passed * units - passedDemand;
                    costAt[t][j] = bucketCost(t, units, stockAt[t][j]);
                }
            }
            int last = mean.length - 1;
            for (int j = 0; j < states; j++) {
                costAt[last][j] += runOut(supply[last] + units(j));
            }
        }

        /** Units added in a state. */
        long units(int state) {
            return (state - below) * unit;
        }

        /** The state with so many units added; those of no state count for the one below. */
        int state(long units) {
            return below + (int) Math.floorDiv(units, unit);
        }

        /** The state, or the nearest one there is. */
        int bounded(int state) {
            return Math.max(0, Math.min(states - 1, state));
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

        /** Units that may be missing at the end of some bucket without a plan, at most. */
        private long mostMissing() {
            long most = 0;
            for (int t = 0; t < mean.length; t++) {
                long[] demand = stock.cumulativeDemand()[t];
                most = Math.max(most, demand[demand.length - 1] - supply[t]);
            }
            return most;
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
                    int width = (int) (step / unit);
                    list.add(new Stage(slot, order, e + lead, step, width, source, tiers));
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
            // As long as prices fall, more at the price of fewer is allowed but never chosen.
            for (int k = tiers.size() - 2; k >= 0; k--) {
                Tier more = tiers.get(k + 1);
                Tier tier = tiers.get(k);
                if (more.premium() <= tier.premium()) {
                    tiers.set(k, new Tier(tier.low(), more.high(), tier.premium()));
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

        static long lcm(long a, long b) {
            return a / gcd(a, b) * b;
        }

        private static long gcd(long a, long b) {
            return b == 0 ? a : gcd(b, a % b);
        }
    }
}
