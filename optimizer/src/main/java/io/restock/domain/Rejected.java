package io.restock.domain;

/**
 * Input that could not be read or is not allowed. Nothing of it is lost.
 *
 * @param topic where it came from
 * @param partition partition there
 * @param offset offset there
 * @param reason what is wrong, with the field, its value and what is allowed
 * @param key raw key; empty when there is none
 * @param raw raw bytes of the value
 */
public record Rejected(
        String topic, int partition, long offset, String reason, byte[] key, byte[] raw) {}
