package io.restock.operators.coordination;

import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.operators.demand.EventIds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Stock levels and forecasts → the planning group of their item.
 *
 * <p>Keyed by item. State: the groups that name the item, usually one; while none does, the latest
 * level and forecast of each of the item's series, cleared when a group names it. So nothing that
 * planning needs is lost, and nothing grows. After that, and for each new version, the group hears
 * that the item is routed. Of several groups the first by id plans it, whatever was read first;
 * that is counted, as are events of items that no group names. No timers, no side outputs.
 * Networks, replies and decisions name their group and pass beside it.
 */
public final class GroupRouter
        extends KeyedCoProcessFunction<String, GroupEvent, ItemGroup, GroupEvent> {
    /** Identity of the operator in savepoints. */
    public static final String UID = "group-router";

    private transient MapState<String, Integer> groups;
    private transient MapState<String, GroupEvent> waiting;
    private transient Counter unplanned;
    private transient Counter disputed;

    /** Everything that planning groups learn, each with its group; key it by group. */
    public static DataStream<GroupEvent> attach(
            DataStream<Forecast> forecasts,
            DataStream<StockLevel> levels,
            DataStream<PlanningGroup> networks,
            DataStream<SupplierReply> replies,
            DataStream<Decision> decisions) {
        DataStream<GroupEvent> byItem =
                named(forecasts, f -> GroupEvent.forecast("", f), "route-forecasts")
                        .union(named(levels, l -> GroupEvent.level("", l), "route-levels"));
        DataStream<ItemGroup> assignments =
                networks.keyBy(PlanningGroup::id)
                        .process(new ItemNames())
                        .returns(ItemGroup.class)
                        .uid(ItemNames.UID)
                        .name(ItemNames.UID);
        DataStream<GroupEvent> routed =
                byItem.keyBy(GroupEvent::item)
                        .connect(assignments.keyBy(ItemGroup::item))
                        .process(new GroupRouter())
                        .uid(UID)
                        .name(UID);
        return routed.union(
                named(networks, GroupEvent::network, "route-networks"),
                named(replies, GroupEvent::reply, "route-replies"),
                named(decisions, GroupEvent::decision, "route-decisions"));
    }

    static MapStateDescriptor<String, Integer> groupsState() {
        return new MapStateDescriptor<>("item-groups", Types.STRING, Types.INT);
    }

    static MapStateDescriptor<String, GroupEvent> waitingState() {
        return new MapStateDescriptor<>(
                "waiting-for-group", Types.STRING, Types.POJO(GroupEvent.class));
    }

    @Override
    public void open(OpenContext unused) {
        groups = getRuntimeContext().getMapState(groupsState());
        waiting = getRuntimeContext().getMapState(waitingState());
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("restock");
        unplanned = metrics.counter("unplannedEvents");
        disputed = metrics.counter("itemsOfSeveralGroups");
    }

    @Override
    public void processElement1(GroupEvent event, Context ctx, Collector<GroupEvent> out)
            throws Exception {
        String planner = planner();
        if (!planner.isEmpty()) {
            out.collect(event.to(planner));
            return;
        }
        unplanned.inc();
        String slot = slot(event);
        GroupEvent before = waiting.get(slot);
        if (before == null || !older(event, before)) {
            waiting.put(slot, event);
        }
    }

    @Override
    public void processElement2(ItemGroup named, Context ctx, Collector<GroupEvent> out)
            throws Exception {
        if (!named.named()) {
            groups.remove(named.group());
            return;
        }
        boolean disputes = !planner().isEmpty() && !groups.contains(named.group());
        groups.put(named.group(), named.version());
        if (disputes) {
            disputed.inc();
        }
        String planner = planner();
        List<String> slots = new ArrayList<>();
        waiting.keys().forEach(slots::add);
        slots.sort(Comparator.naturalOrder());
        for (String slot : slots) {
            out.collect(waiting.get(slot).to(planner));
        }
        waiting.clear();
        out.collect(GroupEvent.routed(named.group(), named.version()));
    }

    /** The first by id of the groups that name the item; empty while none does. */
    private String planner() throws Exception {
        String first = "";
        for (String group : groups.keys()) {
            first = first.isEmpty() || group.compareTo(first) < 0 ? group : first;
        }
        return first;
    }

    /** One each for the level, a report without level, and the forecast of a series. */
    private static String slot(GroupEvent event) {
        if (event.level() != null) {
            String known = Double.isNaN(event.level().onHand()) ? "seen|" : "level|";
            return known + SeriesKey.id(event.level().location(), event.item());
        }
        if (event.forecast() != null) {
            return "forecast|" + SeriesKey.id(event.forecast().location(), event.item());
        }
        throw new IllegalStateException(
                "The router got an event that is neither stock level nor forecast.");
    }

    private static boolean older(GroupEvent event, GroupEvent than) {
        if (event.level() != null && than.level() != null) {
            int byTime = Long.compare(event.level().timeMillis(), than.level().timeMillis());
            return byTime != 0
                    ? byTime < 0
                    : EventIds.hash(event.level().eventId())
                            < EventIds.hash(than.level().eventId());
        }
        if (event.forecast() != null && than.forecast() != null) {
            return event.forecast().originEpochDay() < than.forecast().originEpochDay();
        }
        return false;
    }

    private static <T> DataStream<GroupEvent> named(
            DataStream<T> stream,
            org.apache.flink.api.common.functions.MapFunction<T, GroupEvent> map,
            String uid) {
        return stream.map(map).returns(GroupEvent.class).uid(uid).name(uid);
    }
}
