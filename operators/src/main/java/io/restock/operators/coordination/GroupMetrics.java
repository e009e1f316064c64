package io.restock.operators.coordination;

import io.restock.domain.OrderStatus;
import io.restock.domain.PlanRecord;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the planning groups of a subtask are doing, as metrics: open orders and the age of the
 * oldest by status, what the last plans cost beside the order-up-to rule, and what came of what
 * suppliers had agreed to. Kept beside the state and read from it once for each group, so that a
 * restart forgets nothing but groups of which nothing is heard; some 150 bytes an open order.
 *
 * <p>Written by the task and read by reporters.
 */
final class GroupMetrics {
    private record Standing(OrderStatus status, long issuedMillis) {}

    private record Costs(double plan, double orderUpTo) {}

    private record Delivered(double agreed, double received) {}

    private final Map<String, Standing> orders = new ConcurrentHashMap<>();
    private final Map<String, Costs> plans = new ConcurrentHashMap<>();
    private final Map<String, Delivered> lanes = new ConcurrentHashMap<>();
    private final Map<String, Boolean> groups = new ConcurrentHashMap<>();
    private volatile long reachedMillis = Long.MIN_VALUE;

    /** Registers the gauges. */
    void register(MetricGroup metrics) {
        metrics.gauge("groups", groups::size);
        metrics.gauge("planCost", this::planCost);
        metrics.gauge("planCostOrderUpTo", this::planCostOrderUpTo);
        metrics.gauge("agreedUnits", this::agreedUnits);
        metrics.gauge("receivedUnits", this::receivedUnits);
        for (OrderStatus status : OrderStatus.values()) {
            MetricGroup of = metrics.addGroup("status", status.name());
            of.gauge("openOrders", () -> openOrders(status));
            of.gauge("oldestOrderSeconds", () -> oldestSeconds(status));
        }
    }

    /** Takes in what a group has in state, the first time it is heard of. */
    void meet(GroupStore store) {
        if (groups.putIfAbsent(store.groupId(), true) == null) {
            store.allOrders().forEach(this::order);
            store.allLanes().forEach(lane -> lane(store.groupId(), lane));
            PlanRecord last = store.memory().last();
            if (last != null) {
                plan(last);
            }
        }
    }

    /** Event time has come so far. */
    void reached(long millis) {
        reachedMillis = millis;
    }

    /** An order as it stands now. */
    void order(OpenOrder order) {
        if (order.isOpen()) {
            orders.put(order.number(), new Standing(order.status(), order.issuedMillis()));
        } else {
            orders.remove(order.number());
        }
    }

    /** An order that is forgotten. */
    void forgetOrder(String number) {
        orders.remove(number);
    }

    /** How a supplier has delivered to a location. */
    void lane(String group, LaneHistory lane) {
        lanes.put(
                group + '|' + LaneHistory.id(lane.supplier(), lane.location()),
                new Delivered(lane.agreed(), lane.received()));
    }

    /** A lane that is forgotten. */
    void forgetLane(String group, String id) {
        lanes.remove(group + '|' + id);
    }

    /** A plan of everything; of a shortfall alone, it says nothing of the group's costs. */
    void plan(PlanRecord plan) {
        if (plan.covers().isEmpty()) {
            plans.put(plan.group(), new Costs(plan.cost().total(), plan.costOrderUpTo()));
        }
    }

    /** Open orders of a status. */
    long openOrders(OrderStatus status) {
        return orders.values().stream().filter(order -> order.status() == status).count();
    }

    /** Event time since the latest document of the oldest open order, seconds; 0 for none. */
    long oldestSeconds(OrderStatus status) {
        long reached = reachedMillis;
        if (reached == Long.MIN_VALUE || reached == Long.MAX_VALUE) {
            return 0;
        }
        return orders.values().stream()
                .filter(order -> order.status() == status)
                .mapToLong(order -> Math.max(0, reached - order.issuedMillis()) / 1000)
                .max()
                .orElse(0);
    }

    /** Expected cost of the groups' last plans, money. */
    double planCost() {
        return plans.values().stream().mapToDouble(Costs::plan).sum();
    }

    /** The same of the order-up-to rule on the same problems. */
    double planCostOrderUpTo() {
        return plans.values().stream().mapToDouble(Costs::orderUpTo).sum();
    }

    /** Base units that suppliers had agreed to, of orders that are over. */
    double agreedUnits() {
        return lanes.values().stream().mapToDouble(Delivered::agreed).sum();
    }

    /** Base units that came of them. */
    double receivedUnits() {
        return lanes.values().stream().mapToDouble(Delivered::received).sum();
    }
}
