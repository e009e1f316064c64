package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.Forecast;
import io.restock.domain.LocalDays;
import io.restock.domain.LogEntry;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.SupplySource;
import io.restock.domain.Texts;
import io.restock.domain.TransferOrder;
import io.restock.optimizer.Planner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A planning group: it learns from events, and at every cut-off it plans. The same code runs in the
 * job and in loops without Flink.
 *
 * <p>A review of a cycle must see what happened until its cut-off and nothing later, so that a
 * replay gives the same plan. What happens after the next cut-off is kept until that is done, and
 * the forecasts of the next cut-off until it has come. A forecast happens, so to speak, on the day
 * after its origin. A review is done as soon as the watermark has passed its cut-off and every
 * forecast it expects is there; when its patience ends, with what is there. Where the watermark
 * jumps over several cut-offs, each is reviewed in turn with the facts of its own time; those of
 * which nobody has reported anything are passed over, and those that are out of date by the clock
 * of the machine: an order for last week helps nobody.
 *
 * <p>Who clears what: a newer level drops the movements before it; a review forgets orders that
 * closed {@code keepClosedOrdersDays} ago and series that left the network as long ago; what is
 * kept for later goes when its cycle comes; answers and decisions for a group that stays unknown
 * are refused a day later. Orders, decisions and their answers are bounded per group.
 */
public final class GroupState {
    /** Events of a group that no network has named yet, beyond which more are refused. */
    static final int MOST_WITHOUT_NETWORK = 100_000;

    /** Before any cycle: what is kept until the network is known. */
    private static final int WITHOUT_NETWORK = 0;

    /** Before any cycle: what is kept of the next cut-off's until event time has reached it. */
    private static final int AHEAD = -1;

    /** Events as they happened; of one moment, always in the same order. */
    private static final Comparator<GroupEvent> AS_THEY_HAPPENED =
            Comparator.comparingLong(GroupState::timeMillis).thenComparing(GroupState::eventId);

    /** Later than any event. */
    private static final long LATEST_MILLIS = Long.MAX_VALUE / 2;

    private final GroupStore store;
    private final CoordinationSettings settings;
    private final Planner planner;
    private final Map<String, Network> networks;
    private final int reviewsAtOnce;
    private final long nowMillis;
    private long watermark = Long.MIN_VALUE;
    private Outcome outcome = new Outcome();
    private int plansNoted;
    private int ordersNoted;
    private int transfersNoted;

    private GroupState(
            GroupStore store,
            CoordinationSettings settings,
            Planner planner,
            Map<String, Network> networks,
            int reviewsAtOnce,
            long nowMillis) {
        this.store = store;
        this.settings = settings;
        this.planner = planner;
        this.networks = networks;
        this.reviewsAtOnce = reviewsAtOnce;
        this.nowMillis = nowMillis;
    }

    /** A group whose facts are in memory, planned by the settings' planner. */
    public static GroupState inMemory(CoordinationSettings settings) {
        return over(
                new InMemoryStore(),
                settings,
                settings.planner().planner(),
                new HashMap<>(),
                Integer.MAX_VALUE,
                Long.MIN_VALUE);
    }

    /**
     * The group whose facts are in a store.
     *
     * @param networks indexed networks by group, shared by the groups of an operator: a cache
     * @param reviewsAtOnce reviews after which a call returns; its outcome says if more are due
     * @param nowMillis the clock of the machine; {@link Long#MIN_VALUE} where it does not count
     */
    static GroupState over(
            GroupStore store,
            CoordinationSettings settings,
            Planner planner,
            Map<String, Network> networks,
            int reviewsAtOnce,
            long nowMillis) {
        return new GroupState(store, settings, planner, networks, reviewsAtOnce, nowMillis);
    }

    /**
     * Learns from an event.
     *
     * @param watermark milliseconds since the epoch until which everything is known
     */
    public Outcome on(GroupEvent event, long watermark) {
        begin();
        GroupClock clock = store.clock();
        if (event.network() != null) {
            learn(event.network(), clock);
            pass(watermark);
        } else if (!clock.hasNetwork()) {
            keepWithoutNetwork(event, clock, watermark);
        } else {
            this.watermark = watermark;
            if (clock.isStarted() && clock.firstToCover() <= watermark) {
                reach(Math.min(watermark, network().cutOffMillis(clock.nextCycle())));
            }
            learnOrKeep(event, watermark);
            GroupClock now = store.clock();
            boolean covers = now.firstToCover() <= watermark;
            if ((now.waiting() && now.missing() <= 0) || !clock.isStarted() || covers) {
                pass(watermark);
            }
        }
        note();
        return outcome;
    }

    /**
     * Does the reviews that are due.
     *
     * @param watermark milliseconds since the epoch until which everything is known; {@link
     *     Long#MAX_VALUE} at the end of the input
     */
    public Outcome advance(long watermark) {
        begin();
        if (store.clock().hasNetwork()) {
            pass(watermark);
            note();
            if (watermark == Long.MAX_VALUE && !outcome.isMoreDue()) {
                writeLog();
            }
        } else {
            giveUp(watermark);
        }
        return outcome;
    }

    private void begin() {
        outcome = new Outcome();
        plansNoted = 0;
        ordersNoted = 0;
        transfersNoted = 0;
    }

