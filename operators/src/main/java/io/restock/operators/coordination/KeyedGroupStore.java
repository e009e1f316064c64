package io.restock.operators.coordination;

import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.FlinkRuntimeException;
import org.jspecify.annotations.Nullable;

/**
 * A planning group's facts in Flink's keyed state: the network, the clock, the memory of the last
 * review and where the decision log stands as values; series, orders, lanes and kept events as
 * maps, so that an event reads and writes one entry, and a cycle only what was kept for it. The
 * clock is read once and written once per event: {@link #turnTo} before it, {@link #flush} after
 * it.
 */
final class KeyedGroupStore implements GroupStore {
    private final ValueState<PlanningGroup> network;
    private final ValueState<GroupClock> clock;
    private final ValueState<GroupMemory> memory;
    private final ValueState<GroupLog> log;
    private final MapState<String, SeriesState> series;
    private final MapState<String, OpenOrder> orders;
    private final MapState<String, LaneHistory> lanes;
    private final MapState<String, GroupEvent> kept;
    private final MapState<Integer, Integer> keptCounts;
    private final GroupMetrics metrics;
    private String group = "";
    private GroupClock stored = GroupClock.NEW;
    private GroupClock current = GroupClock.NEW;

    KeyedGroupStore(RuntimeContext context, GroupMetrics metrics) {
        this.metrics = metrics;
        network = context.getState(networkState());
        clock = context.getState(clockState());
        memory = context.getState(memoryState());
        log = context.getState(logState());
        series = context.getMapState(seriesState());
        orders = context.getMapState(ordersState());
        lanes = context.getMapState(lanesState());
        kept = context.getMapState(keptState());
        keptCounts = context.getMapState(keptCountsState());
    }

    static ValueStateDescriptor<PlanningGroup> networkState() {
        return new ValueStateDescriptor<>("network", PlanningGroup.class);
    }

    static ValueStateDescriptor<GroupClock> clockState() {
        return new ValueStateDescriptor<>("clock", GroupClock.class);
    }

    static ValueStateDescriptor<GroupMemory> memoryState() {
        return new ValueStateDescriptor<>("memory", GroupMemory.class);
    }

    static ValueStateDescriptor<GroupLog> logState() {
        return new ValueStateDescriptor<>("log", GroupLog.class);
    }

    static MapStateDescriptor<String, SeriesState> seriesState() {
        return new MapStateDescriptor<>("series", Types.STRING, Types.POJO(SeriesState.class));
    }

    static MapStateDescriptor<String, OpenOrder> ordersState() {
        return new MapStateDescriptor<>("orders", Types.STRING, Types.POJO(OpenOrder.class));
    }

    static MapStateDescriptor<String, LaneHistory> lanesState() {
        return new MapStateDescriptor<>("lanes", Types.STRING, Types.POJO(LaneHistory.class));
    }

    static MapStateDescriptor<String, GroupEvent> keptState() {
        return new MapStateDescriptor<>("kept", Types.STRING, Types.POJO(GroupEvent.class));
    }

    static MapStateDescriptor<Integer, Integer> keptCountsState() {
        return new MapStateDescriptor<>("kept-counts", Types.INT, Types.INT);
    }

    /** Reads the clock of the current key. */
    void turnTo(String groupId) {
        group = groupId;
        GroupClock known = call(clock::value);
        stored = known == null ? GroupClock.NEW : known;
        current = stored;
        metrics.meet(this);
    }

    /** Writes the clock if it changed; one of which nothing is known is cleared. */
    void flush() {
        if (!current.equals(stored)) {
            run(() -> clock.update(current.equals(GroupClock.NEW) ? null : current));
            stored = current;
        }
    }

    @Override
    public String groupId() {
        return group;
    }

    @Override
    public GroupClock clock() {
        return current;
    }

    @Override
    public void clock(GroupClock next) {
        current = next;
    }

    @Override
    public GroupMemory memory() {
        GroupMemory known = call(memory::value);
        return known == null ? GroupMemory.NEW : known;
    }

    @Override
    public void memory(GroupMemory next) {
        run(() -> memory.update(next));
    }

