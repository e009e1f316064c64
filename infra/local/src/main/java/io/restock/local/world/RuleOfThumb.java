package io.restock.local.world;

import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How the network was replenished before Restock: every evening each place is filled up to some
 * days of its recent sales. It looks back only, so weekends and promotions find shelves empty now
 * and then: the past of the generated world is censored as a real one is.
 */
final class RuleOfThumb {
    private static final int MEMORY_DAYS = 10;

    /** Days of sales a store is filled up to: one until the next delivery, one to sell from. */
    private static final double STORE_DAYS = 2.3;

    private static final double WAREHOUSE_DAYS_BEYOND_LEAD_TIME = 3.5;
    private static final long FIRST_STOCK = 60;

    private final Network network;
    private final StockRoom room = new StockRoom();
    private final Map<String, Deque<Double>> recent = new HashMap<>();
    private final List<Delivery> onTheWay = new ArrayList<>();

    private record Delivery(int day, String location, String item, long quantity) {}

    RuleOfThumb(List<PlanningGroup> groups) {
        this.network = new Network(groups);
    }

    /** Lives through a day: delivery, customers, then the evening's orders. */
    List<SeriesOutcome> live(int day, List<SeriesDay> demand) {
        Map<String, Boolean> empty = new HashMap<>();
        for (SeriesDay wanted : demand) {
            String key = SeriesKey.id(wanted.location(), wanted.item());
            boolean first = !recent.containsKey(key) && wanted.units() > 0;
            if (first) {
                room.receive(wanted.location(), wanted.item(), FIRST_STOCK);
            }
            empty.put(key, room.onHand(wanted.location(), wanted.item()) == 0);
        }
        onTheWay.removeIf(d -> d.day() == day && arrive(d));
        List<SeriesOutcome> outcomes = new ArrayList<>();
        for (SeriesDay wanted : demand) {
            String key = SeriesKey.id(wanted.location(), wanted.item());
            SeriesOutcome outcome = Counter.sell(wanted, 1, room, empty.getOrDefault(key, false));
            outcomes.add(outcome);
            Deque<Double> memory = recent.computeIfAbsent(key, k -> new ArrayDeque<>());
            memory.addLast(outcome.units());
            if (memory.size() > MEMORY_DAYS) {
                memory.removeFirst();
            }
        }
        for (Location warehouse : network.locations(LocationKind.WAREHOUSE)) {
            for (PlanningGroup group : network.groups()) {
                for (NetworkItem item : group.items()) {
                    replenish(day, group, warehouse.id(), item);
                    double units = room.onHand(warehouse.id(), item.id());
                    outcomes.add(
                            new SeriesOutcome(
                                    warehouse.id(), item.id(), new float[0], 0, 0, units, -1));
                }
            }
        }
        return outcomes;
    }

    /** Ends the past: what is on the way arrives. Returns the stock by series key. */
    Map<String, Long> close() {
        onTheWay.forEach(this::arrive);
        onTheWay.clear();
        Map<String, Long> stock = new HashMap<>();
        for (PlanningGroup group : network.groups()) {
            for (NetworkItem item : group.items()) {
                for (Location location : group.locations()) {
                    stock.put(
                            SeriesKey.id(location.id(), item.id()),
                            room.onHand(location.id(), item.id()));
                }
            }
        }
        return stock;
    }

    private boolean arrive(Delivery delivery) {
        room.receive(delivery.location(), delivery.item(), delivery.quantity());
        return true;
    }

    private void replenish(int day, PlanningGroup group, String warehouse, NetworkItem item) {
        double sales = 0;
        for (String store : item.stores()) {
            if (!network.location(store).servedBy().equals(warehouse)) {
                continue;
            }
            double mean = meanSales(store, item.id());
            sales += mean;
            long wanted =
                    Math.round(mean * STORE_DAYS)
                            - room.onHand(store, item.id())
                            - coming(store, item.id());
            long moved = room.take(warehouse, item.id(), wanted);
            if (moved > 0) {
                onTheWay.add(new Delivery(day + 1, store, item.id(), moved));
            }
        }
        int lead = group.suppliers().get(0).leadTimeDays();
        long wanted =
                Math.round(sales * (lead + WAREHOUSE_DAYS_BEYOND_LEAD_TIME))
                        - room.onHand(warehouse, item.id())
                        - coming(warehouse, item.id());
        if (wanted > 0) {
            onTheWay.add(new Delivery(day + 1 + lead, warehouse, item.id(), wanted));
        }
    }

    private double meanSales(String store, String item) {
        Deque<Double> memory = recent.get(SeriesKey.id(store, item));
        return memory == null
                ? 0
                : memory.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    private long coming(String location, String item) {
        return onTheWay.stream()
                .filter(d -> d.location().equals(location) && d.item().equals(item))
                .mapToLong(Delivery::quantity)
                .sum();
    }
}
