package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.LogEntry;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.optimizer.Planner;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What planning groups learn → their plans, and the orders that they make.
 *
 * <p>Keyed by group. State: everything {@link GroupState} keeps, in the states of {@link
 * KeyedGroupStore}, so that a plan and its orders become part of the group's state in one step; who
 * clears what is said there; and the first network until all its items are routed. Timers: one in
 * event time, at the next cut-off, then at the end of the patience for forecasts, when an order
 * misses something, when a shortfall is known; of a group that nobody has announced, when its
 * answers are given up. A call does one review, so that checkpoints come between those of a
 * catch-up. Side outputs: {@link #PURCHASE_ORDERS}, {@link #TRANSFER_ORDERS}, {@link #PLAN_LINES},
 * {@link #ALERTS}, {@link #LOG}, and {@link #ILLEGAL} for what is not allowed.
 */
public final class Coordinator extends KeyedProcessFunction<String, GroupEvent, PlanRecord> {
    /** Identity of the operator in savepoints. */
    public static final String UID = "coordinator";

    /** Documents to suppliers; (number, revision) is said once. */
    public static final OutputTag<PurchaseOrder> PURCHASE_ORDERS =
            new OutputTag<>("purchase-orders") {};

    /** Documents to locations; (number, revision) is said once. */
    public static final OutputTag<TransferOrder> TRANSFER_ORDERS =
            new OutputTag<>("transfer-orders") {};

    /** Why each ordered line is what it is. */
    public static final OutputTag<PlanLine> PLAN_LINES = new OutputTag<>("plan-lines") {};

    /** Stock-outs that are likely all the same. */
    public static final OutputTag<Alert> ALERTS = new OutputTag<>("alerts") {};

    /** What people and the job have decided, as a chain for each group. */
    public static final OutputTag<LogEntry> LOG = new OutputTag<>("decision-log") {};

    /** Networks, answers and decisions that are not allowed where things stand. */
    public static final OutputTag<Refused> ILLEGAL = new OutputTag<>("illegal") {};

    private final CoordinationSettings settings;
    private transient KeyedGroupStore store;
    private transient ValueState<FirstNetwork> first;
    private transient GroupMetrics groupMetrics;
    private transient Planner planner;
    private transient Map<String, Network> networks;
    private transient Counter duplicates;
    private transient Counter tooLate;
    private transient Counter passedOver;
    private transient Counter refused;

    Coordinator(CoordinationSettings settings) {
        this.settings = settings;
    }

    /** Plans of all groups; orders, lines and alerts are side outputs of it. */
    public static SingleOutputStreamOperator<PlanRecord> attach(
            DataStream<GroupEvent> events, CoordinationSettings settings) {
        return events.keyBy(GroupEvent::group)
                .process(new Coordinator(settings))
                .uid(UID)
                .name(UID);
    }

    static ValueStateDescriptor<FirstNetwork> firstNetworkState() {
        return new ValueStateDescriptor<>("first-network", FirstNetwork.class);
    }

    @Override
    public void open(OpenContext unused) {
        groupMetrics = new GroupMetrics();
        store = new KeyedGroupStore(getRuntimeContext(), groupMetrics);
        first = getRuntimeContext().getState(firstNetworkState());
        planner = settings.planner().planner();
        networks = new HashMap<>();
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("restock");
        duplicates = metrics.counter("duplicateEvents");
        tooLate = metrics.counter("answersTooLate");
        passedOver = metrics.counter("cutOffsPassedOver");
        refused = metrics.counter("refusedEvents");
        groupMetrics.register(metrics);
    }

    @Override
    public void processElement(GroupEvent said, Context ctx, Collector<PlanRecord> out)
            throws Exception {
        GroupState group = group(ctx.getCurrentKey(), ctx);
        boolean known = store.clock().hasNetwork();
        GroupEvent event = known ? said : untilRouted(said);
        if (event == null || event.routed() != null) {
            return;
        }
        Outcome outcome = group.on(event, ctx.timerService().currentWatermark());
        if (!known && store.clock().hasNetwork()) {
            first.clear();
        }
        say(outcome, ctx, out);
        setTimer(group, outcome, ctx);
        goOnSoon(group, outcome, ctx);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext ctx, Collector<PlanRecord> out)
            throws Exception {
        GroupState group = group(ctx.getCurrentKey(), ctx);
        FirstNetwork waiting = first.value();
        if (waiting != null && waiting.network() != null && !waiting.isComplete()) {
            return; // The group will be known in a moment, and gives nothing up.
        }
        Outcome outcome = group.advance(ctx.timerService().currentWatermark());
        say(outcome, ctx, out);
        setTimer(group, outcome, ctx);
        if (ctx.timeDomain() == TimeDomain.PROCESSING_TIME) {
            goOnSoon(group, outcome, ctx);
        }
    }

    /**
     * Keeps the first network until all its items are routed.
     *
     * @return what the group learns now; null for nothing
     */
    private @Nullable GroupEvent untilRouted(GroupEvent said) throws Exception {
        if (said.network() == null && said.routed() == null) {
            return said;
        }
        FirstNetwork before = Objects.requireNonNullElse(first.value(), FirstNetwork.NONE);
        FirstNetwork now =
                said.network() == null
                        ? before.withRouted(Objects.requireNonNull(said.routed()))
                        : before.with(said.network());
        first.update(now);
        boolean heard = said.network() != null || !before.isComplete();
        return heard && now.isComplete()
                ? GroupEvent.network(Objects.requireNonNull(now.network()))
                : null;
    }

    /**
     * A timer of event time that is due fires when the watermark moves, or at once while it does;
     * where it stands still, a timer of the machine goes on with the reviews that are due, and with
     * shortfalls.
     */
    private static void goOnSoon(GroupState group, Outcome outcome, Context ctx) {
        if (outcome.isMoreDue()) {
            ctx.timerService()
                    .registerProcessingTimeTimer(ctx.timerService().currentProcessingTime() + 1);
        }
        if (group.nextClockTimer() < Long.MAX_VALUE) {
            ctx.timerService().registerProcessingTimeTimer(group.nextClockTimer());
        }
    }

    private GroupState group(String id, Context ctx) {
        store.turnTo(id);
        groupMetrics.reached(ctx.timerService().currentWatermark());
        return GroupState.over(
                store, settings, planner, networks, 1, ctx.timerService().currentProcessingTime());
    }

    /**
     * One timer of event time a group, in the past where more is due. At the end of the input
     * nothing is waited for any more.
     */
    private void setTimer(GroupState group, Outcome outcome, Context ctx) {
        long wanted = group.nextTimer();
        GroupClock clock = store.clock();
        if (wanted == clock.timerMillis() && !outcome.isMoreDue()) {
            store.flush();
            return;
        }
        if (wanted != clock.timerMillis()) {
            ctx.timerService().deleteEventTimeTimer(clock.timerMillis());
        }
        if (outcome.isMoreDue() || wanted > ctx.timerService().currentWatermark()) {
            ctx.timerService().registerEventTimeTimer(wanted);
        }
        store.clock(clock.withTimer(wanted));
        store.flush();
    }

    private void say(Outcome outcome, Context ctx, Collector<PlanRecord> out) {
        outcome.purchaseOrders().forEach(o -> ctx.output(PURCHASE_ORDERS, o));
        outcome.transferOrders().forEach(o -> ctx.output(TRANSFER_ORDERS, o));
        outcome.lines().forEach(l -> ctx.output(PLAN_LINES, l));
        outcome.alerts().forEach(a -> ctx.output(ALERTS, a));
        outcome.log().forEach(e -> ctx.output(LOG, e));
        outcome.refused().forEach(r -> ctx.output(ILLEGAL, r));
        outcome.plans().forEach(groupMetrics::plan);
        outcome.plans().forEach(out::collect);
        duplicates.inc(outcome.duplicates());
        tooLate.inc(outcome.tooLate());
        passedOver.inc(outcome.passedOver());
        refused.inc(outcome.refused().size());
    }
}
