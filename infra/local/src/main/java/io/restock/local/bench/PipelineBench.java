package io.restock.local.bench;

import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.files.TemporaryFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The sale path beside what bounds it: a bare consumer, a job that only passes bytes through, and
 * the same path with its state on the heap. All read the same sales from the same broker, one after
 * the other, in every round; the first round warms up and does not count.
 */
final class PipelineBench {
    private static final int PARTITIONS = 2;
    private static final String PREFIX = "bench.";

    private final SaleLoad load;
    private final int rounds;
    private final int parallelism;
    private final Consumer<String> progress;

    /**
     * @param rounds rounds that count, &gt;= 1
     * @param parallelism of the jobs
     * @param progress is told what is being done
     */
    PipelineBench(SaleLoad load, int rounds, int parallelism, Consumer<String> progress) {
        this.load = load;
        this.rounds = rounds;
        this.parallelism = parallelism;
        this.progress = progress;
    }

    /** Measures everything on a broker of its own. */
    PipelineFigures run() throws Exception {
        try (TemporaryFolder checkpoints = TemporaryFolder.create("restock-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            return run(broker.bootstrapServers(), checkpoints.path());
        }
    }

    private PipelineFigures run(String bootstrapServers, Path folder) throws Exception {
        Settings settings = settings(bootstrapServers, folder);
        Topics topics = Topics.of(settings);
        String sales = topics.name(Topic.SALES);
        try (Admin admin = Admin.create(settings.admin())) {
            topics.create(admin);
        }
        progress.accept("sending " + load.sales() + " sales of " + load.series() + " series");
        long due = load.send(settings.producer(), topics.name(Topic.NETWORK), sales, PARTITIONS);
        Map<String, List<Double>> measured = new HashMap<>();
        for (int round = 0; round <= rounds; round++) {
            String name = round == 0 ? "warm-up" : "round " + round + " of " + rounds;
            Map<String, Double> figures = round(settings, sales, due);
            progress.accept(name + ": " + figures + " events/s");
            if (round > 0) {
                figures.forEach(
                        (key, value) ->
                                measured.computeIfAbsent(key, k -> new ArrayList<>()).add(value));
            }
        }
        return PipelineFigures.ofRounds(measured);
    }

    private Map<String, Double> round(Settings settings, String sales, long due) throws Exception {
        Map<String, Double> figures = new HashMap<>();
        figures.put("raw", raw(settings, sales));
        figures.put(
                "passThrough",
                job(load.sales(), env -> BenchJobs.passThrough(env, settings, sales)));
        figures.put(
                "hashMap",
                job(due, env -> BenchJobs.salePath(env, settings.with("state.in", "hashmap"))));
        figures.put("rocksDb", job(due, env -> BenchJobs.salePath(env, settings)));
        return figures;
    }

    private double raw(Settings settings, String topic) {
        Properties properties = settings.consumer();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            // The first records take the consumer's start along, so the watch starts after them.
            long first = poll(consumer, 0);
            long from = System.nanoTime();
            long read = first;
            while (read < load.sales()) {
                read += poll(consumer, read);
            }
            return (read - first) / ((System.nanoTime() - from) / 1e9);
        }
    }

    private int poll(KafkaConsumer<byte[], byte[]> consumer, long read) {
        int polled = consumer.poll(Duration.ofSeconds(10)).count();
        if (polled == 0) {
            throw new IllegalStateException(
                    "The broker gave " + read + " of " + load.sales() + " sales.");
        }
        return polled;
    }

    private double job(long expected, Consumer<StreamExecutionEnvironment> draw) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        draw.accept(env);
        Stopwatch.reset();
        env.execute("bench");
        if (Stopwatch.out() < expected) {
            throw new IllegalStateException(
                    "The job wrote "
                            + Stopwatch.out()
                            + " records where at least "
                            + expected
                            + " were due.");
        }
        return load.sales() / Stopwatch.seconds();
    }

    private static Settings settings(String bootstrapServers, Path folder) {
        return Settings.of(
                Map.of(
                        "kafka.bootstrap.servers",
                        bootstrapServers,
                        "topics.prefix",
                        PREFIX,
                        "topics.partitions",
                        Integer.toString(PARTITIONS),
                        "source.start",
                        "earliest",
                        "source.end",
                        "latest",
                        "watermarks.from",
                        "progress",
                        "checkpoint.directory",
                        folder.toUri().toString()));
    }
}
