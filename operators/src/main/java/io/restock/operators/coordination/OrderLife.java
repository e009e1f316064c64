package io.restock.operators.coordination;

import io.restock.domain.OrderStatus;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The life of an order as a table: where each event leads from where an order stands. What is not
 * in the table does not happen. {@code docs/orders.md} has the same table for people.
 */
final class OrderLife {

    /** What can happen to an order. */
    enum Event {
        /** Its lines are right. */
        PROPOSE,
        /** A person must look at it first. */
        HOLD,
        /** It is said to whoever delivers it. */
        SEND,
        /** Dropped before anyone heard of it. */
        WITHDRAW,
        /** The supplier's system has read it. */
        TECH_ACK,
        /** Accepted as ordered. */
        ACCEPT,
        /** Accepted with other quantities or days. */
        ACCEPT_CHANGED,
        /** A revision before the latest was accepted, so only the change is open. */
        ACCEPT_EARLIER,
        /** Refused, or accepted with nothing to come. */
        REJECT,
        /** The latest change or cancellation is refused, or nobody answered it in time. */
        REFUSE_CHANGE,
        /** Some has left, and more is promised. */
        SHIP_PART,
        /** All that is promised has left. */
        SHIP,
        /** Some has come, and more is promised. */
        RECEIVE_PART,
        /** All that is promised has come. */
        RECEIVE,
        /** We say another revision. */
        CHANGE,
        /** We take it back. */
        CANCEL,
        /** Nothing has come, and nobody waits for it any more. */
        GIVE_UP,
        /** Some has come, and nobody waits for the rest any more. */
        GIVE_UP_REST,
        /** Days after it was over. */
        CLOSE
    }

    /** What others say of an order that we sent. */
    private static final Set<Event> ANSWERS = EnumSet.range(Event.TECH_ACK, Event.RECEIVE);

    private static final Map<OrderStatus, Map<Event, OrderStatus>> TABLE = table();
    private static final Map<OrderStatus, Set<OrderStatus>> BEFORE = before();

    private OrderLife() {}

    /** Where an event leads; null where it cannot happen. */
    static @Nullable OrderStatus next(OrderStatus from, Event event) {
        return row(from).get(event);
    }

    /** What can happen to an order that stands so. */
    static Set<Event> events(OrderStatus from) {
        return row(from).keySet();
    }

    /**
     * Whether an answer that cannot happen here could have happened earlier on the way: it was
     * overtaken, and is no fault of who said it.
     */
    static boolean isTooLate(OrderStatus at, Event event) {
        return ANSWERS.contains(event)
                && next(at, event) == null
                && BEFORE.getOrDefault(at, Set.of()).stream()
                        .anyMatch(earlier -> next(earlier, event) != null);
    }

    private static Map<Event, OrderStatus> row(OrderStatus from) {
        return TABLE.getOrDefault(from, Map.of());
    }

