package io.restock.operators.documents;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.ReplyKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Transaction sets of X12 004010 → what they say. Segments that we do not know are stepped over.
 */
final class X12Reader {
    private static final String BUYERS_ITEM = "BP";

    /** Refused, deleted, on hold, or another item instead. */
    private static final Set<String> NOTHING_COMES =
            Set.of("IR", "ID", "IF", "IH", "IS", "IW", "R1", "R2", "R3", "R4", "R5", "R6");

    private static final Set<String> COMES =
            Set.of("AA", "AC", "AR", "BP", "DR", "IA", "IC", "IE", "IP", "IQ");

    /** On back order, or date pending: comes where a day is promised. */
    private static final Set<String> COMES_WHEN_DATED = Set.of("IB", "SP");

    private static final String SHIPPED = "011";
    private static final String SHIPPING = "068";

    /** Dates that bound a delivery and promise none. */
    private static final Set<String> BOUNDS = Set.of("001", "010", "037", "038", "063", "064");

    private X12Reader() {}

    /**
     * A functional group.
     *
     * @param header GS; ISA where there is none
     * @param last position of its last segment
     * @param size sets that GE says that it has; 0 where it does not say
     */
    record Group(Segment header, int last, int size) {
        boolean has(DocumentFault fault) {
            return Set.of("GS", "GE").contains(fault.segment())
                    && fault.position() >= header.position()
                    && fault.position() <= last;
        }
    }

    private static boolean isOfInterchange(DocumentFault fault) {
        return fault.position() == 0 || Set.of("ISA", "IEA").contains(fault.segment());
    }

    /** A TA1: what the partner says of the envelope of an interchange of ours. */
    static Message interchangeReceipt(Segment ta1, List<DocumentFault> envelope) {
        List<DocumentFault> faults = new ArrayList<>();
        for (DocumentFault fault : envelope) {
            if (isOfInterchange(fault) || fault.position() == ta1.position()) {
                faults.add(fault);
            }
        }
        Receipt receipt = null;
        try {
            String status = ta1.required(4);
            receipt =
                    new Receipt(
                            ta1.whole(1, 1, Envelope.MOST_CONTROL),
                            switch (status) {
                                case "A" -> Receipt.Verdict.ACCEPTED;
                                case "E" -> Receipt.Verdict.WITH_ERRORS;
                                case "R" -> Receipt.Verdict.REFUSED;
                                default ->
                                        throw ta1.fault(
                                                4,
                                                "The acknowledgement (%s) must be A, E or R."
                                                        .formatted(status));
                            },
                            false,
                            "TA1 is %s, note %s".formatted(status, ta1.get(5)));
        } catch (UnreadableDocumentException e) {
            faults.add(e.fault());
        }
        return new Message(
                "TA1",
                ta1.get(1),
                List.of(),
                "",
                0,
                0,
                ta1.position(),
                Segment.hash(List.of(ta1)),
                List.of(),
                List.of(),
                faults.isEmpty() ? receipt : null,
                List.copyOf(faults));
    }

