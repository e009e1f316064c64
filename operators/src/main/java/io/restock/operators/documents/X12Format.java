package io.restock.operators.documents;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.Gs1;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.ReplyKind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * ANSI X12 004010. 850 says an order, 860 its change (BCH01 04) or cancellation (01); 855 answers,
 * 856 says what has left, 997 that a group was read, TA1 (read alone) that an interchange was. The
 * revision is the release number: BEG04, BCH04, and in answers BAK05 and PRF02.
 */
final class X12Format implements PartnerFormat {
    static final PartnerFormat INSTANCE = new X12Format();

    private static final String VERSION = "00401";
    private static final int PARTY = 15;
    private static final int PRODUCT = 48;
    private static final int CODE = 80;
    private static final int QUANTITY = 15;
    private static final int PRICE = 17;
    private static final int SIZE = 8;
    private static final String EACH = "EA";

    /** Codes of element 66. */
    private static final String GLN = "UL";

    private static final String BUYERS_CODE = "92";

    /** Codes of element 235 for a GTIN of 12, 13 and 14 digits. */
    static final List<String> GTIN = List.of("UP", "EN", "UK");

    private static final int GTIN_SHORTEST = 12;

    /** ISA15. */
    private static final String TEST = "T";

    private static final String PRODUCTION = "P";

    /** What stands around sets. */
    private static final Set<String> ENVELOPE = Set.of("ISA", "GS", "GE", "IEA");

    private static final Set<String> SET_ENVELOPE = Set.of("ST", "SE");

    /** Element 718. */
    private static final String SEGMENTS_IN_ERROR = "5";

    private X12Format() {}

    @Override
    public DocumentFormat format() {
        return DocumentFormat.X12;
    }

    @Override
    public String contentType() {
        return "application/EDI-X12";
    }

    @Override
    public String piece() {
        return EACH;
    }

    @Override
    public String typeOf(OrderMessage order) {
        return order.transition() == OrderTransition.CREATED ? "850" : "860";
    }

    @Override
    public String acknowledgement() {
        return "997";
    }

    @Override
    public byte[] order(Envelope envelope, OrderMessage order, List<OrderLine> before)
            throws UnwritableDocumentException {
        boolean isNew = order.transition() == OrderTransition.CREATED;
        SegmentWriter out = open(envelope, isNew ? "PO" : "PC");
        int first = out.written();
        out.segment("ST", typeOf(order), "0001");
        String revision = order.revision() == 0 ? "" : Integer.toString(order.revision());
        String ordered = Segment.day(order.orderedEpochDay());
        if (isNew) {
            out.segment("BEG", "00", "NE", order.number(), revision, ordered);
        } else {
            boolean cancelled = order.transition() == OrderTransition.CANCELLED;
            out.segment(
                    "BCH",
                    cancelled ? "01" : "04",
                    "NE",
                    order.number(),
                    revision,
                    revision,
                    ordered,
                    "",
                    "",
                    "",
                    "",
                    Segment.time(order.issuedMillis(), "uuuuMMdd"));
        }
        out.segment("CUR", "BY", order.currency());
        out.segment("REF", "IA", order.supplier());
        DocumentTerms terms = envelope.terms();
        party(out, "ST", "", SegmentWriter.text("ship-to", order.shipTo(), CODE));
        party(out, "BY", terms.buyerName(), terms.buyerId());
        boolean gln = Gs1.isGln(terms.supplierId());
        party(out, "SU", terms.supplierName(), gln ? terms.supplierId() : order.supplier());
        Map<Integer, OrderLine> known = new LinkedHashMap<>();
        before.forEach(line -> known.put(line.line(), line));
        String unit = unit(envelope);
        int lines = 0;
        for (OrderLine line : order.lines()) {
            String code = change(known.remove(line.line()), line, before.isEmpty());
            line(out, isNew ? "" : code, line, line.quantity(), unit);
            lines++;
        }
        if (order.transition() == OrderTransition.CHANGED) {
            for (OrderLine gone : known.values()) {
                line(out, "DI", gone, 0, unit);
                lines++;
            }
        }
        out.segment("CTT", lines);
        return close(out, envelope, first, 1);
    }

    /**
     * @param id a GLN, or what the buyer calls it
     */
    private static void party(SegmentWriter out, String role, String name, String id)
            throws UnwritableDocumentException {
        String sayable = PartnerFormat.sayable(name, X12Format::isBasic);
        out.segment("N1", role, sayable, Gs1.isGln(id) ? GLN : BUYERS_CODE, id);
    }

