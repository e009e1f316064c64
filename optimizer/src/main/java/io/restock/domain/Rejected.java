package io.restock.domain;

/**
 * Input that could not be read or is not allowed. Nothing of it is lost.
 *
 * @param topic where it came from
 * @param partition partition there; {@link #UNKNOWN} where an operator gave the event back, which
 *     no longer knew it
 * @param offset offset there, or {@link #UNKNOWN}
 * @param reason what is wrong, with the field, its value and what is allowed
 * @param key raw key; empty when there is none
 * @param raw raw bytes of the value; of an event that an operator gave back, the bytes that say it
 *     again
 */
public record Rejected(
        String topic, int partition, long offset, String reason, byte[] key, byte[] raw) {
    /** Stands for a partition or an offset that is not known. */
    public static final int UNKNOWN = -1;
}
