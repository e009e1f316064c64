package io.restock.operators.documents;

import io.restock.domain.DocumentTerms;

/**
 * What goes around a message.
 *
 * @param control control number of the interchange, 1 … 999 999 999
 * @param timeMillis when it is made
 * @param terms what both sides are called, by role
 * @param toSupplier the direction
 */
public record Envelope(long control, long timeMillis, DocumentTerms terms, boolean toSupplier) {
    /** Largest control number that every format can say. */
    public static final long MOST_CONTROL = 999_999_999;

    String senderQualifier() {
        return toSupplier ? terms.buyerQualifier() : terms.supplierQualifier();
    }

    String sender() {
        return toSupplier ? terms.buyerId() : terms.supplierId();
    }

    String receiverQualifier() {
        return toSupplier ? terms.supplierQualifier() : terms.buyerQualifier();
    }

    String receiver() {
        return toSupplier ? terms.supplierId() : terms.buyerId();
    }

    /** The number after one; after the largest it begins anew. */
    public static long after(long control) {
        return control % MOST_CONTROL + 1;
    }
}
