package io.restock.local.cluster;

import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Whether a job does its work after it was started anew: not that it runs, but that its checkpoints
 * complete, that it keeps up with its topics, that no planning group lacks a plan that is due, and
 * that it does not reject what it used to read.
 *
 * <p>It is opened before the job is stopped, since it compares.
 */
final class HealthGate implements AutoCloseable {
    private static final int CHECKPOINTS = 2;
    private static final int FAILURES = 3;

    /** Records behind which a job is not said to lag: those of a moment. */
    private static final long FEW = 1_000;

    /** Records of a partition of plans, lines included, among which those of a cycle are. */
    private static final long LINES_OF_A_CYCLE = 100_000;

    private final ClusterJob job;
    private final Settings settings;
    private final Topics topics;
    private final long mostRejected;
    private final Admin admin;
    private final Map<TopicPartition, Long> before;
    private final long rejectedBefore;
    private final Map<TopicPartition, Long> readTo;
    private final Set<String> named = new TreeSet<>();
    private final Set<String> sent = new HashSet<>();
    private final Set<String> identities = new HashSet<>();
    private final DuePlans due;
    private int duplicates;
    private long lagAtFirst = -1;

    /**
     * @param settings of the job
     * @param mostRejected records that may be rejected until the gate is passed
     */
    HealthGate(ClusterJob job, Settings settings, long mostRejected) {
        this.job = job;
        this.settings = settings;
        this.topics = Topics.of(settings);
        this.mostRejected = mostRejected;
        this.admin = Admin.create(settings.admin());
        try {
            this.before =
                    ends(
                            partitions(
                                    List.of(
                                            Topic.PLANS,
                                            Topic.PURCHASE_ORDERS,
                                            Topic.TRANSFER_ORDERS)),
                            IsolationLevel.READ_COMMITTED);
            this.readTo = new HashMap<>(before);
            this.due =
                    job == ClusterJob.COORDINATION
                            ? new DuePlans(groups(), plansBefore())
                            : new DuePlans(List.of(), List.of());
            this.rejectedBefore = rejected();
        } catch (RuntimeException e) {
            admin.close();
            throw e;
        }
    }

    /**
     * What is not right yet; empty when the job is healthy.
     *
     * @throws KafkaException when Kafka does not answer, which may pass
     * @throws IllegalStateException when it will not become so, with the reason
     */
    List<String> complaints(Cluster cluster) {
        JobState state = cluster.state(job);
        if (state.ended()) {
            throw new IllegalStateException(
                    "it has ended as %s: %s".formatted(state.status(), cluster.failure(job)));
        }
        int failures = cluster.failures(job);
        if (failures >= FAILURES) {
            throw new IllegalStateException(
                    "it has failed %d times: %s".formatted(failures, cluster.failure(job)));
        }
        long rejected = rejected() - rejectedBefore;
        if (rejected > mostRejected) {
            throw new IllegalStateException(
                    "it rejects what was read before: %d records, where %d may be"
                            .formatted(rejected, mostRejected));
        }
        List<String> complaints = new ArrayList<>();
        if (!state.allRunning()) {
            complaints.add("%d of its %d tasks run".formatted(state.running(), state.tasks()));
        }
        if (state.checkpoints() < CHECKPOINTS) {
            complaints.add(
                    "%d of %d checkpoints are complete"
                            .formatted(state.checkpoints(), CHECKPOINTS));
        } else {
            complaintsOfLag(complaints);
        }
        readOn();
        complaints.addAll(due.complaints());
        return complaints;
    }

    private void complaintsOfLag(List<String> complaints) {
        long lag = lag();
        if (lagAtFirst < 0) {
            lagAtFirst = lag;
        }
        if (lag > FEW && lag >= lagAtFirst) {
            complaints.add("it is %d records behind, and was %d".formatted(lag, lagAtFirst));
        }
    }

    /** Orders that plans since the stop name and that are not there. */
    int lost() {
        Set<String> missing = new HashSet<>(named);
        missing.removeAll(sent);
        return missing.size();
    }

    /** Order events since the stop that came again. */
    int duplicates() {
        return duplicates;
    }

    /** Reads to the end what was committed since the stop. */
    void readToTheEnd(Duration patience) {
        Map<TopicPartition, Long> ends = ends(before.keySet(), IsolationLevel.READ_COMMITTED);
        Cluster.await(
                "the orders that are committed",
                patience,
                () -> {
                    readOn();
                    return ends.entrySet().stream()
                            .allMatch(
                                    end -> readTo.getOrDefault(end.getKey(), 0L) >= end.getValue());
                });
    }

    private void readOn() {
        readTo.putAll(read(readTo, this::take));
    }

