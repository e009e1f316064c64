package io.restock.operators.documents;

/**
 * What is wrong with a document, and where.
 *
 * @param segment its tag, or the element of XML; empty where nothing was reached
 * @param position of the segment in the interchange from 1, or the line of XML; 0 where it is not
 *     known
 * @param element number of the element in the segment, from 1; 0 for all of it
 * @param text a sentence
 */
public record DocumentFault(String segment, int position, int element, String text) {
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
