package io.restock.operators.coordination;

import io.restock.domain.Location;
import io.restock.domain.NetworkItem;
import io.restock.domain.PriceBreak;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.optimizer.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a review as a problem for the planner, with what its indices mean.
 *
 * <p>Its targets are the locations of the stage; buckets are days from the cut-off's day on. Beside
 * the targets stand the locations that lanes lead from: they have stock and nothing else, so that
 * nothing is kept back from a target. A target without server is supplied by suppliers. A target
 * with one is supplied from the server's stock, now; what the server can send on later days is a
 * supplier of its own from epoch 1 on, at the lane's terms, so that today's transfer is weighed
 * against tomorrow's instead of covering the whole horizon.
 *
 * @param problem for the planner
 * @param sites by index of the problem's locations
 * @param targets how many of the sites, from the first on, are planned for
 * @param suppliers by index of the problem's suppliers; the ones after these are later transfers
 * @param lanes by index of the problem's lanes
 * @param items by index of the problem's items
 */
record ReviewProblem(
        Problem problem,
        List<Location> sites,
        int targets,
        List<Supplier> suppliers,
        List<TransferLane> lanes,
        List<NetworkItem> items) {

    /** Buckets after the horizon over which leftovers are followed. */
    static final int RUN_OUT_DAYS = 10;

    /** More pallets than there are. */
    private static final double UNLIMITED = 1e12;

    /** What a stage needs to know of demand. */
    interface Demands {
        Demand of(String location, String item);
    }

    /**
     * What of a stage is planned.
     *
     * @param location the only one that is; empty for all of the stage, with its lanes
     * @param items the only ones that are; empty for all
     * @param capacity pallets that may be ordered today from each supplier that may be ordered from
     * @param refused what a supplier has said today that it cannot deliver
     */
    record Scope(
            String location,
            Set<String> items,
            Map<String, Double> capacity,
            Set<Refusal> refused) {
        /** Everything. */
        static Scope all(Network network) {
            return all(network, s -> true, Set.of());
        }

        /** Everything, from those who may be asked, but for what they have refused. */
        static Scope all(Network network, Predicate<String> mayAsk, Set<Refusal> refused) {
            Map<String, Double> capacity = new HashMap<>();
            network.group().suppliers().stream()
                    .filter(s -> mayAsk.test(s.id()))
                    .forEach(s -> capacity.put(s.id(), s.capacityPerDay()));
            return new Scope("", Set.of(), capacity, refused);
        }

        /** What is missed, from those who can still take something today. */
        static Scope of(Shortfall missed, Map<String, Double> capacityLeft, Set<Refusal> refused) {
            return new Scope(missed.location(), Set.copyOf(missed.items()), capacityLeft, refused);
        }

        /** Who has refused is asked again only where nobody else sells the item. */
        boolean mayAsk(String supplier, Location at, NetworkItem item) {
            return !hasRefused(supplier, at, item)
                    || item.sources().stream().allMatch(s -> hasRefused(s.supplier(), at, item));
        }

        private boolean hasRefused(String supplier, Location at, NetworkItem item) {
            return refused.contains(new Refusal(supplier, at.id(), item.id()));
        }

        boolean plans(Location at) {
            return location.isEmpty() || location.equals(at.id());
        }

        boolean plans(NetworkItem item) {
            return items.isEmpty() || items.contains(item.id());
        }
    }

    /** An item that a supplier cannot deliver to a location. */
    record Refusal(String supplier, String location, String item) {}

    /** The problem of a stage; null when nothing in it needs anything. */
    static @Nullable ReviewProblem of(
            Network network,
            int stage,
            Supply supply,
            Demands demands,
            double serviceFactor,
            Scope scope) {
        return new Builder(network, stage, supply, demands, serviceFactor, scope).build();
    }

    /** Later transfers that share their terms. */
    private record Later(String from, int leadTimeDays, double costPerPallet) {}

    private static final class Builder {
        private final int buckets;
        private final Network network;
        private final int stage;
        private final Supply supply;
        private final Demands demands;
        private final double serviceFactor;
        private final Scope scope;
        private final List<Location> sites = new ArrayList<>();
        private final List<TransferLane> lanes = new ArrayList<>();
        private final List<Supplier> suppliers = new ArrayList<>();
        private final List<Later> later = new ArrayList<>();
        private final int targets;

        Builder(
                Network network,
                int stage,
                Supply supply,
                Demands demands,
                double serviceFactor,
                Scope scope) {
            this.scope = scope;
            this.network = network;
            this.stage = stage;
            this.supply = supply;
            this.demands = demands;
            this.serviceFactor = serviceFactor;
            buckets = network.group().buckets();
            for (Location l : network.group().locations()) {
                if (network.stage(l.id()) == stage && scope.plans(l)) {
                    sites.add(l);
                }
            }
            targets = sites.size();
            if (scope.location().isEmpty()) {
                lanesAndSources();
            }
            if (sites.stream().limit(targets).anyMatch(l -> l.servedBy().isEmpty())) {
                network.group().suppliers().stream()
                        .filter(s -> scope.capacity().containsKey(s.id()))
                        .forEach(suppliers::add);
            }
            Set<Later> terms = new LinkedHashSet<>();
            for (Location l : sites.subList(0, targets)) {
                if (!l.servedBy().isEmpty() && scope.location().isEmpty()) {
                    terms.add(later(l));
                }
            }
            later.addAll(terms);
        }

        private void lanesAndSources() {
            Set<Location> sources = new LinkedHashSet<>();
            for (TransferLane lane : network.group().lanes()) {
                if (network.stage(lane.to()) == stage && network.stage(lane.from()) >= stage) {
                    lanes.add(lane);
                    if (network.stage(lane.from()) > stage) {
                        sources.add(network.location(lane.from()));
                    }
                }
            }
            sites.addAll(sources);
        }

        private Later later(Location served) {
            TransferLane lane = network.lane(served.servedBy(), served.id());
            return new Later(lane.from(), lane.leadTimeDays(), lane.costPerPallet());
        }

        @Nullable ReviewProblem build() {
            List<NetworkItem> needed = new ArrayList<>();
            List<Problem.Item> items = new ArrayList<>();
            for (NetworkItem item : network.group().items()) {
                if (scope.plans(item)
                        && sites.stream().limit(targets).anyMatch(l -> needs(l, item))) {
                    Problem.Item planned = item(item);
                    // What nobody may be asked for cannot be planned.
                    if (!planned.sources().isEmpty() || planned.transfer() != null) {
                        needed.add(item);
                        items.add(planned);
                    }
                }
            }
            if (items.isEmpty()) {
                return null;
            }
            Problem problem =
                    new Problem(
                            network.group().id() + " stage " + stage,
                            buckets,
                            buckets - 1,
                            DemandTotal.LEVELS,
                            DemandTotal.WEIGHTS,
                            network.group().overflowCost(),
                            problemSites(),
                            vendors(),
                            problemLanes(),
                            items);
            return new ReviewProblem(problem, sites, targets, suppliers, lanes, needed);
        }

        private boolean needs(Location at, NetworkItem item) {
            Demand demand = demands.of(at.id(), item.id());
            return demand.between(0, buckets - 1).mean() > 0;
        }

        private List<Problem.Site> problemSites() {
            List<Problem.Site> result = new ArrayList<>();
            for (int l = 0; l < sites.size(); l++) {
                result.add(
                        new Problem.Site(
                                sites.get(l).id(), l < targets ? sites.get(l).space() : UNLIMITED));
            }
            return result;
        }

        private List<Problem.Vendor> vendors() {
            List<Problem.Vendor> vendors = new ArrayList<>();
            for (Supplier s : suppliers) {
                double[] headers = new double[sites.size()];
                Arrays.fill(headers, s.orderHeaderCost());
                vendors.add(new Problem.Vendor(s.id(), s.leadTimeDays(), capacity(s), headers));
            }
            for (Later terms : later) {
                double[] trucks = new double[sites.size()];
                for (int l = 0; l < targets; l++) {
                    if (isServed(l, terms)) {
                        trucks[l] = network.lane(terms.from(), sites.get(l).id()).truckCost();
                    }
                }
                vendors.add(
                        new Problem.Vendor(
                                "later from " + terms.from(),
                                terms.leadTimeDays(),
                                capacity(UNLIMITED, 1),
                                trucks));
            }
            return vendors;
        }

        /** What the supplier can still take today, and all it can on the days after. */
        private double[] capacity(Supplier s) {
            double[] capacity = capacity(s.capacityPerDay(), 0);
            capacity[0] = scope.capacity().getOrDefault(s.id(), 0.0);
            return capacity;
        }

        private double[] capacity(double perDay, int fromEpoch) {
            double[] capacity = new double[(buckets - 1)];
            Arrays.fill(capacity, fromEpoch, (buckets - 1), perDay);
            return capacity;
        }

        private boolean isServed(int site, Later terms) {
            Location at = sites.get(site);
            return site < targets && !at.servedBy().isEmpty() && later(at).equals(terms);
        }

        private List<Problem.Lane> problemLanes() {
            List<Problem.Lane> result = new ArrayList<>();
            for (TransferLane lane : lanes) {
                result.add(
                        new Problem.Lane(
                                lane.from() + "-" + lane.to(),
                                index(lane.from()),
                                index(lane.to()),
                                lane.leadTimeDays(),
                                lane.truckCost()));
            }
            return result;
        }

        private int index(String location) {
            for (int l = 0; l < sites.size(); l++) {
                if (sites.get(l).id().equals(location)) {
                    return l;
                }
            }
            throw new IllegalStateException(
                    "Location %s must be a site of stage %d.".formatted(location, stage));
        }

        private Problem.Item item(NetworkItem item) {
            List<Problem.Stock> stock = new ArrayList<>();
            for (int l = 0; l < sites.size(); l++) {
                stock.add(l < targets ? target(sites.get(l), item) : source(sites.get(l), item));
            }
            Problem.Transfer transfer = null;
            if (!lanes.isEmpty()) {
                double[] unitCost =
                        lanes.stream()
                                .mapToDouble(n -> n.costPerPallet() * item.volume())
                                .toArray();
                transfer =
                        new Problem.Transfer(
                                item.transferMultiple(), item.transferLineCost(), unitCost);
            }
            return new Problem.Item(
                    item.id(),
                    item.volume(),
                    item.standardCost(),
                    stock,
                    sources(item, stock),
                    transfer);
        }

        private Problem.Stock target(Location at, NetworkItem item) {
            Demand demand = demands.of(at.id(), item.id());
            long[][] cumulative = new long[buckets][];
            for (int t = 0; t < buckets; t++) {
                cumulative[t] = rounded(demand.between(0, t).quantiles());
                if (t > 0) {
                    for (int q = 0; q < cumulative[t].length; q++) {
                        cumulative[t][q] = Math.max(cumulative[t][q], cumulative[t - 1][q]);
                    }
                }
            }
            long[] runOut = new long[RUN_OUT_DAYS];
            for (int j = 0; j < RUN_OUT_DAYS; j++) {
                runOut[j] = Math.round(demand.between(0, buckets + j).mean());
            }
            long net = supply.net(at.id(), item.id());
            long[] receipts = supply.receipts(at.id(), item.id());
            receipts[0] += Math.min(0, net);
            DemandTotal all = demand.between(0, buckets - 1);
            return new Problem.Stock(
                    Math.max(0, net),
                    receipts,
                    item.holdingCostPerDay(),
                    item.backorderCostPerDay() * serviceFactor,
                    cumulative,
                    runOut,
                    all.mean() / buckets,
                    Math.sqrt(all.variance() / buckets));
        }

        /** Stock to move and nothing else: no demand, no costs. */
        private Problem.Stock source(Location at, NetworkItem item) {
            return new Problem.Stock(
                    Math.max(0, supply.net(at.id(), item.id())),
                    new long[buckets],
                    0,
                    0,
                    new long[buckets][DemandTotal.LEVELS.length],
                    new long[RUN_OUT_DAYS],
                    0,
                    0);
        }

        private static long[] rounded(double[] quantiles) {
            return DoubleStream.of(quantiles).mapToLong(Math::round).toArray();
        }

        private List<Problem.Source> sources(NetworkItem item, List<Problem.Stock> stock) {
            List<Problem.Source> sources = new ArrayList<>();
            for (SupplySource terms : item.sources()) {
                long[] most = new long[sites.size()];
                for (int l = 0; l < targets; l++) {
                    if (sites.get(l).servedBy().isEmpty()
                            && needs(sites.get(l), item)
                            && scope.mayAsk(terms.supplier(), sites.get(l), item)
                            && comesInTime(sites.get(l), item, terms)) {
                        most[l] =
                                Math.min(terms.maximumOrderQuantity(), useful(terms, stock.get(l)));
                    }
                }
                int supplier = suppliers.indexOf(network.supplier(terms.supplier()));
                if (supplier >= 0 && Arrays.stream(most).anyMatch(m -> m > 0)) {
                    sources.add(
                            new Problem.Source(
                                    supplier,
                                    terms.orderMultiple(),
                                    terms.minimumOrderQuantity(),
                                    most,
                                    terms.priceBreaks(),
                                    terms.lineCost()));
                }
            }
            for (int n = 0; n < later.size(); n++) {
                long[] most = new long[sites.size()];
                for (int l = 0; l < targets; l++) {
                    if (isServed(l, later.get(n)) && needs(sites.get(l), item)) {
                        most[l] = lots(mostNeeded(stock.get(l)), item.transferMultiple());
                    }
                }
                if (Arrays.stream(most).anyMatch(m -> m > 0)) {
                    double price =
                            item.standardCost() + later.get(n).costPerPallet() * item.volume();
                    sources.add(
                            new Problem.Source(
                                    suppliers.size() + n,
                                    item.transferMultiple(),
                                    item.transferMultiple(),
                                    most,
                                    List.of(new PriceBreak(1, price)),
                                    item.transferLineCost()));
                }
            }
            return sources;
        }

        /** Whether what is ordered today comes before the end of the item's season. */
        private boolean comesInTime(Location at, NetworkItem item, SupplySource terms) {
            int leadTimeDays = network.supplier(terms.supplier()).leadTimeDays();
            return leadTimeDays <= demands.of(at.id(), item.id()).lastDay();
        }

        /**
         * More than this in one line is never right: what the horizon and its run-out may ask for,
         * the minimum, and what the last price break takes.
         */
        private static long useful(SupplySource terms, Problem.Stock stock) {
            long least = lots(terms.minimumOrderQuantity(), terms.orderMultiple());
            long lastBreak =
                    lots(
                            terms.priceBreaks().get(terms.priceBreaks().size() - 1).fromQuantity(),
                            terms.orderMultiple());
            return Math.max(
                    Math.max(least, lastBreak), lots(mostNeeded(stock), terms.orderMultiple()));
        }

        private static long mostNeeded(Problem.Stock stock) {
            long[] last = stock.cumulativeDemand()[stock.cumulativeDemand().length - 1];
            return Math.max(
                    1, Math.max(last[last.length - 1], stock.runOutDemand()[RUN_OUT_DAYS - 1]));
        }

        private static long lots(long quantity, long multiple) {
            return -Math.floorDiv(-quantity, multiple) * multiple;
        }
    }
}
