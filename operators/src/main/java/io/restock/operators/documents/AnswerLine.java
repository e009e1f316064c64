package io.restock.operators.documents;

import java.util.OptionalDouble;

/**
 * A line of an answer, as a document says it.
 *
 * @param line number of the order's line, or {@link #UNSAID}
 * @param item the buyer's item; empty where only the line is named
 * @param quantity units of order
 * @param unit its code in the format's list; empty where it is not said
 * @param expectedEpochDay when it is usable, or {@link #UNSAID}
 * @param price money per unit of order, where it is said
 * @param position of the segment that says it; 0 where the format has none
 */
public record AnswerLine(
        int line,
        String item,
        long quantity,
        String unit,
        int expectedEpochDay,
        OptionalDouble price,
        int position) {
    /** Stands for a number or a day that the document does not say. */
    public static final int UNSAID = -1;
}