    private static @Nullable PlanRecord plan(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Decoder.of(PlanRecord.class, "line").message(record.value());
        } catch (BadMessageException e) {
            throw unreadable(record, e);
        }
    }

    private static IllegalStateException unreadable(
            ConsumerRecord<byte[], byte[]> record, BadMessageException why) {
        return new IllegalStateException(
                "what it says at offset %d of %s cannot be read: %s"
                        .formatted(record.offset(), record.topic(), why.getMessage()),
                why);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(topics.name(Topic.PLANS))) {
                PlanRecord plan = plan(record);
                if (plan != null) {
                    named.addAll(plan.orderNumbers());
                    named.addAll(plan.transferNumbers());
                    due.take(plan);
                }
            } else if (record.topic().equals(topics.name(Topic.PURCHASE_ORDERS))) {
                PurchaseOrder order = Decoder.of(PurchaseOrder.class).message(record.value());
                if (order != null) {
                    take(order.number(), record);
                }
            } else {
                TransferOrder transfer = Decoder.of(TransferOrder.class).message(record.value());
                if (transfer != null) {
                    take(transfer.number(), record);
                }
            }
        } catch (BadMessageException e) {
            throw unreadable(record, e);
        }
    }

    private void take(String number, ConsumerRecord<byte[], byte[]> record) {
        sent.add(number);
        Header id = record.headers().lastHeader("ce_id");
        String said = id == null ? "" : new String(id.value(), StandardCharsets.UTF_8);
        duplicates += identities.add(record.topic() + ' ' + said) ? 0 : 1;
    }

    /** The latest plans of each partition. */
    private List<PlanRecord> plansBefore() {
        Map<TopicPartition, Long> from = new HashMap<>();
        Set<TopicPartition> plans =
                before.keySet().stream()
                        .filter(p -> p.topic().equals(topics.name(Topic.PLANS)))
                        .collect(Collectors.toSet());
        plans.forEach(p -> from.put(p, Math.max(0, before.getOrDefault(p, 0L) - LINES_OF_A_CYCLE)));
        List<PlanRecord> found = new ArrayList<>();
        while (plans.stream()
                .anyMatch(p -> from.getOrDefault(p, 0L) < before.getOrDefault(p, 0L))) {
            from.putAll(
                    read(
                            from,
                            record -> {
                                PlanRecord plan = plan(record);
                                if (plan != null) {
                                    found.add(plan);
                                }
                            }));
        }
        return found;
    }

    /** Groups that have been announced, every version of them. */
    private List<PlanningGroup> groups() {
        Map<TopicPartition, Long> from = new HashMap<>();
        partitions(List.of(Topic.NETWORK)).forEach(p -> from.put(p, 0L));
        Map<TopicPartition, Long> ends = ends(from.keySet(), IsolationLevel.READ_COMMITTED);
        Decoder<PlanningGroup> decoder = Decoder.of(PlanningGroup.class, "location");
        List<PlanningGroup> found = new ArrayList<>();
        while (ends.entrySet().stream()
                .anyMatch(end -> from.getOrDefault(end.getKey(), 0L) < end.getValue())) {
            from.putAll(
                    read(
                            from,
                            record -> {
                                try {
                                    PlanningGroup group = decoder.message(record.value());
                                    if (group != null) {
                                        found.add(group);
                                    }
                                } catch (BadMessageException e) {
                                    // Nobody plans what cannot be read; it is on `rejected`.
                                }
                            }));
        }
        return found;
    }

    private Map<TopicPartition, Long> read(
            Map<TopicPartition, Long> from, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        Properties properties = settings.consumer();
        properties.setProperty("max.poll.records", "5000");
        Map<TopicPartition, Long> positions = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(from.keySet());
            from.forEach(consumer::seek);
            consumer.poll(Duration.ofSeconds(2)).forEach(to);
            from.keySet().forEach(p -> positions.put(p, consumer.position(p)));
        }
        return positions;
    }

    /** Records that the job has not read yet, by what it has committed; topics without say none. */
    private long lag() {
        String group = settings.get(Keys.SOURCE_GROUP) + '-' + job.label();
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<TopicPartition, Long> ends = ends(committed.keySet(), IsolationLevel.READ_COMMITTED);
        return committed.entrySet().stream()
                .filter(e -> e.getValue() != null)
                .mapToLong(
                        e -> Math.max(0, ends.getOrDefault(e.getKey(), 0L) - e.getValue().offset()))
                .sum();
    }

    private long rejected() {
        return ends(partitions(List.of(Topic.REJECTED)), IsolationLevel.READ_UNCOMMITTED)
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    private List<TopicPartition> partitions(List<Topic> of) {
        List<String> names = of.stream().map(topics::name).toList();
        List<TopicPartition> partitions = new ArrayList<>();
        get(admin.describeTopics(names).allTopicNames())
                .values()
                .forEach(
                        topic ->
                                topic.partitions()
                                        .forEach(
                                                p ->
                                                        partitions.add(
                                                                new TopicPartition(
                                                                        topic.name(),
                                                                        p.partition()))));
        return partitions;
    }

    private Map<TopicPartition, Long> ends(
            Collection<TopicPartition> of, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> latest =
                of.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest()));
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(latest, new ListOffsetsOptions(isolation)).all())
                .forEach((p, info) -> ends.put(p, info.offset()));
        return ends;
    }

    private static <T> T get(KafkaFuture<T> asked) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw new KafkaException("Kafka does not say what a gate asks.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("Interrupted while Kafka was asked.", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
