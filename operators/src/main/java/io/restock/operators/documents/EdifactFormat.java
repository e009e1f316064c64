package io.restock.operators.documents;

import io.restock.domain.DocumentFormat;
import io.restock.domain.Gs1;
import io.restock.domain.OrderLine;
import io.restock.domain.ReplyKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * UN/EDIFACT D.96A in Latin-1 (UNOC). ORDERS says an order (BGM03 9), replaces it (5) or takes it
 * back (1); ORDRSP answers, DESADV says what has left, CONTRL that an interchange was read. The
 * revision is the version of the order's reference: RFF+ON:number::revision.
 */
final class EdifactFormat implements PartnerFormat {
    static final PartnerFormat INSTANCE = new EdifactFormat();

    private static final int LONGEST = 35;
    private static final int REASON = 70;
    private static final int QUANTITY = 15;
    private static final int PRICE = 15;
    private static final String PIECE = "PCE";

    /** Code of 0007 for a GLN. */
    private static final String EAN = "14";

    /** Codes of 3055, who gave an id. */
    private static final String GS1 = "9";

    private static final String BUYERS_CODE = "92";

    /** Digits of a GTIN that has a code of its own in 7143. */
    private static final int UPC = 12;

    /** Codes of 0083. */
    private static final String REFUSED = "4";

    /** This level; what is below where nothing else is said of it. */
    private static final String ACKNOWLEDGED = "7";

    /** Element of UNB, 0035. */
    private static final int TEST = 11;

    private EdifactFormat() {}

    @Override
    public DocumentFormat format() {
        return DocumentFormat.EDIFACT;
    }

    @Override
    public String contentType() {
        return "application/EDIFACT";
    }

    @Override
    public String piece() {
        return PIECE;
    }

    @Override
    public String typeOf(OrderMessage order) {
        return "ORDERS";
    }

    @Override
    public String acknowledgement() {
        return "CONTRL";
    }

    @Override
    public byte[] order(Envelope envelope, OrderMessage order, List<OrderLine> before)
            throws UnwritableDocumentException {
        SegmentWriter out = open(envelope);
        int first = out.written();
        out.segment("UNH", 1, List.of("ORDERS", "D", "96A", "UN", "EAN008"));
        String function =
                switch (order.transition()) {
                    case CREATED -> "9";
                    case CHANGED -> "5";
                    case CANCELLED -> "1";
                };
        out.segment("BGM", "220", order.number(), function);
        out.segment(
                "DTM", List.of("137", Segment.time(order.issuedMillis(), "uuuuMMddHHmmss"), "204"));
        out.segment("DTM", List.of("4", Segment.day(order.orderedEpochDay()), "102"));
        String reason = PartnerFormat.sayable(order.reason(), EdifactFormat::isLatin1);
        if (!reason.isEmpty()) {
            String begin = reason.substring(0, Math.min(REASON, reason.length())).strip();
            out.segment("FTX", "AAI", "", "", List.of(begin));
        }
        out.segment("RFF", reference(order.number(), order.revision()));
        parties(out, envelope);
        out.segment("RFF", List.of("IA", order.supplier()));
        String shipTo = SegmentWriter.text("ship-to", order.shipTo(), LONGEST);
        out.segment("NAD", "DP", List.of(shipTo, "", Gs1.isGln(shipTo) ? GS1 : BUYERS_CODE));
        out.segment("CUX", List.of("2", order.currency(), "9"));
        String unit = unit(envelope);
        for (OrderLine line : order.lines()) {
            boolean gtin = Gs1.isGtin(line.item());
            String kind = line.item().length() == UPC ? "UP" : "EN";
            out.segment("LIN", line.line(), "", gtin ? List.of(line.item(), kind) : "");
            out.segment("PIA", 5, List.of(SegmentWriter.text("item", line.item(), LONGEST), "IN"));
            out.segment(
                    "QTY",
                    List.of(
                            "21",
                            SegmentWriter.whole("quantity", line.quantity(), QUANTITY),
                            unit));
            if (line.baseUnit() != 1) {
                out.segment(
                        "QTY",
                        List.of(
                                "59",
                                SegmentWriter.number("base unit", line.baseUnit(), QUANTITY)));
            }
            out.segment("DTM", List.of("2", Segment.day(line.requestedEpochDay()), "102"));
            out.segment(
                    "PRI", List.of("AAA", SegmentWriter.number("price", line.unitPrice(), PRICE)));
        }
        out.segment("UNS", "S");
        out.segment("CNT", List.of("2", order.lines().size()));
        return close(out, envelope, first);
    }

