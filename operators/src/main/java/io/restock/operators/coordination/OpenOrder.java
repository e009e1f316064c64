package io.restock.operators.coordination;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * An order as it stands: what was asked, what is promised, what has come. Its methods are the moves
 * of its life ({@code docs/orders.md}); a move that is not allowed is a reason, never a throw.
 *
 * @param number derived from cycle, group and route
 * @param revision of the latest document
 * @param transfer whether stock is moved within the network; else a supplier delivers
 * @param status where it stands
 * @param group id of the planning group
 * @param cycleEpochDay local day of the cut-off that made it
 * @param from id of the supplier, or of the location that ships
 * @param to id of the location that receives
 * @param decisionId id of the plan that made it
 * @param issuedMillis event time of the latest document
 * @param closedMillis event time at which nothing more was to come; 0 while open
 * @param lines one per item
 * @param eventIds identities of the answers that were applied
 */
public record OpenOrder(
        String number,
        int revision,
        boolean transfer,
        OrderStatus status,
        String group,
        int cycleEpochDay,
        String from,
        String to,
        String decisionId,
        long issuedMillis,
        long closedMillis,
        List<OpenLine> lines,
        List<String> eventIds) {

    private static final Map<OrderStatus, Set<ReplyKind>> MOVES = moves();

    private static Map<OrderStatus, Set<ReplyKind>> moves() {
        Set<ReplyKind> any = Set.of(ReplyKind.values());
        Set<ReplyKind> underway = Set.of(ReplyKind.SHIPPED, ReplyKind.RECEIVED);
        Map<OrderStatus, Set<ReplyKind>> moves = new EnumMap<>(OrderStatus.class);
        moves.put(OrderStatus.HELD, Set.of());
        moves.put(OrderStatus.SENT, any);
        moves.put(OrderStatus.ACCEPTED, any);
        moves.put(OrderStatus.ACCEPTED_WITH_CHANGE, any);
        moves.put(OrderStatus.SHIPPED, underway);
        moves.put(OrderStatus.PART_RECEIVED, underway);
        moves.put(OrderStatus.REJECTED, Set.of());
        moves.put(OrderStatus.RECEIVED, Set.of());
        moves.put(OrderStatus.CANCELLED, Set.of());
        return moves;
    }

    /** Whether anything is still to come. */
    public boolean isOpen() {
        return closedMillis == 0;
    }

    /** Whether it can still be changed without anyone's leave: sent, and nobody has answered. */
    boolean isUnanswered() {
        return isOpen() && (status == OrderStatus.SENT || status == OrderStatus.HELD);
    }

    /** The latest local day on which something is expected. */
    int dueEpochDay() {
        return lines.stream()
                .filter(l -> l.open() > 0)
                .mapToInt(OpenLine::expectedEpochDay)
                .max()
                .orElse(cycleEpochDay);
    }

    /** What an answer makes of it. */
    Answer answer(SupplierReply reply) {
        if (eventIds.contains(reply.eventId())) {
            return Answer.repeated(this);
        }
        String fault = fault(reply);
        if (!fault.isEmpty()) {
            return Answer.refused(this, fault);
        }
        Map<String, ReplyLine> said = byItem(reply.lines());
        List<Movement> movements = new ArrayList<>();
        List<OpenLine> after = new ArrayList<>();
        for (OpenLine line : lines) {
            OpenLine moved = move(line, reply.kind(), said.get(line.item()));
            movements.addAll(movements(line, moved, reply.timeMillis()));
            after.add(moved);
        }
        return new Answer(
                answered(reply, after), List.copyOf(movements), strangers(reply, said), false);
    }

    /** Taken back; only before anything has left. */
    Answer cancel(long timeMillis) {
        if (!isOpen() || status == OrderStatus.SHIPPED || status == OrderStatus.PART_RECEIVED) {
            return Answer.refused(
                    this,
                    "Order %s (%s) cannot be cancelled; only an order of which nothing has left can."
                            .formatted(number, status));
        }
        return new Answer(
                document(OrderStatus.CANCELLED, timeMillis, timeMillis, lines, decisionId),
                List.of(),
                "",
                false);
    }

    /** The same order with other lines; only while nobody has answered. */
    OpenOrder revise(List<OpenLine> newLines, long timeMillis, String plan) {
        return document(status, timeMillis, 0, List.copyOf(newLines), plan);
    }

    /** What has not come is not expected any more. */
    OpenOrder writeOff(long timeMillis) {
        List<OpenLine> arrived = new ArrayList<>();
        boolean any = false;
        for (OpenLine line : lines) {
            arrived.add(line.promise(line.received(), 0));
            any |= line.received() > 0;
        }
        return document(
                any ? OrderStatus.RECEIVED : OrderStatus.CANCELLED,
                timeMillis,
                timeMillis,
                List.copyOf(arrived),
                decisionId);
    }

    /** The document that tells a supplier. */
    PurchaseOrder purchaseOrder(
            OrderTransition transition, String currency, String reason, String modelVersion) {
        return new PurchaseOrder(
                number,
                revision,
                transition,
                status,
                group,
                cycleEpochDay,
                from,
                to,
                issuedMillis,
                currency,
                documentLines(transition),
                reason,
                decisionId,
                modelVersion);
    }

    /** The document that tells the location that ships. */
    TransferOrder transferOrder(OrderTransition transition) {
        return new TransferOrder(
                number,
                revision,
                transition,
                group,
                cycleEpochDay,
                from,
                to,
                issuedMillis,
                documentLines(transition),
                decisionId);
    }

    private List<OrderLine> documentLines(OrderTransition transition) {
        List<OrderLine> document = new ArrayList<>();
        for (OpenLine l : lines) {
            long quantity =
                    transition == OrderTransition.CANCELLED
                            ? l.ordered()
                            : Math.max(l.promised(), 0);
            if (quantity > 0) {
                document.add(
                        new OrderLine(
                                l.line(),
                                l.item(),
                                quantity,
                                l.baseUnit(),
                                l.unitPrice(),
                                l.requestedEpochDay()));
            }
        }
        return List.copyOf(document);
    }

    private String fault(SupplierReply reply) {
        if (!isOpen() || !MOVES.getOrDefault(status, Set.of()).contains(reply.kind())) {
            return "Order %s (%s%s) cannot be answered with %s; allowed are %s."
                    .formatted(
                            number,
                            status,
                            isOpen() ? "" : ", closed",
                            reply.kind(),
                            isOpen()
                                    ? new TreeSet<>(MOVES.getOrDefault(status, Set.of()))
                                    : List.of());
        }
        if (reply.revision() > revision) {
            return "Order %s has no revision %d; its latest is %d."
                    .formatted(number, reply.revision(), revision);
        }
        boolean physical = reply.kind() == ReplyKind.SHIPPED || reply.kind() == ReplyKind.RECEIVED;
        if (reply.revision() < revision && !physical) {
            return "Revision %d of order %s has been superseded; revision %d must be answered."
                    .formatted(reply.revision(), number, revision);
        }
        for (ReplyLine line : reply.lines()) {
            if (line.quantity() < 0) {
                return "The quantity (%d) of item %s in an answer to order %s must be >= 0."
                        .formatted(line.quantity(), line.item(), number);
            }
        }
        return "";
    }

    /** Lines of the same item count together, on their latest day. */
    private static Map<String, ReplyLine> byItem(List<ReplyLine> lines) {
        Map<String, ReplyLine> byItem = new HashMap<>();
        for (ReplyLine line : lines) {
            byItem.merge(
                    line.item(),
                    line,
                    (a, b) ->
                            new ReplyLine(
                                    a.item(),
                                    a.quantity() + b.quantity(),
                                    Math.max(a.expectedEpochDay(), b.expectedEpochDay())));
        }
        return byItem;
    }

    private OpenLine move(OpenLine line, ReplyKind kind, @Nullable ReplyLine said) {
        long quantity = said == null ? 0 : said.quantity();
        int day = said == null ? 0 : said.expectedEpochDay();
        return switch (kind) {
            case ACCEPTED -> said == null ? line : line.promise(quantity, day);
            case ACCEPTED_WITH_CHANGE -> line.promise(quantity, day);
            case REJECTED -> line.promise(line.received(), 0);
            case SHIPPED -> transfer ? line.depart(quantity, day) : line.ship(quantity, day);
            case RECEIVED -> line.receive(quantity);
        };
    }

    private List<Movement> movements(OpenLine before, OpenLine after, long timeMillis) {
        List<Movement> movements = new ArrayList<>();
        long left = after.shipped() - before.shipped();
        if (transfer && left > 0) {
            movements.add(new Movement(from, before.item(), timeMillis, -left));
        }
        long arrived = after.received() - before.received();
        if (arrived > 0) {
            movements.add(new Movement(to, before.item(), timeMillis, arrived));
        }
        return movements;
    }

    private OpenOrder answered(SupplierReply reply, List<OpenLine> after) {
        boolean nothingToCome = after.stream().allMatch(l -> l.open() == 0);
        boolean asOrdered = after.stream().allMatch(l -> l.promised() == l.ordered());
        OrderStatus next =
                switch (reply.kind()) {
                    case ACCEPTED, ACCEPTED_WITH_CHANGE ->
                            reply.kind() == ReplyKind.ACCEPTED && asOrdered
                                    ? OrderStatus.ACCEPTED
                                    : OrderStatus.ACCEPTED_WITH_CHANGE;
                    case REJECTED -> OrderStatus.REJECTED;
                    case SHIPPED ->
                            status == OrderStatus.PART_RECEIVED ? status : OrderStatus.SHIPPED;
                    case RECEIVED ->
                            nothingToCome ? OrderStatus.RECEIVED : OrderStatus.PART_RECEIVED;
                };
        List<String> seen = new ArrayList<>(eventIds);
        seen.add(reply.eventId());
        return new OpenOrder(
                number,
                revision,
                transfer,
                next,
                group,
                cycleEpochDay,
                from,
                to,
                decisionId,
                issuedMillis,
                nothingToCome ? Math.max(1, reply.timeMillis()) : 0,
                List.copyOf(after),
                Collections.unmodifiableList(seen));
    }

    private String strangers(SupplierReply reply, Map<String, ReplyLine> said) {
        Set<String> unknown = new TreeSet<>(said.keySet());
        lines.forEach(l -> unknown.remove(l.item()));
        return unknown.isEmpty()
                ? ""
                : "Order %s has no item %s; these lines of the answer (%s) were ignored."
                        .formatted(number, unknown, reply.kind());
    }

    private OpenOrder document(
            OrderStatus next, long issued, long closed, List<OpenLine> newLines, String plan) {
        return new OpenOrder(
                number,
                revision + 1,
                transfer,
                next,
                group,
                cycleEpochDay,
                from,
                to,
                plan,
                issued,
                closed,
                newLines,
                eventIds);
    }
}
