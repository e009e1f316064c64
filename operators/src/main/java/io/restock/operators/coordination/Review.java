package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.Forecast;
import io.restock.domain.Location;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.SeriesKey;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.domain.TransferOrder;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Optimized;
import io.restock.optimizer.Planner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A review: stage by stage from the stores up it plans what to move and what to order, and says so
 * in documents. A function of its inputs and nothing else.
 *
 * <p>Orders of the same cycle that nobody has answered are taken out and planned again, with the
 * same seed: the same facts give the same plan and nothing is said, other facts give revisions of
 * the same numbers.
 */
public final class Review {
    private final ReviewInputs inputs;
    private final CoordinationSettings settings;
    private final Planner planner;
    private final Learned learned;
    private final Network network;
    private final List<OpenOrder> standing = new ArrayList<>();
    private final Map<Route, OpenOrder> own = new HashMap<>();
    private final List<OpenOrder> changed = new ArrayList<>();
    private final Documents documents = new Documents();
    private final List<Alert> alerts = new ArrayList<>();
    private final OrderAlerts orderAlerts;
    private final Map<String, Demand> demands = new HashMap<>();
    private final Map<String, SeriesState> series = new HashMap<>();
    private final Supply supply;
    private final String decisionId;
    private final long seed;
    private final Map<String, List<String>> unknownStock = new TreeMap<>();
    private int staleStock;
    private final String modelVersion;
    private final List<ReviewLine> lines = new ArrayList<>();
    private final List<ReviewLine> replaced = new ArrayList<>();
    private final List<ReviewLine> notOrdered = new ArrayList<>();
    private PlanCost cost = PlanCost.ZERO;
    private double costOrderUpTo;
    private int rounds = -1;

    /** Where an order goes. */
    record Route(boolean transfer, String from, String to) implements Comparable<Route> {
        @Override
        public int compareTo(Route o) {
            int byKind = Boolean.compare(transfer, o.transfer);
            int byFrom = from.compareTo(o.from);
            return byKind != 0 ? byKind : byFrom != 0 ? byFrom : to.compareTo(o.to);
        }
    }

    private Review(ReviewInputs inputs, CoordinationSettings settings, Planner planner) {
        this.inputs = inputs;
        this.settings = settings;
        this.planner = planner;
        learned = new Learned(inputs.lanes(), settings.orders());
        network = learned.network(inputs.network());
        decisionId = network.group().id() + ":" + inputs.cycle() + ":" + inputs.run();
        seed = Fingerprint.seed(settings.baseSeed(), network.group().id(), inputs.cycle());
        modelVersion = modelVersion();
        orderAlerts =
                new OrderAlerts(
                        network, inputs.cycle(), inputs.run(), inputs.issuedMillis(), settings);
        inputs.orders().stream()
                .sorted(Comparator.comparing(OpenOrder::number))
                .forEach(this::standing);
        supply = Supply.of(network, inputs.cycle(), inputs.series(), standing, learned);
        inputs.series().forEach(s -> series.put(SeriesKey.id(s.location(), s.item()), s));
    }

    /** Plans the cycle and says what to do. */
    public static ReviewResult run(
            ReviewInputs inputs, CoordinationSettings settings, Planner planner) {
        return new Review(inputs, settings, planner).run();
    }

    /** Sorts out what stands, what this review may plan again, and what will never come. */
    private void standing(OpenOrder order) {
        Route route = new Route(order.transfer(), order.from(), order.to());
        boolean mine =
                order.cycleEpochDay() == inputs.cycle()
                        && order.isUnanswered()
                        && !inputs.people().holds(order.from())
                        && !own.containsKey(route);
        if (inputs.shortfall() != null) {
            standing.add(order);
        } else if (mine) {
            own.put(route, order);
        } else if (order.isHeld()) {
            // Nobody let it go before the next cut-off; its need is planned again.
            changed.add(order.withdraw(inputs.issuedMillis()));
        } else if (order.isOpen()) {
            standing.add(waitedFor(order));
        } else {
            standing.add(order);
        }
    }

