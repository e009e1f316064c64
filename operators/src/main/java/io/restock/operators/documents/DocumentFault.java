package io.restock.operators.documents;

/**
 * What is wrong with a document, and where.
 *
 * @param segment its tag, or the element of XML; empty where nothing was reached
 * @param position of the segment in the interchange from 1, or the line of XML; 0 where it is not
 *     known
 * @param element number of the element in the segment, from 1; 0 for all of it
 * @param text a sentence
 * @param kind as receipts say it in codes
 */
public record DocumentFault(String segment, int position, int element, String text, Kind kind) {
    /** Kinds of faults that receipts have codes of their own for. */
    public enum Kind {
        /** A message of a type that is not read. */
        UNSUPPORTED,
        /** A message without its trailer. */
        TRAILER,
        /** A trailer that names another number than its header. */
        REFERENCE,
        /** A trailer that counts otherwise. */
        COUNT,
        /** A segment that must be there; it is the one that the fault names. */
        SEGMENT_MISSING,
        /** An element that must be there. */
        ELEMENT_MISSING,
        DATE,
        TIME,
        NUMBER,
        /** A value that is not understood. */
        VALUE,
        /** Anything else. */
        OTHER
    }

    /** Of a kind that is told by whether it names an element. */
    public DocumentFault(String segment, int position, int element, String text) {
        this(segment, position, element, text, element > 0 ? Kind.VALUE : Kind.OTHER);
    }

    @Override
    public String toString() {
        if (segment.isEmpty() && position == 0) {
            return text;
        }
        String at = element == 0 ? "" : ", element " + element;
        return "%s at position %d%s: %s"
                .formatted(segment.isEmpty() ? "Segment" : segment, position, at, text);
    }
}
