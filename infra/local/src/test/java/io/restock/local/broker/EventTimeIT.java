package io.restock.local.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.StockLevel;
import io.restock.jobs.JobEnvironment;
import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Messages;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Event time of a topic of two partitions, through a real broker and over a stop. */
@Timeout(120)
class EventTimeIT {
    /** The job runs in this JVM. */
    private static final BlockingQueue<Long> TIMES = new LinkedBlockingQueue<>();

    private static final BlockingQueue<String> EVENTS = new LinkedBlockingQueue<>();

    @TempDir private Path folder;

    @Test
    void goesOnAlthoughOnePartitionHadSaidItsProgressBeforeTheStopAndTheOtherSaysItAfterwards()
            throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            Settings settings = settings(broker);
            try (Admin admin = Admin.create(settings.admin());
                    KafkaProducer<byte[], byte[]> producer =
                            new KafkaProducer<>(
                                    settings.producer(),
                                    new ByteArraySerializer(),
                                    new ByteArraySerializer())) {
                Topics topics = Topics.of(settings);
                topics.create(admin);
                String stock = topics.name(Topic.STOCK);
                JobClient before = start(settings, null);
                send(producer, stock, 0, Messages.progress(1000));
                send(producer, stock, 1, Messages.progress(1000));
                assertThat(next(TIMES)).isEqualTo(999);
                send(producer, stock, 0, Messages.progress(2000));
                // Read behind the progress of its partition.
                send(producer, stock, 0, Messages.encode(level("last")));
                assertThat(next(EVENTS)).isEqualTo("last");

                String savepoint =
                        before.stopWithSavepoint(
                                        false,
                                        folder.resolve("savepoints").toUri().toString(),
                                        SavepointFormatType.CANONICAL)
                                .get();
                JobClient after = start(settings, savepoint);
                try {
                    assertThat(next(TIMES)).isEqualTo(999);
                    send(producer, stock, 1, Messages.progress(2000));
                    assertThat(next(TIMES)).isEqualTo(1999);
                } finally {
                    after.cancel().get();
                }
            }
        }
    }

    private static <T> T next(BlockingQueue<T> queue) throws InterruptedException {
        T next = queue.poll(30, TimeUnit.SECONDS);
        assertThat(next).as("within half a minute").isNotNull();
        return next;
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, int partition, byte[] value)
            throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, new byte[0], value)).get();
    }

    private static StockLevel level(String id) {
        return new StockLevel(id, "S1", "APPLE", 0, 90_000_000, 0, 1, 0);
    }

    private static JobClient start(Settings settings, @Nullable String savepoint) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        if (savepoint != null) {
            flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(2, flink);
        JobEnvironment.configure(env, settings);
        Feeds feeds = new Feeds(env, settings, "event-time");
        feeds.stock()
                .transform("watch", TypeInformation.of(StockLevel.class), new Watch())
                .setParallelism(1)
                .uid("watch")
                .sinkTo(new DiscardingSink<>())
                .uid("nowhere");
        return env.executeAsync();
    }

    private Settings settings(EmbeddedBroker broker) {
        return Settings.of(
                Map.of(
                        "kafka.bootstrap.servers", broker.bootstrapServers(),
                        "topics.partitions", "2",
                        "topics.replication", "1",
                        "record.max-ahead", "PT0S",
                        "watermarks.from", "progress",
                        "checkpoint.directory", folder.resolve("checkpoints").toUri().toString()));
    }

    /** Tells of events and of event time. */
    private static final class Watch extends AbstractStreamOperator<StockLevel>
            implements OneInputStreamOperator<StockLevel, StockLevel> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(StreamRecord<StockLevel> element) {
            EVENTS.add(element.getValue().eventId());
        }

        @Override
        public void processWatermark(Watermark mark) throws Exception {
            super.processWatermark(mark);
            TIMES.add(mark.getTimestamp());
        }
    }
}