    /** A set, from ST to SE; one that cannot be read has faults. */
    static Message message(
            Group group, List<Segment> set, List<DocumentFault> envelope, long timeMillis) {
        Segment st = set.get(0);
        List<OrderMessage> orders = new ArrayList<>();
        List<AnswerMessage> answers = new ArrayList<>();
        List<DocumentFault> faults = new ArrayList<>();
        Receipt receipt = null;
        int last = set.get(set.size() - 1).position();
        for (DocumentFault fault : envelope) {
            boolean inBody = fault.position() >= st.position() && fault.position() <= last;
            if (inBody || group.has(fault) || isOfInterchange(fault)) {
                faults.add(fault);
            }
        }
        if (!set.get(set.size() - 1).is("SE")) {
            faults.add(
                    new DocumentFault(
                            "SE",
                            last,
                            0,
                            "The transaction set must end with SE.",
                            DocumentFault.Kind.TRAILER));
        }
        long control = 0;
        try {
            control = group.header().whole(6, 1, Envelope.MOST_CONTROL);
            switch (st.required(1)) {
                case "850" -> orders.add(order(set, timeMillis));
                case "860" -> orders.add(change(set, timeMillis));
                case "855" -> answers.add(acknowledgement(set, "BAK", "PO1"));
                case "865" -> answers.add(acknowledgement(set, "BCA", "POC"));
                case "856" -> answers.addAll(shipNotice(set));
                case "997" -> receipt = receipt(set);
                default ->
                        throw st.fault(
                                1,
                                "The transaction set (%s) must be one of 850, 855, 856, 860, 865, 997."
                                        .formatted(st.get(1)),
                                DocumentFault.Kind.UNSUPPORTED);
            }
        } catch (UnreadableDocumentException e) {
            faults.add(e.fault());
        }
        boolean whole = faults.isEmpty();
        return new Message(
                st.get(1),
                st.get(2),
                List.of(),
                group.header().get(1),
                control,
                group.size(),
                st.position(),
                Segment.hash(set),
                whole ? List.copyOf(orders) : List.of(),
                whole ? List.copyOf(answers) : List.of(),
                whole ? receipt : null,
                List.copyOf(faults));
    }

    private static Segment first(List<Segment> set, String tag) throws UnreadableDocumentException {
        for (Segment segment : set) {
            if (segment.is(tag)) {
                return segment;
            }
        }
        throw new UnreadableDocumentException(
                new DocumentFault(
                        tag,
                        set.get(0).position(),
                        0,
                        "The transaction set must have a segment %s.".formatted(tag),
                        DocumentFault.Kind.SEGMENT_MISSING));
    }

    private static OrderMessage order(List<Segment> set, long time)
            throws UnreadableDocumentException {
        Segment beg = first(set, "BEG");
        int revision = beg.get(4).isEmpty() ? 0 : beg.whole(4);
        return order(
                set,
                beg.required(3),
                revision,
                OrderTransition.CREATED,
                time,
                beg.day(5, 1),
                "PO1");
    }

    private static OrderMessage change(List<Segment> set, long time)
            throws UnreadableDocumentException {
        Segment bch = first(set, "BCH");
        OrderTransition transition =
                switch (bch.required(1)) {
                    case "04" -> OrderTransition.CHANGED;
                    case "01" -> OrderTransition.CANCELLED;
                    default ->
                            throw bch.fault(
                                    1, "The purpose (%s) must be 01 or 04.".formatted(bch.get(1)));
                };
        return order(set, bch.required(3), bch.whole(5), transition, time, bch.day(6, 1), "POC");
    }