    private static void line(
            SegmentWriter out, String change, OrderLine line, long quantity, String unit)
            throws UnwritableDocumentException {
        String count = SegmentWriter.whole("quantity", quantity, QUANTITY);
        String price = SegmentWriter.number("price", line.unitPrice(), PRICE);
        String item = SegmentWriter.text("item", line.item(), PRODUCT);
        String gtin = Gs1.isGtin(item) ? item : "";
        String kind = gtin.isEmpty() ? "" : GTIN.get(gtin.length() - GTIN_SHORTEST);
        if (change.isEmpty()) {
            out.segment("PO1", line.line(), count, unit, price, "", "BP", item, kind, gtin);
        } else {
            out.segment(
                    "POC",
                    line.line(),
                    change,
                    count,
                    count,
                    unit,
                    price,
                    "",
                    "BP",
                    item,
                    kind,
                    gtin);
        }
        if (line.baseUnit() != 1) {
            out.segment("PO4", 1, SegmentWriter.number("base unit", line.baseUnit(), SIZE), unit);
        }
        out.segment("DTM", "002", Segment.day(line.requestedEpochDay()));
    }

    /** Code of element 670: what has become of a line since the revision before. */
    private static String change(@Nullable OrderLine was, OrderLine is, boolean unknown) {
        if (was == null) {
            return unknown ? "RZ" : "AI";
        }
        boolean price = was.unitPrice() != is.unitPrice();
        boolean day = was.requestedEpochDay() != is.requestedEpochDay();
        boolean same = was.item().equals(is.item()) && was.baseUnit() == is.baseUnit();
        int more = Long.compare(is.quantity(), was.quantity());
        if (!same || (price && day) || (more != 0 && day)) {
            return "RZ";
        }
        if (price) {
            return more == 0 ? "PC" : "PQ";
        }
        if (day) {
            return "RS";
        }
        return more > 0 ? "QI" : more < 0 ? "QD" : "NC";
    }

    @Override
    public byte[] answer(Envelope envelope, AnswerMessage answer, String id)
            throws UnwritableDocumentException {
        if (answer.kind() == ReplyKind.TECH_ACKED || answer.kind() == ReplyKind.RECEIVED) {
            throw new UnwritableDocumentException(
                    "X12 says %s with no document of ours.".formatted(answer.kind()));
        }
        boolean ships = answer.kind() == ReplyKind.SHIPPED;
        SegmentWriter out = open(envelope, ships ? "SH" : "PR");
        int first = out.written();
        out.segment("ST", ships ? "856" : "855", "0001");
        if (ships) {
            shipNotice(out, envelope, answer, id);
        } else {
            acknowledgement(out, envelope, answer, id);
        }
        return close(out, envelope, first, 1);
    }

    private static void acknowledgement(
            SegmentWriter out, Envelope envelope, AnswerMessage answer, String id)
            throws UnwritableDocumentException {
        String type =
                switch (answer.kind()) {
                    case REJECTED -> "RJ";
                    case ACCEPTED -> answer.lines().isEmpty() ? "AK" : "AD";
                    default -> answer.restAsOrdered() ? "AE" : "AC";
                };
        out.segment(
                "BAK",
                "00",
                type,
                answer.orderNumber(),
                Segment.time(envelope.timeMillis(), "uuuuMMdd"),
                revision(answer),
                "",
                "",
                SegmentWriter.text("id", id, 30));
        for (AnswerLine line : answer.lines()) {
            out.segment("PO1", line.line(), "", "", "", "", "BP", line.item());
            boolean none = line.quantity() == 0;
            String status = none ? "IR" : answer.kind() == ReplyKind.ACCEPTED ? "IA" : "IC";
            boolean dated = line.expectedEpochDay() != AnswerLine.UNSAID;
            out.segment(
                    "ACK",
                    status,
                    SegmentWriter.whole("quantity", line.quantity(), QUANTITY),
                    line.unit().isEmpty() ? unit(envelope) : line.unit(),
                    dated ? "067" : "",
                    dated ? Segment.day(line.expectedEpochDay()) : "");
        }
        out.segment("CTT", answer.lines().size());
    }

