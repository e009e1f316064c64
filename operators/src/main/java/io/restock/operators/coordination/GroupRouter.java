package io.restock.operators.coordination;

import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Stock levels and forecasts → the planning group of their item.
 *
 * <p>Keyed by item. State: the item's group, kept as long as the job; while it is unknown, the
 * latest level and forecast of each of the item's series, cleared when the group becomes known. So
 * nothing that planning needs is lost, and nothing grows. No timers, no side outputs. Networks,
 * replies and decisions name their group and pass beside it.
 */
public final class GroupRouter
        extends KeyedCoProcessFunction<String, GroupEvent, ItemGroup, GroupEvent> {
    /** Identity of the operator in savepoints. */
    public static final String UID = "group-router";

    private transient ValueState<ItemGroup> group;
    private transient MapState<String, GroupEvent> waiting;

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
                networks.flatMap((FlatMapFunction<PlanningGroup, ItemGroup>) GroupRouter::assign)
                        .returns(ItemGroup.class)
                        .uid("route-items")
                        .name("route-items");
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

    static ValueStateDescriptor<ItemGroup> groupState() {
        return new ValueStateDescriptor<>("item-group", ItemGroup.class);
    }

    static MapStateDescriptor<String, GroupEvent> waitingState() {
        return new MapStateDescriptor<>(
                "waiting-for-group", Types.STRING, Types.POJO(GroupEvent.class));
    }

    @Override
    public void open(OpenContext unused) {
        group = getRuntimeContext().getState(groupState());
        waiting = getRuntimeContext().getMapState(waitingState());
    }

    @Override
    public void processElement1(GroupEvent event, Context ctx, Collector<GroupEvent> out)
            throws Exception {
        ItemGroup known = group.value();
        if (known != null) {
            out.collect(event.to(known.group()));
            return;
        }
        String slot = slot(event);
        GroupEvent before = waiting.get(slot);
        if (before == null || !older(event, before)) {
            waiting.put(slot, event);
        }
    }

    @Override
    public void processElement2(ItemGroup named, Context ctx, Collector<GroupEvent> out)
            throws Exception {
        ItemGroup known = group.value();
        if (known != null
                && known.group().equals(named.group())
                && known.version() > named.version()) {
            return;
        }
        group.update(named);
        List<String> slots = new ArrayList<>();
        waiting.keys().forEach(slots::add);
        slots.sort(Comparator.naturalOrder());
        for (String slot : slots) {
            out.collect(waiting.get(slot).to(named.group()));
        }
        waiting.clear();
    }

    private static void assign(PlanningGroup network, Collector<ItemGroup> out) {
        network.items()
                .forEach(i -> out.collect(new ItemGroup(i.id(), network.id(), network.version())));
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
            return event.level().timeMillis() < than.level().timeMillis();
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
