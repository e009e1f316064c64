package io.restock.operators.documents;

/**
 * A document as it was read from its topic.
 *
 * @param partner whose it is, as {@code DocumentTerms.partner} says it; empty where that cannot be
 *     read
 * @param key raw key; empty when there is none
 */
public record ReceivedDocument(
        String partner, String topic, int partition, long offset, byte[] key, byte[] bytes) {
    /** The record of a topic. */
    public static ReceivedDocument of(
            String topic, int partition, long offset, byte[] key, byte[] bytes) {
        return new ReceivedDocument("", topic, partition, offset, key, bytes);
    }
}
