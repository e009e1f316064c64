package io.restock.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.broker.Logins;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Users of a broker with logins may what infra/kafka/grants.json says, and nothing else. */
@Timeout(120)
class GrantsIT {
    private static final Path GRANTS = Path.of("..", "kafka", "grants.json");

    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBrokerWithTopicsAndRights(@TempDir Path folder) throws Exception {
        broker = EmbeddedBroker.startSecured(Logins.ADMIN_PASSWORD);
        Logins.create(broker, List.of("restock", "feeds", "supplier-S1", "supplier-S2", "nobody"));
        Path settings = settings(folder, "admin");
        said("topics", "create", "--settings=" + settings);
        assertThat(said("topics", "grant", "--settings=" + settings, "--file=" + GRANTS))
                .contains("granted restock", "granted supplier-S1", "granted supplier-S2")
                .doesNotContain(Logins.ADMIN_PASSWORD);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void aSupplierReadsItsOwnOrdersAndNobodyElses() throws Exception {
        try (KafkaProducer<String, String> job = producer("restock", Map.of())) {
            job.send(new ProducerRecord<>("purchase-orders.S1", "P1", "for S1")).get();
            job.send(new ProducerRecord<>("purchase-orders.S2", "P2", "for S2")).get();
        }

        assertThat(read("supplier-S1", "supplier-S1", "purchase-orders.S1")).contains("for S1");
        assertThatThrownBy(() -> read("supplier-S1", "supplier-S1", "purchase-orders.S2"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read("supplier-S1", "supplier-S1", "purchase-orders"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read("supplier-S1", "supplier-S2", "purchase-orders.S1"))
                .isInstanceOf(GroupAuthorizationException.class);
    }

    @Test
    void aSupplierAnswersAndOrdersNothing() throws Exception {
        try (KafkaProducer<String, String> supplier = producer("supplier-S1", Map.of())) {
            assertThat(supplier.send(new ProducerRecord<>("supplier-replies", "P1", "{}")).get())
                    .isNotNull();
            for (String topic : List.of("purchase-orders.S1", "purchase-orders", "decisions")) {
                assertThatThrownBy(
                                () -> supplier.send(new ProducerRecord<>(topic, "P1", "{}")).get())
                        .isInstanceOf(ExecutionException.class)
                        .hasCauseInstanceOf(TopicAuthorizationException.class);
            }
        }
    }

    @Test
    void onlyTheJobsUseTheirTransactionalIds() {
        try (KafkaProducer<String, String> job =
                        producer("restock", Map.of("transactional.id", "restock-test"));
                KafkaProducer<String, String> other =
                        producer("feeds", Map.of("transactional.id", "restock-other"))) {
            job.initTransactions();
            assertThatThrownBy(other::initTransactions)
                    .isInstanceOf(TransactionalIdAuthorizationException.class);
        }
    }

    @Test
    void whoHasNoRightsOrAnotherPasswordReadsNothing() {
        assertThatThrownBy(() -> read("nobody", "nobody", "sales"))
                .isInstanceOf(TopicAuthorizationException.class);
        assertThatThrownBy(() -> read("stranger", "stranger", "sales"))
                .isInstanceOf(SaslAuthenticationException.class);
    }

    @Test
    void noPasswordIsWrittenToTheBrokersLog() throws IOException {
        try (var files = Files.walk(broker.folder())) {
            for (Path log : files.filter(file -> file.toString().endsWith(".log")).toList()) {
                assertThat(new String(Files.readAllBytes(log), UTF_8))
                        .as(log.toString())
                        .doesNotContain(Logins.ADMIN_PASSWORD)
                        .doesNotContain("kcotser-7d41");
            }
        }
    }

    @Test
    void aFileThatNamesNoTopicOfTheJobsIsRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("grants.json");
        Files.writeString(
                file,
                """
                [{"user": "u", "reads": ["sale"], "writes": [], "groups": [], "job": false}]
                """);

        assertThat(
                        failed(
                                "topics",
                                "grant",
                                "--settings=" + settings(folder, "admin"),
                                "--file=" + file))
                .contains("The topic (sale) must be one of those that `topics list` names.");
    }

    private static List<String> read(String user, String group, String topic) {
        Map<String, Object> client = Logins.client(broker, user);
        client.put("group.id", group);
        client.put("auto.offset.reset", "earliest");
        client.put("isolation.level", "read_committed");
        List<String> read = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            while (read.isEmpty()) {
                for (ConsumerRecord<String, String> each : consumer.poll(Duration.ofSeconds(1))) {
                    read.add(each.value());
                }
            }
        }
        return read;
    }

    private static KafkaProducer<String, String> producer(String user, Map<String, Object> more) {
        Map<String, Object> client = Logins.client(broker, user);
        client.putAll(more);
        return new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
    }

    private static Path settings(Path folder, String user) throws IOException {
        StringBuilder lines = new StringBuilder("topics.partitions=1\ntopics.replication=1\n");
        lines.append("orders.own-topics=S1,S2\n");
        Logins.settings(broker, user)
                .forEach((key, value) -> lines.append(key).append('=').append(value).append('\n'));
        return Files.writeString(folder.resolve("restock.properties"), lines);
    }

    private static String said(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        assertThat(execute(out, err, arguments)).as(err.toString()).isZero();
        return out.toString();
    }

    private static String failed(String... arguments) {
        StringWriter err = new StringWriter();
        assertThat(execute(new StringWriter(), err, arguments)).isNotZero();
        return err.toString();
    }

    private static int execute(StringWriter out, StringWriter err, String... arguments) {
        return Restock.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
