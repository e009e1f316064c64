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
import java.util.TreeMap;

/** Messages of EDIFACT D.96A → what they say. Segments that we do not know are stepped over. */
final class EdifactReader {
    private EdifactReader() {}

    /** A message, from UNH to UNT; one that cannot be read has faults. */
    static Message message(List<Segment> message, List<DocumentFault> envelope, long timeMillis) {
        Segment unh = message.get(0);
        List<OrderMessage> orders = new ArrayList<>();
        List<AnswerMessage> answers = new ArrayList<>();
        List<DocumentFault> faults = new ArrayList<>();
        Receipt receipt = null;
        int last = message.get(message.size() - 1).position();
        for (DocumentFault fault : envelope) {
            boolean inBody = fault.position() >= unh.position() && fault.position() <= last;
            boolean around = Set.of("UNB", "UNZ", "UNG", "UNE").contains(fault.segment());
            if (inBody || around || fault.position() == 0) {
                faults.add(fault);
            }
        }
        if (!message.get(message.size() - 1).is("UNT")) {
            faults.add(
                    new DocumentFault(
                            "UNT",
                            last,
                            0,
                            "The message must end with UNT.",
                            DocumentFault.Kind.TRAILER));
        }
        try {
            switch (unh.required(2, 1)) {
                case "ORDERS" -> orders.add(order(message, timeMillis));
                case "ORDRSP" -> answers.addAll(answers(message, false));
                case "DESADV" -> answers.addAll(answers(message, true));
                case "CONTRL" -> receipt = receipt(message);
                default ->
                        throw unh.fault(
                                2,
                                "The message (%s) must be one of CONTRL, DESADV, ORDERS, ORDRSP."
                                        .formatted(unh.get(2)),
                                DocumentFault.Kind.UNSUPPORTED);
            }
        } catch (UnreadableDocumentException e) {
            faults.add(e.fault());
        }
        boolean whole = faults.isEmpty();
        return new Message(
                unh.get(2),
                unh.get(1),
                List.of(unh.get(2, 2), unh.get(2, 3), unh.get(2, 4), unh.get(2, 5)),
                "",
                0,
                0,
                unh.position(),
                Segment.hash(message),
                whole ? List.copyOf(orders) : List.of(),
                whole ? List.copyOf(answers) : List.of(),
                whole ? receipt : null,
                List.copyOf(faults));
    }

    private static Segment first(List<Segment> message, String tag, String qualifier)
            throws UnreadableDocumentException {
        for (Segment s : message) {
            if (s.is(tag) && (qualifier.isEmpty() || s.get(1).equals(qualifier))) {
                return s;
            }
        }
        throw new UnreadableDocumentException(
                new DocumentFault(
                        tag,
                        message.get(0).position(),
                        0,
                        "The message must have a segment %s."
                                .formatted(qualifier.isEmpty() ? tag : tag + '+' + qualifier),
                        DocumentFault.Kind.SEGMENT_MISSING));
    }

    private static int revision(Segment rff) throws UnreadableDocumentException {
        return rff.get(1, 4).isEmpty() ? AnswerLine.UNSAID : (int) rff.whole(1, 4, 1_000_000);
    }

