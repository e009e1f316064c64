package io.restock.operators.documents;

import com.helger.diagnostics.error.IError;
import com.helger.diagnostics.error.list.ErrorList;
import com.helger.ubl21.UBL21Marshaller;
import com.helger.ubl21.UBL21Marshaller.UBL21JAXBMarshaller;
import io.restock.domain.DocumentFormat;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.ReplyKind;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * UBL 2.1 in the profiles of Peppol BIS 3. Order says an order, OrderChange its change,
 * OrderCancellation takes it back; OrderResponse answers, DespatchAdvice says what has left. The
 * revision is in the id of a change, {@code number-C1}, and of a cancellation, {@code number-X2};
 * an answer names the document it answers by that id (CustomerReference).
 *
 * <p>What is read and written is held to the XSDs of UBL. Elements that bodies of Peppol need and
 * Restock does not know are left out; the rules of Peppol are a matter of tests.
 */
final class UblFormat implements PartnerFormat {
    static final PartnerFormat INSTANCE = new UblFormat();

    private static final String PIECE = "C62";

    private UblFormat() {}

    @Override
    public DocumentFormat format() {
        return DocumentFormat.UBL;
    }

    @Override
    public String contentType() {
        return "application/xml";
    }

    @Override
    public String piece() {
        return PIECE;
    }

    @Override
    public String typeOf(OrderMessage order) {
        return switch (order.transition()) {
            case CREATED -> "Order";
            case CHANGED -> "OrderChange";
            case CANCELLED -> "OrderCancellation";
        };
    }

    @Override
    public String acknowledgement() {
        return "";
    }

    @Override
    public byte[] order(Envelope envelope, OrderMessage order, List<OrderLine> before)
            throws UnwritableDocumentException {
        requireXml(order.shipTo());
        for (OrderLine line : order.lines()) {
            requireXml(line.item());
        }
        OrderMessage said = order.because(PartnerFormat.sayable(order.reason(), UblFormat::isXml));
        return switch (order.transition()) {
            case CREATED ->
                    bytes(
                            UBL21Marshaller.order(),
                            UblOrders.order(envelope.terms(), said, unit(envelope)));
            case CHANGED ->
                    bytes(
                            UBL21Marshaller.orderChange(),
                            UblOrders.change(envelope.terms(), said, before, unit(envelope)));
            case CANCELLED ->
                    bytes(
                            UBL21Marshaller.orderCancellation(),
                            UblOrders.cancellation(envelope.terms(), said));
        };
    }

    @Override
    public byte[] answer(Envelope envelope, AnswerMessage answer, String id)
            throws UnwritableDocumentException {
        if (answer.kind() == ReplyKind.RECEIVED) {
            throw new UnwritableDocumentException("UBL says RECEIVED with no document of ours.");
        }
        return answer.kind() == ReplyKind.SHIPPED
                ? bytes(
                        UBL21Marshaller.despatchAdvice(),
                        UblAnswers.despatchAdvice(envelope, answer, id, unit(envelope)))
                : bytes(
                        UBL21Marshaller.orderResponse(),
                        UblAnswers.orderResponse(envelope, answer, id, unit(envelope)));
    }

    @Override
    public Optional<byte[]> acknowledge(Envelope envelope, Interchange received) {
        return Optional.empty();
    }

    @Override
    public Interchange read(byte[] document) throws UnreadableDocumentException {
        Interchange read = parsed(document);
        return read.with(read.messages().get(0).hashed(Arrays.hashCode(document)));
    }

    private static Interchange parsed(byte[] document) throws UnreadableDocumentException {
        String root = root(document);
        return switch (root) {
            case "Order" -> UblOrders.read(parsed(UBL21Marshaller.order(), document));
            case "OrderChange" -> UblOrders.read(parsed(UBL21Marshaller.orderChange(), document));
            case "OrderCancellation" ->
                    UblOrders.read(parsed(UBL21Marshaller.orderCancellation(), document));
            case "OrderResponse" ->
                    UblAnswers.read(parsed(UBL21Marshaller.orderResponse(), document));
            case "DespatchAdvice" ->
                    UblAnswers.read(parsed(UBL21Marshaller.despatchAdvice(), document));
            default ->
                    throw new UnreadableDocumentException(
                            new DocumentFault(
                                    root,
                                    1,
                                    0,
                                    "The document must be one of DespatchAdvice, Order, OrderCancellation,"
                                            + " OrderChange, OrderResponse of UBL 2.1."));
        };
    }

