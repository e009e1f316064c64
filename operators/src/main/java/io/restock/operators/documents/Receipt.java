package io.restock.operators.documents;

/**
 * What the other side says of a document of ours: an X12 997 or TA1, an EDIFACT CONTRL.
 *
 * @param control control number of ours
 * @param verdict whether it was accepted
 * @param read whether what is in the envelope was read too; a TA1 speaks of the envelope alone
 * @param text what the other side says of it
 */
public record Receipt(long control, Verdict verdict, boolean read, String text) {
    /** What became of it. */
    public enum Verdict {
        ACCEPTED,
        /** Accepted, and not to be sent again, though something is wrong with it. */
        WITH_ERRORS,
        REFUSED
    }
}