    private static OrderMessage order(List<Segment> message, long time)
            throws UnreadableDocumentException {
        Segment bgm = first(message, "BGM", "");
        OrderTransition transition =
                switch (bgm.required(3)) {
                    case "9" -> OrderTransition.CREATED;
                    case "5" -> OrderTransition.CHANGED;
                    case "1" -> OrderTransition.CANCELLED;
                    default ->
                            throw bgm.fault(
                                    3,
                                    "The function (%s) must be 1, 5 or 9.".formatted(bgm.get(3)));
                };
        Segment issued = first(message, "DTM", "137");
        String said = issued.required(1, 2);
        long issuedMillis =
                said.length() > 8
                        ? issued.millis(1, said.substring(0, 8), said.substring(8))
                        : time;
        String reason = "";
        String supplier = "";
        String unit = "";
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i < message.size(); i++) {
            Segment s = message.get(i);
            if (s.is("LIN")) {
                lines.add(line(message, i));
            } else if (s.is("QTY") && s.get(1).equals("21")) {
                unit = s.get(1, 3);
            } else if (s.is("FTX")) {
                reason = s.get(4);
            } else if (s.is("RFF") && s.get(1).equals("IA")) {
                supplier = s.required(1, 2);
            }
        }
        return new OrderMessage(
                bgm.required(2),
                Math.max(0, revision(first(message, "RFF", "ON"))),
                transition,
                issuedMillis,
                first(message, "DTM", "4").day(1, 2),
                supplier,
                first(message, "NAD", "DP").required(2),
                first(message, "CUX", "2").required(1, 2),
                List.copyOf(lines),
                unit,
                reason);
    }

    private static OrderLine line(List<Segment> message, int at)
            throws UnreadableDocumentException {
        long quantity = 0;
        double baseUnit = 1;
        double price = 0;
        int requested = 0;
        for (int i = at + 1; i < message.size() && !endsLine(message.get(i)); i++) {
            Segment s = message.get(i);
            switch (s.tag() + '+' + s.get(1)) {
                case "QTY+21" -> quantity = s.quantity(1, 2);
                case "QTY+59" -> baseUnit = s.amount(1, 2);
                case "PRI+AAA" -> price = s.amount(1, 2);
                case "DTM+2" -> requested = s.day(1, 2);
                default -> {}
            }
        }
        return new OrderLine(
                message.get(at).whole(1), item(message, at), quantity, baseUnit, price, requested);
    }

    private static boolean endsLine(Segment segment) {
        return segment.is("LIN") || segment.is("UNS") || segment.is("CPS");
    }

    /** The buyer's item (IN) of a line; empty where it is not there. */
    private static String item(List<Segment> message, int at) {
        Segment lin = message.get(at);
        if (lin.get(3, 2).equals("IN")) {
            return lin.get(3);
        }
        for (int i = at + 1; i < message.size() && !endsLine(message.get(i)); i++) {
            Segment pia = message.get(i);
            for (int e = 2; pia.is("PIA") && e <= pia.elements().size(); e++) {
                if (pia.get(e, 2).equals("IN")) {
                    return pia.get(e);
                }
            }
        }
        return "";
    }

    private static List<AnswerMessage> answers(List<Segment> message, boolean ships)
            throws UnreadableDocumentException {
        Segment bgm = first(message, "BGM", "");
        ReplyKind kind;
        if (ships) {
            if (!bgm.required(3).equals("9")) {
                throw bgm.fault(3, "The function (%s) must be 9.".formatted(bgm.get(3)));
            }
            kind = ReplyKind.SHIPPED;
        } else {
            kind =
                    switch (bgm.required(3)) {
                        case "29" -> ReplyKind.ACCEPTED;
                        case "4" -> ReplyKind.ACCEPTED_WITH_CHANGE;
                        case "27" -> ReplyKind.REJECTED;
                        default ->
                                throw bgm.fault(
                                        3,
                                        "The function (%s) must be 4, 27 or 29."
                                                .formatted(bgm.get(3)));
                    };
        }
        Map<String, AnswerMessage> named = new LinkedHashMap<>();
        Map<String, AnswerMessage> orders = new LinkedHashMap<>();
        DeliveryDay above = DeliveryDay.NONE;
        boolean inLines = false;
        for (int i = 0; i < message.size(); i++) {
            Segment s = message.get(i);
            if (s.is("LIN")) {
                inLines = true;
                AnswerMessage order = orderOfLine(message, i, kind, named);
                List<AnswerLine> lines =
                        kind == ReplyKind.REJECTED
                                ? List.of()
                                : List.of(answered(message, i, ships, above));
                orders.merge(
                        order.orderNumber(),
                        order.with(lines),
                        (all, one) -> all.with(one.lines()));
            } else if (s.is("DTM") && !inLines) {
                above = above.or(DeliveryDay.edifact(s));
            } else if (isOrder(s) && !inLines) {
                named.putIfAbsent(s.required(1, 2), answer(kind, s));
            }
        }
        if (orders.isEmpty()) {
            first(message, "RFF", "ON");
        }
        return List.copyOf(orders.isEmpty() ? named.values() : orders.values());
    }

    private static boolean isOrder(Segment segment) {
        return segment.is("RFF") && segment.get(1).equals("ON");
    }

    private static AnswerMessage answer(ReplyKind kind, Segment rff)
            throws UnreadableDocumentException {
        return new AnswerMessage(
                kind,
                rff.required(1, 2),
                revision(rff),
                kind == ReplyKind.ACCEPTED,
                List.of(),
                "",
                rff.position());
    }

    /** The order that a line names itself, else the one that the message names. */
    private static AnswerMessage orderOfLine(
            List<Segment> message, int at, ReplyKind kind, Map<String, AnswerMessage> named)
            throws UnreadableDocumentException {
        for (int i = at + 1; i < message.size() && !endsLine(message.get(i)); i++) {
            Segment s = message.get(i);
            if (isOrder(s)) {
                AnswerMessage own = answer(kind, s);
                AnswerMessage above = named.get(own.orderNumber());
                return above != null && own.revision() == AnswerLine.UNSAID ? above : own;
            }
        }
        if (named.size() > 1) {
            throw message.get(at)
                    .fault(
                            0,
                            "The line must say of which of the orders it is (RFF+ON): %s."
                                    .formatted(named.keySet()));
        }
        if (named.isEmpty()) {
            first(message, "RFF", "ON");
            throw message.get(at).fault(0, "The line must say of which order it is (RFF+ON).");
        }
        return named.values().iterator().next();
    }

    private static AnswerLine answered(
            List<Segment> message, int at, boolean ships, DeliveryDay above)
            throws UnreadableDocumentException {
        Segment lin = message.get(at);
        Map<String, Segment> quantities = new TreeMap<>();
        DeliveryDay day = DeliveryDay.NONE;
        OptionalDouble price = OptionalDouble.empty();
        for (int i = at + 1; i < message.size() && !endsLine(message.get(i)); i++) {
            Segment s = message.get(i);
            if (s.is("QTY")) {
                quantities.put(s.get(1), s);
            } else if (s.is("DTM")) {
                day = day.or(DeliveryDay.edifact(s));
            } else if (s.is("PRI") && s.get(1).equals("AAA")) {
                price = s.price(1, 2);
            }
        }
        boolean refused = !ships && Set.of("2", "7").contains(lin.get(2));
        Segment quantity =
                ships ? quantities.get("12") : quantities.getOrDefault("113", quantities.get("21"));
        if (quantity == null && !refused) {
            throw lin.fault(
                    0, "The line must have a quantity (QTY+%s).".formatted(ships ? "12" : "113"));
        }
        return new AnswerLine(
                lin.get(1).isEmpty() ? AnswerLine.UNSAID : lin.whole(1),
                item(message, at),
                refused || quantity == null ? 0 : quantity.quantity(1, 2),
                refused || quantity == null ? "" : quantity.get(1, 3),
                day.below(above).epochDay(),
                price,
                quantity == null ? lin.position() : quantity.position());
    }

    private static Receipt receipt(List<Segment> message) throws UnreadableDocumentException {
        Segment uci = first(message, "UCI", "");
        StringBuilder text = new StringBuilder("UCI is ").append(uci.required(4));
        boolean accepted = !uci.get(4).equals("4");
        for (Segment s : message) {
            if (s.is("UCM") && s.get(3).equals("4")) {
                accepted = false;
            }
            if (s.is("UCM") || s.is("UCS")) {
                text.append(", ").append(s.tag());
                s.elements().forEach(e -> text.append('+').append(String.join(":", e)));
            }
        }
        return new Receipt(
                uci.whole(1, 1, Envelope.MOST_CONTROL),
                accepted ? Receipt.Verdict.ACCEPTED : Receipt.Verdict.REFUSED,
                true,
                text.toString());
    }
}