    private static void shipNotice(
            SegmentWriter out, Envelope envelope, AnswerMessage answer, String id)
            throws UnwritableDocumentException {
        out.segment(
                "BSN",
                "00",
                SegmentWriter.text("id", id, 30),
                Segment.time(envelope.timeMillis(), "uuuuMMdd"),
                Segment.time(envelope.timeMillis(), "HHmmss"),
                "0001");
        out.segment("HL", 1, "", "S");
        out.segment("HL", 2, 1, "O");
        out.segment("PRF", answer.orderNumber(), revision(answer));
        int level = 2;
        for (AnswerLine line : answer.lines()) {
            level++;
            out.segment("HL", level, 2, "I");
            out.segment("LIN", line.line(), "BP", line.item());
            out.segment(
                    "SN1",
                    line.line(),
                    SegmentWriter.whole("quantity", line.quantity(), 10),
                    line.unit().isEmpty() ? unit(envelope) : line.unit());
            if (line.expectedEpochDay() != AnswerLine.UNSAID) {
                out.segment("DTM", "017", Segment.day(line.expectedEpochDay()));
            }
        }
        out.segment("CTT", level);
    }

    @Override
    public Optional<byte[]> acknowledge(Envelope envelope, Interchange received)
            throws UnwritableDocumentException {
        Map<Long, List<Message>> groups = new LinkedHashMap<>();
        for (Message message : received.messages()) {
            if (!message.isReceipt()) {
                groups.computeIfAbsent(message.groupControl(), any -> new ArrayList<>())
                        .add(message);
            }
        }
        if (groups.isEmpty()) {
            return Optional.empty();
        }
        SegmentWriter out = open(envelope, "FA");
        int set = 0;
        for (List<Message> group : groups.values()) {
            set++;
            int first = out.written();
            out.segment("ST", "997", "%04d".formatted(set));
            group(out, group);
            out.segment("SE", out.written() - first + 1, "%04d".formatted(set));
        }
        return Optional.of(closeGroup(out, envelope, set));
    }

    private static void group(SegmentWriter out, List<Message> group)
            throws UnwritableDocumentException {
        Message first = group.get(0);
        out.segment("AK1", first.group(), first.groupControl());
        int accepted = 0;
        Set<String> ofGroup = new LinkedHashSet<>();
        for (Message message : group) {
            out.segment("AK2", message.type(), message.reference());
            Set<String> ofSet = new LinkedHashSet<>();
            for (DocumentFault fault : message.faults()) {
                if (ENVELOPE.contains(fault.segment()) || fault.position() < message.position()) {
                    ofGroup.add(groupError(fault));
                } else if (SET_ENVELOPE.contains(fault.segment())) {
                    ofSet.add(setError(fault));
                } else {
                    ofSet.add(SEGMENTS_IN_ERROR);
                    segmentError(out, message, fault);
                }
            }
            boolean whole = message.faults().isEmpty();
            accepted += whole ? 1 : 0;
            out.segment("AK5", whole ? "A" : "R", most(ofSet, 0), most(ofSet, 1), most(ofSet, 2));
        }
        ofGroup.remove("");
        int all = group.size();
        String said = accepted == all ? "A" : accepted == 0 ? "R" : "P";
        out.segment(
                "AK9",
                said,
                first.groupSize() > 0 ? first.groupSize() : all,
                all,
                accepted,
                most(ofGroup, 0),
                most(ofGroup, 1),
                most(ofGroup, 2));
    }

    private static String most(Set<String> codes, int at) {
        return codes.stream().skip(at).findFirst().orElse("");
    }

    /** Element 716: what is wrong with GS or GE; empty where it is ISA or IEA. */
    private static String groupError(DocumentFault fault) {
        if (!fault.segment().equals("GS") && !fault.segment().equals("GE")) {
            return "";
        }
        return switch (fault.kind()) {
            case SEGMENT_MISSING -> "3";
            case REFERENCE -> "4";
            case COUNT -> "5";
            default -> "6";
        };
    }

    /** Element 718: what is wrong with ST or SE. */
    private static String setError(DocumentFault fault) {
        return switch (fault.kind()) {
            case UNSUPPORTED -> "1";
            case TRAILER, SEGMENT_MISSING -> "2";
            case REFERENCE -> "3";
            case COUNT -> "4";
            default -> fault.segment().equals("ST") && fault.element() == 1 ? "6" : "7";
        };
    }

    private static void segmentError(SegmentWriter out, Message message, DocumentFault fault)
            throws UnwritableDocumentException {
        if (fault.segment().length() < 2) {
            return;
        }
        String ofSegment =
                fault.kind() == DocumentFault.Kind.SEGMENT_MISSING
                        ? "3"
                        : fault.element() > 0 ? "8" : "2";
        int position = fault.position() - message.position() + 1;
        out.segment("AK3", fault.segment(), position, "", ofSegment);
        if (fault.element() > 0) {
            String ofElement =
                    switch (fault.kind()) {
                        case ELEMENT_MISSING -> "1";
                        case NUMBER -> "6";
                        case DATE -> "8";
                        case TIME -> "9";
                        default -> "7";
                    };
            out.segment("AK4", fault.element(), "", ofElement);
        }
    }

