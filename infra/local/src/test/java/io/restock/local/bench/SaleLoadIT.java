package io.restock.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Json;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.cli.Restock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the benchmark sends, and the whole of it on a load of some hundred sales. */
@Timeout(180)
class SaleLoadIT {
    private static final SaleLoad LOAD = new SaleLoad(3, 4, 2, 3);
    private static final int PARTITIONS = 2;

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
    void sendsTheSameSalesInTheSameOrderEveryTime() throws Exception {
        send("a");
        send("b");

        List<String> first = read("a-sales");
        assertThat(first).hasSizeGreaterThan(72).isEqualTo(read("b-sales"));
        assertThat(read("a-network")).hasSize(3).isEqualTo(read("b-network"));
    }

    @Test
    void sendsSalesOfEveryDayWithinItsHoursAndProgressAfterThem() throws Exception {
        long due = send("c");
        Map<String, Integer> firstDays = new HashMap<>();
        Map<String, Integer> lastDays = new HashMap<>();
        Set<String> ids = new HashSet<>();
        int progress = 0;
        for (ConsumerRecord<byte[], byte[]> record : records("c-sales")) {
            Sale sale = Decoder.of(Sale.class).message(record.value());
            if (sale == null) {
                progress++;
                continue;
            }
            assertThat(ids.add(sale.eventId())).as(sale.eventId()).isTrue();
            assertThat(Integer.parseInt(sale.location().substring(1)) % PARTITIONS)
                    .isEqualTo(record.partition());
            assertThat(sale.units()).isBetween(1.0, 4.0);
            long hour = Math.floorMod(sale.timeMillis(), LocalDays.MILLIS) / 3_600_000;
            assertThat(hour).isBetween(6L, 21L);
            firstDays.merge(sale.location() + sale.item(), sale.localDay(), Math::min);
            lastDays.merge(sale.location() + sale.item(), sale.localDay(), Math::max);
        }
        long days =
                firstDays.entrySet().stream()
                        .mapToLong(f -> lastDays.get(f.getKey()) - f.getValue() + 1)
                        .sum();

        assertThat(ids).hasSize((int) LOAD.sales());
        assertThat(progress).isEqualTo(LOAD.days() * PARTITIONS);
        assertThat(due).isEqualTo(days);
    }

    @Test
    void measuresAllFourPathsAndWritesTheFieldsThatReadersRelyOn(@TempDir Path folder)
            throws Exception {
        Path json = folder.resolve("bench.json");
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();

        int exit =
                Restock.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                                "bench",
                                "pipeline",
                                "--locations=10",
                                "--items=20",
                                "--days=3",
                                // So few that some series sell nothing on the first day.
                                "--per-day=2",
                                "--rounds=1",
                                "--json=" + json);

        assertThat(exit).as(err.toString()).isZero();
        JsonNode figures = Json.MAPPER.readTree(json.toFile());
        List<String> names = new ArrayList<>();
        figures.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "rawPerSecond",
                        "passThroughPerSecond",
                        "hashMapPerSecond",
                        "rocksDbPerSecond",
                        "ratio");
        assertThat(names).allMatch(name -> figures.get(name).doubleValue() > 0);
        assertThat(figures.get("ratio").doubleValue())
                .isEqualTo(
                        figures.get("rocksDbPerSecond").doubleValue()
                                / figures.get("passThroughPerSecond").doubleValue());
        assertThat(out.toString())
                .contains("sending 1200 sales of 200 series")
                .contains("warm-up: ")
                .contains("round 1 of 1: ")
                .contains("ratio RocksDB / pass-through");
    }

    private static long send(String prefix) throws Exception {
        Settings settings =
                Settings.of(
                        Map.of(
                                "kafka.bootstrap.servers",
                                broker.bootstrapServers(),
                                "topics.prefix",
                                prefix + '-',
                                "topics.partitions",
                                Integer.toString(PARTITIONS)));
        try (Admin admin = Admin.create(settings.admin())) {
            Topics.of(settings).create(admin);
        }
        return LOAD.send(settings.producer(), prefix + "-network", prefix + "-sales", PARTITIONS);
    }

    private static List<String> read(String topic) {
        return records(topic).stream()
                .map(r -> r.partition() + new String(r.value(), UTF_8))
                .toList();
    }

    /** All records of a topic, partition after partition. */
    private static List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", broker.bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            for (var of : consumer.partitionsFor(topic)) {
                TopicPartition partition = new TopicPartition(topic, of.partition());
                consumer.assign(List.of(partition));
                consumer.seekToBeginning(List.of(partition));
                long end = consumer.endOffsets(List.of(partition)).get(partition);
                while (consumer.position(partition) < end) {
                    consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                }
            }
            return records;
        }
    }
}
