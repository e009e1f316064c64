package io.restock.operators.coordination;

import io.restock.domain.SeriesKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Stock, and what is coming, of every series during a review. Stage by stage the review adds what
 * it moves and orders.
 */
final class Supply {
    private final int cycle;
    private final int buckets;
    private final Map<String, InventoryPosition> positions;
    private final Set<String> known = new HashSet<>();
    private final Map<String, long[]> receipts = new HashMap<>();
    private final Map<String, Long> movedIn = new HashMap<>();
    private final Map<String, Long> movedOut = new HashMap<>();
    private final Map<String, Long> ordered = new HashMap<>();

    private Supply(int cycle, int buckets, Map<String, InventoryPosition> positions) {
        this.cycle = cycle;
        this.buckets = buckets;
        this.positions = positions;
    }

    /**
     * The state before a review. Of what is still to come, receipts have the part that suppliers
     * like these have brought, positions all of it. Stock that was counted days ago is less what
     * has likely been sold since.
     */
    static Supply of(
            Network network,
            int cycle,
            Collection<SeriesState> series,
            Collection<OpenOrder> orders,
            Learned learned) {
        Supply supply =
                new Supply(
                        cycle,
                        network.group().buckets(),
                        InventoryPosition.of(series, orders, network));
        for (SeriesState s : series) {
            if (s.isStockKnown() && network.knows(s.location(), s.item())) {
                long sold = s.likelySold(cycle, network.item(s.item()).baseUnit());
                supply.count(SeriesKey.id(s.location(), s.item()), sold);
            }
        }
        for (OpenOrder order : orders) {
            if (order.isOpen()) {
                boolean notLeft = (order.missed() & Missing.SHIP_NOTICE.bit()) != 0;
                for (OpenLine line : order.lines()) {
                    boolean notToday = notLeft && line.expectedEpochDay() == cycle;
                    supply.expect(
                            order.to(),
                            line.item(),
                            line.expectedEpochDay() - (notToday ? 1 : 0),
                            learned.reckoned(order, line));
                }
            }
        }
        return supply;
    }

    private void count(String id, long sold) {
        known.add(id);
        positions.merge(id, new InventoryPosition(-sold, 0, 0, 0), InventoryPosition::plus);
    }

    /**
     * What is overdue may come tomorrow, and so may what should come today and has not left; what
     * is due after the last bucket is not forgotten and counts there.
     */
    private void expect(String location, String item, int epochDay, long quantity) {
        int bucket = epochDay < cycle ? 1 : epochDay - cycle;
        receive(location, item, Math.min(bucket, buckets - 1), quantity);
    }

    private void receive(String location, String item, int bucket, long quantity) {
        receipts.computeIfAbsent(SeriesKey.id(location, item), k -> new long[buckets])[bucket] +=
                quantity;
    }

    void move(String from, String to, String item, int leadTimeDays, long quantity) {
        movedOut.merge(SeriesKey.id(from, item), quantity, Long::sum);
        movedIn.merge(SeriesKey.id(to, item), quantity, Long::sum);
        receive(to, item, leadTimeDays, quantity);
    }

    void order(String to, String item, int leadTimeDays, long quantity) {
        ordered.merge(SeriesKey.id(to, item), quantity, Long::sum);
        receive(to, item, leadTimeDays, quantity);
    }

    /** The position that the review found. */
    InventoryPosition found(String location, String item) {
        return positions.getOrDefault(SeriesKey.id(location, item), InventoryPosition.ZERO);
    }

    /** Whether anybody has ever reported the stock; else nothing can be planned on it. */
    boolean isKnown(String location, String item) {
        return known.contains(SeriesKey.id(location, item));
    }

    /**
     * On hand minus what goes to others; negative where more is promised than is there, 0 where
     * nobody knows what is there.
     */
    long net(String location, String item) {
        if (!isKnown(location, item)) {
            return 0;
        }
        InventoryPosition found = found(location, item);
        return found.onHand()
                - found.reserved()
                - movedOut.getOrDefault(SeriesKey.id(location, item), 0L);
    }

    /** The position with all that the review has decided so far, base units. */
    long position(String location, String item) {
        String id = SeriesKey.id(location, item);
        return found(location, item).total()
                - movedOut.getOrDefault(id, 0L)
                + movedIn.getOrDefault(id, 0L)
                + ordered.getOrDefault(id, 0L);
    }

    /** Base units usable at the start of each bucket, the review's own included. */
    long[] receipts(String location, String item) {
        long[] due = receipts.get(SeriesKey.id(location, item));
        return due == null ? new long[buckets] : due.clone();
    }
}
