package io.restock.operators.documents;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message of an interchange: an X12 transaction set, an EDIFACT message, a UBL document.
 *
 * @param type such as {@code 855}, {@code ORDRSP}, {@code OrderResponse}
 * @param reference its number within the interchange
 * @param group functional code of its X12 group; empty in other formats
 * @param version of the type, as the message names it in EDIFACT; none in other formats
 * @param groupControl control number of its X12 group; 0 in other formats
 * @param groupSize sets that its X12 group says that it has; 0 where it does not say
 * @param position of its first segment in the interchange
 * @param hash of what it says, so that another one under the same numbers is not taken for it
 * @param orders what it orders
 * @param answers what it answers, by order
 * @param receipt what it acknowledges; null where it is no acknowledgement
 * @param faults why it cannot be read; then all else is empty
 */
public record Message(
        String type,
        String reference,
        List<String> version,
        String group,
        long groupControl,
        int groupSize,
        int position,
        int hash,
        List<OrderMessage> orders,
        List<AnswerMessage> answers,
        @Nullable Receipt receipt,
        List<DocumentFault> faults) {
    /** The same with the hash of the document that it is. */
    Message hashed(int hash) {
        return new Message(
                type,
                reference,
                version,
                group,
                groupControl,
                groupSize,
                position,
                hash,
                orders,
                answers,
                receipt,
                faults);
    }

    /** Whether it acknowledges ours, and so is not acknowledged itself. */
    boolean isReceipt() {
        return type.equals("997") || type.equals("TA1") || type.equals("CONTRL");
    }
}
