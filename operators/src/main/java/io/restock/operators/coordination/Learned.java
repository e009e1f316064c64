package io.restock.operators.coordination;

import io.restock.domain.PlanningGroup;
import io.restock.domain.Supplier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What planning takes from how suppliers have delivered: days until goods are usable, and the part
 * of an agreement that comes. Of a lane with too few deliveries the contract's days count.
 */
final class Learned {
    /** Nobody has delivered anything yet. */
    static final Learned NOTHING = new Learned(List.of(), OrderSettings.DEFAULT);

    private final Map<String, LaneHistory> lanes = new HashMap<>();
    private final OrderSettings settings;

    Learned(List<LaneHistory> known, OrderSettings settings) {
        known.forEach(l -> lanes.put(LaneHistory.id(l.supplier(), l.location()), l));
        this.settings = settings;
    }

    /**
     * The network with the days that suppliers take: of each the most over its lanes, since the
     * optimizer knows one lead time a supplier; at least one day, and fewer than are planned.
     */
    Network network(Network contracts) {
        PlanningGroup group = contracts.group();
        List<Supplier> suppliers =
                group.suppliers().stream().map(s -> as(s, group.buckets() - 1)).toList();
        return suppliers.equals(group.suppliers())
                ? contracts
                : Network.of(
                        new PlanningGroup(
                                group.id(),
                                group.version(),
                                group.zone(),
                                group.cutOffMinute(),
                                group.buckets(),
                                group.overflowCost(),
                                group.currency(),
                                group.assumed(),
                                group.locations(),
                                suppliers,
                                group.lanes(),
                                group.items()));
    }

    private Supplier as(Supplier contract, int most) {
        int days =
                lanes.values().stream()
                        .filter(l -> l.supplier().equals(contract.id()))
                        .mapToInt(l -> days(l, contract.leadTimeDays()))
                        .max()
                        .orElse(contract.leadTimeDays());
        return new Supplier(
                contract.id(),
                Math.max(1, Math.min(days, most)),
                contract.capacityPerDay(),
                contract.orderHeaderCost(),
                contract.owner());
    }

    private int days(LaneHistory lane, int contract) {
        return lane.deliveries() < settings.learnAfter()
                ? contract
                : lane.quantile(settings.leadTimeQuantile());
    }

    /** Base units of an open line that may be planned on. */
    long reckoned(OpenOrder order, OpenLine line) {
        LaneHistory lane = lanes.get(LaneHistory.id(order.from(), order.to()));
        if (order.transfer() || lane == null || lane.orders() < settings.learnAfter()) {
            return line.open();
        }
        long shipped = Math.min(line.open(), Math.max(0, line.shipped() - line.received()));
        return shipped + (long) Math.floor((line.open() - shipped) * lane.reliability());
    }
}
