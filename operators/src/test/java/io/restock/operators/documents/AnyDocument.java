package io.restock.operators.documents;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.ReplyKind;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;

/** Random orders and answers that every format can say, and the fixed ones of the golden files. */
final class AnyDocument {
    /** 2026-11-22T13:41:08Z. */
    static final long TIME = 1_795_354_868_000L;

    /** 2026-11-22. */
    static final int DAY = 20_779;

    private final Random random;

    AnyDocument(long seed) {
        random = new Random(seed);
    }

    static DocumentTerms terms(DocumentFormat format) {
        return switch (format) {
            case X12 ->
                    new DocumentTerms(
                            format, "ZZ", "BUYERCO", "ZZ", "SUPPLIER9", "", "", "", "", false);
            case EDIFACT ->
                    new DocumentTerms(
                            format,
                            "14",
                            "7300010000001",
                            "14",
                            "7300010000018",
                            "",
                            "",
                            "",
                            "",
                            false);
            case UBL ->
                    new DocumentTerms(
                            format,
                            "0088",
                            "7300010000001",
                            "0088",
                            "7300010000018",
                            "",
                            "Buyer BV",
                            "Supplier 9",
                            "NL",
                            false);
        };
    }

    static Envelope toSupplier(DocumentFormat format, long control) {
        return new Envelope(control, TIME, terms(format), true);
    }

    static Envelope toBuyer(DocumentFormat format, long control) {
        return new Envelope(control, TIME, terms(format), false);
    }

    static final List<OrderLine> LINES =
            List.of(
                    new OrderLine(1, "SKU-1001", 144, 1, 7.2, DAY + 12),
                    new OrderLine(2, "SKU-1002", 20, 0.5, 11, DAY + 13));

    static OrderMessage order() {
        return new OrderMessage(
                "P26112205FRUITSUP9W1",
                0,
                OrderTransition.CREATED,
                TIME,
                DAY,
                "SUP9",
                "W1",
                "EUR",
                LINES,
                "",
                "");
    }

    static OrderMessage change() {
        return new OrderMessage(
                "P26112205FRUITSUP9W1",
                1,
                OrderTransition.CHANGED,
                TIME,
                DAY,
                "SUP9",
                "W1",
                "EUR",
                List.of(new OrderLine(1, "SKU-1001", 180, 1, 7.2, DAY + 12)),
                "",
                "");
    }

    /** An order whose items and place have numbers of GS1 for ids. */
    static OrderMessage gs1() {
        return new OrderMessage(
                "P26112205FRUITSUP9W1",
                0,
                OrderTransition.CREATED,
                TIME,
                DAY,
                "SUP9",
                "7300010000025",
                "EUR",
                List.of(
                        new OrderLine(1, "4006381333931", 144, 1, 7.2, DAY + 12),
                        new OrderLine(2, "036000291452", 20, 1, 11, DAY + 12),
                        new OrderLine(3, "14006381333938", 10, 1, 80, DAY + 12),
                        new OrderLine(4, "2012345678903", 5, 1, 3, DAY + 12)),
                "",
                "");
    }

    static OrderMessage cancellation() {
        return new OrderMessage(
                "P26112205FRUITSUP9W1",
                2,
                OrderTransition.CANCELLED,
                TIME,
                DAY,
                "SUP9",
                "W1",
                "EUR",
                List.of(),
                "",
                "");
    }

    static AnswerMessage answer() {
        return new AnswerMessage(
                ReplyKind.ACCEPTED_WITH_CHANGE,
                "P26112205FRUITSUP9W1",
                1,
                false,
                List.of(
                        line(1, "SKU-1001", 120, DAY + 16),
                        line(2, "SKU-1002", 0, AnswerLine.UNSAID)),
                "EUR",
                0);
    }

    static AnswerMessage shipment() {
        return new AnswerMessage(
                ReplyKind.SHIPPED,
                "P26112205FRUITSUP9W1",
                1,
                false,
                List.of(line(1, "SKU-1001", 120, DAY + 13)),
                "",
                0);
    }

    static AnswerLine line(int line, String item, long quantity, int day) {
        return new AnswerLine(line, item, quantity, "", day, OptionalDouble.empty(), 0);
    }

    OrderMessage anyOrder() {
        OrderTransition transition = List.of(OrderTransition.values()).get(random.nextInt(3));
        List<OrderLine> lines = new ArrayList<>();
        int count = transition == OrderTransition.CANCELLED ? 0 : 1 + random.nextInt(6);
        for (int i = 0; i < count; i++) {
            lines.add(
                    new OrderLine(
                            i * 2 + 1,
                            item(),
                            1 + random.nextInt(1_000_000),
                            random.nextBoolean() ? 1 : 0.25 * (1 + random.nextInt(400)),
                            random.nextInt(1_000_000) / 10_000.0,
                            DAY + random.nextInt(400)));
        }
        return new OrderMessage(
                "P" + random.nextInt(1_000_000_000),
                transition == OrderTransition.CREATED ? 0 : 1 + random.nextInt(99),
                transition,
                TIME + random.nextInt(86_400) * 1000L,
                DAY - random.nextInt(9),
                "SUP" + random.nextInt(10),
                "W" + random.nextInt(100),
                "EUR",
                lines,
                "",
                "");
    }

    AnswerMessage anyAnswer() {
        ReplyKind[] kinds = {
            ReplyKind.ACCEPTED,
            ReplyKind.ACCEPTED_WITH_CHANGE,
            ReplyKind.REJECTED,
            ReplyKind.SHIPPED
        };
        ReplyKind kind = kinds[random.nextInt(kinds.length)];
        List<AnswerLine> lines = new ArrayList<>();
        int least = kind == ReplyKind.ACCEPTED_WITH_CHANGE || kind == ReplyKind.SHIPPED ? 1 : 0;
        int count = kind == ReplyKind.REJECTED ? 0 : least + random.nextInt(5);
        for (int i = 0; i < count; i++) {
            boolean none = kind == ReplyKind.ACCEPTED_WITH_CHANGE && random.nextInt(4) == 0;
            lines.add(
                    line(
                            i * 3 + 1,
                            item(),
                            none ? 0 : 1 + random.nextInt(1_000_000),
                            none ? AnswerLine.UNSAID : DAY + random.nextInt(100)));
        }
        return new AnswerMessage(
                kind,
                "P" + random.nextInt(1_000_000_000),
                random.nextInt(4),
                kind == ReplyKind.ACCEPTED,
                lines,
                "",
                0);
    }

    /**
     * Letters that have a meaning elsewhere, but for the separators of X12, which has no escape.
     */
    private String item() {
        String letters = "ABCxyz019 -_/.+:'?#&<";
        StringBuilder item = new StringBuilder("I");
        int length = random.nextInt(20);
        for (int i = 0; i < length; i++) {
            item.append(letters.charAt(random.nextInt(letters.length())));
        }
        return item.append('1').toString();
    }
}