    /** What is still waited for of an open order; what is not is taken back. */
    private OpenOrder waitedFor(OpenOrder order) {
        int late = order.isUnanswered() ? order.saidLateDays() : 0;
        boolean silent =
                order.isUnanswered()
                        && inputs.cycle() - order.cycleEpochDay() - late
                                >= settings.acknowledgementDays();
        if (order.isPending()) {
            return answered(order);
        }
        OpenOrder left =
                silent
                        ? order.writeOff(inputs.issuedMillis())
                        : order.writeOff(
                                inputs.issuedMillis(),
                                inputs.cycle() - late - settings.overdueDays());
        if (!left.equals(order)) {
            alerts.add(orderAlerts.givenUp(order, left, silent));
            say(
                    left,
                    left.status() == OrderStatus.CANCELLED
                            ? OrderTransition.CANCELLED
                            : OrderTransition.CHANGED,
                    silent
                            ? "not answered for %d cut-offs"
                                    .formatted(settings.acknowledgementDays())
                            : "not received %d days after it was due"
                                    .formatted(settings.overdueDays()));
        }
        return left;
    }

    /** A change that nobody answers in time is not agreed on: what was agreed before stands. */
    private OpenOrder answered(OpenOrder order) {
        int waited = inputs.cycle() - network.cycleOf(order.issuedMillis());
        if (waited < settings.acknowledgementDays()) {
            return order;
        }
        OpenOrder lapsed = order.lapse();
        changed.add(lapsed);
        alerts.add(orderAlerts.lapsed(order, lapsed));
        return lapsed;
    }

    private ReviewResult run() {
        if (inputs.shortfall() != null) {
            return coverShortfall(inputs.shortfall());
        }
        int forecasts = storeDemands();
        for (int stage = 0; stage <= network.lastStage(); stage++) {
            if (stage > 0) {
                warehouseDemands(stage);
            }
            ReviewProblem problem =
                    ReviewProblem.of(
                            network,
                            stage,
                            supply,
                            this::demand,
                            settings.serviceFactor(),
                            ReviewProblem.Scope.all(network, inputs::mayOrder, refused()));
            if (problem != null) {
                plan(problem, stage);
            }
            setByPeople(stage);
        }
        order();
        adjust();
        ReviewAlerts stock = new ReviewAlerts(inputs, settings, supply, this::demand, series);
        alerts.addAll(stock.all());
        unknownStock.forEach((location, items) -> alerts.add(stock.unknown(location, items)));
        List<Alert> said =
                AlertBudget.within(alerts, settings.orders().alertBudget(), inputs.issuedMillis());
        return new ReviewResult(
                record(forecasts),
                List.copyOf(documents.purchaseOrders()),
                List.copyOf(documents.transferOrders()),
                planLines(),
                said,
                List.copyOf(changed),
                stock.told(said));
    }

    /**
     * Plans the items of a shortfall, where they are missed, from all other suppliers, beside what
     * stands: the rest of the plan is not touched.
     */
    private ReviewResult coverShortfall(Shortfall missed) {
        int forecasts = storeDemands();
        int stage = network.stage(missed.location());
        for (int below = 1; below <= stage; below++) {
            warehouseDemands(below);
        }
        ReviewProblem problem =
                ReviewProblem.of(
                        network,
                        stage,
                        supply,
                        this::demand,
                        settings.serviceFactor(),
                        ReviewProblem.Scope.of(missed, capacityLeft(), refused()));
        if (problem != null) {
            plan(problem, stage);
        }
        order();
        return new ReviewResult(
                record(forecasts),
                List.copyOf(documents.purchaseOrders()),
                List.of(),
                planLines(),
                List.copyOf(alerts),
                List.copyOf(changed),
                Map.of());
    }

