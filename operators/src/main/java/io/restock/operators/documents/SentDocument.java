package io.restock.operators.documents;

/** What a document of ours said, by its control number: what its receipt is about. */
public record SentDocument(String orderNumber, int revision, String type) {}