    @Override
    public Interchange read(byte[] document) throws UnreadableDocumentException {
        SegmentReader.Read read = SegmentReader.read(document);
        List<Segment> segments = read.segments();
        Segment isa = segments.get(0);
        long time = isa.millis(9, "20" + isa.required(9), isa.required(10));
        List<Message> messages = new ArrayList<>();
        X12Reader.Group group = new X12Reader.Group(isa, isa.position(), 0);
        int begin = -1;
        for (int i = 0; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            boolean ends = segment.is("SE");
            if (begin >= 0 && (ends || ENVELOPE.contains(segment.tag()) || segment.is("ST"))) {
                List<Segment> set = segments.subList(begin, ends ? i + 1 : i);
                messages.add(X12Reader.message(group, set, read.faults(), time));
                begin = -1;
            }
            switch (segment.tag()) {
                case "GS" -> {
                    group = group(segments, i);
                    time = segment.millis(5, segment.required(4), segment.required(5));
                }
                case "ST" -> begin = i;
                case "TA1" -> messages.add(X12Reader.interchangeReceipt(segment, read.faults()));
                default -> {}
            }
        }
        if (messages.isEmpty()) {
            throw isa.fault(0, "The interchange must hold a transaction set or a TA1.");
        }
        return new Interchange(
                DocumentFormat.X12,
                isa.required(5),
                isa.required(6),
                isa.required(7),
                isa.required(8),
                isa.required(13),
                isa.get(15).equals(TEST),
                time,
                List.copyOf(messages));
    }

    /** The group that begins there. */
    private static X12Reader.Group group(List<Segment> segments, int gs) {
        for (int i = gs + 1; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.is("GE") && segment.get(1).matches("[0-9]{1,6}")) {
                int size = Integer.parseInt(segment.get(1));
                return new X12Reader.Group(segments.get(gs), segment.position(), size);
            }
            if (ENVELOPE.contains(segment.tag())) {
                return new X12Reader.Group(segments.get(gs), segment.position(), 0);
            }
        }
        return new X12Reader.Group(segments.get(gs), Integer.MAX_VALUE, 0);
    }

    private static String revision(AnswerMessage answer) {
        return answer.revision() <= 0 ? "" : Integer.toString(answer.revision());
    }

    private static String unit(Envelope envelope) {
        return envelope.terms().unit().isEmpty() ? EACH : envelope.terms().unit();
    }

    private static SegmentWriter open(Envelope envelope, String group)
            throws UnwritableDocumentException {
        SegmentWriter out =
                new SegmentWriter(
                        "X12",
                        new String[] {VERSION},
                        StandardCharsets.US_ASCII,
                        X12Format::isBasic);
        long time = envelope.timeMillis();
        out.segment(
                "ISA",
                "00",
                " ".repeat(10),
                "00",
                " ".repeat(10),
                envelope.senderQualifier(),
                padded(envelope.sender()),
                envelope.receiverQualifier(),
                padded(envelope.receiver()),
                Segment.time(time, "uuMMdd"),
                Segment.time(time, "HHmm"),
                "U",
                VERSION,
                "%09d".formatted(envelope.control()),
                "0",
                envelope.terms().test() ? TEST : PRODUCTION,
                ">");
        out.segment(
                "GS",
                group,
                envelope.sender(),
                envelope.receiver(),
                Segment.time(time, "uuuuMMdd"),
                Segment.time(time, "HHmmss"),
                envelope.control(),
                "X",
                "004010");
        return out;
    }

    /** Characters of an element. */
    private static boolean isBasic(int c) {
        return c >= ' ' && c <= '~' && c != '*' && c != '~' && c != '>';
    }

    private static byte[] close(SegmentWriter out, Envelope envelope, int first, int sets)
            throws UnwritableDocumentException {
        out.segment("SE", out.written() - first + 1, "0001");
        return closeGroup(out, envelope, sets);
    }

    private static byte[] closeGroup(SegmentWriter out, Envelope envelope, int sets)
            throws UnwritableDocumentException {
        out.segment("GE", sets, envelope.control());
        out.segment("IEA", 1, "%09d".formatted(envelope.control()));
        return out.bytes();
    }

    private static String padded(String id) {
        return id + " ".repeat(PARTY - id.length());
    }
}
