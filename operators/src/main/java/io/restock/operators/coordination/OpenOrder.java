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
 * @param saidEpochDay local day of the latest cut-off that had passed by the clock of the machine
 *     when it was made: silence counts from there; a day before its cycle says nothing
 * @param from id of the supplier, or of the location that ships
 * @param to id of the location that receives
 * @param decisionId id of the plan that made it
 * @param issuedMillis event time of the latest document
 * @param closedMillis event time at which nothing more was to come; 0 while open
 * @param lines one per item
 * @param eventIds identities of the answers that were applied
 * @param earlier what the latest revisions before this one had asked for
 * @param missed what was not heard in time and has been told, bits of {@link Missing}
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
        List<String> eventIds,
        List<EarlierLine> earlier,
        int missed) {

    /** An answer that speaks of more than this many times what was ordered is a mistake. */
    static final int MOST_TIMES_ORDERED = 10;

    /** More base units than come of an order that nobody knows. */
    static final long MOST_STRAY = 1_000_000;

    /** A promise for a day this long after the one that was asked for is a mistake. */
    static final int MOST_DAYS_LATE = 366;

    /** Revisions that an answer may still mean. */
    private static final int EARLIER_REVISIONS = 4;

    /** What is so, whatever was agreed on. */
    private static final Set<ReplyKind> PHYSICAL = Set.of(ReplyKind.SHIPPED, ReplyKind.RECEIVED);

    /** State that was written before there were earlier revisions in it has none. */
    public OpenOrder {
        earlier = earlier == null ? List.of() : earlier;
    }

    /** An order that has not been changed, and of which nothing is missed. */
    OpenOrder(
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
        this(
                number,
                revision,
                transfer,
                status,
                group,
                cycleEpochDay,
                saidEpochDay,
                from,
                to,
                decisionId,
                issuedMillis,
                closedMillis,
                lines,
                eventIds,
                List.of(),
                0);
    }

    /**
     * An order that is not in the book, and of which goods are said to have come: over, and with a
     * line for each item that came, so that the goods count as those of any order that is over.
     */
    static OpenOrder stray(SupplierReply reply, Network network) {
        int day =
                reply.lines().stream()
                        .mapToInt(ReplyLine::expectedEpochDay)
                        .reduce(network.cycleOf(reply.timeMillis()), Math::min);
        List<OpenLine> lines = new ArrayList<>();
        for (String item : new TreeSet<>(byItem(reply.lines()).keySet())) {
            if (network.knowsItem(item)) {
                lines.add(
                        OpenLine.stray(lines.size() + 1, item, network.item(item).baseUnit(), day));
            }
        }
        return new OpenOrder(
                reply.orderNumber(),
                reply.revision(),
                false,
                OrderStatus.CLOSED,
                network.group().id(),
                day,
                day,
                "",
                OrderNumber.to(reply.orderNumber()),
                "",
                0,
                1,
                List.copyOf(lines),
                List.of());
    }

    /** Whether anything is still to come, or to be answered. */
    public boolean isOpen() {
        return closedMillis == 0;
    }

    /** Whether it can still be changed without anyone's leave: nobody has answered. */
    boolean isUnanswered() {
        return isOpen()
                && (status == OrderStatus.SENT || status == OrderStatus.TECH_ACKED || isHeld());
    }

    /** Whether a change or a cancellation of what was agreed on is not answered. */
    boolean isPending() {
        return isOpen()
                && (status == OrderStatus.CHANGE_PENDING || status == OrderStatus.CANCEL_PENDING);
    }

    /** Whether it waits for a person, and nobody else has heard of it. */
    boolean isHeld() {
        return status == OrderStatus.HELD;
    }

    /** Whether whoever delivers it was told: a cancellation that is told is a later revision. */
    private boolean isTold() {
        return switch (status) {
            case DRAFT, PROPOSED, HELD -> false;
            case CANCELLED -> revision > 0;
            default -> true;
        };
    }

    /** Days by which it was said later than its cycle would have it, &gt;= 0. */
    int saidLateDays() {
        return Math.max(0, saidEpochDay - cycleEpochDay);
    }

    /** A draft that was found right, and is sent or held for a person. */
    OpenOrder propose(boolean hold) {
        return step(OrderLife.Event.PROPOSE)
                .step(hold ? OrderLife.Event.HOLD : OrderLife.Event.SEND);
    }

    private OpenOrder step(OrderLife.Event event) {
        return with(next(event), issuedMillis, closedMillis);
    }

    /** Where an event of our own leads; that it can happen was asked before. */
    private OrderStatus next(OrderLife.Event event) {
        OrderStatus next = OrderLife.next(status, event);
        if (next == null) {
            throw new IllegalStateException(
                    "Order %s (%s) must not meet %s.".formatted(number, status, event));
        }
        return next;
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
        boolean physical = PHYSICAL.contains(reply.kind());
        boolean overtaken = reply.revision() < revision && !physical;
        List<OpenLine> after = overtaken ? judged(reply, said) : moved(reply, said);
        boolean nothingToCome = after.stream().allMatch(l -> l.open() == 0);
        OrderLife.Event event =
                overtaken ? earlierEvent(reply, nothingToCome) : event(reply, after, nothingToCome);
        OrderStatus next = OrderLife.next(status, event);
        boolean late =
                (overtaken && (after.isEmpty() || reply.kind() == ReplyKind.TECH_ACKED))
                        || isShipNoticeOfWhatHasCome(reply);
        if (late || next == null) {
            String reason = reason(reply, overtaken);
            return late || OrderLife.isTooLate(status, event)
                    ? Answer.tooLate(this, reason)
                    : Answer.refused(this, reason);
        }
        List<Movement> movements = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            movements.addAll(movements(lines.get(i), after.get(i), reply.timeMillis()));
        }
        boolean changesNothing =
                !isOpen()
                        && nothingToCome
                        && (reply.kind() == ReplyKind.SHIPPED || movements.isEmpty());
        OrderStatus at = changesNothing ? status : next;
        boolean over = nothingToCome && at != OrderStatus.CANCEL_PENDING;
        List<String> seen = new ArrayList<>(eventIds);
        seen.add(reply.eventId());
        return new Answer(
                Verdict.APPLIED,
                copy(
                        revision,
                        at,
                        decisionId,
                        issuedMillis,
                        over ? Math.max(1, reply.timeMillis()) : 0,
                        List.copyOf(after),
                        Collections.unmodifiableList(seen),
                        earlier,
                        missed),
                List.copyOf(movements),
                strangers(reply, said));
    }

    /** The lines after an answer to the latest revision, or after goods left or came. */
    private List<OpenLine> moved(SupplierReply reply, Map<String, ReplyLine> said) {
        List<OpenLine> after = new ArrayList<>();
        for (OpenLine line : lines) {
            // Of a closed order nothing is expected, so what comes all the same is all that does.
            OpenLine before = isOpen() ? line : line.promise(line.received(), 0);
            after.add(move(before, reply.kind(), said.get(line.item())));
        }
        return after;
    }

    private OpenLine move(OpenLine line, ReplyKind kind, @Nullable ReplyLine said) {
        long quantity = said == null ? 0 : said.quantity();
        int day = said == null ? 0 : said.expectedEpochDay();
        return switch (kind) {
            case TECH_ACKED -> line;
            case ACCEPTED -> said == null || isCancelling() ? line : line.promise(quantity, day);
            case ACCEPTED_WITH_CHANGE -> line.promise(quantity, day);
            case REJECTED -> isPending() ? line.asAgreed() : line.promise(line.received(), 0);
            case SHIPPED -> transfer ? line.depart(quantity, day) : line.ship(quantity, day);
            case RECEIVED -> line.receive(quantity);
        };
    }

    /** Whether an acceptance agrees to a cancellation, whatever lines it names. */
    private boolean isCancelling() {
        return status == OrderStatus.CANCEL_PENDING || status == OrderStatus.CANCELLED;
    }

    private OrderLife.Event event(
            SupplierReply reply, List<OpenLine> after, boolean nothingToCome) {
        boolean cancelling = isCancelling();
        return switch (reply.kind()) {
            case TECH_ACKED -> OrderLife.Event.TECH_ACK;
            case ACCEPTED, ACCEPTED_WITH_CHANGE -> {
                if (nothingToCome && !(cancelling && reply.kind() == ReplyKind.ACCEPTED)) {
                    yield OrderLife.Event.REJECT;
                }
                boolean asOrdered = after.stream().allMatch(l -> l.promised() == l.ordered());
                yield reply.kind() == ReplyKind.ACCEPTED && (asOrdered || cancelling)
                        ? OrderLife.Event.ACCEPT
                        : OrderLife.Event.ACCEPT_CHANGED;
            }
            case REJECTED -> isPending() ? OrderLife.Event.REFUSE_CHANGE : OrderLife.Event.REJECT;
            case SHIPPED ->
                    after.stream().anyMatch(l -> l.unshipped() > 0)
                            ? OrderLife.Event.SHIP_PART
                            : OrderLife.Event.SHIP;
            case RECEIVED -> nothingToCome ? OrderLife.Event.RECEIVE : OrderLife.Event.RECEIVE_PART;
        };
    }

    /**
     * The lines after an answer to a revision before the latest: what it confirms says nothing of
     * the change; what it shortens or delays, against what that revision asked for, is short or
     * late now too. Empty where nobody knows any more what that revision asked for.
     */
    private List<OpenLine> judged(SupplierReply reply, Map<String, ReplyLine> said) {
        Map<String, EarlierLine> asked = new HashMap<>();
        for (EarlierLine line : earlier) {
            if (line.revision() == reply.revision()) {
                asked.put(line.item(), line);
            }
        }
        if (asked.isEmpty()) {
            return List.of();
        }
        List<OpenLine> after = new ArrayList<>();
        for (OpenLine line : lines) {
            EarlierLine wanted = asked.get(line.item());
            after.add(
                    reply.kind() == ReplyKind.REJECTED
                            ? line.promise(line.received(), 0)
                            : wanted == null
                                    ? line
                                    : judged(line, wanted, reply.kind(), said.get(line.item())));
        }
        return after;
    }

    private static OpenLine judged(
            OpenLine line, EarlierLine wanted, ReplyKind kind, @Nullable ReplyLine said) {
        long unsaid = kind == ReplyKind.ACCEPTED ? wanted.quantity() : 0;
        long quantity = said == null ? unsaid : said.quantity();
        int day = said == null ? wanted.requestedEpochDay() : said.expectedEpochDay();
        boolean late = quantity > 0 && day > wanted.requestedEpochDay();
        long promise =
                quantity < wanted.quantity()
                        ? Math.min(line.promised(), quantity)
                        : line.promised();
        return line.agreeing(quantity, day)
                .promise(promise, late ? Math.max(day, line.expectedEpochDay()) : 0);
    }

    private static OrderLife.Event earlierEvent(SupplierReply reply, boolean nothingToCome) {
        return reply.kind() == ReplyKind.REJECTED || nothingToCome
                ? OrderLife.Event.REJECT
                : OrderLife.Event.ACCEPT_EARLIER;
    }

    private boolean isShipNoticeOfWhatHasCome(SupplierReply reply) {
        boolean came = status == OrderStatus.RECEIVED || status == OrderStatus.CLOSED;
        return came && reply.kind() == ReplyKind.SHIPPED && reply.timeMillis() <= closedMillis;
    }

    private String reason(SupplierReply reply, boolean overtaken) {
        return overtaken
                ? "Revision %d of order %s (%s) has been superseded; revision %d must be answered."
                        .formatted(reply.revision(), number, status, revision)
                : "Order %s (%s%s) cannot be answered with %s any more."
                        .formatted(number, status, isOpen() ? "" : ", closed", reply.kind());
    }

    /** A person lets it go: it is sent as it is. */
    Answer release(long timeMillis) {
        if (!isHeld()) {
            return Answer.refused(
                    this,
                    "Order %s (%s) cannot be released; only an order that is held can."
                            .formatted(number, status));
        }
        return Answer.applied(
                with(next(OrderLife.Event.SEND), Math.max(issuedMillis, timeMillis), 0));
    }

    /** Taken back before anyone was told of it. */
    OpenOrder withdraw(long timeMillis) {
        return with(next(OrderLife.Event.WITHDRAW), issuedMillis, timeMillis);
    }

    /** Taken back; only before anything has left. What was agreed on waits for an answer. */
    Answer cancel(long timeMillis) {
        if (isHeld()) {
            return Answer.applied(withdraw(timeMillis));
        }
        OrderStatus next = isOpen() ? OrderLife.next(status, OrderLife.Event.CANCEL) : null;
        if (next == null) {
            return Answer.refused(
                    this,
                    "Order %s (%s) cannot be cancelled; only an order of which nothing has left can."
                            .formatted(number, status));
        }
        return Answer.applied(
                next == OrderStatus.CANCELLED
                        ? document(next, timeMillis, timeMillis, lines, decisionId)
                        : document(
                                next,
                                timeMillis,
                                0,
                                lines.stream().map(OpenLine::drop).toList(),
                                decisionId));
    }

    /** Whether it may be changed: nothing has left. */
    boolean isChangeable() {
        return isOpen() && OrderLife.next(status, OrderLife.Event.CHANGE) != null;
    }

    /** The same order with other lines; of an agreement only what was agreed stays known. */
    OpenOrder revise(List<OpenLine> newLines, long timeMillis, String plan) {
        Map<String, OpenLine> before = new HashMap<>();
        lines.forEach(l -> before.put(l.item(), l));
        List<OpenLine> after = new ArrayList<>();
        for (OpenLine wanted : newLines) {
            OpenLine known = before.remove(wanted.item());
            after.add(known == null || isUnanswered() ? wanted : known.ask(wanted));
        }
        if (!isUnanswered()) {
            lines.stream()
                    .filter(l -> before.containsKey(l.item()))
                    .forEach(l -> after.add(l.drop()));
        }
        return document(next(OrderLife.Event.CHANGE), timeMillis, 0, List.copyOf(after), plan);
    }

    /** A change or cancellation that nobody answered came to nothing: what was agreed on stands. */
    OpenOrder lapse() {
        OrderStatus next = next(OrderLife.Event.REFUSE_CHANGE);
        return copy(
                revision,
                next,
                decisionId,
                issuedMillis,
                0,
                lines.stream().map(OpenLine::asAgreed).toList(),
                eventIds,
                earlier,
                missed);
    }

    /** Nothing more is expected to be said of it; the same where something still is. */
    OpenOrder close() {
        OrderStatus next =
                isOpen() || !isTold() ? null : OrderLife.next(status, OrderLife.Event.CLOSE);
        return next == null ? this : with(next, issuedMillis, closedMillis);
    }

    /** With what was not heard in time, bits of {@link Missing}. */
    OpenOrder missing(int bits) {
        return bits == missed
                ? this
                : copy(
                        revision,
                        status,
                        decisionId,
                        issuedMillis,
                        closedMillis,
                        lines,
                        eventIds,
                        earlier,
                        bits);
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
                next(someCame ? OrderLife.Event.GIVE_UP_REST : OrderLife.Event.GIVE_UP),
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
        if (!isTold()) {
            return "Order %s (%s) has not been sent, so that nobody can answer it."
                    .formatted(number, status);
        }
        if (reply.revision() > revision) {
            return "Order %s has no revision %d; its latest is %d."
                    .formatted(number, reply.revision(), revision);
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

    /** The most that was ever asked for of a line. */
    private long mostOrdered(OpenLine line) {
        return earlier.stream()
                .filter(e -> e.item().equals(line.item()))
                .mapToLong(EarlierLine::quantity)
                .reduce(line.ordered(), Math::max);
    }

    private String fault(OpenLine line, ReplyLine said) {
        long ordered = mostOrdered(line);
        if (ordered == 0 && said.quantity() > MOST_STRAY) {
            return "The quantity (%d) of item %s of order %s, which is not in the book, must be at most %d."
                    .formatted(said.quantity(), said.item(), number, MOST_STRAY);
        }
        if (ordered > 0 && said.quantity() > (double) MOST_TIMES_ORDERED * ordered) {
            return "The quantity (%d) of item %s in an answer to order %s must be at most %d times the %d that were ordered."
                    .formatted(said.quantity(), said.item(), number, MOST_TIMES_ORDERED, ordered);
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
        List<EarlierLine> before = new ArrayList<>();
        for (EarlierLine line : earlier) {
            if (line.revision() > revision - EARLIER_REVISIONS) {
                before.add(line);
            }
        }
        for (OpenLine line : lines) {
            before.add(
                    new EarlierLine(
                            revision, line.item(), line.ordered(), line.requestedEpochDay()));
        }
        return copy(
                revision + 1,
                next,
                plan,
                issued,
                closed,
                newLines,
                eventIds,
                closed == 0 ? List.copyOf(before) : List.of(),
                missed);
    }

    /** The same document, standing otherwise. */
    private OpenOrder with(OrderStatus next, long issued, long closed) {
        return copy(revision, next, decisionId, issued, closed, lines, eventIds, earlier, missed);
    }

    private OpenOrder copy(
            int newRevision,
            OrderStatus next,
            String plan,
            long issued,
            long closed,
            List<OpenLine> newLines,
            List<String> seen,
            List<EarlierLine> before,
            int bits) {
        return new OpenOrder(
                number,
                newRevision,
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
                seen,
                before,
                bits);
    }
}