    /** When {@link #advance} must be called next; {@link Long#MIN_VALUE} for never. */
    long nextTimer() {
        GroupClock clock = store.clock();
        if (!clock.hasNetwork()) {
            return clock.givenUpMillis() > 0 ? clock.givenUpMillis() : Long.MIN_VALUE;
        }
        if (!clock.isStarted()) {
            return Long.MIN_VALUE;
        }
        long cutOff = network().cutOffMillis(clock.nextCycle());
        if (clock.waiting()) {
            return cutOff + patienceMillis();
        }
        long next = clock.nextDeadline() > 0 ? Math.min(cutOff, clock.nextDeadline()) : cutOff;
        return Math.min(next, clock.firstToCover());
    }

    /** The group's network, or null while it is unknown. */
    @Nullable PlanningGroup planningGroup() {
        return store.network();
    }

    /** Orders that are open or were closed a while ago. */
    List<OpenOrder> orders() {
        return store.allOrders();
    }

    /** Positions by {@link SeriesKey#id}. */
    Map<String, InventoryPosition> positions() {
        return InventoryPosition.of(store.allSeries(), store.allOrders(), network());
    }

    // --- learning ---

    private void learn(PlanningGroup newer, GroupClock clock) {
        if (newer.version() < clock.networkVersion()) {
            return;
        }
        if (newer.version() == clock.networkVersion()) {
            if (!newer.equals(store.network())) {
                refuse(
                        GroupEvent.network(newer),
                        newer.id(),
                        newer.id() + ":" + newer.version(),
                        "Version %d of group %s is known with other content. A change needs a greater version."
                                .formatted(newer.version(), newer.id()));
            }
            return;
        }
        List<String> faults = Network.faults(store.network(), newer);
        if (!faults.isEmpty()) {
            refuse(
                    GroupEvent.network(newer),
                    newer.id(),
                    newer.id() + ":" + newer.version(),
                    String.join(" ", faults));
            return;
        }
        store.network(newer);
        networks.remove(newer.id());
        GroupClock known = clock.withNetwork(newer.version());
        if (!clock.isStarted() && settings.firstCycleEpochDay() > 0) {
            known = known.withNextCycle(settings.firstCycleEpochDay());
        }
        store.clock(known);
        if (!clock.hasNetwork()) {
            store.takeKept(WITHOUT_NETWORK).forEach(event -> learnOrKeep(event, Long.MIN_VALUE));
        }
    }

    /**
     * The items of stock levels and forecasts were named by a network, which will come. Who answers
     * or decides may have mistyped the group.
     */
    private void keepWithoutNetwork(GroupEvent event, GroupClock clock, long watermark) {
        if (store.keptCount(WITHOUT_NETWORK) >= MOST_WITHOUT_NETWORK) {
            refuse(
                    event,
                    event.group(),
                    "",
                    "The group is unknown. Maybe its record is missing in the topic of networks.");
            return;
        }
        boolean named = event.reply() != null || event.decision() != null;
        if (named && clock.givenUpMillis() == 0) {
            long from = Math.max(timeMillis(event), Math.min(watermark, LATEST_MILLIS));
            store.clock(clock.givingUp(from + LocalDays.MILLIS));
        }
        store.keep(WITHOUT_NETWORK, event);
    }

    /** Refuses what named a group that has stayed unknown. */
    private void giveUp(long watermark) {
        GroupClock clock = store.clock();
        if (clock.givenUpMillis() == 0 || watermark < clock.givenUpMillis()) {
            return;
        }
        for (GroupEvent event : store.takeKept(WITHOUT_NETWORK)) {
            if (event.reply() == null && event.decision() == null) {
                store.keep(WITHOUT_NETWORK, event);
                continue;
            }
            refuse(
                    event,
                    event.reply() == null ? event.group() : event.reply().orderNumber(),
                    event.reply() == null
                            ? Objects.requireNonNull(event.decision()).eventId()
                            : event.reply().eventId(),
                    "The group %s has stayed unknown. Maybe it is mistyped, or its record is missing in the topic of networks."
                            .formatted(event.group()));
        }
        store.clock(
                store.keptCount(WITHOUT_NETWORK) == 0
                        ? GroupClock.NEW.withTimer(clock.timerMillis())
                        : clock.givingUp(0));
    }

    private static long timeMillis(GroupEvent event) {
        if (event.reply() != null) {
            return event.reply().timeMillis();
        }
        if (event.level() != null) {
            return event.level().timeMillis();
        }
        return event.decision() == null ? 0 : event.decision().timeMillis();
    }

    private static String eventId(GroupEvent event) {
        if (event.reply() != null) {
            return event.reply().eventId();
        }
        return event.level() == null ? "" : event.level().eventId();
    }

    /**
     * Learns from an event of a cycle that is open, and keeps others.
     *
     * @param reachedMillis event time until which everything was learnt before it
     */
    private void learnOrKeep(GroupEvent event, long reachedMillis) {
        GroupClock clock = store.clock();
        int cycle = cycleOf(event);
        if (!clock.isStarted() && (event.level() != null || event.forecast() != null)) {
            clock = clock.withNextCycle(cycle);
            store.clock(clock);
        }
        boolean later =
                cycle > clock.nextCycle()
                        || (event.forecast() != null && isAhead(cycle, reachedMillis));
        if (clock.isStarted() && later && !isAtOnce(event)) {
            store.keep(cycle, event);
        } else if (waitsForItsTime(event, reachedMillis)) {
            keepAhead(event);
        } else {
            apply(event);
        }
    }

