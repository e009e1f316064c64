package io.restock.local.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class EmbeddedBrokerIT {
    private static EmbeddedBroker broker;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start();
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @Test
    void readersOfCommittedRecordsSeeWhatATransactionCommittedOnly() throws Exception {
        create("orders");

        try (KafkaProducer<String, String> producer = transactional("tx-1")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", "PO1", "kept")).get();
            producer.commitTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", "PO2", "dropped")).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>("orders", "PO3", "kept")).get();
            producer.commitTransaction();
        }

        assertThat(read("orders", "read_committed", 2)).containsExactly("PO1", "PO3");
        assertThat(read("orders", "read_uncommitted", 3)).containsExactly("PO1", "PO2", "PO3");
    }

    @Test
    void takesMessagesOfSeveralMebibytes() throws Exception {
        create("large");
        Map<String, Object> settings =
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "max.request.size",
                        EmbeddedBroker.MAX_MESSAGE_BYTES);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long offset =
                    producer.send(new ProducerRecord<>("large", new byte[6 << 20])).get().offset();
            assertThat(offset).isZero();
        }
    }

    @Test
    void goesOnUnderItsAddressWithItsDataAfterARestart() throws Exception {
        try (EmbeddedBroker killed = EmbeddedBroker.start()) {
            String address = killed.bootstrapServers();
            long pid = killed.pid();
            Map<String, Object> settings = Map.of("bootstrap.servers", address);
            try (Admin admin = Admin.create(settings)) {
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1))).all().get();
            }
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("kept", "before", "")).get();

                killed.restart();

                assertThat(killed.bootstrapServers()).isEqualTo(address);
                assertThat(killed.pid()).isNotEqualTo(pid);
                long offset =
                        producer.send(new ProducerRecord<>("kept", "after", "")).get().offset();
                assertThat(offset).as("one was there").isEqualTo(1);
            }
        }
    }

    @Test
    void stopsAndRemovesItsDataWhenClosed() {
        EmbeddedBroker other = EmbeddedBroker.start();
        Path folder = other.folder();
        assertThat(folder).isDirectory();

        other.close();

        assertThat(other.isAlive()).isFalse();
        assertThat(folder).doesNotExist();
    }

    @Test
    void stopsWhenItsParentIsKilled() throws Exception {
        Process parent =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx64m",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Parent.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader said = parent.inputReader(StandardCharsets.UTF_8);
        ProcessHandle child = ProcessHandle.of(Long.parseLong(said.readLine())).orElseThrow();
        Path folder = Path.of(said.readLine());
        assertThat(child.isAlive()).isTrue();

        parent.destroyForcibly();

        child.onExit().get(30, TimeUnit.SECONDS);
        assertThat(child.isAlive()).isFalse();
        deleteLeftOver(folder);
    }

    @Test
    void saysWhatTheBrokerSaidWhenItDoesNotStart() {
        assertThatThrownBy(() -> EmbeddedBroker.start(List.of("-Xmx64m"), "no-such.jar"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ended with exit code 1")
                .hasMessageContaining("ClassNotFoundException")
                .hasMessageContaining("Maybe");
    }

    /** Starts a broker, says its process id and folder, and waits to be killed. */
    static final class Parent {
        private Parent() {}

        public static void main(String[] args) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start();
            System.out.println(broker.pid());
            System.out.println(broker.folder());
            System.out.flush();
            new java.util.concurrent.CountDownLatch(1).await();
        }
    }

    private static void deleteLeftOver(Path folder) throws Exception {
        try (var files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static void create(String topic) throws Exception {
        try (Admin admin =
                Admin.create(
                        Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static KafkaProducer<String, String> transactional(String id) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", id),
                new StringSerializer(),
                new StringSerializer());
    }

    private static List<String> read(String topic, String isolation, int atLeast) {
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                broker.bootstrapServers(),
                                "isolation.level",
                                isolation),
                        new StringDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> keys = new ArrayList<>();
            while (keys.size() < atLeast) {
                for (ConsumerRecord<String, byte[]> r : consumer.poll(Duration.ofSeconds(1))) {
                    keys.add(r.key());
                }
            }
            return keys;
        }
    }
}
