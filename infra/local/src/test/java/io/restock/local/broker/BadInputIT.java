package io.restock.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.Sale;
import io.restock.domain.SeriesHistory;
import io.restock.jobs.ForecastPipeline;
import io.restock.jobs.JobEnvironment;
import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Outbound;
import io.restock.jobs.kafka.Sinks;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Json;
import io.restock.jobs.wire.Messages;
import io.restock.operators.forecast.ForecastRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad records among good ones, through a real broker and the whole state of the forecasting job.
 */
class BadInputIT {
    private static final int GOOD = 100_000;
    private static final int EVERY = 10;
    private static final int SERIES = 500;
    private static final int DAY = 20_000;
    private static final int MAX_BYTES = 4096;

    @TempDir private Path folder;

    @Test
    void rejectsEveryBadRecordAndWorksOnEveryGoodOneWithoutARestart() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Settings settings = settings(broker);
            Topics topics = Topics.of(settings);
            try (Admin admin = Admin.create(settings.admin())) {
                assertThat(topics.create(admin)).hasSize(topics.names().size());
                assertThat(topics.create(admin)).isEmpty();
            }
            List<String> bad = send(settings, topics);

            run(settings, topics);

            List<String> rejected = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> r : read(settings, topics.name(Topic.REJECTED))) {
                JsonNode tree = Json.MAPPER.readTree(r.value());
                assertThat(tree.get("topic").asText()).isEqualTo(topics.name(Topic.SALES));
                assertThat(tree.get("reason").asText()).startsWith("The ").endsWith(".");
                rejected.add(
                        at(tree.get("partition").asInt(), tree.get("offset").asLong())
                                + Arrays.hashCode(tree.get("raw").binaryValue()));
            }
            assertThat(rejected).hasSize(GOOD / EVERY).containsExactlyInAnyOrderElementsOf(bad);
            Map<String, Double> units = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> r : read(settings, topics.name(Topic.FORECASTS))) {
                units.put(new String(r.key(), UTF_8), Double.valueOf(new String(r.value(), UTF_8)));
            }
            assertThat(units).hasSize(SERIES);
            assertThat(units.values().stream().mapToDouble(Double::doubleValue).sum())
                    .isEqualTo(GOOD);
        }
    }

    /** The pipeline before the model: units sold of every series instead of its forecast. */
    private static void run(Settings settings, Topics topics) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        JobEnvironment.configure(env, settings);
        Feeds feeds = new Feeds(env, settings, "bad-input");
        ForecastPipeline.Questions asked =
                ForecastPipeline.ask(
                        new ForecastPipeline.Inputs(
                                feeds.sales(),
                                feeds.stock(),
                                feeds.locations(),
                                feeds.weather(),
                                feeds.holidays(),
                                feeds.promotions()),
                        OperatorSettings.demand(settings),
                        OperatorSettings.context(settings),
                        OperatorSettings.history(settings));
        String out = topics.name(Topic.FORECASTS);
        MapFunction<ForecastRequest, Outbound> sold = request -> sold(request.history(), out);
        Sinks sinks = new Sinks(settings, "bad-input");
        sinks.exactlyOnce(
                asked.requests().map(sold).returns(Outbound.class).uid("sold"), "sold-sink");
        sinks.rejected(feeds.rejected());
        env.execute();
    }

    private static Outbound sold(SeriesHistory history, String topic) {
        double units = 0;
        for (float day : history.units()) {
            units += Float.isNaN(day) ? 0 : day;
        }
        return new Outbound(
                topic,
                history.key().getBytes(UTF_8),
                Double.toString(units).getBytes(UTF_8),
                new String[] {});
    }

    /** Sends them all; where each bad one went and what it was. */
    private static List<String> send(Settings settings, Topics topics) throws Exception {
        List<String> bad = new ArrayList<>();
        Random random = new Random(17);
        String sales = topics.name(Topic.SALES);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings.producer(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var location = new Location("S1", "R1", "UTC", LocationKind.STORE, "", 10);
            producer.send(
                            new ProducerRecord<>(
                                    topics.name(Topic.NETWORK), Messages.encode(location)))
                    .get();
            for (int i = 0; i < GOOD; i++) {
                Sale sale =
                        new Sale(
                                "e" + i,
                                "S1",
                                "I" + i % SERIES,
                                DAY * LocalDays.MILLIS + i,
                                0,
                                1,
                                "");
                var unused =
                        producer.send(
                                new ProducerRecord<>(sales, i % 2, null, Messages.encode(sale)));
                if (i % EVERY == 0) {
                    byte[] value = spoilt(sale, i / EVERY, random);
                    int hash =
                            value == null ? Arrays.hashCode(new byte[0]) : Arrays.hashCode(value);
                    var unusedToo =
                            producer.send(
                                    new ProducerRecord<>(sales, i % 2, null, value),
                                    (m, e) -> {
                                        synchronized (bad) {
                                            bad.add(at(m.partition(), m.offset()) + hash);
                                        }
                                    });
                }
            }
            for (int partition = 0; partition < 2; partition++) {
                byte[] progress = Messages.progress((DAY + 1) * LocalDays.MILLIS + 1);
                var unused = producer.send(new ProducerRecord<>(sales, partition, null, progress));
            }
        }
        return bad;
    }

    private static byte @Nullable [] spoilt(Sale sale, int kind, Random random) {
        String text = new String(Messages.encode(sale), UTF_8);
        return switch (kind % 10) {
            case 0 -> text.substring(0, random.nextInt(text.length())).getBytes(UTF_8);
            case 1 -> text.replace("\"units\":1", "\"units\":-1").getBytes(UTF_8);
            case 2 -> text.replace("\"units\":1", "\"units\":\"1\"").getBytes(UTF_8);
            case 3 -> text.replace("\"units\":1", "\"units\":NaN").getBytes(UTF_8);
            case 4 -> text.replace("\"location\"", "\"place\"").getBytes(UTF_8);
            case 5 -> text.replace("T00:", "T25:").getBytes(UTF_8);
            case 6 ->
                    text.replace("}", ",\"x\":\"" + "x".repeat(MAX_BYTES) + "\"}").getBytes(UTF_8);
            case 7 -> text.replace("\"sale\"", "\"order\"").getBytes(UTF_8);
            case 8 -> junk(random);
            default -> null;
        };
    }

    private static byte[] junk(Random random) {
        byte[] bytes = new byte[1 + random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(Settings settings, String topic) {
        Properties properties = settings.consumer();
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private Settings settings(EmbeddedBroker broker) {
        return Settings.of(
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "record.max-bytes",
                        Integer.toString(MAX_BYTES),
                        "source.end",
                        "latest",
                        "watermarks.from",
                        "progress",
                        "checkpoint.interval",
                        "PT0.5S",
                        "checkpoint.directory",
                        folder.toUri().toString()));
    }

    private static String at(int partition, long offset) {
        return partition + "@" + offset + ":";
    }
}