    @Override
    public GroupLog log() {
        GroupLog known = call(log::value);
        return known == null ? GroupLog.NEW : known;
    }

    @Override
    public void log(GroupLog next) {
        run(() -> log.update(next));
    }

    @Override
    public @Nullable PlanningGroup network() {
        return call(network::value);
    }

    @Override
    public void network(PlanningGroup next) {
        run(() -> network.update(next));
    }

    @Override
    public @Nullable SeriesState series(String id) {
        return call(() -> series.get(id));
    }

    @Override
    public void putSeries(SeriesState s) {
        run(() -> series.put(SeriesKey.id(s.location(), s.item()), s));
    }

    @Override
    public void removeSeries(String id) {
        run(() -> series.remove(id));
    }

    @Override
    public List<SeriesState> allSeries() {
        List<SeriesState> all = new ArrayList<>();
        run(() -> series.values().forEach(all::add));
        return all;
    }

    @Override
    public @Nullable OpenOrder order(String number) {
        return call(() -> orders.get(number));
    }

    @Override
    public void putOrder(OpenOrder order) {
        run(() -> orders.put(order.number(), order));
        metrics.order(order);
    }

    @Override
    public void removeOrder(String number) {
        run(() -> orders.remove(number));
        metrics.forgetOrder(number);
    }

    @Override
    public List<OpenOrder> allOrders() {
        List<OpenOrder> all = new ArrayList<>();
        run(() -> orders.values().forEach(all::add));
        return all;
    }

    @Override
    public @Nullable LaneHistory lane(String id) {
        return call(() -> lanes.get(id));
    }

    @Override
    public void putLane(LaneHistory lane) {
        run(() -> lanes.put(LaneHistory.id(lane.supplier(), lane.location()), lane));
        metrics.lane(group, lane);
    }

    @Override
    public void removeLane(String id) {
        run(() -> lanes.remove(id));
        metrics.forgetLane(group, id);
    }

    @Override
    public List<LaneHistory> allLanes() {
        List<LaneHistory> all = new ArrayList<>();
        run(() -> lanes.values().forEach(all::add));
        return all;
    }

    @Override
    public void keep(int cycle, GroupEvent event) {
        int place = keptCount(cycle);
        run(() -> kept.put(key(cycle, place), event));
        run(() -> keptCounts.put(cycle, place + 1));
    }

    @Override
    public List<GroupEvent> kept(int cycle) {
        List<GroupEvent> events = new ArrayList<>();
        int count = keptCount(cycle);
        for (int place = 0; place < count; place++) {
            String key = key(cycle, place);
            GroupEvent event = call(() -> kept.get(key));
            if (event == null) {
                throw new IllegalStateException(
                        "Event %s of group %s must be in state.".formatted(key, group));
            }
            events.add(event);
        }
        return events;
    }

    @Override
    public List<GroupEvent> takeKept(int cycle) {
        List<GroupEvent> events = new ArrayList<>();
        for (int known : keptCycles().headSet(cycle, true)) {
            List<GroupEvent> due = kept(known);
            events.addAll(due);
            for (int place = 0; place < due.size(); place++) {
                String key = key(known, place);
                run(() -> kept.remove(key));
            }
            run(() -> keptCounts.remove(known));
        }
        return events;
    }

    @Override
    public int keptCount(int cycle) {
        Integer count = call(() -> keptCounts.get(cycle));
        return count == null ? 0 : count;
    }

    @Override
    public NavigableSet<Integer> keptCycles() {
        NavigableSet<Integer> cycles = new TreeSet<>();
        run(() -> keptCounts.keys().forEach(cycles::add));
        return cycles;
    }

    private static String key(int cycle, int place) {
        return "%08d|%08d".formatted(cycle, place);
    }

    private interface Access<T> {
        @Nullable T get() throws Exception;
    }

    private interface Change {
        void run() throws Exception;
    }

    /** State that cannot be read is a failure of the machine: the job restarts. */
    private <T> @Nullable T call(Access<T> access) {
        try {
            return access.get();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new FlinkRuntimeException("State of group %s failed.".formatted(group), e);
        }
    }

    private void run(Change change) {
        call(
                () -> {
                    change.run();
                    return null;
                });
    }
}