    private static Map<OrderStatus, Map<Event, OrderStatus>> table() {
        Table t = new Table();
        t.row(OrderStatus.DRAFT, Event.PROPOSE, OrderStatus.PROPOSED)
                .row(OrderStatus.DRAFT, Event.WITHDRAW, OrderStatus.CANCELLED)
                .row(OrderStatus.PROPOSED, Event.HOLD, OrderStatus.HELD)
                .row(OrderStatus.PROPOSED, Event.SEND, OrderStatus.SENT)
                .row(OrderStatus.PROPOSED, Event.WITHDRAW, OrderStatus.CANCELLED)
                .row(OrderStatus.HELD, Event.SEND, OrderStatus.SENT)
                .row(OrderStatus.HELD, Event.WITHDRAW, OrderStatus.CANCELLED);
        for (OrderStatus unanswered : EnumSet.of(OrderStatus.SENT, OrderStatus.TECH_ACKED)) {
            t.row(unanswered, Event.TECH_ACK, OrderStatus.TECH_ACKED)
                    .row(unanswered, Event.ACCEPT_EARLIER, OrderStatus.CHANGE_PENDING)
                    .row(unanswered, Event.CHANGE, OrderStatus.SENT)
                    .row(unanswered, Event.CANCEL, OrderStatus.CANCELLED);
        }
        for (OrderStatus agreed :
                EnumSet.of(OrderStatus.ACCEPTED, OrderStatus.ACCEPTED_WITH_CHANGE)) {
            t.row(agreed, Event.CHANGE, OrderStatus.CHANGE_PENDING)
                    .row(agreed, Event.CANCEL, OrderStatus.CANCEL_PENDING);
        }
        t.row(OrderStatus.CHANGE_PENDING, Event.CHANGE, OrderStatus.CHANGE_PENDING)
                .row(OrderStatus.CHANGE_PENDING, Event.CANCEL, OrderStatus.CANCEL_PENDING)
                .row(OrderStatus.CHANGE_PENDING, Event.ACCEPT_EARLIER, OrderStatus.CHANGE_PENDING);
        for (OrderStatus pending :
                EnumSet.of(OrderStatus.CHANGE_PENDING, OrderStatus.CANCEL_PENDING)) {
            t.row(pending, Event.TECH_ACK, pending)
                    .row(pending, Event.REFUSE_CHANGE, OrderStatus.ACCEPTED_WITH_CHANGE);
        }
        for (OrderStatus open : EnumSet.range(OrderStatus.SENT, OrderStatus.CANCEL_PENDING)) {
            t.row(open, Event.ACCEPT, OrderStatus.ACCEPTED)
                    .row(open, Event.ACCEPT_CHANGED, OrderStatus.ACCEPTED_WITH_CHANGE)
                    .row(open, Event.REJECT, OrderStatus.REJECTED)
                    .goods(open, OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED)
                    .row(open, Event.GIVE_UP, OrderStatus.CANCELLED);
        }
        t.row(OrderStatus.CANCEL_PENDING, Event.ACCEPT, OrderStatus.CANCELLED);
        for (OrderStatus left :
                EnumSet.range(OrderStatus.PART_SHIPPED, OrderStatus.PART_RECEIVED)) {
            t.goods(left, OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED)
                    .row(left, Event.GIVE_UP, OrderStatus.CANCELLED)
                    .row(left, Event.GIVE_UP_REST, OrderStatus.RECEIVED);
        }
        t.goods(OrderStatus.PART_RECEIVED, OrderStatus.PART_RECEIVED, OrderStatus.PART_RECEIVED);
        // Goods come whatever was agreed on.
        t.goods(OrderStatus.RECEIVED, OrderStatus.PART_RECEIVED, OrderStatus.PART_RECEIVED);
        t.row(OrderStatus.CANCELLED, Event.ACCEPT, OrderStatus.CANCELLED);
        for (OrderStatus over :
                EnumSet.of(OrderStatus.REJECTED, OrderStatus.CANCELLED, OrderStatus.CLOSED)) {
            t.goods(over, OrderStatus.PART_SHIPPED, OrderStatus.SHIPPED);
        }
        for (OrderStatus over :
                EnumSet.of(OrderStatus.REJECTED, OrderStatus.CANCELLED, OrderStatus.RECEIVED)) {
            t.row(over, Event.CLOSE, OrderStatus.CLOSED);
        }
        return t.rows;
    }

    /** States from which a state can be reached, itself left out. */
    private static Map<OrderStatus, Set<OrderStatus>> before() {
        Map<OrderStatus, Set<OrderStatus>> before = new EnumMap<>(OrderStatus.class);
        for (OrderStatus from : OrderStatus.values()) {
            Deque<OrderStatus> ahead = new ArrayDeque<>(row(from).values());
            Set<OrderStatus> reached = EnumSet.noneOf(OrderStatus.class);
            while (!ahead.isEmpty()) {
                OrderStatus at = ahead.remove();
                if (reached.add(at)) {
                    ahead.addAll(row(at).values());
                }
            }
            for (OrderStatus at : reached) {
                before.computeIfAbsent(at, k -> EnumSet.noneOf(OrderStatus.class)).add(from);
            }
        }
        return before;
    }

    private static final class Table {
        final Map<OrderStatus, Map<Event, OrderStatus>> rows = new EnumMap<>(OrderStatus.class);

        Table row(OrderStatus from, Event event, OrderStatus to) {
            rows.computeIfAbsent(from, k -> new EnumMap<>(Event.class)).put(event, to);
            return this;
        }

        /** What is so, whatever was agreed on. */
        Table goods(OrderStatus from, OrderStatus partShipped, OrderStatus shipped) {
            return row(from, Event.SHIP_PART, partShipped)
                    .row(from, Event.SHIP, shipped)
                    .row(from, Event.RECEIVE_PART, OrderStatus.PART_RECEIVED)
                    .row(from, Event.RECEIVE, OrderStatus.RECEIVED);
        }
    }
}