    /**
     * Whether an answer or a stock level waits for event time, where that alone decides when an
     * order that fell short is planned again: what is planned then must not depend on how far ahead
     * of it topics were read.
     */
    private boolean waitsForItsTime(GroupEvent event, long reachedMillis) {
        return settings.orders().coverWithinMillis() == 0
                && (event.reply() != null || event.level() != null)
                && timeMillis(event) > reachedMillis;
    }

    private void keepAhead(GroupEvent event) {
        store.keep(AHEAD, event);
        if (event.reply() != null) {
            GroupClock clock = store.clock();
            store.clock(clock.coveringFrom(Math.min(timeMillis(event), clock.firstToCover())));
        }
    }

    /**
     * Whether a cycle's cut-off is still to come. Its forecasts wait for that: what is planned
     * before, of orders that fell short, rests on those of the plan that it mends, whether the next
     * have come already or not.
     */
    private boolean isAhead(int cycle, long reachedMillis) {
        GroupClock clock = store.clock();
        return cycle == clock.nextCycle()
                && !clock.waiting()
                && reachedMillis < network().cutOffMillis(cycle);
    }

    /** A supplier is held the moment that somebody says so, whatever waits for its cut-off. */
    private static boolean isAtOnce(GroupEvent event) {
        return event.decision() != null
                && (event.decision().kind() == DecisionKind.HOLD_SUPPLIER
                        || event.decision().kind() == DecisionKind.RELEASE_SUPPLIER);
    }

    private int cycleOf(GroupEvent event) {
        if (event.forecast() != null) {
            return event.forecast().originEpochDay() + 1;
        }
        if (event.level() != null) {
            return network().cycleOf(event.level().timeMillis());
        }
        if (event.reply() != null) {
            return network().cycleOf(event.reply().timeMillis());
        }
        return event.decision() == null ? 0 : network().cycleOf(event.decision().timeMillis());
    }

    private void apply(GroupEvent event) {
        if (event.level() != null) {
            apply(event.level());
        } else if (event.forecast() != null) {
            apply(event.forecast());
        } else if (event.reply() != null) {
            apply(event.reply());
        } else if (event.decision() != null) {
            apply(event.decision());
        }
    }

    private void apply(StockLevel level) {
        store.putSeries(series(level.location(), level.item()).report(level));
        store.clock(store.clock().withNewestDay(level.epochDay()));
    }

    private void apply(Forecast forecast) {
        if (!network().sells(forecast.location(), forecast.item())) {
            return;
        }
        GroupClock clock = store.clock();
        SeriesState before = series(forecast.location(), forecast.item());
        SeriesState after = before.plan(forecast);
        store.putSeries(after);
        boolean awaited =
                clock.waiting()
                        && isExpected(before, clock.nextCycle(), isFirst())
                        && !before.isFresh(clock.nextCycle())
                        && after.isFresh(clock.nextCycle());
        if (awaited) {
            clock = clock.waitingFor(clock.missing() - 1);
        }
        store.clock(clock.withNewestDay(forecast.originEpochDay()));
    }

    private void apply(SupplierReply reply) {
        OpenOrder order = store.order(reply.orderNumber());
        if (order == null && isStray(reply)) {
            takeStray(reply);
            return;
        }
        if (order == null) {
            refuse(
                    GroupEvent.reply(reply),
                    reply.orderNumber(),
                    reply.eventId(),
                    "Order %s is unknown to group %s. Maybe it was closed long ago."
                            .formatted(reply.orderNumber(), network().group().id()));
            return;
        }
        Answer answer = order.answer(reply);
        if (answer.verdict() == Verdict.REPEATED) {
            outcome.countDuplicate();
            return;
        }
        if (answer.verdict() == Verdict.TOO_LATE) {
            outcome.countTooLate();
        }
        if (!answer.remark().isEmpty()) {
            refuse(GroupEvent.reply(reply), reply.orderNumber(), reply.eventId(), answer.remark());
        }
        if (!answer.applied()) {
            return;
        }
        put(answer.order(), reply.timeMillis());
        move(answer);
        if (reply.kind() == ReplyKind.RECEIVED && !answer.movements().isEmpty()) {
            learnDays(order, reply);
        }
        if (OrderAlerts.isOver(order, answer.order())) {
            alert(orderAlerts(reply.timeMillis()).overReceived(order, answer.order()));
        }
        if (reply.kind() != ReplyKind.SHIPPED && reply.kind() != ReplyKind.RECEIVED) {
            miss(Shortfall.between(order, answer.order(), reply.timeMillis()));
        }
    }

    private void move(Answer answer) {
        for (Movement movement : answer.movements()) {
            store.putSeries(series(movement.location(), movement.item()).move(movement));
        }
    }

    /** Whether goods came of an order that the book does not have, to a place that is known. */
    private boolean isStray(SupplierReply reply) {
        return reply.kind() == ReplyKind.RECEIVED
                && network().knowsLocation(OrderNumber.to(reply.orderNumber()))
                && reply.lines().stream().anyMatch(l -> network().knowsItem(l.item()));
    }

