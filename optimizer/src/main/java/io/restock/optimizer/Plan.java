package io.restock.optimizer;

import java.util.Comparator;
import java.util.List;

/**
 * Lines of orders and transfers; items, suppliers, locations and lanes are indices into the {@link
 * Problem}.
 *
 * @param orders at most one per (item, supplier, location, epoch), sorted by these
 * @param transfers at most one per (item, lane), sorted by these
 */
public record Plan(List<Order> orders, List<Move> transfers) {
    /** The plan that does nothing. */
    public static final Plan EMPTY = new Plan(List.of(), List.of());

    private static final Comparator<Order> BY_ORDER =
            Comparator.comparingInt(Order::item)
                    .thenComparingInt(Order::supplier)
                    .thenComparingInt(Order::location)
                    .thenComparingInt(Order::epoch);

    private static final Comparator<Move> BY_MOVE =
            Comparator.comparingInt(Move::item).thenComparingInt(Move::lane);

    /** A plan of these lines, sorted as plans are. */
    public static Plan of(List<Order> orders, List<Move> transfers) {
        return new Plan(
                orders.stream().sorted(BY_ORDER).toList(),
                transfers.stream().sorted(BY_MOVE).toList());
    }

    /**
     * An order line: {@code quantity} units, &gt; 0, placed at the start of bucket {@code epoch}.
     */
    public record Order(int item, int supplier, int location, int epoch, long quantity) {}

    /** A transfer line: {@code quantity} units, &gt; 0, shipped now. */
    public record Move(int item, int lane, long quantity) {}
}
