package io.restock.local.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.jobs.JobEnvironment;
import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Sinks;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Json;
import io.restock.jobs.wire.Messages;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bad records of the topics that both jobs read, whichever of the jobs run. */
@Timeout(120)
class SharedTopicsIT {
    private static final Map<String, String> NETWORK =
            Map.of(
                    "location", "{\"type\":\"location\",\"id\":7}",
                    "group", "{\"type\":\"group\",\"id\":\"g\"}",
                    "junk", "junk",
                    "cut", "{\"type\":\"location\",\"id\":\"S1\"");
    private static final String STOCK = "{\"type\":\"stock\",\"onHand\":-1}";

    private static EmbeddedBroker broker;

    @TempDir private Path folder;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @ParameterizedTest
    @CsvSource({
        "both, location group junk cut stock",
        "forecast, location junk cut stock",
        "coordination, group junk cut stock",
    })
    void rejectsEachOfThemOnce(String deployed, String expected) throws Exception {
        Settings settings = settings(deployed);
        try (Admin admin = Admin.create(settings.admin())) {
            Topics.of(settings).create(admin);
        }
        send(settings);

        if (!deployed.equals("coordination")) {
            forecast(settings);
        }
        if (!deployed.equals("forecast")) {
            coordination(settings);
        }

        assertThat(rejected(settings))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.of(expected.split(" "))
                                .map(name -> NETWORK.getOrDefault(name, STOCK))
                                .toList());
    }

    private void forecast(Settings settings) throws Exception {
        StreamExecutionEnvironment env = environment(settings);
        Feeds feeds = new Feeds(env, settings, "forecast");
        feeds.stock().sinkTo(new DiscardingSink<>()).uid("no-stock");
        feeds.locations().sinkTo(new DiscardingSink<>()).uid("no-locations");
        new Sinks(settings, "forecast").rejected(feeds.rejected());
        env.execute();
    }

    private void coordination(Settings settings) throws Exception {
        StreamExecutionEnvironment env = environment(settings);
        Feeds feeds = new Feeds(env, settings, "coordination");
        feeds.stockForPlanning().sinkTo(new DiscardingSink<>()).uid("no-stock");
        feeds.groups().sinkTo(new DiscardingSink<>()).uid("no-groups");
        new Sinks(settings, "coordination").rejected(feeds.rejected());
        env.execute();
    }

    private static StreamExecutionEnvironment environment(Settings settings) {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        JobEnvironment.configure(env, settings);
        return env;
    }

    private static void send(Settings settings) throws Exception {
        Topics topics = Topics.of(settings);
        byte[] good = Messages.encode(new Location("S1", "R1", "UTC", LocationKind.STORE, "", 10));
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings.producer(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            String network = topics.name(Topic.NETWORK);
            producer.send(new ProducerRecord<>(network, good)).get();
            for (String bad : NETWORK.values()) {
                producer.send(new ProducerRecord<>(network, bad.getBytes(UTF_8))).get();
            }
            producer.send(new ProducerRecord<>(topics.name(Topic.STOCK), STOCK.getBytes(UTF_8)))
                    .get();
        }
    }

    private static List<String> rejected(Settings settings) throws Exception {
        List<String> raw = new ArrayList<>();
        TopicPartition rejected = new TopicPartition(Topics.of(settings).name(Topic.REJECTED), 0);
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings.consumer(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(rejected));
            consumer.seekToBeginning(List.of(rejected));
            long end = consumer.endOffsets(List.of(rejected)).get(rejected);
            while (consumer.position(rejected) < end) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
                    JsonNode tree = Json.MAPPER.readTree(r.value());
                    raw.add(new String(tree.get("raw").binaryValue(), UTF_8));
                }
            }
        }
        return raw;
    }

    private Settings settings(String deployed) {
        return Settings.of(
                Map.of(
                        "kafka.bootstrap.servers",
                        broker.bootstrapServers(),
                        "topics.prefix",
                        deployed + '.',
                        "topics.partitions",
                        "1",
                        "jobs.deployed",
                        deployed,
                        "source.end",
                        "latest",
                        "checkpoint.interval",
                        "PT0.2S",
                        "checkpoint.directory",
                        folder.toUri().toString()));
    }
}