    /** Goods are stock, whoever ordered them. */
    private void takeStray(SupplierReply reply) {
        OpenOrder stray = OpenOrder.stray(reply, network());
        Answer answer = stray.answer(reply);
        refuse(
                GroupEvent.reply(reply),
                reply.orderNumber(),
                reply.eventId(),
                answer.applied()
                        ? "Order %s is unknown to group %s. What came of it counts as stock at %s."
                                .formatted(stray.number(), stray.group(), stray.to())
                        : answer.remark());
        if (answer.applied()) {
            put(answer.order(), reply.timeMillis());
            move(answer);
            alert(orderAlerts(reply.timeMillis()).unknown(answer.order()));
        }
    }

    /** Keeps an order; what was missed of it and is settled now ends its alert. */
    private void put(OpenOrder order, long timeMillis) {
        int missed = order.missed();
        for (Missing missing : Missing.values()) {
            boolean told = (missed & missing.bit()) != 0;
            if (told && missing.due(order, network(), settings.orders()) > timeMillis) {
                missed -= missing.bit();
                alert(orderAlerts(timeMillis).heard(order, missing));
            }
        }
        learnFrom(store.order(order.number()), order);
        OpenOrder kept = order.missing(missed);
        store.putOrder(kept);
        GroupClock clock = store.clock();
        long next = Missing.next(kept, network(), settings.orders());
        if (next < clock.nextDeadline()) {
            store.clock(clock.withNextDeadline(next));
        }
    }

    /** What a supplier has ever sold there, and how far its word went once an order is over. */
    private void learnFrom(@Nullable OpenOrder before, OpenOrder after) {
        if (after.transfer() || after.from().isEmpty()) {
            return;
        }
        if (after.status() == OrderStatus.SENT && after.revision() == 0) {
            for (OpenLine line : after.lines()) {
                SeriesState known = series(after.to(), line.item());
                SeriesState ordered = known.orderedFrom(after.from());
                if (!ordered.equals(known)) {
                    store.putSeries(ordered);
                }
            }
        }
        boolean agreed = before != null && before.isOpen() && !before.isUnanswered();
        if (before != null && agreed && !before.isPending() && !after.isOpen()) {
            long promised = before.lines().stream().mapToLong(OpenLine::promised).sum();
            long came = after.lines().stream().mapToLong(OpenLine::received).sum();
            store.putLane(lane(after).over(promised, came));
        }
    }

    /** How long a delivery took, from the cut-off that its order was said at. */
    private void learnDays(OpenOrder order, SupplierReply reply) {
        int said = Math.max(order.cycleEpochDay(), order.saidEpochDay());
        int took = network().dayOf(reply.timeMillis()) - said;
        if (!order.transfer() && !order.from().isEmpty() && took >= 0) {
            store.putLane(lane(order).delivered(took));
        }
    }

    private LaneHistory lane(OpenOrder order) {
        LaneHistory known = store.lane(LaneHistory.id(order.from(), order.to()));
        return known == null ? LaneHistory.unknown(order.from(), order.to()) : known;
    }

    /** Tells what should have been heard of orders until a moment and was not. */
    private void watch(long untilMillis) {
        if (store.clock().nextDeadline() > untilMillis) {
            return;
        }
        List<OpenOrder> orders = new ArrayList<>(store.allOrders());
        orders.sort(Comparator.comparing(OpenOrder::number));
        List<OpenOrder> notLeft = new ArrayList<>();
        List<Alert> alerts = new ArrayList<>();
        long next = Missing.NEVER;
        for (OpenOrder order : orders) {
            int missed = order.missed();
            for (Missing missing : Missing.values()) {
                long due = missing.due(order, network(), settings.orders());
                if ((missed & missing.bit()) == 0 && due <= untilMillis) {
                    missed |= missing.bit();
                    alerts.add(orderAlerts(due).missed(order, missing, due));
                    if (missing == Missing.SHIP_NOTICE) {
                        notLeft.add(order);
                    }
                }
            }
            OpenOrder told = order.missing(missed);
            if (!told.equals(order)) {
                store.putOrder(told);
            }
            next = Math.min(next, Missing.next(told, network(), settings.orders()));
        }
        store.clock(store.clock().withNextDeadline(next));
        AlertBudget.within(alerts, settings.orders().alertBudget(), untilMillis)
                .forEach(this::alert);
        for (OpenOrder order : notLeft) {
            long due = Missing.SHIP_NOTICE.due(order, network(), settings.orders());
            miss(Shortfall.notLeft(order, network().cycleOf(due), due));
        }
    }

    /**
     * Keeps what an order will not bring until event time has passed the moment at which that was
     * known, so that all that was said until then counts; or for a while by the clock of the
     * machine, where event time stands still.
     */
    private void miss(Shortfall missed) {
        if (missed.isNone()) {
            return;
        }
        store.memory(store.memory().with(missed));
        GroupClock clock = store.clock();
        int within = settings.orders().coverWithinMillis();
        boolean clockCounts = within > 0 && nowMillis != Long.MIN_VALUE;
        store.clock(
                clock.coveringFrom(Math.min(missed.timeMillis(), clock.firstToCover()))
                        .coveringBy(
                                clockCounts
                                        ? Math.min(nowMillis + within, clock.coveredBy())
                                        : clock.coveredBy()));
    }

    /** When {@link #advance} must be called next by the clock of the machine. */
    long nextClockTimer() {
        return store.clock().coveredBy();
    }

