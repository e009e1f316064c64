package io.restock.jobs.kafka;

/**
 * A record on its way to Kafka.
 *
 * @param topic full name
 * @param key decides the partition: records of a key keep their order
 * @param value its bytes
 * @param headers names and values in turn
 */
public record Outbound(String topic, byte[] key, byte[] value, String[] headers) {}
