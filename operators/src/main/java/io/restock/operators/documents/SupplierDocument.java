package io.restock.operators.documents;

/**
 * A document to a supplier.
 *
 * @param supplier as orders name it
 * @param type such as {@code 850}, {@code OrderChange}, {@code 997}
 * @param id the same for the same document, whatever fails
 * @param subject the order it says, or what it acknowledges
 * @param contentType MIME type
 * @param timeMillis event time
 * @param bytes the document
 */
public record SupplierDocument(
        String supplier,
        String type,
        String id,
        String subject,
        String contentType,
        long timeMillis,
        byte[] bytes) {}
