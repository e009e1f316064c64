package io.restock.local.loop;

import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
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
        properties.setProperty("max.poll.records", "5000");
        this.consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        this.admin = Admin.create(settings.admin());
        for (String name : names) {
            consumer.partitionsFor(name)
                    .forEach(p -> partitions.add(new TopicPartition(p.topic(), p.partition())));
        }
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
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
