package io.restock.operators.documents;

import io.restock.domain.PurchaseOrder;

/** An order event that cannot be said in its supplier's documents, and why. */
public record Undeliverable(PurchaseOrder order, String reason) {}
