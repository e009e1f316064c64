package io.restock.operators.documents;

import io.xlate.edi.schema.EDISchemaException;
import io.xlate.edi.schema.Schema;
import io.xlate.edi.schema.SchemaFactory;
import io.xlate.edi.stream.EDIOutputFactory;
import io.xlate.edi.stream.EDIStreamException;
import io.xlate.edi.stream.EDIStreamWriter;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Segments → bytes of X12 or EDIFACT. What the format's characters, or an element's length, cannot
 * hold is refused, never cut. StAEDI holds the envelope to its schema.
 */
final class SegmentWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final EDIStreamWriter out;
    private final IntPredicate allowed;
    private int written;

    /**
     * @param standard and its version, of the envelope
     * @param allowed characters of an element
     */
    SegmentWriter(String standard, String[] version, Charset charset, IntPredicate allowed) {
        Quiet.staedi();
        this.allowed = allowed;
        try {
            EDIOutputFactory factory = EDIOutputFactory.newFactory();
            factory.setProperty(EDIOutputFactory.PRETTY_PRINT, true);
            out = factory.createEDIStreamWriter(bytes, charset.name());
            Schema control = SchemaFactory.newFactory().getControlSchema(standard, version);
            out.setControlSchema(control);
            out.startInterchange();
        } catch (EDIStreamException | EDISchemaException e) {
            throw new IllegalStateException("StAEDI must know the envelopes of " + standard, e);
        }
    }

    /**
     * A segment; elements that are empty at its end are left out.
     *
     * @param elements a text, or a list of components
     */
    void segment(String tag, Object... elements) throws UnwritableDocumentException {
        int last = elements.length;
        while (last > 0 && isEmpty(elements[last - 1])) {
            last--;
        }
        try {
            out.writeStartSegment(tag);
            for (int i = 0; i < last; i++) {
                if (elements[i] instanceof List<?> components) {
                    out.writeStartElement();
                    int lastComponent = components.size();
                    while (lastComponent > 0 && isEmpty(components.get(lastComponent - 1))) {
                        lastComponent--;
                    }
                    for (Object component : components.subList(0, lastComponent)) {
                        out.writeComponent(checked(tag, i + 1, component));
                    }
                    out.endElement();
                } else {
                    out.writeElement(checked(tag, i + 1, elements[i]));
                }
            }
            out.writeEndSegment();
            written++;
        } catch (EDIStreamException e) {
            throw new UnwritableDocumentException(
                    "Segment %s cannot hold %s: %s."
                            .formatted(tag, List.of(elements), e.getMessage()));
        }
    }

    /** Segments so far. */
    int written() {
        return written;
    }

    /** Ends the interchange. */
    byte[] bytes() {
        try {
            out.endInterchange();
            out.close();
            return bytes.toByteArray();
        } catch (EDIStreamException e) {
            throw new IllegalStateException("The envelope that we write must be right.", e);
        }
    }

    private static boolean isEmpty(Object element) {
        return element instanceof List<?> components
                ? components.stream().allMatch(SegmentWriter::isEmpty)
                : element.toString().isEmpty();
    }

    private String checked(String tag, int element, Object value)
            throws UnwritableDocumentException {
        String text = value.toString();
        // ISA16 says the separator of components itself.
        if (!tag.equals("ISA") && !text.chars().allMatch(allowed)) {
            throw new UnwritableDocumentException(
                    "Element %d of %s cannot hold (%s): its characters are not those of the format."
                            .formatted(element, tag, text));
        }
        return text;
    }

    /** A text of at most so many characters. */
    static String text(String what, String text, int longest) throws UnwritableDocumentException {
        if (text.length() > longest || !text.equals(text.strip())) {
            throw new UnwritableDocumentException(
                    "The %s (%s) must have at most %d characters, and no blanks around them."
                            .formatted(what, text, longest));
        }
        return text;
    }

    /** A number exactly, in at most so many digits. */
    static String number(String what, double value, int mostDigits)
            throws UnwritableDocumentException {
        BigDecimal exact = BigDecimal.valueOf(value);
        exact = exact.signum() == 0 ? BigDecimal.ZERO : exact.stripTrailingZeros();
        String plain = exact.toPlainString();
        if (plain.chars().filter(Character::isDigit).count() > mostDigits) {
            throw new UnwritableDocumentException(
                    "The %s (%s) must have at most %d digits.".formatted(what, plain, mostDigits));
        }
        return plain;
    }

    /** A whole number, in at most so many digits. */
    static String whole(String what, long value, int mostDigits)
            throws UnwritableDocumentException {
        String text = Long.toString(value);
        if (text.length() > mostDigits) {
            throw new UnwritableDocumentException(
                    "The %s (%s) must have at most %d digits.".formatted(what, text, mostDigits));
        }
        return text;
    }
}
