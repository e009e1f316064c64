package io.restock.local.bench;

import io.restock.domain.OrderTransition;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.jobs.CoordinationJob;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.files.TemporaryFolder;
import io.restock.local.loop.CommittedReader;
import io.restock.local.loop.Feed;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How soon what a supplier cannot deliver is ordered from another: from the moment at which Kafka
 * has the short answer to that at which the other supplier can read its order, committed.
 *
 * <p>The coordination job as it is deployed, in this JVM with its state on disk, and a broker in
 * one of its own. Event time stands still meanwhile, so that the job waits as long as {@link
 * Keys#COVER_WITHIN} says; answers come one at a time, at random moments between checkpoints. Those
 * of the first group warm up and do not count.
 */
final class CoverBench {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PARTITIONS = 2;
    private static final int PARALLELISM = 2;

    private final CoverLoad load;
    private final Duration checkpointInterval;
    private final Consumer<String> progress;
    private final Decoder<PurchaseOrder> orderDecoder = Decoder.of(PurchaseOrder.class);
    private final Decoder<PlanRecord> planDecoder = Decoder.of(PlanRecord.class, "line");
    private final Map<String, PurchaseOrder> orders = new LinkedHashMap<>();
    private final Set<String> orderedBy = new HashSet<>();
    private final Map<String, PlanRecord> covers = new LinkedHashMap<>();

    /**
     * @param checkpointInterval of the job: orders are read when a checkpoint has committed them
     * @param progress is told what is being done
     */
    CoverBench(CoverLoad load, Duration checkpointInterval, Consumer<String> progress) {
        this.load = load;
        this.checkpointInterval = checkpointInterval;
        this.progress = progress;
    }

    /** Measures on a broker of its own. */
    CoverFigures run() throws Exception {
        try (TemporaryFolder checkpoints = TemporaryFolder.create("restock-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            Settings settings = settings(broker.bootstrapServers(), checkpoints.path());
            try (Admin admin = Admin.create(settings.admin())) {
                Topics.of(settings).create(admin);
            }
            try (Feed feed = new Feed(settings);
                    CommittedReader reader =
                            new CommittedReader(
                                    settings, List.of(Topic.PURCHASE_ORDERS, Topic.PLANS))) {
                load.send(feed);
                StreamExecutionEnvironment env =
                        StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
                CoordinationJob.build(env, settings);
                JobClient job = env.executeAsync(CoordinationJob.NAME);
                try {
                    return measure(feed, new Reading(settings, reader, job));
                } finally {
                    job.cancel().get();
                }
            }
        }
    }

    private CoverFigures measure(Feed feed, Reading reading) throws Exception {
        progress.accept("waiting for " + load.orders() + " orders");
        reading.await(
                () -> orders.size() >= load.orders(),
                () -> "%d of %d orders".formatted(orders.size(), load.orders()));
        List<PurchaseOrder> first = new ArrayList<>(orders.values());
        first.sort((a, b) -> a.number().compareTo(b.number()));
        SplittableRandom luck = new SplittableRandom(load.orders());
        List<Double> millis = new ArrayList<>();
        for (PurchaseOrder order : first) {
            TimeUnit.MILLISECONDS.sleep(luck.nextLong(checkpointInterval.toMillis()));
            feed.send(load.halfOf(order));
            feed.flush();
            long asked = System.nanoTime();
            reading.await(() -> isCovered(order), () -> "what covers " + order.number());
            if (!order.group().equals(first.get(0).group())) {
                millis.add((System.nanoTime() - asked) / 1e6);
            }
            if (millis.size() % 20 == 1) {
                progress.accept("%d answers".formatted(millis.size()));
            }
        }
        return CoverFigures.of(
                millis.stream().mapToDouble(each -> each).toArray(), checkpointInterval.toMillis());
    }

    /** Whether the plan that covers an order, and what it orders from the other, can be read. */
    private boolean isCovered(PurchaseOrder order) {
        PlanRecord plan = covers.get(order.number());
        return plan != null && orderedBy.contains(plan.decisionId());
    }

    /** Committed records as they come. */
    private final class Reading {
        private final String orderTopic;
        private final CommittedReader reader;
        private final JobClient job;

        Reading(Settings settings, CommittedReader reader, JobClient job) {
            this.orderTopic = Topics.of(settings).name(Topic.PURCHASE_ORDERS);
            this.reader = reader;
            this.job = job;
        }

        void await(BooleanSupplier there, Supplier<String> what) throws Exception {
            long giveUp = System.nanoTime() + PATIENCE.toNanos();
            while (!there.getAsBoolean()) {
                if (System.nanoTime() - giveUp > 0) {
                    throw new IllegalStateException(
                            "There is no more than %s after %d s; the job is %s."
                                    .formatted(
                                            what.get(),
                                            PATIENCE.toSeconds(),
                                            job.getJobStatus().get()));
                }
                reader.poll(this::take);
            }
        }

        private void take(ConsumerRecord<byte[], byte[]> record) {
            try {
                if (record.topic().equals(orderTopic)) {
                    PurchaseOrder order =
                            Objects.requireNonNull(orderDecoder.message(record.value()));
                    if (order.transition() == OrderTransition.CREATED) {
                        orders.putIfAbsent(order.number(), order);
                    }
                    if (order.supplier().equals(CoverLoad.THE_OTHER)
                            && order.transition() != OrderTransition.CANCELLED) {
                        orderedBy.add(order.decisionId());
                    }
                } else {
                    PlanRecord plan = planDecoder.message(record.value());
                    if (plan != null && !plan.covers().isEmpty()) {
                        covers.put(plan.covers(), plan);
                    }
                }
            } catch (BadMessageException e) {
                throw new IllegalStateException(
                        "The record at offset %d of %s cannot be read."
                                .formatted(record.offset(), record.topic()),
                        e);
            }
        }
    }

    private Settings settings(String bootstrapServers, Path folder) {
        return Settings.of(
                Map.of(
                        Keys.BOOTSTRAP_SERVERS.key(),
                        bootstrapServers,
                        Keys.TOPICS_PARTITIONS.key(),
                        Integer.toString(PARTITIONS),
                        Keys.TOPICS_REPLICATION.key(),
                        "1",
                        Keys.WATERMARKS_FROM.key(),
                        "progress",
                        Keys.RECORD_MAX_AHEAD.key(),
                        "PT0S",
                        Keys.PLAN_WITHIN.key(),
                        "PT0S",
                        Keys.FIRST_CYCLE.key(),
                        LocalDate.ofEpochDay(CoverLoad.DAY).toString(),
                        Keys.CHECKPOINT_INTERVAL.key(),
                        checkpointInterval.toString(),
                        Keys.CHECKPOINT_DIRECTORY.key(),
                        folder.toUri().toString()));
    }
}