    /** What suppliers have said of this cycle's orders that they cannot deliver. */
    private Set<ReviewProblem.Refusal> refused() {
        Set<ReviewProblem.Refusal> refused = new HashSet<>();
        for (OpenOrder order : standing) {
            boolean answered =
                    order.status() == OrderStatus.REJECTED
                            || order.status() == OrderStatus.ACCEPTED_WITH_CHANGE;
            if (answered && !order.transfer() && order.cycleEpochDay() == inputs.cycle()) {
                order.lines().stream()
                        .filter(l -> l.promised() < l.ordered())
                        .forEach(
                                l ->
                                        refused.add(
                                                new ReviewProblem.Refusal(
                                                        order.from(), order.to(), l.item())));
            }
        }
        return refused;
    }

    /** Pallets that each supplier can still take of this cycle's day. */
    private Map<String, Double> capacityLeft() {
        Map<String, Double> left = new HashMap<>();
        for (Supplier supplier : network.group().suppliers()) {
            if (inputs.mayOrder(supplier.id())) {
                left.put(supplier.id(), supplier.capacityPerDay());
            }
        }
        for (OpenOrder order : standing) {
            if (order.cycleEpochDay() == inputs.cycle() && order.isOpen()) {
                for (OpenLine line : order.lines()) {
                    double pallets =
                            network.knowsItem(line.item())
                                    ? line.promised() * network.item(line.item()).volume()
                                    : 0;
                    left.computeIfPresent(order.from(), (k, v) -> Math.max(0, v - pallets));
                }
            }
        }
        return left;
    }

    private List<PlanLine> planLines() {
        return Stream.concat(lines.stream().filter(ReviewLine::isSaid), notOrdered.stream())
                .map(l -> l.planLine(inputs, decisionId, seedOf(l), forecast(l)))
                .toList();
    }

    private @Nullable Forecast forecast(ReviewLine line) {
        SeriesState known = series.get(SeriesKey.id(line.route().to(), line.item()));
        return known == null || known.forecast() == null
                ? null
                : inputs.people().forecast(known.forecast());
    }

    private Demand demand(String location, String item) {
        return demands.getOrDefault(SeriesKey.id(location, item), Demand.NONE);
    }

    private int storeDemands() {
        int days = demandDays(0);
        int forecasts = 0;
        for (SeriesState s : inputs.series()) {
            if (s.forecast() != null
                    && inputs.looksAt(s.item())
                    && network.sells(s.location(), s.item())
                    && isPlannable(s.location(), s.item())) {
                forecasts++;
                demands.put(
                        SeriesKey.id(s.location(), s.item()),
                        DemandSum.of(
                                        inputs.people().forecast(s.forecast()),
                                        inputs.cycle(),
                                        network.item(s.item()).baseUnit(),
                                        days,
                                        settings.demandCorrelation())
                                .from(s.levelDay() + 1 - inputs.cycle()));
            }
        }
        return forecasts;
    }

    /**
     * Whether what a series needs can be planned: not before its stock is known. As zero it would
     * be ordered in full, whatever is there, and later never again.
     */
    private boolean isPlannable(String location, String item) {
        if (!supply.isKnown(location, item)) {
            unknownStock.computeIfAbsent(location, k -> new ArrayList<>()).add(item);
            return false;
        }
        SeriesState known = series.get(SeriesKey.id(location, item));
        staleStock += known != null && known.isStockStale(inputs.cycle()) ? 1 : 0;
        return true;
    }

    /** Days of demand that a stage must know, so that the stages above it know theirs. */
    private int demandDays(int stage) {
        int lane =
                network.group().lanes().stream()
                        .mapToInt(TransferLane::leadTimeDays)
                        .max()
                        .orElse(0);
        return network.group().buckets()
                + ReviewProblem.RUN_OUT_DAYS
                + (network.lastStage() - stage) * (lane + 1);
    }

