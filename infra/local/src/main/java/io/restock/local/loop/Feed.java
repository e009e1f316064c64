package io.restock.local.loop;

import io.restock.domain.SupplierReply;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Messages;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * The senders of the feed topics. A sender keeps to one partition, chosen by its place in the list
 * of senders, so that no partition stays empty; {@link #progress} tells all partitions how far the
 * senders are.
 */
public final class Feed implements AutoCloseable {
    private final Topics topics;
    private final int partitions;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Map<String, Integer> senders = new HashMap<>();

    /** Of an installation. */
    public Feed(Settings settings) {
        this.topics = Topics.of(settings);
        this.partitions = settings.get(Keys.TOPICS_PARTITIONS);
        Properties properties = settings.producer();
        properties.setProperty("acks", "all");
        properties.setProperty("linger.ms", "5");
        properties.setProperty("batch.size", Integer.toString(256 * 1024));
        properties.setProperty("buffer.memory", Long.toString(64L * 1024 * 1024));
        // A planning group holds all its items.
        properties.setProperty("max.request.size", Integer.toString(8 * 1024 * 1024));
        this.producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Sends a message of a sender: a location, region or group. */
    public void send(Topic topic, String sender, Object message) {
        int partition = senders.computeIfAbsent(sender, s -> senders.size()) % partitions;
        send(topic, partition, sender.getBytes(StandardCharsets.UTF_8), Messages.encode(message));
    }

    /** Sends a reply, under the number of its order. */
    public void send(SupplierReply reply) {
        int partition = Math.floorMod(reply.orderNumber().hashCode(), partitions);
        send(
                Topic.SUPPLIER_REPLIES,
                partition,
                reply.orderNumber().getBytes(StandardCharsets.UTF_8),
                Messages.encode(reply));
    }

    /** Sends what is no message, or is none of a sender. */
    public void sendRaw(Topic topic, byte[] bytes) {
        send(topic, 0, new byte[0], bytes);
    }

    /** Says to every partition that everything before a time has been sent; waits until it is. */
    public void progress(long timeMillis) {
        byte[] said = Messages.progress(timeMillis);
        for (Topic topic : Topics.timed()) {
            for (int partition = 0; partition < partitions; partition++) {
                send(topic, partition, new byte[0], said);
            }
        }
        flush();
    }

    /**
     * Says that all answers before a time have been sent, and that stock is next counted after it;
     * what is sold then is still to come.
     */
    void repliesUntil(long timeMillis) {
        byte[] said = Messages.progress(timeMillis);
        for (int partition = 0; partition < partitions; partition++) {
            send(Topic.SUPPLIER_REPLIES, partition, new byte[0], said);
            send(Topic.STOCK, partition, new byte[0], said);
        }
        flush();
    }

    /** Waits until all that was sent is stored. */
    public void flush() {
        producer.flush();
        Exception failed = failure.get();
        if (failed != null) {
            throw new KafkaException("A message could not be sent.", failed);
        }
    }

    private void send(Topic topic, int partition, byte[] key, byte[] value) {
        var unused =
                producer.send(
                        new ProducerRecord<>(topics.name(topic), partition, key, value),
                        (metadata, failed) -> {
                            if (failed != null) {
                                failure.compareAndSet(null, failed);
                            }
                        });
    }

    @Override
    public void close() {
        producer.close();
    }
}
