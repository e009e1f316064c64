package io.restock.local.supplier;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import io.restock.operators.documents.AnswerLine;
import io.restock.operators.documents.AnswerMessage;
import io.restock.operators.documents.Envelope;
import io.restock.operators.documents.Interchange;
import io.restock.operators.documents.Message;
import io.restock.operators.documents.OrderMessage;
import io.restock.operators.documents.PartnerFormat;
import io.restock.operators.documents.UnreadableDocumentException;
import io.restock.operators.documents.UnwritableDocumentException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * A supplier's order desk that reads and writes documents: an order in, receipt, answer and ship
 * notice out.
 *
 * <p>Control numbers of answers follow from that of the order, so that a desk that has forgotten
 * what it answered says the same again, which counts once.
 */
public final class DocumentDesk {
    /** Most documents that answer one order. */
    private static final int MOST_ANSWERS = 10;

    private final OrderDesk desk;
    private final String supplier;
    private final PartnerFormat format;

    /** The desk of a supplier that exchanges documents of a format. */
    public DocumentDesk(String supplier, Manners manners, DocumentFormat format) {
        this.desk = new OrderDesk(supplier, manners);
        this.supplier = supplier;
        this.format = PartnerFormat.of(format);
    }

    /**
     * What the supplier says to a document; nothing to one that was seen before, or that orders
     * nothing.
     *
     * @param source {@code ce_source} of the document
     * @param id {@code ce_id} of the document
     * @param answerTime when it answers an order of that moment; both milliseconds since the epoch
     * @throws UnreadableDocumentException if it cannot be read
     */
    public List<byte[]> answer(
            byte[] document,
            String source,
            String id,
            java.util.function.LongUnaryOperator answerTime)
            throws UnreadableDocumentException {
        Interchange interchange = format.read(document);
        List<byte[]> said = new ArrayList<>();
        for (Message message : interchange.messages()) {
            for (OrderMessage order : message.orders()) {
                long time = answerTime.applyAsLong(order.issuedMillis());
                for (SupplierReply reply : desk.answer(asEvent(order), source, id, time)) {
                    Envelope envelope = envelope(interchange, order, said.size(), time);
                    said.add(document(envelope, interchange, order, reply));
                }
            }
        }
        return List.copyOf(said);
    }

    private byte[] document(
            Envelope envelope, Interchange received, OrderMessage order, SupplierReply reply) {
        AnswerMessage answer =
                new AnswerMessage(
                        reply.kind(),
                        reply.orderNumber(),
                        reply.revision(),
                        false,
                        reply.lines().stream().map(line -> line(order, line)).toList(),
                        order.currency(),
                        0);
        try {
            if (reply.kind() == ReplyKind.TECH_ACKED && !format.acknowledgement().isEmpty()) {
                return format.acknowledge(envelope, received).orElseThrow();
            }
            return format.answer(envelope, answer, "%s%d".formatted(supplier, envelope.control()));
        } catch (UnwritableDocumentException e) {
            throw new IllegalStateException("What was read in a format can be answered in it.", e);
        }
    }

    private static AnswerLine line(OrderMessage order, ReplyLine said) {
        OptionalInt number =
                order.lines().stream()
                        .filter(line -> line.item().equals(said.item()))
                        .mapToInt(OrderLine::line)
                        .findFirst();
        return new AnswerLine(
                number.orElseThrow(),
                said.item(),
                said.quantity(),
                order.unit(),
                said.expectedEpochDay(),
                OptionalDouble.empty(),
                0);
    }

    /** The way back: sender and receiver change places. */
    private static Envelope envelope(
            Interchange received, OrderMessage order, int index, long timeMillis) {
        DocumentTerms terms =
                new DocumentTerms(
                        received.format(),
                        received.senderQualifier(),
                        received.sender(),
                        received.receiverQualifier(),
                        received.receiver(),
                        order.unit(),
                        "",
                        "",
                        "",
                        received.test());
        // UBL has no control numbers; the ids of its documents follow from the order's.
        long theirs =
                received.format() == DocumentFormat.UBL
                        ? Integer.toUnsignedLong((order.number() + order.revision()).hashCode())
                        : Long.parseLong(received.id());
        long control = (theirs * MOST_ANSWERS + index) % Envelope.MOST_CONTROL + 1;
        return new Envelope(control, timeMillis, terms, false);
    }

    private PurchaseOrder asEvent(OrderMessage order) {
        return new PurchaseOrder(
                order.number(),
                order.revision(),
                order.transition(),
                OrderStatus.SENT,
                "",
                order.orderedEpochDay(),
                supplier,
                order.shipTo(),
                order.issuedMillis(),
                order.currency(),
                order.lines(),
                order.reason(),
                "",
                "");
    }
}
