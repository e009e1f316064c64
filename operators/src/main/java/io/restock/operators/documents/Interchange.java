package io.restock.operators.documents;

import io.restock.domain.DocumentFormat;
import java.util.List;

/**
 * What was read of a document: who sent it to whom, and its messages.
 *
 * @param id what the sender calls it: a control number, the document's id in UBL
 * @param test whether it only tries the connection; UBL has no way to say so
 * @param timeMillis when it was made; documents of X12 and EDIFACT are taken to say UTC
 */
public record Interchange(
        DocumentFormat format,
        String senderQualifier,
        String sender,
        String receiverQualifier,
        String receiver,
        String id,
        boolean test,
        long timeMillis,
        List<Message> messages) {
    /** The same with one message. */
    Interchange with(Message message) {
        return new Interchange(
                format,
                senderQualifier,
                sender,
                receiverQualifier,
                receiver,
                id,
                test,
                timeMillis,
                List.of(message));
    }

    /** The partner whose document it is, as {@code DocumentTerms.partner} says it. */
    public String partner() {
        return String.join(
                "|", format.name(), senderQualifier, sender, receiverQualifier, receiver);
    }
}