    private static String unit(Envelope envelope) {
        return envelope.terms().unit().isEmpty() ? PIECE : envelope.terms().unit();
    }

    private static void requireXml(String text) throws UnwritableDocumentException {
        if (!text.codePoints().allMatch(UblFormat::isXml) || !text.equals(text.strip())) {
            throw new UnwritableDocumentException(
                    "The text (%s) cannot be said in XML, or has blanks around it."
                            .formatted(text));
        }
    }

    private static boolean isXml(int c) {
        return (c >= ' ' && c <= 0xd7ff) || (c >= 0xe000 && c <= 0xfffd) || c >= 0x10000;
    }

    /** Name of the root element; no entity is looked at, none is fetched. */
    private static String root(byte[] document) throws UnreadableDocumentException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader reader =
                    factory.createXMLStreamReader(new ByteArrayInputStream(document));
            while (reader.hasNext()) {
                int event = reader.next();
                if (event == XMLStreamConstants.DTD) {
                    throw new UnreadableDocumentException(
                            new DocumentFault("", 1, 0, "The document must not have a DOCTYPE."));
                }
                if (event == XMLStreamConstants.START_ELEMENT) {
                    return reader.getLocalName();
                }
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNumber();
            throw new UnreadableDocumentException(
                    new DocumentFault("XML", line, 0, String.valueOf(e.getMessage())));
        }
        throw new UnreadableDocumentException(
                new DocumentFault("XML", 1, 0, "The document must have a root element."));
    }

    private static <T> T parsed(UBL21JAXBMarshaller<T> marshaller, byte[] document)
            throws UnreadableDocumentException {
        ErrorList errors = new ErrorList();
        marshaller.setCollectErrors(errors);
        T read = marshaller.read(document);
        for (IError error : errors) {
            if (error.isError()) {
                int line = Math.max(0, error.getErrorLocation().getLineNumber());
                throw new UnreadableDocumentException(
                        new DocumentFault(
                                "XML", line, 0, String.valueOf(error.getErrorText(Locale.ROOT))));
            }
        }
        if (read == null) {
            throw new UnreadableDocumentException(
                    new DocumentFault("XML", 0, 0, "The document must be XML of UBL 2.1."));
        }
        return read;
    }

    private static <T> byte[] bytes(UBL21JAXBMarshaller<T> marshaller, T document)
            throws UnwritableDocumentException {
        ErrorList errors = new ErrorList();
        marshaller.setCollectErrors(errors).setFormattedOutput(true);
        byte[] bytes = marshaller.getAsBytes(document);
        if (bytes == null) {
            throw new UnwritableDocumentException(
                    "UBL cannot say it: "
                            + errors.stream()
                                    .map(error -> String.valueOf(error.getErrorText(Locale.ROOT)))
                                    .toList());
        }
        return bytes;
    }

    /** What a document of an order is called. */
    static String id(String number, int revision, OrderTransition transition) {
        return switch (transition) {
            case CREATED -> number;
            case CHANGED -> number + "-C" + revision;
            case CANCELLED -> number + "-X" + revision;
        };
    }

    /** The revision that the id of a document names; {@link AnswerLine#UNSAID} where it is none. */
    static int revision(String number, String id) {
        if (id.equals(number)) {
            return 0;
        }
        return id.length() <= number.length() + 8
                        && id.startsWith(number)
                        && id.substring(number.length()).matches("-[CX][0-9]{1,6}")
                ? Integer.parseInt(id.substring(number.length() + 2))
                : AnswerLine.UNSAID;
    }
}