    private void warehouseDemands(int stage) {
        for (Location warehouse : network.group().locations()) {
            if (network.stage(warehouse.id()) != stage) {
                continue;
            }
            List<Location> served = network.servedBy(warehouse.id());
            for (NetworkItem item : network.group().items()) {
                if (!inputs.looksAt(item.id())) {
                    continue;
                }
                double service = ReviewLine.serviceTarget(item, settings.serviceFactor());
                List<DependentDemand.Receiver> receivers = new ArrayList<>();
                for (Location receiver : served) {
                    Demand demand = demand(receiver.id(), item.id());
                    if (demand != Demand.NONE) {
                        receivers.add(
                                new DependentDemand.Receiver(
                                        demand,
                                        supply.position(receiver.id(), item.id()),
                                        network.lane(warehouse.id(), receiver.id()).leadTimeDays(),
                                        service));
                    }
                }
                if (!receivers.isEmpty() && isPlannable(warehouse.id(), item.id())) {
                    demands.put(
                            SeriesKey.id(warehouse.id(), item.id()),
                            DependentDemand.of(receivers, demandDays(stage)));
                }
            }
        }
    }

    private void plan(ReviewProblem problem, int stage) {
        Optimized best =
                planner.plan(
                        problem.problem(), new Limits(settings.rounds(), seedOf(stage), guard()));
        List<ReviewLine> stageLines =
                ReviewLine.of(
                        problem,
                        best.plan(),
                        supply,
                        this::demand,
                        settings.serviceFactor(),
                        inputs.cycle());
        for (ReviewLine line : stageLines) {
            if (isSet(line)) {
                replaced.add(line);
            } else {
                line.book(supply);
                lines.add(line);
            }
        }
        cost = cost.plus(best.cost());
        costOrderUpTo += best.orderUpToCost().total();
        rounds = rounds < 0 ? best.rounds() : Math.min(rounds, best.rounds());
    }

    /** Whether a person has set what is ordered instead. */
    private boolean isSet(ReviewLine line) {
        return !line.route().transfer()
                && inputs.shortfall() == null
                && inputs.people().quantities(inputs.cycle()).stream().anyMatch(i -> isOf(i, line));
    }

    private static boolean isOf(Intervention set, ReviewLine line) {
        return set.supplier().equals(line.route().from())
                && set.location().equals(line.route().to())
                && set.item().equals(line.item());
    }

    /**
     * What people have set to be ordered for the locations of a stage. Where that is nothing, there
     * is no order, and a line says what the plan wanted.
     */
    private void setByPeople(int stage) {
        for (Intervention i : inputs.people().quantities(inputs.cycle())) {
            boolean here =
                    inputs.mayOrder(i.supplier())
                            && network.knows(i.location(), i.item())
                            && network.stage(i.location()) == stage;
            NetworkItem item = here ? network.item(i.item()) : null;
            SupplySource terms = item == null ? null : network.terms(item, i.supplier());
            long said = item == null ? 0 : said(i);
            long left = terms == null ? 0 : left(Math.round(i.quantity()) - said, terms);
            if (item == null || terms == null || (said > 0 && left == 0)) {
                continue;
            }
            ReviewLine line =
                    ReviewLine.set(
                            item,
                            network.supplier(i.supplier()),
                            terms,
                            i,
                            left,
                            replaced.stream().filter(l -> isOf(i, l)).toList(),
                            supply,
                            this::demand,
                            settings.serviceFactor(),
                            inputs.cycle());
            if (line.quantity() > 0) {
                line.book(supply);
                lines.add(line);
            } else {
                notOrdered.add(line);
            }
        }
    }

    /**
     * Base units that this cycle has ordered there already, in orders that stand: a review again
     * does not order them twice, whatever was answered.
     */
    private long said(Intervention set) {
        return standing.stream()
                .filter(o -> !o.transfer() && o.cycleEpochDay() == inputs.cycle())
                .filter(o -> o.from().equals(set.supplier()) && o.to().equals(set.location()))
                .flatMap(o -> o.lines().stream())
                .filter(l -> l.item().equals(set.item()))
                .mapToLong(OpenLine::ordered)
                .sum();
    }

