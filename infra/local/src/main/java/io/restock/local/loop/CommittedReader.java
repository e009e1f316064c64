package io.restock.local.loop;

import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads topics from their beginning, as every reader of orders must: committed records only. */
public final class CommittedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Admin admin;
    private final List<TopicPartition> partitions = new ArrayList<>();

    /** Of some topics. */
    public CommittedReader(Settings settings, List<Topic> read) {
        this(read.stream().map(Topics.of(settings)::name).toList(), settings);
    }

    /** Of topics by their full names. */
    public static CommittedReader ofNames(Settings settings, List<String> names) {
        return new CommittedReader(names, settings);
    }

    private CommittedReader(List<String> names, Settings settings) {
        Properties properties = settings.consumer();
        properties.setProperty("fetch.max.wait.ms", "100");
        // Who reads must not make what is not there.
        properties.setProperty("allow.auto.create.topics", "false");
        properties.setProperty("max.poll.records", "5000");
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = Admin.create(settings.admin());
        try {
            for (String name : names) {
                List<PartitionInfo> found = consumer.partitionsFor(name);
                if (found.isEmpty()) {
                    throw new IllegalStateException(
                            "The topic %s is not there. Maybe topics.prefix (%s) is another, or `./restock topics create` comes first."
                                    .formatted(name, settings.get(Keys.TOPICS_PREFIX)));
                }
                found.forEach(p -> partitions.add(new TopicPartition(name, p.partition())));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
        } catch (KafkaException e) {
            close();
            throw new IllegalStateException(
                    "The topics %s cannot be read at %s."
                            .formatted(
                                    String.join(", ", names), settings.get(Keys.BOOTSTRAP_SERVERS)),
                    e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Hands over what has been committed, waiting a moment for the first. */
    public void poll(Consumer<ConsumerRecord<byte[], byte[]>> to) {
        consumer.poll(POLL).forEach(to);
    }

    /**
     * Hands over all that has been written until now, waiting until the transactions it belongs to
     * have ended.
     *
     * @param deadlineNanos moment of {@link System#nanoTime} at which to give up
     * @return false when it gave up
     */
    public boolean catchUp(Consumer<ConsumerRecord<byte[], byte[]>> to, long deadlineNanos) {
        Map<TopicPartition, Long> ends = ends();
        while (ends.entrySet().stream()
                .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            if (System.nanoTime() > deadlineNanos) {
                return false;
            }
            poll(to);
        }
        return true;
    }

    private Map<TopicPartition, Long> ends() {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        partitions.forEach(p -> latest.put(p, OffsetSpec.latest()));
        try {
            Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> found =
                    admin.listOffsets(
                                    latest, new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED))
                            .all()
                            .get();
            Map<TopicPartition, Long> ends = new HashMap<>();
            found.forEach((p, info) -> ends.put(p, info.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException("The ends of the topics cannot be read.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while the ends of the topics were read.", e);
        }
    }

    @Override
    public void close() {
        consumer.close();
        admin.close();
    }
}