    private static OrderMessage order(
            List<Segment> set,
            String number,
            int revision,
            OrderTransition transition,
            long time,
            int ordered,
            String lineTag)
            throws UnreadableDocumentException {
        String supplier = "";
        String shipTo = "";
        String currency = "";
        String unit = "";
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < set.size(); i++) {
            Segment s = set.get(i);
            switch (s.tag()) {
                case "REF" -> supplier = s.get(1).equals("IA") ? s.required(2) : supplier;
                case "CUR" -> currency = s.required(2);
                case "N1" -> shipTo = s.get(1).equals("ST") ? s.required(4) : shipTo;
                default -> {
                    if (s.is(lineTag) && !s.get(2).equals("DI")) {
                        lines.add(line(set, i));
                        unit = s.get(s.is("POC") ? 5 : 3);
                    }
                }
            }
        }
        return new OrderMessage(
                number,
                revision,
                transition,
                time,
                ordered,
                supplier,
                shipTo,
                currency,
                List.copyOf(lines),
                unit,
                "");
    }

    private static OrderLine line(List<Segment> set, int at) throws UnreadableDocumentException {
        Segment line = set.get(at);
        int from = line.is("POC") ? 2 : 0;
        double baseUnit = 1;
        int requested = 0;
        for (int i = at + 1; i < set.size() && !set.get(i).is(line.tag()); i++) {
            Segment s = set.get(i);
            if (s.is("PO4")) {
                baseUnit = s.amount(2, 1);
            } else if (s.is("DTM") && s.get(1).equals("002")) {
                requested = s.day(2, 1);
            }
        }
        long quantity = line.is("POC") ? line.quantity(3, 1) : line.quantity(2, 1);
        return new OrderLine(
                line.whole(1),
                item(line, 6 + from),
                quantity,
                baseUnit,
                line.amount(4 + from, 1),
                requested);
    }

    /** The buyer's item among pairs of qualifier and id; empty where it is not there. */
    private static String item(Segment segment, int from) {
        return item(segment, from, List.of(BUYERS_ITEM));
    }

    /** The same by its GTIN, for lines that say no number either. */
    private static String gtin(Segment segment, int from) {
        return item(segment, from, X12Format.GTIN);
    }

    private static String item(Segment segment, int from, List<String> qualifiers) {
        for (int i = from; i < segment.elements().size(); i += 2) {
            if (qualifiers.contains(segment.get(i))) {
                return segment.get(i + 1);
            }
        }
        return "";
    }

    /**
     * An answer to an order (855) or to its change (865).
     *
     * @param head its first segment: BAK, whose release number is BAK05, or BCA, where it is BCA04
     * @param line PO1 or POC
     */
    private static AnswerMessage acknowledgement(List<Segment> set, String head, String line)
            throws UnreadableDocumentException {
        Segment bak = first(set, head);
        String type = bak.required(2);
        ReplyKind kind =
                switch (type) {
                    case "AD", "AK", "AP", "AT" -> ReplyKind.ACCEPTED;
                    case "AC", "AE" -> ReplyKind.ACCEPTED_WITH_CHANGE;
                    case "RD", "RF", "RJ" -> ReplyKind.REJECTED;
                    default ->
                            throw bak.fault(
                                    2,
                                    "The acknowledgement (%s) must be one of AC, AD, AE, AK, AP, AT, RD, RF, RJ."
                                            .formatted(type));
                };
        List<AnswerLine> lines = new ArrayList<>();
        DeliveryDay ofOrder = DeliveryDay.NONE;
        for (int i = 0; i < set.size() && kind != ReplyKind.REJECTED; i++) {
            Segment s = set.get(i);
            if (s.is(line)) {
                int end = i + 1;
                while (end < set.size() && !endsLine(set.get(end), line)) {
                    end++;
                }
                lines.addAll(acknowledged(set.subList(i, end), ofOrder));
            } else if (s.is("DTM") && lines.isEmpty()) {
                ofOrder = ofOrder.or(DeliveryDay.x12(s.get(1), s, 2));
            }
        }
        boolean ofChange = head.equals("BCA");
        int revision = revision(bak, ofChange && bak.get(5).isEmpty() ? 4 : 5);
        return new AnswerMessage(
                kind,
                bak.required(3),
                ofChange && revision == AnswerLine.UNSAID ? AnswerMessage.FIRST_CHANGE : revision,
                !type.equals("AC"),
                List.copyOf(lines),
                "",
                bak.position());
    }

    private static int revision(Segment segment, int element) throws UnreadableDocumentException {
        return segment.get(element).isEmpty() ? AnswerLine.UNSAID : segment.whole(element);
    }

    private static boolean endsLine(Segment segment, String line) {
        return segment.is(line) || segment.is("CTT") || segment.is("SE");
    }

    /** A line of an answer and what is said of its parts, from PO1 or POC to before the next. */
    private static List<AnswerLine> acknowledged(List<Segment> loop, DeliveryDay ofOrder)
            throws UnreadableDocumentException {
        Segment po1 = loop.get(0);
        int from = po1.is("POC") ? 1 : 0;
        String item = item(po1, 6 + 2 * from);
        boolean numbered = po1.get(1).matches("[0-9]+") || item.isEmpty();
        int line = po1.get(1).isEmpty() || !numbered ? AnswerLine.UNSAID : po1.whole(1);
        if (item.isEmpty() && line == AnswerLine.UNSAID) {
            item = gtin(po1, 6 + 2 * from);
        }
        OptionalDouble price = po1.price(4 + 2 * from, 1);
        DeliveryDay above = DeliveryDay.NONE;
        List<AnswerLine> said = new ArrayList<>();
        for (int i = 1; i < loop.size(); i++) {
            Segment s = loop.get(i);
            if (s.is("DTM") && said.isEmpty()) {
                above = above.or(DeliveryDay.x12(s.get(1), s, 2));
            } else if (s.is("ACK")) {
                DeliveryDay day = dayOf(loop, i).below(above);
                said.add(acknowledged(po1, s, line, item, price, day, ofOrder));
            }
        }
        if (said.isEmpty()) {
            boolean deleted = from == 1 && po1.get(2).equals("DI");
            said.add(
                    new AnswerLine(
                            line,
                            item,
                            deleted ? 0 : po1.quantity(2 + from, 1),
                            po1.get(3 + 2 * from),
                            above.below(ofOrder).epochDay(),
                            price,
                            po1.position()));
        }
        return said;
    }

    /** The day that an ACK says, in itself or in the DTM that follow it. */
    private static DeliveryDay dayOf(List<Segment> loop, int at)
            throws UnreadableDocumentException {
        Segment ack = loop.get(at);
        String qualifier = ack.get(4).equals(SHIPPED) ? SHIPPING : ack.get(4);
        DeliveryDay day = DeliveryDay.NONE;
        if (!ack.get(5).isEmpty() && !BOUNDS.contains(qualifier)) {
            day = DeliveryDay.x12(qualifier, ack, 5);
            if (day.equals(DeliveryDay.NONE)) {
                throw ack.fault(
                        4,
                        "The date (%s) must be one of delivery, such as 067.".formatted(qualifier));
            }
        }
        for (int i = at + 1; i < loop.size() && !loop.get(i).is("ACK"); i++) {
            if (loop.get(i).is("DTM")) {
                day = day.or(DeliveryDay.x12(loop.get(i).get(1), loop.get(i), 2));
            }
        }
        return day;
    }

    private static AnswerLine acknowledged(
            Segment po1,
            Segment ack,
            int line,
            String item,
            OptionalDouble price,
            DeliveryDay day,
            DeliveryDay ofOrder)
            throws UnreadableDocumentException {
        int from = po1.is("POC") ? 1 : 0;
        String status = ack.required(1);
        boolean whenDated = COMES_WHEN_DATED.contains(status);
        boolean comes = COMES.contains(status) || (whenDated && day.promises());
        if (!comes && !whenDated && !NOTHING_COMES.contains(status)) {
            throw ack.fault(
                    1, "The line status (%s) is not one that is understood.".formatted(status));
        }
        boolean counted = !ack.get(2).isEmpty();
        if (comes && !counted && po1.get(2 + from).isEmpty()) {
            throw ack.fault(2, "The quantity must be said here or in the line.");
        }
        long quantity = !comes ? 0 : counted ? ack.quantity(2, 1) : po1.quantity(2 + from, 1);
        return new AnswerLine(
                line,
                item,
                quantity,
                ack.get(3).isEmpty() ? po1.get(3 + 2 * from) : ack.get(3),
                day.below(ofOrder).epochDay(),
                price,
                ack.position());
    }

    private static List<AnswerMessage> shipNotice(List<Segment> set)
            throws UnreadableDocumentException {
        Segment bsn = first(set, "BSN");
        if (!bsn.required(1).equals("00")) {
            throw bsn.fault(1, "The purpose (%s) must be 00.".formatted(bsn.get(1)));
        }
        Map<String, AnswerMessage> orders = new LinkedHashMap<>();
        Segment order = null;
        Segment item = null;
        DeliveryDay ofShipment = DeliveryDay.NONE;
        DeliveryDay ofOrder = DeliveryDay.NONE;
        for (int i = 0; i < set.size(); i++) {
            Segment s = set.get(i);
            switch (s.tag()) {
                case "HL" -> item = null;
                case "PRF" -> {
                    order = s;
                    ofOrder = DeliveryDay.NONE;
                    orders.merge(s.required(1), shipment(s, List.of()), X12Reader::both);
                }
                case "LIN" -> item = s;
                case "DTM" -> {
                    if (order == null) {
                        ofShipment = ofShipment.or(DeliveryDay.x12(s.get(1), s, 2));
                    } else if (item == null) {
                        ofOrder = ofOrder.or(DeliveryDay.x12(s.get(1), s, 2));
                    }
                }
                case "SN1" -> {
                    if (order == null) {
                        throw s.fault(0, "An item must stand below an order (PRF).");
                    }
                    DeliveryDay day = dayOfItem(set, i).below(ofOrder).below(ofShipment);
                    AnswerLine line = shipped(s, item, day.epochDay());
                    orders.merge(
                            order.required(1), shipment(order, List.of(line)), X12Reader::both);
                }
                default -> {}
            }
        }
        if (orders.isEmpty()) {
            first(set, "PRF");
        }
        return List.copyOf(orders.values());
    }

    private static AnswerMessage shipment(Segment prf, List<AnswerLine> lines)
            throws UnreadableDocumentException {
        return new AnswerMessage(
                ReplyKind.SHIPPED,
                prf.required(1),
                revision(prf, 2),
                false,
                lines,
                "",
                prf.position());
    }

    /** An order whose goods are told in several parts, such as one for each pallet. */
    private static AnswerMessage both(AnswerMessage one, AnswerMessage other) {
        return one.with(other.lines());
    }

    private static DeliveryDay dayOfItem(List<Segment> set, int sn1)
            throws UnreadableDocumentException {
        DeliveryDay day = DeliveryDay.NONE;
        for (int i = sn1 + 1; i < set.size() && !set.get(i).is("HL"); i++) {
            if (set.get(i).is("DTM")) {
                day = day.or(DeliveryDay.x12(set.get(i).get(1), set.get(i), 2));
            }
        }
        return day;
    }

    private static AnswerLine shipped(Segment sn1, @Nullable Segment lin, int day)
            throws UnreadableDocumentException {
        String number = !sn1.get(1).isEmpty() ? sn1.get(1) : lin == null ? "" : lin.get(1);
        Segment named = !sn1.get(1).isEmpty() || lin == null ? sn1 : lin;
        String item = lin == null ? "" : item(lin, 2);
        if (item.isEmpty() && number.isEmpty() && lin != null) {
            item = gtin(lin, 2);
        }
        return new AnswerLine(
                number.isEmpty() ? AnswerLine.UNSAID : named.whole(1),
                item,
                sn1.quantity(2, 1),
                sn1.required(3),
                day,
                OptionalDouble.empty(),
                sn1.position());
    }

    private static Receipt receipt(List<Segment> set) throws UnreadableDocumentException {
        Segment ak1 = first(set, "AK1");
        Segment ak9 = first(set, "AK9");
        String status = ak9.required(1);
        Receipt.Verdict verdict =
                switch (status) {
                    case "A" -> Receipt.Verdict.ACCEPTED;
                    case "E" -> Receipt.Verdict.WITH_ERRORS;
                    default -> Receipt.Verdict.REFUSED;
                };
        StringBuilder text = new StringBuilder("AK9 is ").append(status);
        for (Segment s : set) {
            if (s.is("AK3") || s.is("AK4") || s.is("AK5")) {
                text.append(", ").append(s.tag()).append(' ').append(String.join("*", texts(s)));
            }
        }
        return new Receipt(ak1.whole(2, 1, Envelope.MOST_CONTROL), verdict, true, text.toString());
    }

    private static List<String> texts(Segment segment) {
        return segment.elements().stream().map(parts -> String.join(":", parts)).toList();
    }
}