    @Override
    public byte[] answer(Envelope envelope, AnswerMessage answer, String id)
            throws UnwritableDocumentException {
        if (answer.kind() == ReplyKind.TECH_ACKED || answer.kind() == ReplyKind.RECEIVED) {
            throw new UnwritableDocumentException(
                    "EDIFACT says %s with no document of ours.".formatted(answer.kind()));
        }
        boolean ships = answer.kind() == ReplyKind.SHIPPED;
        SegmentWriter out = open(envelope);
        int first = out.written();
        out.segment("UNH", 1, List.of(ships ? "DESADV" : "ORDRSP", "D", "96A", "UN", "EAN005"));
        String function =
                switch (answer.kind()) {
                    case ACCEPTED -> "29";
                    case REJECTED -> "27";
                    case SHIPPED -> "9";
                    default -> "4";
                };
        out.segment("BGM", ships ? "351" : "231", SegmentWriter.text("id", id, LONGEST), function);
        out.segment(
                "DTM",
                List.of("137", Segment.time(envelope.timeMillis(), "uuuuMMddHHmmss"), "204"));
        out.segment("RFF", reference(answer.orderNumber(), Math.max(0, answer.revision())));
        parties(out, envelope);
        if (ships) {
            out.segment("CPS", 1);
        }
        for (AnswerLine line : answer.lines()) {
            String action =
                    line.quantity() == 0 ? "7" : answer.kind() == ReplyKind.ACCEPTED ? "5" : "3";
            out.segment("LIN", line.line(), ships ? "" : action);
            out.segment("PIA", 5, List.of(line.item(), "IN"));
            out.segment(
                    "QTY",
                    List.of(
                            ships ? "12" : "113",
                            SegmentWriter.whole("quantity", line.quantity(), QUANTITY),
                            line.unit().isEmpty() ? unit(envelope) : line.unit()));
            if (line.expectedEpochDay() != AnswerLine.UNSAID) {
                out.segment(
                        "DTM",
                        List.of(ships ? "17" : "69", Segment.day(line.expectedEpochDay()), "102"));
            }
        }
        if (!ships) {
            out.segment("UNS", "S");
        }
        return close(out, envelope, first);
    }

    @Override
    public Optional<byte[]> acknowledge(Envelope envelope, Interchange received)
            throws UnwritableDocumentException {
        if (received.messages().stream().allMatch(Message::isReceipt)) {
            return Optional.empty();
        }
        Optional<DocumentFault> around =
                received.messages().stream()
                        .flatMap(message -> message.faults().stream())
                        .filter(EdifactFormat::isOfInterchange)
                        .findFirst();
        SegmentWriter out = open(envelope);
        int first = out.written();
        out.segment("UNH", 1, List.of("CONTRL", "2", "2", "UN"));
        out.segment(
                "UCI",
                received.id(),
                List.of(received.sender(), received.senderQualifier()),
                List.of(received.receiver(), received.receiverQualifier()),
                around.isPresent() ? REFUSED : ACKNOWLEDGED,
                around.map(EdifactFormat::error).orElse(""),
                around.map(DocumentFault::segment).orElse(""));
        if (around.isEmpty()) {
            for (Message message : received.messages()) {
                read(out, message);
            }
        }
        return Optional.of(close(out, envelope, first));
    }

    /** Which message, in the partner's own words, and what of it could not be read. */
    private static void read(SegmentWriter out, Message message)
            throws UnwritableDocumentException {
        List<String> type = new ArrayList<>(List.of(message.type()));
        type.addAll(message.version());
        Optional<DocumentFault> around =
                message.faults().stream().filter(EdifactFormat::isOfMessage).findFirst();
        out.segment(
                "UCM",
                message.reference(),
                type,
                message.faults().isEmpty() ? ACKNOWLEDGED : REFUSED,
                around.map(EdifactFormat::error).orElse(""),
                around.map(DocumentFault::segment).orElse(""));
        for (DocumentFault fault : message.faults()) {
            if (isOfMessage(fault) || fault.position() < message.position()) {
                continue;
            }
            boolean ofElement = fault.element() > 0;
            int position = fault.position() - message.position() + 1;
            out.segment("UCS", position, ofElement ? "" : error(fault));
            if (ofElement) {
                // 0098 counts the tag too.
                out.segment("UCD", error(fault), fault.element() + 1);
            }
        }
    }

    private static boolean isOfInterchange(DocumentFault fault) {
        return fault.position() == 0 || Set.of("UNB", "UNZ").contains(fault.segment());
    }

    private static boolean isOfMessage(DocumentFault fault) {
        return Set.of("UNG", "UNE", "UNH", "UNT").contains(fault.segment());
    }