    /**
     * Goes through what happened until a moment. Levels alone change nothing before the next
     * review, and wait for it.
     */
    private void reach(long untilMillis) {
        GroupClock clock = store.clock();
        boolean closes = untilMillis >= network().cutOffMillis(clock.nextCycle());
        if (clock.firstToCover() <= untilMillis || closes) {
            learnAhead(untilMillis);
        }
        settle(untilMillis);
        boolean timeIsUp = nowMillis >= store.clock().coveredBy();
        if (timeIsUp) {
            cover(Long.MAX_VALUE);
        }
    }

    /** Learns what was kept until event time reached it, each after all that happened before. */
    private void learnAhead(long untilMillis) {
        if (store.keptCount(AHEAD) == 0) {
            return;
        }
        List<GroupEvent> ahead = new ArrayList<>(store.takeKept(AHEAD));
        store.clock(store.clock().coveringFrom(firstToCover()));
        ahead.sort(AS_THEY_HAPPENED);
        for (GroupEvent event : ahead) {
            if (timeMillis(event) > untilMillis) {
                keepAhead(event);
            } else {
                settle(timeMillis(event) - 1);
                apply(event);
            }
        }
    }

    /** Tells what was missed until a moment and plans it again, in the order in which it was. */
    private void settle(long untilMillis) {
        while (true) {
            GroupClock clock = store.clock();
            long next = Math.min(clock.nextDeadline(), clock.firstToCover());
            if (next > untilMillis) {
                return;
            }
            watch(next);
            cover(next);
        }
    }

    /** Event time of the first shortfall that is not planned yet, or answer that waits. */
    private long firstToCover() {
        long first = Long.MAX_VALUE;
        for (Shortfall missed : store.memory().shortfalls()) {
            first = Math.min(first, missed.timeMillis());
        }
        for (GroupEvent event : store.kept(AHEAD)) {
            first = event.reply() == null ? first : Math.min(first, timeMillis(event));
        }
        return first;
    }

    /**
     * Plans again what orders will not bring, in the order in which that was known.
     *
     * @param untilMillis event time
     */
    private void cover(long untilMillis) {
        if (store.memory().shortfalls().isEmpty() && store.clock().firstToCover() > untilMillis) {
            return;
        }
        List<Shortfall> due = new ArrayList<>();
        List<Shortfall> left = new ArrayList<>();
        for (Shortfall missed : store.memory().shortfalls()) {
            (missed.timeMillis() <= untilMillis ? due : left).add(missed);
        }
        store.memory(store.memory().withShortfalls(left));
        GroupClock clock = store.clock().coveringFrom(firstToCover());
        store.clock(left.isEmpty() ? clock.coveringBy(Long.MAX_VALUE) : clock);
        due.sort(
                Comparator.comparingLong(Shortfall::timeMillis)
                        .thenComparing(Shortfall::orderNumber));
        due.forEach(this::cover);
    }

    /**
     * Plans what an order will not bring: on the stock that was known at that moment, beside all
     * that stands. Where the next cut-off has passed, its review does it; where nobody else can
     * deliver in time, nothing is said.
     */
    private void cover(Shortfall missed) {
        long timeMillis = missed.timeMillis();
        PlanRecord last = store.memory().last();
        GroupClock clock = store.clock();
        if (last == null
                || clock.held()
                || clock.waiting()
                || clock.nextCycle() != last.cycleEpochDay() + 1
                || network().cycleOf(timeMillis) > clock.nextCycle()
                || isTooLate(timeMillis)) {
            return;
        }
        long issued = Math.max(last.issuedMillis(), timeMillis);
        ReviewResult result =
                Review.run(
                        new ReviewInputs(
                                network(),
                                last.cycleEpochDay(),
                                reached(last.cycleEpochDay()),
                                last.run() + 1,
                                issued,
                                store.allSeries().stream().map(s -> s.asOf(issued)).toList(),
                                store.allOrders(),
                                missed,
                                store.memory().people(),
                                store.allLanes()),
                        settings,
                        planner);
        if (!result.changed().isEmpty()) {
            carryOut(result, issued);
            store.memory(store.memory().withRun(result.plan().run()));
        }
    }

    private void carryOut(ReviewResult result, long issuedMillis) {
        result.changed().forEach(order -> put(order, issuedMillis));
        outcome.add(result);
    }

    private void alert(Alert alert) {
        outcome.alerts().add(alert);
    }

    private OrderAlerts orderAlerts(long timeMillis) {
        PlanRecord last = store.memory().last();
        return new OrderAlerts(
                network(),
                network().cycleOf(timeMillis),
                last == null ? 0 : last.run(),
                timeMillis,
                settings);
    }

    private void apply(Decision decision) {
        GroupMemory memory = store.memory();
        if (memory.decisions().contains(decision.eventId())) {
            outcome.countDuplicate();
            return;
        }
        store.memory(memory.withDecision(decision.eventId()));
        int refusedBefore = outcome.refused().size();
        carryOut(decision);
        List<Refused> refused = outcome.refused();
        note(
                List.of(
                        DecisionLog.of(
                                decision,
                                refused.size() == refusedBefore
                                        ? ""
                                        : refused.get(refused.size() - 1).reason())));
    }

