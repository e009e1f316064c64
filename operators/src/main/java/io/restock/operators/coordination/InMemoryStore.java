package io.restock.operators.coordination;

import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A planning group's facts in memory, for loops that run without Flink. */
final class InMemoryStore implements GroupStore {
    private final Map<String, SeriesState> series = new TreeMap<>();
    private final Map<String, OpenOrder> orders = new TreeMap<>();
    private final Map<String, LaneHistory> lanes = new TreeMap<>();
    private final TreeMap<Integer, List<GroupEvent>> kept = new TreeMap<>();
    private GroupClock clock = GroupClock.NEW;
    private GroupMemory memory = GroupMemory.NEW;
    private GroupLog log = GroupLog.NEW;
    private @Nullable PlanningGroup network;

    /** What another store has, to be changed apart. */
    static InMemoryStore of(GroupStore other) {
        InMemoryStore copy = new InMemoryStore();
        copy.clock = other.clock();
        copy.memory = other.memory();
        copy.log = other.log();
        copy.network = other.network();
        other.allSeries().forEach(copy::putSeries);
        other.allOrders().forEach(copy::putOrder);
        other.allLanes().forEach(copy::putLane);
        for (int cycle : other.keptCycles()) {
            copy.kept.put(cycle, new ArrayList<>(other.kept(cycle)));
        }
        return copy;
    }

    /** Puts other events in the place of those that are kept. */
    void mapKept(UnaryOperator<GroupEvent> change) {
        kept.values().forEach(events -> events.replaceAll(change));
    }

    /** Events that wait for their cut-off or their network, in the order of cycles. */
    List<GroupEvent> allKept() {
        return kept.values().stream().flatMap(List::stream).toList();
    }

    @Override
    public String groupId() {
        return network == null ? "" : network.id();
    }

    @Override
    public GroupClock clock() {
        return clock;
    }

    @Override
    public void clock(GroupClock next) {
        clock = next;
    }

    @Override
    public GroupMemory memory() {
        return memory;
    }

    @Override
    public void memory(GroupMemory next) {
        memory = next;
    }

    @Override
    public GroupLog log() {
        return log;
    }

    @Override
    public void log(GroupLog next) {
        log = next;
    }

    @Override
    public @Nullable PlanningGroup network() {
        return network;
    }

    @Override
    public void network(PlanningGroup next) {
        network = next;
    }

    @Override
    public @Nullable SeriesState series(String id) {
        return series.get(id);
    }

    @Override
    public void putSeries(SeriesState s) {
        series.put(SeriesKey.id(s.location(), s.item()), s);
    }

    @Override
    public void removeSeries(String id) {
        series.remove(id);
    }

    @Override
    public List<SeriesState> allSeries() {
        return List.copyOf(series.values());
    }

    @Override
    public @Nullable OpenOrder order(String number) {
        return orders.get(number);
    }

    @Override
    public void putOrder(OpenOrder order) {
        orders.put(order.number(), order);
    }

    @Override
    public void removeOrder(String number) {
        orders.remove(number);
    }

    @Override
    public List<OpenOrder> allOrders() {
        return List.copyOf(orders.values());
    }

    @Override
    public @Nullable LaneHistory lane(String id) {
        return lanes.get(id);
    }

    @Override
    public void putLane(LaneHistory lane) {
        lanes.put(LaneHistory.id(lane.supplier(), lane.location()), lane);
    }

    @Override
    public void removeLane(String id) {
        lanes.remove(id);
    }

    @Override
    public List<LaneHistory> allLanes() {
        return List.copyOf(lanes.values());
    }

    @Override
    public void keep(int cycle, GroupEvent event) {
        kept.computeIfAbsent(cycle, c -> new ArrayList<>()).add(event);
    }

    @Override
    public List<GroupEvent> takeKept(int cycle) {
        Map<Integer, List<GroupEvent>> due = kept.headMap(cycle, true);
        List<GroupEvent> events = due.values().stream().flatMap(List::stream).toList();
        due.clear();
        return events;
    }

    @Override
    public int keptCount(int cycle) {
        return kept.getOrDefault(cycle, List.of()).size();
    }

    @Override
    public List<GroupEvent> kept(int cycle) {
        return List.copyOf(kept.getOrDefault(cycle, List.of()));
    }

    @Override
    public NavigableSet<Integer> keptCycles() {
        return kept.navigableKeySet();
    }
}