    /** As much of what is left to order as the terms allow. */
    private static long left(long quantity, SupplySource terms) {
        long lots = quantity - Math.floorMod(quantity, terms.orderMultiple());
        return lots < Math.max(1, terms.minimumOrderQuantity()) ? 0 : lots;
    }

    /** Stages search apart from each other, each with a seed of its own. */
    private long seedOf(int stage) {
        return seed + stage;
    }

    private long seedOf(ReviewLine line) {
        return seedOf(network.stage(line.route().to()));
    }

    private @Nullable Duration guard() {
        return settings.searchSeconds() == 0 ? null : Duration.ofSeconds(settings.searchSeconds());
    }

    /** Documents for what differs from what was said before in this cycle. */
    private void order() {
        Map<Route, List<ReviewLine>> wanted = new TreeMap<>();
        lines.forEach(l -> wanted.computeIfAbsent(l.route(), k -> new ArrayList<>()).add(l));
        wanted.forEach(this::order);
        List<Route> dropped = new ArrayList<>(own.keySet());
        dropped.removeAll(wanted.keySet());
        dropped.sort(null);
        for (Route route : dropped) {
            OpenOrder order = own.get(route);
            if (order == null) {
                continue;
            }
            if (order.isHeld()) {
                changed.add(order.withdraw(inputs.issuedMillis()));
            } else if (order.transfer() || isWorthIt(order, List.of())) {
                say(
                        order.cancel(inputs.issuedMillis()).order(),
                        OrderTransition.CANCELLED,
                        "not needed any more");
            }
        }
    }

    private void order(Route route, List<ReviewLine> routeLines) {
        List<OpenLine> asked = new ArrayList<>();
        for (ReviewLine line : routeLines) {
            asked.add(line.openLine(asked.size() + 1, agreedDays(line)));
        }
        OpenOrder before = own.get(route);
        if (before == null) {
            propose(route, number(route), routeLines, asked);
        } else if (!before.lines().equals(asked)) {
            if (before.isHeld()) {
                propose(route, before.number(), routeLines, asked);
            } else {
                revise(before, routeLines, asked);
            }
        }
    }

    /** Days that the contract says of a route; of a lane its own. */
    private int agreedDays(ReviewLine line) {
        return line.route().transfer()
                ? line.leadTimeDays()
                : inputs.network().supplier(line.route().from()).leadTimeDays();
    }

    /** Whether other lines are worth more than the unrest that a change makes. */
    private boolean isWorthIt(OpenOrder before, List<OpenLine> asked) {
        int days = network.supplierDays(before.from(), 1) + 1;
        Map<String, OpenLine> wanted = new TreeMap<>();
        asked.forEach(l -> wanted.put(l.item(), l));
        Map<String, OpenLine> known = new TreeMap<>();
        before.lines().forEach(l -> known.put(l.item(), l));
        Set<String> items = new TreeSet<>(known.keySet());
        items.addAll(wanted.keySet());
        double saved = 0;
        for (String id : items) {
            OpenLine was = known.get(id);
            OpenLine is = wanted.get(id);
            if (!network.knows(before.to(), id)) {
                saved += was == null ? 0 : was.promised() * was.unitPrice();
                continue;
            }
            long old = was == null ? 0 : was.promised();
            long now = is == null ? 0 : is.promised();
            double without = supply.position(before.to(), id) - (double) now;
            double left =
                    demand(before.to(), id).lastDay() <= days
                            ? network.item(id).standardCost()
                            : network.item(id).holdingCostPerDay();
            saved += cost(before.to(), id, without + old, days, left);
            saved -= cost(before.to(), id, without + now, days, left);
            saved += premium(was, old) - premium(is, now);
        }
        return saved > changeCost(before);
    }

