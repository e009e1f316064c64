package io.restock.operators.documents;

/**
 * That a document of ours has been read, or could not be: an X12 997, an EDIFACT CONTRL.
 *
 * @param control control number of ours
 * @param accepted whether it was
 * @param text what the other side says of it
 */
public record Receipt(long control, boolean accepted, String text) {}
