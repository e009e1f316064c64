package io.restock.operators.coordination;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import java.time.LocalDate;
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
 * @param saidEpochDay local day of the latest cut-off that had passed when it was made: silence
 *     counts from there; a day before its cycle says nothing
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
        int saidEpochDay,
        String from,
        String to,
        String decisionId,
        long issuedMillis,
        long closedMillis,
        List<OpenLine> lines,
        List<String> eventIds) {

    /** An answer that speaks of more than this many times what was ordered is a mistake. */
    static final int MOST_TIMES_ORDERED = 10;

    /** A promise for a day this long after the one that was asked for is a mistake. */
    static final int MOST_DAYS_LATE = 366;

    /** What is so, whatever was agreed on. */
    private static final Set<ReplyKind> PHYSICAL = Set.of(ReplyKind.SHIPPED, ReplyKind.RECEIVED);

    private static final Map<OrderStatus, Set<ReplyKind>> MOVES = moves();

    private static Map<OrderStatus, Set<ReplyKind>> moves() {
        Set<ReplyKind> any = Set.of(ReplyKind.values());
        Set<ReplyKind> underway = PHYSICAL;
        Map<OrderStatus, Set<ReplyKind>> moves = new EnumMap<>(OrderStatus.class);
        moves.put(OrderStatus.HELD, Set.of());
        moves.put(OrderStatus.SENT, any);
        moves.put(OrderStatus.ACCEPTED, any);
        moves.put(OrderStatus.ACCEPTED_WITH_CHANGE, any);
        moves.put(OrderStatus.SHIPPED, underway);
        moves.put(OrderStatus.PART_RECEIVED, underway);
        moves.put(OrderStatus.REJECTED, underway);
        moves.put(OrderStatus.RECEIVED, underway);
        moves.put(OrderStatus.CANCELLED, underway);
        return moves;
    }

    /** Whether anything is still to come. */
    public boolean isOpen() {
        return closedMillis == 0;
    }

    /** Whether it can still be changed without anyone's leave: nobody has answered. */
    boolean isUnanswered() {
        return isOpen() && (status == OrderStatus.SENT || isHeld());
    }

    /** Whether it waits for a person, and nobody else has heard of it. */
    boolean isHeld() {
        return status == OrderStatus.HELD;
    }

    /** Whether it was held and then dropped: a cancellation that is told is a later revision. */
    private boolean isDroppedUntold() {
        return status == OrderStatus.CANCELLED && revision == 0;
    }

    /** Days by which it was said later than its cycle would have it, &gt;= 0. */
    int saidLateDays() {
        return Math.max(0, saidEpochDay - cycleEpochDay);
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
            // Of a closed order nothing is expected, so what comes all the same is all that does.
            OpenLine before = isOpen() ? line : line.promise(line.received(), 0);
            OpenLine moved = move(before, reply.kind(), said.get(line.item()));
            movements.addAll(movements(line, moved, reply.timeMillis()));
            after.add(moved);
        }
        return new Answer(
                answered(reply, after), List.copyOf(movements), strangers(reply, said), false);
    }

    /** A person lets it go: it is sent as it is. */
    Answer release(long timeMillis) {
        if (!isHeld()) {
            return Answer.refused(
                    this,
                    "Order %s (%s) cannot be released; only an order that is held can."
                            .formatted(number, status));
        }
        return new Answer(
                with(OrderStatus.SENT, Math.max(issuedMillis, timeMillis), 0),
                List.of(),
                "",
                false);
    }

    /** Taken back before anyone was told of it. */
    OpenOrder withdraw(long timeMillis) {
        return with(OrderStatus.CANCELLED, issuedMillis, timeMillis);
    }

    /** Taken back; only before anything has left. */
    Answer cancel(long timeMillis) {
        if (isHeld()) {
            return new Answer(withdraw(timeMillis), List.of(), "", false);
        }
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
        return writeOff(timeMillis, Integer.MAX_VALUE);
    }

    /**
     * What was expected on a local day or before it and has not come is not expected any more; the
     * same order where nothing was.
     */
    OpenOrder writeOff(long timeMillis, int untilEpochDay) {
        List<OpenLine> after = new ArrayList<>();
        for (OpenLine line : lines) {
            boolean given = line.open() > 0 && line.expectedEpochDay() <= untilEpochDay;
            after.add(given ? line.promise(line.received(), 0) : line);
        }
        if (after.equals(lines)) {
            return this;
        }
        if (after.stream().anyMatch(l -> l.open() > 0)) {
            return document(status, timeMillis, 0, List.copyOf(after), decisionId);
        }
        boolean someCame = after.stream().anyMatch(l -> l.received() > 0);
        return document(
                someCame ? OrderStatus.RECEIVED : OrderStatus.CANCELLED,
                timeMillis,
                timeMillis,
                List.copyOf(after),
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
        if (isHeld() || isDroppedUntold()) {
            return "Order %s (%s) has not been sent, so that nobody can answer it."
                    .formatted(number, status);
        }
        if (!allowed(reply.timeMillis()).contains(reply.kind())) {
            return "Order %s (%s%s) cannot be answered with %s; allowed are %s."
                    .formatted(
                            number,
                            status,
                            isOpen() ? "" : ", closed",
                            reply.kind(),
                            allowed(reply.timeMillis()));
        }
        if (reply.revision() > revision) {
            return "Order %s has no revision %d; its latest is %d."
                    .formatted(number, reply.revision(), revision);
        }
        if (reply.revision() < revision && !PHYSICAL.contains(reply.kind())) {
            return "Revision %d of order %s has been superseded; revision %d must be answered."
                    .formatted(reply.revision(), number, revision);
        }
        for (ReplyLine said : reply.lines()) {
            if (said.quantity() < 0) {
                return "The quantity (%d) of item %s in an answer to order %s must be >= 0."
                        .formatted(said.quantity(), said.item(), number);
            }
            for (OpenLine line : lines) {
                String fault = line.item().equals(said.item()) ? fault(line, said) : "";
                if (!fault.isEmpty()) {
                    return fault;
                }
            }
        }
        return "";
    }

    /** What may be said of it with such a time: of a closed order, what is physical. */
    private Set<ReplyKind> allowed(long timeMillis) {
        Set<ReplyKind> allowed = new TreeSet<>(MOVES.getOrDefault(status, Set.of()));
        if (!isOpen()) {
            allowed.retainAll(PHYSICAL);
        }
        if (status == OrderStatus.RECEIVED && timeMillis <= closedMillis) {
            // The ship notice of what has come is late.
            allowed.remove(ReplyKind.SHIPPED);
        }
        return allowed;
    }

    private String fault(OpenLine line, ReplyLine said) {
        if (said.quantity() > (double) MOST_TIMES_ORDERED * line.ordered()) {
            return "The quantity (%d) of item %s in an answer to order %s must be at most %d times the %d that were ordered."
                    .formatted(
                            said.quantity(),
                            said.item(),
                            number,
                            MOST_TIMES_ORDERED,
                            line.ordered());
        }
        int latest = line.requestedEpochDay() + MOST_DAYS_LATE;
        if (said.quantity() > 0
                && (said.expectedEpochDay() < cycleEpochDay || said.expectedEpochDay() > latest)) {
            return "The expected day (%s) of item %s in an answer to order %s must be in %s … %s."
                    .formatted(
                            LocalDate.ofEpochDay(said.expectedEpochDay()),
                            said.item(),
                            number,
                            LocalDate.ofEpochDay(cycleEpochDay),
                            LocalDate.ofEpochDay(latest));
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
        boolean someCame = after.stream().anyMatch(l -> l.received() > 0);
        boolean asOrdered = after.stream().allMatch(l -> l.promised() == l.ordered());
        boolean asItWas =
                !isOpen() && nothingToCome && (reply.kind() == ReplyKind.SHIPPED || !someCame);
        OrderStatus next =
                asItWas ? status : next(reply.kind(), asOrdered, nothingToCome, someCame);
        List<String> seen = new ArrayList<>(eventIds);
        seen.add(reply.eventId());
        return new OpenOrder(
                number,
                revision,
                transfer,
                next,
                group,
                cycleEpochDay,
                saidEpochDay,
                from,
                to,
                decisionId,
                issuedMillis,
                nothingToCome ? Math.max(1, reply.timeMillis()) : 0,
                List.copyOf(after),
                Collections.unmodifiableList(seen));
    }

    private static OrderStatus next(
            ReplyKind kind, boolean asOrdered, boolean nothingToCome, boolean someCame) {
        return switch (kind) {
            case ACCEPTED, ACCEPTED_WITH_CHANGE ->
                    kind == ReplyKind.ACCEPTED && asOrdered
                            ? OrderStatus.ACCEPTED
                            : OrderStatus.ACCEPTED_WITH_CHANGE;
            case REJECTED -> OrderStatus.REJECTED;
            case SHIPPED -> someCame ? OrderStatus.PART_RECEIVED : OrderStatus.SHIPPED;
            case RECEIVED -> nothingToCome ? OrderStatus.RECEIVED : OrderStatus.PART_RECEIVED;
        };
    }

    private String strangers(SupplierReply reply, Map<String, ReplyLine> said) {
        Set<String> unknown = new TreeSet<>(said.keySet());
        lines.forEach(l -> unknown.remove(l.item()));
        return unknown.isEmpty()
                ? ""
                : "Order %s has no item %s; these lines of the answer (%s) were ignored."
                        .formatted(number, unknown, reply.kind());
    }

    /** The next document of it. */
    private OpenOrder document(
            OrderStatus next, long issued, long closed, List<OpenLine> newLines, String plan) {
        return new OpenOrder(
                number,
                revision + 1,
                transfer,
                next,
                group,
                cycleEpochDay,
                saidEpochDay,
                from,
                to,
                plan,
                issued,
                closed,
                newLines,
                eventIds);
    }

    /** The same document, standing otherwise. */
    private OpenOrder with(OrderStatus next, long issued, long closed) {
        return new OpenOrder(
                number,
                revision,
                transfer,
                next,
                group,
                cycleEpochDay,
                saidEpochDay,
                from,
                to,
                decisionId,
                issued,
                closed,
                lines,
                eventIds);
    }
}
