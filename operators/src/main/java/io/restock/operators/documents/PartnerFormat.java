package io.restock.operators.documents;

import io.restock.domain.DocumentFormat;
import io.restock.domain.OrderLine;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A format that partners exchange documents in, both directions of both sides: what one side writes
 * the other reads. Safe to use from several threads.
 */
public interface PartnerFormat {
    /** The format of that name. */
    static PartnerFormat of(DocumentFormat format) {
        return switch (format) {
            case X12 -> X12Format.INSTANCE;
            case EDIFACT -> EdifactFormat.INSTANCE;
            case UBL -> UblFormat.INSTANCE;
        };
    }

    /**
     * The format that the first bytes say.
     *
     * @throws UnreadableDocumentException where it is none of them
     */
    static PartnerFormat of(byte[] document) throws UnreadableDocumentException {
        int at = 0;
        while (at < document.length && document[at] >= 0 && document[at] <= ' ') {
            at++;
        }
        if (starts(document, at, "ISA")) {
            return X12Format.INSTANCE;
        }
        if (starts(document, at, "UNA") || starts(document, at, "UNB")) {
            return EdifactFormat.INSTANCE;
        }
        boolean marked = at + 2 < document.length && document[at] == (byte) 0xef;
        if (starts(document, marked ? at + 3 : at, "<")) {
            return UblFormat.INSTANCE;
        }
        throw new UnreadableDocumentException(
                new DocumentFault(
                        "",
                        0,
                        0,
                        "The document must begin with ISA (X12), UNA or UNB (EDIFACT) or < (UBL)."));
    }

    /** A text that may be said otherwise, with {@code ?} for what cannot be said. */
    static String sayable(String text, IntPredicate allowed) {
        return text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : allowed.test(c) ? c : '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
    }

    private static boolean starts(byte[] document, int at, String with) {
        for (int i = 0; i < with.length(); i++) {
            if (at + i >= document.length || document[at + i] != with.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Which it is. */
    DocumentFormat format();

    /** MIME type of its documents. */
    String contentType();

    /** The code of "piece" where the terms name no unit. */
    String piece();

    /** Type of the document that says an order event. */
    String typeOf(OrderMessage order);

    /**
     * An order, its change or its cancellation.
     *
     * @param before the lines of the revision before; empty where nobody knows them
     * @throws UnwritableDocumentException where the format cannot say it
     */
    byte[] order(Envelope envelope, OrderMessage order, List<OrderLine> before)
            throws UnwritableDocumentException;

    /**
     * An answer to an order.
     *
     * @param id what the sender calls it
     * @throws UnwritableDocumentException where the format cannot say it
     */
    byte[] answer(Envelope envelope, AnswerMessage answer, String id)
            throws UnwritableDocumentException;

    /**
     * Says to its sender that an interchange was read, and what of it could not be; empty where
     * nothing is to be said.
     *
     * @throws UnwritableDocumentException where what the receipt must repeat of it cannot be said
     */
    Optional<byte[]> acknowledge(Envelope envelope, Interchange received)
            throws UnwritableDocumentException;

    /** Type of the document that acknowledges; empty where the format has none. */
    String acknowledgement();

    /**
     * What a document says. A message in it that cannot be read has faults, the others count.
     *
     * @throws UnreadableDocumentException where not even its envelope can be read
     */
    Interchange read(byte[] document) throws UnreadableDocumentException;
}
