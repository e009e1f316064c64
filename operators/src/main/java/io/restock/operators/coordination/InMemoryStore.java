package io.restock.operators.coordination;

import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesKey;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A planning group's facts in memory, for loops that run without Flink. */
final class InMemoryStore implements GroupStore {
    private final Map<String, SeriesState> series = new TreeMap<>();
    private final Map<String, OpenOrder> orders = new TreeMap<>();
    private final Map<String, GroupEvent> kept = new TreeMap<>();
    private GroupClock clock = GroupClock.NEW;
    private GroupMemory memory = GroupMemory.NEW;
    private @Nullable PlanningGroup network;

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
    public void keep(String key, GroupEvent event) {
        kept.put(key, event);
    }

    @Override
    public void forgetKept(String key) {
        kept.remove(key);
    }

    @Override
    public Map<String, GroupEvent> kept() {
        return Map.copyOf(kept);
    }
}