    /** What is paid above standard cost. */
    private double premium(@Nullable OpenLine line, long quantity) {
        return line == null
                ? 0
                : quantity * (line.unitPrice() - network.item(line.item()).standardCost());
    }

    private double cost(
            String location, String itemId, double position, int days, double leftOver) {
        return ChangeWorth.cost(
                position,
                demand(location, itemId).between(0, days - 1),
                leftOver,
                network.item(itemId).backorderCostPerDay() * settings.serviceFactor());
    }

    private double changeCost(OpenOrder order) {
        return settings.orders().changeCost() * network.headerCost(order.from());
    }

    /**
     * Takes back what open orders of earlier cut-offs bring too much of, where that saves more than
     * the change costs: goods that nobody will need within the days planned and the run-out.
     */
    private void adjust() {
        for (OpenOrder order : standing) {
            if (order.transfer()
                    || !order.isChangeable()
                    || order.isPending()
                    || !inputs.mayOrder(order.from())) {
                continue;
            }
            List<OpenLine> asked = new ArrayList<>();
            double saved = 0;
            for (OpenLine line : order.lines()) {
                long needed = needed(order, line);
                if (needed < line.open()) {
                    double position = supply.position(order.to(), line.item());
                    int days = network.group().buckets() + ReviewProblem.RUN_OUT_DAYS;
                    double left =
                            ChangeWorth.leftOver(
                                    network.item(line.item()),
                                    days,
                                    demand(order.to(), line.item()).lastDay());
                    saved += cost(order.to(), line.item(), position, days, left);
                    saved -=
                            cost(
                                    order.to(),
                                    line.item(),
                                    position - line.open() + needed,
                                    days,
                                    left);
                }
                if (line.received() + needed > 0) {
                    asked.add(line.less(line.received() + needed));
                }
            }
            if (saved > changeCost(order) && saved > 0) {
                String reason = "not all of it is needed any more";
                if (asked.isEmpty()) {
                    Answer taken = order.cancel(inputs.issuedMillis());
                    say(taken.order(), OrderTransition.CANCELLED, reason);
                } else {
                    say(
                            order.revise(asked, inputs.issuedMillis(), decisionId),
                            OrderTransition.CHANGED,
                            reason);
                }
            }
        }
    }

    /** Base units of an open line that somebody will need, in the lots of its source. */
    private long needed(OpenOrder order, OpenLine line) {
        String series = SeriesKey.id(order.to(), line.item());
        NetworkItem item = network.knowsItem(line.item()) ? network.item(line.item()) : null;
        SupplySource terms = item == null ? null : network.terms(item, order.from());
        if (item == null || terms == null || !demands.containsKey(series)) {
            return line.open();
        }
        Demand demand = demand(order.to(), line.item());
        int days = network.group().buckets() + ReviewProblem.RUN_OUT_DAYS;
        double missing = item.backorderCostPerDay() * settings.serviceFactor();
        double left = ChangeWorth.leftOver(item, days, demand.lastDay());
        double target =
                missing + left > 0
                        ? demand.between(0, days - 1).quantile(missing / (missing + left))
                        : 0;
        double surplus = supply.position(order.to(), line.item()) - target;
        if (surplus <= 0) {
            return line.open();
        }
        double wanted = Math.max(0, line.open() - surplus);
        long lots = (long) Math.ceil(wanted / terms.orderMultiple() - 1e-9);
        long quantity = lots * terms.orderMultiple();
        return quantity == 0
                ? 0
                : Math.min(line.open(), Math.max(quantity, terms.minimumOrderQuantity()));
    }

    /** An order that nobody has heard of: it is sent, or held for a person. */
    private void propose(
            Route route, String number, List<ReviewLine> routeLines, List<OpenLine> asked) {
        boolean unheard = settings.orders().holdFirstOrders() && isFirst(route, asked);
        boolean held = isTooMuch(asked) || unheard;
        OpenOrder order = ReviewLine.draft(inputs, route, number, decisionId, asked).propose(held);
        routeLines.forEach(l -> l.say(number));
        if (held) {
            changed.add(order);
            alerts.add(isTooMuch(asked) ? orderAlerts.held(order) : orderAlerts.heldAsFirst(order));
        } else {
            say(order, OrderTransition.CREATED, "");
        }
    }

