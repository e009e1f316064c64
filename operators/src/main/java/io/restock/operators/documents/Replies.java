package io.restock.operators.documents;

import io.restock.domain.OrderLine;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import io.restock.domain.Texts;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Answers in documents → replies as the order book understands them.
 *
 * <p>A document that names no revision answers the first one that was told, so that no change is
 * taken as agreed to that nobody has read; one to a change the first change, goods are of the
 * latest. A reply is never older than what it answers: documents say no seconds.
 */
final class Replies {
    private static final int LONGEST_ID = 128;

    private Replies() {}

    /**
     * @param notes what is wrong with it and does not keep it from counting
     */
    record Understood(SupplierReply reply, List<DocumentFault> notes) {}

    /**
     * What an answer says.
     *
     * @param id of the document and the message in it
     * @throws UnreadableDocumentException where it speaks of something that was never ordered
     */
    static Understood reply(SentOrder order, AnswerMessage answer, String id, long timeMillis)
            throws UnreadableDocumentException {
        boolean goods = answer.kind() == ReplyKind.SHIPPED;
        int revision =
                switch (answer.revision()) {
                    case AnswerMessage.FIRST_CHANGE -> order.firstChange();
                    case AnswerLine.UNSAID -> goods ? order.latest() : order.first();
                    default -> Math.max(answer.revision(), order.first());
                };
        List<DocumentFault> notes = new ArrayList<>();
        List<ReplyLine> lines = new ArrayList<>();
        Set<String> named = new HashSet<>();
        boolean asOrdered = true;
        for (AnswerLine said : answer.lines()) {
            OrderLine ordered = order.line(revision, said.line(), said.item());
            if (ordered == null) {
                throw fault(
                        said,
                        "Order %s has no line %s that this partner was told of."
                                .formatted(
                                        answer.orderNumber(),
                                        said.item().isEmpty() ? said.line() : said.item()));
            }
            if (!said.unit().isEmpty() && !said.unit().equals(order.unit())) {
                throw fault(
                        said,
                        "The unit (%s) must be the one that was ordered, %s."
                                .formatted(said.unit(), order.unit()));
            }
            if (said.price().isPresent() && said.price().getAsDouble() != ordered.unitPrice()) {
                notes.add(
                        at(
                                said,
                                "The price (%s) of %s in order %s is not the %s that was ordered; quantity and day count, the price does not."
                                        .formatted(
                                                said.price().getAsDouble(),
                                                ordered.item(),
                                                answer.orderNumber(),
                                                ordered.unitPrice())));
            }
            int day =
                    said.expectedEpochDay() == AnswerLine.UNSAID
                            ? ordered.requestedEpochDay()
                            : said.expectedEpochDay();
            asOrdered &=
                    said.quantity() == ordered.quantity() && day <= ordered.requestedEpochDay();
            named.add(ordered.item());
            lines.add(new ReplyLine(ordered.item(), said.quantity(), day));
        }
        ReplyKind kind = answer.kind();
        if (kind == ReplyKind.ACCEPTED && !asOrdered) {
            kind = ReplyKind.ACCEPTED_WITH_CHANGE;
        }
        if (kind == ReplyKind.ACCEPTED) {
            lines.clear();
        } else if (kind == ReplyKind.ACCEPTED_WITH_CHANGE && answer.restAsOrdered()) {
            for (OrderLine line : order.linesOf(revision)) {
                if (!named.contains(line.item())) {
                    lines.add(
                            new ReplyLine(line.item(), line.quantity(), line.requestedEpochDay()));
                }
            }
        }
        return new Understood(
                new SupplierReply(
                        eventId(order.supplier(), id, answer.orderNumber()),
                        answer.orderNumber(),
                        revision,
                        order.group(),
                        kind,
                        Math.max(timeMillis, order.issuedMillis(revision)),
                        List.copyOf(lines)),
                List.copyOf(notes));
    }

    /** That the partner's system has read a document of ours. */
    static SupplierReply read(SentOrder order, SentDocument document, String id, long timeMillis) {
        return new SupplierReply(
                eventId(order.supplier(), id, document.orderNumber()),
                document.orderNumber(),
                document.revision(),
                order.group(),
                ReplyKind.TECH_ACKED,
                Math.max(timeMillis, order.issuedMillis(document.revision())),
                List.of());
    }

    /** The same for the same document, so that one that is sent twice counts once. */
    private static String eventId(String supplier, String id, String number) {
        String whole = String.join(":", supplier, number, id).replace('|', ':');
        StringBuilder sayable = new StringBuilder();
        whole.chars()
                .forEach(
                        c ->
                                sayable.append(
                                        (char)
                                                (Character.isISOControl(c)
                                                                || Character.isSurrogate((char) c)
                                                        ? '.'
                                                        : c)));
        return sayable.length() <= LONGEST_ID
                ? sayable.toString()
                : sayable.substring(0, LONGEST_ID - 9)
                        + '#'
                        + Integer.toHexString(whole.hashCode());
    }

    private static UnreadableDocumentException fault(AnswerLine line, String text) {
        return new UnreadableDocumentException(at(line, text));
    }

    private static DocumentFault at(AnswerLine line, String text) {
        return new DocumentFault("", line.position(), 0, Texts.cut(text));
    }
}
