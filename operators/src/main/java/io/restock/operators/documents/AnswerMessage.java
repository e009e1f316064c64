package io.restock.operators.documents;

import io.restock.domain.ReplyKind;
import java.util.ArrayList;
import java.util.List;

/**
 * What a document answers to an order.
 *
 * @param revision the revision that is answered, {@link #FIRST_CHANGE}, or {@link
 *     AnswerLine#UNSAID}
 * @param restAsOrdered whether lines that are not named are as ordered
 * @param lines may be none where all is accepted or refused
 * @param currency ISO 4217; empty where the format has no place for it
 * @param position of the segment that names the order; 0 where the format has none
 */
public record AnswerMessage(
        ReplyKind kind,
        String orderNumber,
        int revision,
        boolean restAsOrdered,
        List<AnswerLine> lines,
        String currency,
        int position) {
    /** A change that is answered and not named: the first that was told. */
    static final int FIRST_CHANGE = -2;

    /** The same with more lines. */
    AnswerMessage with(List<AnswerLine> more) {
        List<AnswerLine> all = new ArrayList<>(lines);
        all.addAll(more);
        return new AnswerMessage(
                kind, orderNumber, revision, restAsOrdered, List.copyOf(all), currency, position);
    }
}
