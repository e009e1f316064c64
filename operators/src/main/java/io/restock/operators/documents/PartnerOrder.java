package io.restock.operators.documents;

import io.restock.domain.DocumentTerms;
import io.restock.domain.PurchaseOrder;

/** An order event with the terms on which its supplier is told it. */
public record PartnerOrder(DocumentTerms terms, PurchaseOrder order) {
    /** The key of all that is exchanged with a partner. */
    String partner() {
        return terms.partner();
    }
}