    /** Whether an item on it has never been ordered for its location from its supplier. */
    private boolean isFirst(Route route, List<OpenLine> asked) {
        return !route.transfer()
                && asked.stream()
                        .map(l -> series.get(SeriesKey.id(route.to(), l.item())))
                        .anyMatch(s -> s == null || !s.orderedFrom().contains(route.from()));
    }

    private void revise(OpenOrder before, List<ReviewLine> routeLines, List<OpenLine> asked) {
        if (!before.transfer() && !isWorthIt(before, asked)) {
            return;
        }
        if (isTooMuch(asked) && OpenLine.value(asked) > OpenLine.value(before.lines())) {
            alerts.add(orderAlerts.notRevised(before, asked));
            return;
        }
        routeLines.forEach(l -> l.say(before.number()));
        say(
                before.revise(asked, inputs.issuedMillis(), decisionId),
                OrderTransition.CHANGED,
                "planned again with what is known now");
    }

    /** Whether lines are worth more than may leave without a person; transfers are worth 0. */
    private boolean isTooMuch(List<OpenLine> asked) {
        return settings.holdOrdersAbove() > 0 && OpenLine.value(asked) > settings.holdOrdersAbove();
    }

    /** The first number of the route that no order of the cycle has. */
    private String number(Route route) {
        Set<String> taken = new HashSet<>();
        inputs.orders().forEach(o -> taken.add(o.number()));
        int sequence = 0;
        String number = number(route, sequence);
        while (taken.contains(number)) {
            number = number(route, ++sequence);
        }
        return number;
    }

    private String number(Route route, int sequence) {
        return OrderNumber.of(
                route.transfer(),
                inputs.cycle(),
                sequence,
                network.group().id(),
                route.from(),
                route.to());
    }

    private void say(OpenOrder order, OrderTransition transition, String reason) {
        changed.add(order);
        documents.say(order, transition, network.group().currency(), reason, modelVersion);
    }

    private PlanCost costOfNoLine() {
        PlanCost left = cost;
        for (ReviewLine line : lines) {
            left = line.isSaid() ? left.plus(line.cost().times(-1)) : left;
        }
        return left;
    }

    /** The model that made most of the forecasts. */
    private String modelVersion() {
        Map<String, Integer> versions = new TreeMap<>();
        for (SeriesState s : inputs.series()) {
            if (s.forecast() != null && network.sells(s.location(), s.item())) {
                versions.merge(s.forecast().modelVersion(), 1, Integer::sum);
            }
        }
        return versions.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private PlanRecord record(int forecasts) {
        int stale = 0;
        for (SeriesState s : inputs.series()) {
            boolean alive =
                    s.forecast() != null
                            || s.reportedDay() >= inputs.cycle() - settings.forecastExpectedDays();
            if (alive && network.sells(s.location(), s.item())) {
                stale += s.isFresh(inputs.cycle()) ? 0 : 1;
            }
        }
        return new PlanRecord(
                decisionId,
                network.group().id(),
                inputs.cycle(),
                inputs.run(),
                inputs.issuedMillis(),
                seed,
                Math.max(0, rounds),
                cost,
                costOfNoLine(),
                costOrderUpTo,
                modelVersion,
                forecasts,
                stale,
                unknownStock.values().stream().mapToInt(List::size).sum(),
                staleStock,
                documents.purchaseOrders().stream().map(PurchaseOrder::number).toList(),
                documents.transferOrders().stream().map(TransferOrder::number).toList(),
                inputs.shortfall() == null ? "" : inputs.shortfall().orderNumber());
    }
}
