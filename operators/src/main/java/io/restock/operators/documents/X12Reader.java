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
    private static final Set<String> NOTHING_COMES =
            Set.of("IR", "ID", "IH", "R1", "R2", "R3", "R4");
    private static final Set<String> COMES =
            Set.of("IA", "IB", "IC", "IP", "IQ", "DR", "AC", "AR", "SP", "BP", "IF");
    private static final Set<String> DELIVERY = Set.of("002", "017", "067", "068", "063", "069");

    private X12Reader() {}

    /** A set, from ST to SE; one that cannot be read has faults. */
    static Message message(
            Segment group, List<Segment> set, List<DocumentFault> envelope, long timeMillis) {
        Segment st = set.get(0);
        List<OrderMessage> orders = new ArrayList<>();
        List<AnswerMessage> answers = new ArrayList<>();
        List<DocumentFault> faults = new ArrayList<>();
        Receipt receipt = null;
        int last = set.get(set.size() - 1).position();
        for (DocumentFault fault : envelope) {
            boolean inBody = fault.position() >= st.position() && fault.position() <= last;
            boolean around = Set.of("ISA", "GS", "GE", "IEA").contains(fault.segment());
            if (inBody || around || fault.position() == 0) {
                faults.add(fault);
            }
        }
        long control = 0;
        try {
            control = group.whole(6, 1, Envelope.MOST_CONTROL);
            switch (st.required(1)) {
                case "850" -> orders.add(order(set, timeMillis));
                case "860" -> orders.add(change(set, timeMillis));
                case "855" -> answers.add(acknowledgement(set));
                case "856" -> answers.addAll(shipNotice(set));
                case "997" -> receipt = receipt(set);
                default ->
                        throw st.fault(
                                1,
                                "The transaction set (%s) must be one of 850, 855, 856, 860, 997."
                                        .formatted(st.get(1)));
            }
        } catch (UnreadableDocumentException e) {
            faults.add(e.fault());
        }
        boolean whole = faults.isEmpty();
        return new Message(
                st.get(1),
                st.get(2),
                group.get(1),
                control,
                st.position(),
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
        throw set.get(0).fault(0, "The transaction set must have a segment %s.".formatted(tag));
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
        for (int i = from; i < segment.elements().size(); i += 2) {
            if (segment.get(i).equals(BUYERS_ITEM)) {
                return segment.get(i + 1);
            }
        }
        return "";
    }

    private static AnswerMessage acknowledgement(List<Segment> set)
            throws UnreadableDocumentException {
        Segment bak = first(set, "BAK");
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
        for (int i = 0; i < set.size() && kind != ReplyKind.REJECTED; i++) {
            if (set.get(i).is("PO1")) {
                lines.addAll(acknowledged(set, i));
            }
        }
        return new AnswerMessage(
                kind,
                bak.required(3),
                revision(bak, 5),
                !type.equals("AC"),
                List.copyOf(lines),
                "",
                bak.position());
    }

    private static int revision(Segment segment, int element) throws UnreadableDocumentException {
        return segment.get(element).isEmpty() ? AnswerLine.UNSAID : segment.whole(element);
    }

    private static List<AnswerLine> acknowledged(List<Segment> set, int at)
            throws UnreadableDocumentException {
        Segment po1 = set.get(at);
        int line = po1.get(1).isEmpty() ? AnswerLine.UNSAID : po1.whole(1);
        String item = item(po1, 6);
        OptionalDouble price = po1.price(4, 1);
        List<AnswerLine> said = new ArrayList<>();
        for (int i = at + 1; i < set.size() && !set.get(i).is("PO1"); i++) {
            Segment ack = set.get(i);
            if (!ack.is("ACK")) {
                continue;
            }
            String status = ack.required(1);
            boolean comes = COMES.contains(status);
            if (!comes && !NOTHING_COMES.contains(status)) {
                throw ack.fault(
                        1, "The line status (%s) is not one that is understood.".formatted(status));
            }
            boolean counted = !ack.get(2).isEmpty();
            if (comes && !counted && po1.get(2).isEmpty()) {
                throw ack.fault(2, "The quantity must be said here or in PO102.");
            }
            long quantity = !comes ? 0 : counted ? ack.quantity(2, 1) : po1.quantity(2, 1);
            boolean dated = !ack.get(5).isEmpty();
            if (dated && !DELIVERY.contains(ack.get(4))) {
                throw ack.fault(
                        4,
                        "The date (%s) must be one of delivery, such as 067."
                                .formatted(ack.get(4)));
            }
            said.add(
                    new AnswerLine(
                            line,
                            item,
                            quantity,
                            counted ? ack.get(3) : po1.get(3),
                            dated ? ack.day(5, 1) : AnswerLine.UNSAID,
                            price,
                            ack.position()));
        }
        if (said.isEmpty()) {
            said.add(
                    new AnswerLine(
                            line,
                            item,
                            po1.quantity(2, 1),
                            po1.get(3),
                            AnswerLine.UNSAID,
                            price,
                            po1.position()));
        }
        return said;
    }

    private static List<AnswerMessage> shipNotice(List<Segment> set)
            throws UnreadableDocumentException {
        Segment bsn = first(set, "BSN");
        if (!bsn.required(1).equals("00")) {
            throw bsn.fault(1, "The purpose (%s) must be 00.".formatted(bsn.get(1)));
        }
        Map<Segment, List<AnswerLine>> orders = new LinkedHashMap<>();
        Segment order = null;
        Segment item = null;
        int ofShipment = AnswerLine.UNSAID;
        int ofOrder = AnswerLine.UNSAID;
        for (int i = 0; i < set.size(); i++) {
            Segment s = set.get(i);
            switch (s.tag()) {
                case "HL" -> item = null;
                case "PRF" -> {
                    order = s;
                    ofOrder = AnswerLine.UNSAID;
                    orders.put(s, new ArrayList<>());
                }
                case "LIN" -> item = s;
                case "DTM" -> {
                    if (DELIVERY.contains(s.get(1)) && item == null) {
                        int day = s.day(2, 1);
                        ofShipment = order == null ? day : ofShipment;
                        ofOrder = order == null ? ofOrder : day;
                    }
                }
                case "SN1" -> {
                    if (order == null) {
                        throw s.fault(0, "An item must stand below an order (PRF).");
                    }
                    int day = dayOfItem(set, i);
                    int above = ofOrder == AnswerLine.UNSAID ? ofShipment : ofOrder;
                    orders.computeIfAbsent(order, any -> new ArrayList<>())
                            .add(shipped(s, item, day == AnswerLine.UNSAID ? above : day));
                }
                default -> {}
            }
        }
        if (orders.isEmpty()) {
            throw bsn.fault(0, "The ship notice must name an order (PRF).");
        }
        List<AnswerMessage> answers = new ArrayList<>();
        for (Map.Entry<Segment, List<AnswerLine>> each : orders.entrySet()) {
            Segment prf = each.getKey();
            answers.add(
                    new AnswerMessage(
                            ReplyKind.SHIPPED,
                            prf.required(1),
                            revision(prf, 2),
                            false,
                            List.copyOf(each.getValue()),
                            "",
                            prf.position()));
        }
        return answers;
    }

    private static int dayOfItem(List<Segment> set, int sn1) throws UnreadableDocumentException {
        for (int i = sn1 + 1; i < set.size() && !set.get(i).is("HL"); i++) {
            if (set.get(i).is("DTM") && DELIVERY.contains(set.get(i).get(1))) {
                return set.get(i).day(2, 1);
            }
        }
        return AnswerLine.UNSAID;
    }

    private static AnswerLine shipped(Segment sn1, @Nullable Segment lin, int day)
            throws UnreadableDocumentException {
        String number = !sn1.get(1).isEmpty() ? sn1.get(1) : lin == null ? "" : lin.get(1);
        Segment named = !sn1.get(1).isEmpty() || lin == null ? sn1 : lin;
        return new AnswerLine(
                number.isEmpty() ? AnswerLine.UNSAID : named.whole(1),
                lin == null ? "" : item(lin, 2),
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
        boolean accepted = Set.of("A", "E").contains(status);
        StringBuilder text = new StringBuilder("AK9 is ").append(status);
        for (Segment s : set) {
            if (s.is("AK3") || s.is("AK4") || s.is("AK5")) {
                text.append(", ").append(s.tag()).append(' ').append(String.join("*", texts(s)));
            }
        }
        return new Receipt(ak1.whole(2, 1, Envelope.MOST_CONTROL), accepted, text.toString());
    }

    private static List<String> texts(Segment segment) {
        return segment.elements().stream().map(parts -> String.join(":", parts)).toList();
    }
}