    private void carryOut(Decision decision) {
        switch (decision.kind()) {
            case HOLD -> hold(decision);
            case RELEASE -> release(decision);
            case REVIEW -> reviewAgain(decision);
            case CANCEL_ORDER -> cancel(decision);
            case HOLD_SUPPLIER, RELEASE_SUPPLIER -> holdSupplier(decision);
            case OVERRIDE_FORECAST, OVERRIDE_QUANTITY -> set(decision);
        }
    }

    private void holdSupplier(Decision decision) {
        boolean held = decision.kind() == DecisionKind.HOLD_SUPPLIER;
        if (held && !network().knowsSupplier(decision.supplier())) {
            refuse(
                    decision,
                    "Supplier %s is unknown to group %s."
                            .formatted(decision.supplier(), decision.group()));
            return;
        }
        store.memory(store.memory().withSupplier(decision.supplier(), held));
    }

    private void set(Decision decision) {
        if (!decision.isComplete()) {
            refuse(
                    decision,
                    "The override %s must have location, item, quantity, until and reason."
                            .formatted(decision.eventId()));
            return;
        }
        GroupMemory memory = store.memory();
        String supplier = decision.supplier();
        NetworkItem item =
                network().knows(decision.location(), decision.item())
                        ? network().item(decision.item())
                        : null;
        if (item != null && supplier.isEmpty() && item.sources().size() == 1) {
            supplier = item.sources().get(0).supplier();
        }
        String fault =
                item == null
                        ? "Item %s at location %s is unknown to group %s."
                                .formatted(decision.item(), decision.location(), decision.group())
                        : fault(decision, item, supplier);
        if (memory.interventions().size() >= GroupMemory.INTERVENTIONS) {
            fault =
                    "Group %s has %d overrides already. Maybe some should end earlier."
                            .formatted(decision.group(), GroupMemory.INTERVENTIONS);
        }
        if (!fault.isEmpty()) {
            refuse(decision, fault);
            return;
        }
        boolean ofForecast = decision.kind() == DecisionKind.OVERRIDE_FORECAST;
        store.memory(
                memory.withIntervention(Intervention.of(decision, ofForecast ? "" : supplier)));
    }

    /** What is wrong with an override; empty when nothing is. */
    private String fault(Decision decision, NetworkItem item, String supplier) {
        if (decision.kind() == DecisionKind.OVERRIDE_FORECAST) {
            return network().sells(decision.location(), decision.item())
                    ? ""
                    : "Item %s is not sold at location %s, so that it has no forecast."
                            .formatted(decision.item(), decision.location());
        }
        SupplySource terms = network().terms(item, supplier);
        if (terms == null || !network().location(decision.location()).servedBy().isEmpty()) {
            return "Item %s for location %s cannot be ordered from supplier '%s'."
                    .formatted(decision.item(), decision.location(), supplier);
        }
        long quantity = Math.round(decision.quantity());
        boolean right =
                quantity == 0
                        || (quantity % terms.orderMultiple() == 0
                                && quantity >= terms.minimumOrderQuantity()
                                && quantity <= terms.maximumOrderQuantity());
        return right
                ? ""
                : "The quantity (%d) of item %s must be 0, or %d … %d in lots of %d."
                        .formatted(
                                quantity,
                                decision.item(),
                                terms.minimumOrderQuantity(),
                                terms.maximumOrderQuantity(),
                                terms.orderMultiple());
    }

    private void refuse(Decision decision, String reason) {
        refuse(GroupEvent.decision(decision), decision.group(), decision.eventId(), reason);
    }

    private void hold(Decision decision) {
        if (decision.orderNumber().isEmpty()) {
            store.clock(store.clock().withHeld(true));
            return;
        }
        refuse(
                GroupEvent.decision(decision),
                decision.orderNumber(),
                decision.eventId(),
                "Order %s cannot be held any more. Maybe it should be cancelled; to hold the whole group, name no order."
                        .formatted(decision.orderNumber()));
    }

    private void release(Decision decision) {
        if (decision.orderNumber().isEmpty()) {
            store.clock(store.clock().withHeld(false));
            return;
        }
        OpenOrder held = store.order(decision.orderNumber());
        if (held != null && store.memory().people().holds(held.from())) {
            refuse(
                    decision,
                    "Order %s cannot be released while its supplier %s is held."
                            .formatted(held.number(), held.from()));
            return;
        }
        OpenOrder released = move(decision, o -> o.release(decision.timeMillis()));
        if (released != null) {
            say(released, OrderTransition.CREATED, "");
        }
    }

    private void cancel(Decision decision) {
        OpenOrder before = store.order(decision.orderNumber());
        OpenOrder cancelled =
                move(decision, o -> o.cancel(Math.max(o.issuedMillis(), decision.timeMillis())));
        if (cancelled != null && before != null && !before.isHeld()) {
            say(cancelled, OrderTransition.CANCELLED, reason(decision));
        }
    }

    /** What a person made of an order, resting on the forecasts of the last plan. */
    private void say(OpenOrder order, OrderTransition transition, String reason) {
        PlanRecord last = store.memory().last();
        outcome.say(
                order,
                transition,
                network().group().currency(),
                reason,
                last == null ? "" : last.modelVersion());
    }

