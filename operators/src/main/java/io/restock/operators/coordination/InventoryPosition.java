package io.restock.operators.coordination;

import io.restock.domain.SeriesKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Where an item stands at a location, whole base units. An order is target minus {@link #total}, so
 * running a review again orders nothing.
 *
 * @param onHand usable stock
 * @param reserved of it, what transfers away from here will take
 * @param onOrder ordered from suppliers and not received; unanswered orders count
 * @param inTransit being transferred here and not received; from the moment it is ordered
 */
public record InventoryPosition(long onHand, long reserved, long onOrder, long inTransit) {
    static final InventoryPosition ZERO = new InventoryPosition(0, 0, 0, 0);

    /** On hand + on order + in transit − reserved. */
    public long total() {
        return onHand - reserved + onOrder + inTransit;
    }

    InventoryPosition plus(InventoryPosition o) {
        return new InventoryPosition(
                onHand + o.onHand,
                reserved + o.reserved,
                onOrder + o.onOrder,
                inTransit + o.inTransit);
    }

    /** Positions by {@link SeriesKey#id}; a series without stock and orders has none. */
    public static Map<String, InventoryPosition> of(
            Collection<SeriesState> series, Collection<OpenOrder> orders, Network network) {
        Map<String, InventoryPosition> positions = new HashMap<>();
        for (SeriesState s : series) {
            if (network.knows(s.location(), s.item())) {
                long units = s.onHand(network.item(s.item()).baseUnit());
                add(positions, s.location(), s.item(), new InventoryPosition(units, 0, 0, 0));
            }
        }
        for (OpenOrder order : orders) {
            if (order.isOpen()) {
                order.lines().forEach(line -> add(positions, order, line));
            }
        }
        return positions;
    }

    private static void add(
            Map<String, InventoryPosition> positions, OpenOrder order, OpenLine line) {
        if (order.transfer()) {
            add(
                    positions,
                    order.from(),
                    line.item(),
                    new InventoryPosition(0, line.unshipped(), 0, 0));
        }
        InventoryPosition coming =
                order.transfer()
                        ? new InventoryPosition(0, 0, 0, line.open())
                        : new InventoryPosition(0, 0, line.open(), 0);
        add(positions, order.to(), line.item(), coming);
    }

    private static void add(
            Map<String, InventoryPosition> positions,
            String location,
            String item,
            InventoryPosition part) {
        positions.merge(SeriesKey.id(location, item), part, InventoryPosition::plus);
    }
}
