package io.restock.local.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Messages;
import io.restock.local.broker.EmbeddedBroker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class TopicsProgressIT {
    private static final int PARTITIONS = 3;

    @Test
    void saysProgressToEveryPartitionThatMovesEventTimeEmptyOnesToo() {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            List<String> installation =
                    List.of(
                            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                            "topics.prefix=shop.",
                            "topics.partitions=" + PARTITIONS,
                            "topics.replication=1");

            run(installation, "create");
            String said = run(installation, "progress", "--until", "2026-11-21T03:50:00Z");

            assertThat(said).contains("said 2026-11-21T03:50:00Z to 18 partitions");
            Settings settings = Settings.load(null, installation);
            byte[] progress =
                    Messages.progress(Instant.parse("2026-11-21T03:50:00Z").toEpochMilli());
            for (Topic topic : Topics.timed()) {
                for (int partition = 0; partition < PARTITIONS; partition++) {
                    assertThat(read(settings, topic, partition))
                            .as("%s %d", topic, partition)
                            .containsExactly(progress);
                }
            }
        }
    }

    private static String run(List<String> installation, String... command) {
        List<String> args = new ArrayList<>(List.of("topics"));
        args.addAll(List.of(command));
        for (String setting : installation) {
            args.add("--set");
            args.add(setting);
        }
        StringWriter out = new StringWriter();
        CommandLine restock = Restock.commandLine().setOut(new PrintWriter(out));
        assertThat(restock.execute(args.toArray(String[]::new))).isZero();
        return out.toString();
    }

    private static List<byte[]> read(Settings settings, Topic topic, int partition) {
        TopicPartition only = new TopicPartition(Topics.of(settings).name(topic), partition);
        List<byte[]> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings.consumer(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
                    values.add(r.value());
                }
            }
        }
        return values;
    }
}