    /** The order of a decision after its move; null, and refused, where it is not allowed. */
    private @Nullable OpenOrder move(Decision decision, Function<OpenOrder, Answer> move) {
        OpenOrder order = store.order(decision.orderNumber());
        Answer answer = order == null ? null : move.apply(order);
        if (answer == null || !answer.applied()) {
            refuse(
                    GroupEvent.decision(decision),
                    decision.orderNumber(),
                    decision.eventId(),
                    answer == null
                            ? "Order %s is unknown to group %s."
                                    .formatted(decision.orderNumber(), decision.group())
                            : answer.remark());
            return null;
        }
        put(answer.order(), decision.timeMillis());
        return answer.order();
    }

    /** Who cancelled and why, no longer than the text of an order may be. */
    private static String reason(Decision decision) {
        return Texts.cut("cancelled by %s: %s".formatted(decision.by(), decision.reason()));
    }

    // --- time ---

    /** Goes through the cut-offs that the watermark has passed. */
    private void pass(long passed) {
        watermark = passed;
        int left = reviewsAtOnce;
        while (true) {
            GroupClock clock = store.clock();
            if (!clock.isStarted()) {
                return;
            }
            int cycle = clock.nextCycle();
            long cutOff = network().cutOffMillis(cycle);
            // Event time that was reached is not forgotten where a restart begins it anew.
            long reached = clock.waiting() ? Math.max(watermark, cutOff) : watermark;
            reach(Math.min(reached, cutOff));
            if (reached < cutOff) {
                return;
            }
            store.takeKept(cycle).forEach(this::apply);
            clock = store.clock();
            boolean reported = clock.newestDay() >= cycle - 1;
            boolean patient = reached < cutOff + patienceMillis();
            if (clock.held() || isTooLate(cutOff)) {
                outcome.countPassedOver();
                open(cycle + 1);
            } else if (reported && (!patient || missing(cycle) == 0)) {
                if (left-- == 0) {
                    outcome.moreIsDue();
                    return;
                }
                review(cycle, 0, cutOff);
                open(cycle + 1);
            } else if (patient) {
                store.clock(clock.waitingFor(Math.max(1, missing(cycle))));
                return;
            } else {
                outcome.countPassedOver();
                open(Math.max(cycle + 1, nextWithFacts(watermark)));
            }
            if (watermark == Long.MAX_VALUE
                    && store.firstKept() == Integer.MAX_VALUE
                    && !isReported()) {
                return;
            }
        }
    }

    /** Whether what should have been done at a moment is out of date by the machine's clock. */
    private boolean isTooLate(long millis) {
        return settings.planWithinMinutes() > 0
                && nowMillis > millis + settings.planWithinMinutes() * 60_000L;
    }

    /**
     * The latest cut-off that has passed by the clock of the machine, a cycle's or later; the
     * cycle's where the clock does not count. How far event time has come when a review is done
     * says nothing: it is ahead of the same review when a history is played again.
     */
    private int reached(int cycle) {
        boolean late =
                settings.planWithinMinutes() > 0 && nowMillis > network().cutOffMillis(cycle);
        return late ? network().cycleOf(nowMillis + 1) - 1 : cycle;
    }

    private boolean isReported() {
        return store.clock().newestDay() >= store.clock().nextCycle() - 1;
    }

    /** The next cycle that something is kept for, but none whose cut-off is still to come. */
    private int nextWithFacts(long watermark) {
        int coming = watermark == Long.MAX_VALUE ? Integer.MAX_VALUE : network().cycleOf(watermark);
        return Math.min(coming, store.firstKept());
    }

    /** Turns to a cycle and learns what was kept for it, but for what waits for its cut-off. */
    private void open(int cycle) {
        note();
        writeLog();
        store.clock(store.clock().withNextCycle(cycle));
        store.takeKept(cycle).forEach(event -> learnOrKeep(event, Long.MIN_VALUE));
    }

    // --- the decision log ---

    /** Keeps what was said since it last did for the log. */
    private void note() {
        List<LogEntry> said = new ArrayList<>();
        List<PlanRecord> plans = outcome.plans();
        plans.subList(plansNoted, plans.size()).forEach(p -> said.add(DecisionLog.of(p)));
        plansNoted = plans.size();
        List<PurchaseOrder> orders = outcome.purchaseOrders();
        orders.subList(ordersNoted, orders.size()).forEach(o -> said.add(DecisionLog.of(o)));
        ordersNoted = orders.size();
        List<TransferOrder> transfers = outcome.transferOrders();
        transfers
                .subList(transfersNoted, transfers.size())
                .forEach(o -> said.add(DecisionLog.of(o)));
        transfersNoted = transfers.size();
        note(said);
    }

    private void note(List<LogEntry> said) {
        if (!said.isEmpty()) {
            store.log(store.log().with(said));
        }
    }

    /**
     * Writes what was said until a cut-off, in the order of event time: two decisions, or a
     * decision and an answer, may arrive in another order on a replay, and nothing else that is
     * said depends on it.
     */
    private void writeLog() {
        List<LogEntry> chain = store.log().chained();
        if (!chain.isEmpty()) {
            outcome.log().addAll(chain);
            store.log(GroupLog.after(chain));
        }
    }

    private int missing(int cycle) {
        boolean first = isFirst();
        int missing = 0;
        for (SeriesState s : store.allSeries()) {
            if (isExpected(s, cycle, first) && !s.isFresh(cycle)) {
                missing++;
            }
        }
        return missing;
    }

    private boolean isFirst() {
        return store.memory().last() == null;
    }