    /** Code of 0085. */
    private static String error(DocumentFault fault) {
        return switch (fault.kind()) {
            case UNSUPPORTED -> "17";
            case REFERENCE -> "28";
            case COUNT -> "29";
            case SEGMENT_MISSING, ELEMENT_MISSING, TRAILER -> "13";
            case DATE, TIME, NUMBER, VALUE -> "12";
            case OTHER -> "18";
        };
    }

    @Override
    public Interchange read(byte[] document) throws UnreadableDocumentException {
        SegmentReader.Read read = SegmentReader.read(document);
        boolean comma = marksWithComma(document);
        List<Segment> segments =
                read.segments().stream().map(s -> comma ? withPoint(s) : s).toList();
        Segment unb = segments.get(0).is("UNA") ? segments.get(1) : segments.get(0);
        String date = unb.required(4, 1);
        long time = unb.millis(4, date.length() == 6 ? "20" + date : date, unb.required(4, 2));
        List<Message> messages = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i < segments.size(); i++) {
            String tag = segments.get(i).tag();
            boolean ends = tag.equals("UNT");
            if (begin >= 0 && (ends || Set.of("UNH", "UNE", "UNG", "UNZ").contains(tag))) {
                List<Segment> message = segments.subList(begin, ends ? i + 1 : i);
                messages.add(EdifactReader.message(message, read.faults(), time));
                begin = -1;
            }
            begin = tag.equals("UNH") ? i : begin;
        }
        if (messages.isEmpty()) {
            throw unb.fault(0, "The interchange must hold a message.");
        }
        return new Interchange(
                DocumentFormat.EDIFACT,
                unb.get(2, 2),
                unb.required(2, 1),
                unb.get(3, 2),
                unb.required(3, 1),
                unb.required(5),
                unb.get(TEST).equals("1"),
                time,
                List.copyOf(messages));
    }

    /** Whether a comma is the decimal mark: where UNA does not say a point, it may be. */
    private static boolean marksWithComma(byte[] document) {
        int at = 0;
        while (document[at] <= ' ' && document[at] >= 0) {
            at++;
        }
        boolean said = document[at + 2] == 'A';
        return !said || document[at + 5] == ',';
    }

    /** The same with a point in its number. */
    private static Segment withPoint(Segment segment) {
        boolean counts = segment.is("QTY") || segment.is("PRI");
        if (!counts || !segment.get(1, 2).matches("[0-9]*,[0-9]+")) {
            return segment;
        }
        List<List<String>> elements = new ArrayList<>(segment.elements());
        List<String> number = new ArrayList<>(elements.get(0));
        number.set(1, segment.get(1, 2).replace(',', '.'));
        elements.set(0, number);
        return new Segment(segment.tag(), segment.position(), elements);
    }

    /** Characters of UNOC, ISO 8859-1. */
    private static boolean isLatin1(int c) {
        return (c >= ' ' && c <= '~') || (c >= 0xa0 && c <= 0xff);
    }

    private static List<String> reference(String number, int revision) {
        return List.of("ON", number, "", revision == 0 ? "" : Integer.toString(revision));
    }

    private static void parties(SegmentWriter out, Envelope envelope)
            throws UnwritableDocumentException {
        var terms = envelope.terms();
        boolean buyer = terms.buyerQualifier().equals(EAN);
        boolean supplier = terms.supplierQualifier().equals(EAN);
        out.segment("NAD", "BY", List.of(terms.buyerId(), "", buyer ? GS1 : BUYERS_CODE));
        out.segment("NAD", "SU", List.of(terms.supplierId(), "", supplier ? GS1 : BUYERS_CODE));
    }

    private static String unit(Envelope envelope) {
        return envelope.terms().unit().isEmpty() ? PIECE : envelope.terms().unit();
    }

    private static SegmentWriter open(Envelope envelope) throws UnwritableDocumentException {
        SegmentWriter out =
                new SegmentWriter(
                        "EDIFACT",
                        new String[] {"UNOC", "3"},
                        StandardCharsets.ISO_8859_1,
                        EdifactFormat::isLatin1);
        long time = envelope.timeMillis();
        out.segment(
                "UNB",
                List.of("UNOC", "3"),
                List.of(envelope.sender(), envelope.senderQualifier()),
                List.of(envelope.receiver(), envelope.receiverQualifier()),
                List.of(Segment.time(time, "uuMMdd"), Segment.time(time, "HHmm")),
                envelope.control(),
                "",
                "",
                "",
                "",
                "",
                envelope.terms().test() ? "1" : "");
        return out;
    }

    private static byte[] close(SegmentWriter out, Envelope envelope, int first)
            throws UnwritableDocumentException {
        out.segment("UNT", out.written() - first + 1, 1);
        out.segment("UNZ", 1, envelope.control());
        return out.bytes();
    }
}