    /**
     * Whether the forecasting job will say something: a store's series that is alive. One that has
     * never been forecast, such as a new item's, is waited for by the group's first review alone:
     * it must not delay all the others, day after day.
     */
    private boolean isExpected(SeriesState s, int cycle, boolean first) {
        return (first || s.forecast() != null)
                && network().sells(s.location(), s.item())
                && s.reportedDay() >= cycle - settings.forecastExpectedDays();
    }

    // --- reviews ---

    private void review(int cycle, int run, long issuedMillis) {
        forget(issuedMillis);
        List<OpenOrder> orders = store.allOrders();
        List<SeriesState> series = store.allSeries();
        ReviewResult result =
                Review.run(
                        new ReviewInputs(
                                network(),
                                cycle,
                                reached(cycle),
                                run,
                                issuedMillis,
                                series,
                                orders,
                                null,
                                store.memory().from(cycle).people(),
                                store.allLanes()),
                        settings,
                        planner);
        carryOut(result, issuedMillis);
        for (SeriesState s : series) {
            SeriesState now = series(s.location(), s.item());
            SeriesState told =
                    now.alerting(result.runningOut().get(SeriesKey.id(s.location(), s.item())));
            if (!told.equals(now)) {
                store.putSeries(told);
            }
        }
        store.memory(store.memory().from(cycle));
        store.memory(store.memory().withReview(result.plan(), facts()));
    }

    private long facts() {
        return Fingerprint.facts(
                store.clock().networkVersion(),
                store.allSeries(),
                store.allOrders(),
                store.memory().people());
    }

    private void reviewAgain(Decision decision) {
        PlanRecord last = store.memory().last();
        if (last == null || store.clock().held() || isTooLate(decision.timeMillis())) {
            refuse(
                    GroupEvent.decision(decision),
                    decision.group(),
                    decision.eventId(),
                    last == null
                            ? "Nothing has been planned yet that could be reviewed."
                            : store.clock().held()
                                    ? "The group is held. Release it first."
                                    : "The decision is older than plans may be. Decide again.");
            return;
        }
        learnAhead(Math.max(watermark, decision.timeMillis()));
        int run = last.run() + 1;
        long issued = Math.max(last.issuedMillis(), decision.timeMillis());
        if (store.memory().facts() == facts()) {
            PlanRecord same = nothingNew(last, run, issued);
            outcome.plans().add(same);
            store.memory(store.memory().withReview(same, facts()));
        } else {
            review(last.cycleEpochDay(), run, issued);
        }
    }

    private static PlanRecord nothingNew(PlanRecord last, int run, long issuedMillis) {
        return new PlanRecord(
                last.group() + ":" + last.cycleEpochDay() + ":" + run,
                last.group(),
                last.cycleEpochDay(),
                run,
                issuedMillis,
                last.seed(),
                last.rounds(),
                last.cost(),
                last.cost(),
                last.costOrderUpTo(),
                last.modelVersion(),
                last.forecasts(),
                last.staleForecasts(),
                last.unknownStock(),
                last.staleStock(),
                List.of(),
                List.of(),
                "");
    }

    private void forget(long nowMillis) {
        long before = nowMillis - settings.keepClosedOrdersDays() * LocalDays.MILLIS;
        long settled = nowMillis - settings.overdueDays() * LocalDays.MILLIS;
        for (OpenOrder order : store.allOrders()) {
            if (!order.isOpen() && order.closedMillis() < before) {
                store.removeOrder(order.number());
            } else if (!order.isOpen() && order.closedMillis() < settled) {
                OpenOrder closed = order.close();
                if (!closed.equals(order)) {
                    store.putOrder(closed);
                }
            }
        }
        for (LaneHistory lane : store.allLanes()) {
            boolean gone =
                    !network().knowsSupplier(lane.supplier())
                            || !network().knowsLocation(lane.location());
            if (gone) {
                store.removeLane(LaneHistory.id(lane.supplier(), lane.location()));
            }
        }
        int oldestDay = store.clock().nextCycle() - settings.keepClosedOrdersDays();
        for (SeriesState s : store.allSeries()) {
            String id = SeriesKey.id(s.location(), s.item());
            if (!network().knows(s.location(), s.item()) && s.reportedDay() < oldestDay) {
                store.removeSeries(id);
            } else {
                SeriesState folded = s.fold(before);
                if (!folded.equals(s)) {
                    store.putSeries(folded);
                }
            }
        }
    }

    private SeriesState series(String location, String item) {
        SeriesState known = store.series(SeriesKey.id(location, item));
        return known == null ? SeriesState.unknown(location, item) : known;
    }

    private void refuse(GroupEvent event, String subject, String eventId, String reason) {
        outcome.refuse(new Refused(event, subject, eventId, reason));
    }

    private long patienceMillis() {
        return settings.forecastPatienceMinutes() * 60_000L;
    }

    private Network network() {
        GroupClock clock = store.clock();
        String id = store.groupId();
        Network cached = networks.get(id);
        if (cached == null || cached.group().version() != clock.networkVersion()) {
            PlanningGroup known = store.network();
            if (known == null) {
                throw new IllegalStateException(
                        "The network of group %s must be known before it is planned."
                                .formatted(id));
            }
            cached = Network.of(known);
            networks.put(id, cached);
        }
        return cached;
    }
}
