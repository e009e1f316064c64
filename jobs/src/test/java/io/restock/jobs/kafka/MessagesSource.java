package io.restock.jobs.kafka;

import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Answers;
import io.restock.jobs.wire.Inbound;
import io.restock.jobs.wire.Messages;
import io.restock.operators.documents.ReceivedDocument;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A topic of one partition from a list: the bytes go through the codecs, the watermarks and the
 * sorting out of a real one. It ends, or stays open so that a savepoint can be taken. It says its
 * list once; a job restored from a savepoint says the list it is given then.
 */
public final class MessagesSource<R> implements Source<R, MessagesSource.None, Void> {
    private static final long serialVersionUID = 1L;

    private final String topic;
    private final KafkaRecordDeserializationSchema<R> schema;
    private final List<byte[]> records;
    private final boolean open;

    private MessagesSource(
            String topic,
            KafkaRecordDeserializationSchema<R> schema,
            List<byte[]> records,
            boolean open) {
        this.topic = topic;
        this.schema = schema;
        this.records = new ArrayList<>(records);
        this.open = open;
    }

    /**
     * The stream of a topic.
     *
     * @param messages in order; a {@link Long} is progress to that time
     * @param timed whether its order says something about time
     */
    public static <T> DataStream<T> attach(
            StreamExecutionEnvironment env,
            Settings settings,
            Topic topic,
            Class<T> message,
            List<?> messages,
            boolean timed,
            boolean open) {
        List<byte[]> records =
                messages.stream()
                        .map(
                                m ->
                                        m instanceof Long time
                                                ? Messages.progress(time)
                                                : Messages.encode(m))
                        .toList();
        InboundSchema<T> schema = new InboundSchema<>(message, 1 << 20, 0, Answers.ALL);
        WatermarkStrategy<Inbound<T>> watermarks =
                timed ? Watermarks.timed(settings, "test", Duration.ZERO) : Watermarks.untimed();
        return env.fromSource(
                        new MessagesSource<>(topic.base(), schema, records, open),
                        watermarks,
                        topic.base(),
                        schema.getProducedType())
                .setParallelism(1)
                .uid(topic.base() + "-source")
                .transform(topic.base() + "-messages", TypeInformation.of(message), new Unwrap<>())
                .setParallelism(1)
                .uid(topic.base() + "-messages");
    }

    /** The stream of suppliers' documents. */
    public static DataStream<ReceivedDocument> documents(
            StreamExecutionEnvironment env, List<byte[]> documents, boolean open) {
        String uid = Topic.SUPPLIER_DOCUMENTS_IN.base() + "-source";
        DocumentSchema schema = new DocumentSchema();
        return env.fromSource(
                        new MessagesSource<>(
                                Topic.SUPPLIER_DOCUMENTS_IN.base(), schema, documents, open),
                        WatermarkStrategy.noWatermarks(),
                        uid,
                        schema.getProducedType())
                .setParallelism(1)
                .uid(uid);
    }

    @Override
    public Boundedness getBoundedness() {
        return open ? Boundedness.CONTINUOUS_UNBOUNDED : Boundedness.BOUNDED;
    }

    @Override
    public SplitEnumerator<None, Void> createEnumerator(SplitEnumeratorContext<None> context) {
        return new NoSplits();
    }

    @Override
    public SplitEnumerator<None, Void> restoreEnumerator(
            SplitEnumeratorContext<None> context, @Nullable Void checkpoint) {
        return new NoSplits();
    }

    @Override
    public SourceReader<R, None> createReader(SourceReaderContext context) {
        return new Reader();
    }

    @Override
    public SimpleVersionedSerializer<None> getSplitSerializer() {
        return new Nothing<>(new None());
    }

    @Override
    @SuppressWarnings("NullAway") // a Void is always null
    public SimpleVersionedSerializer<Void> getEnumeratorCheckpointSerializer() {
        return new Nothing<>(null);
    }

    /** There are no splits: the reader knows its list. */
    public record None() implements SourceSplit {
        @Override
        public String splitId() {
            return "none";
        }
    }

    private final class Reader implements SourceReader<R, None> {
        private int next;

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<R> output) throws IOException {
            if (next == records.size()) {
                return open ? InputStatus.NOTHING_AVAILABLE : InputStatus.END_OF_INPUT;
            }
            ConsumerRecord<byte[], byte[]> record =
                    new ConsumerRecord<>(topic, 0, next, new byte[0], records.get(next));
            next++;
            schema.deserialize(
                    record,
                    new Collector<>() {
                        @Override
                        public void collect(R read) {
                            output.collect(read);
                        }

                        @Override
                        public void close() {}
                    });
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<None> snapshotState(long checkpoint) {
            return List.of();
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return next < records.size() || !open
                    ? CompletableFuture.completedFuture(null)
                    : new CompletableFuture<>();
        }

        @Override
        public void addSplits(List<None> splits) {}

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}
    }

    private static final class NoSplits implements SplitEnumerator<None, Void> {
        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void addSplitsBack(List<None> splits, int subtask) {}

        @Override
        public void addReader(int subtask) {}

        @Override
        @SuppressWarnings("NullAway") // a Void is always null
        public Void snapshotState(long checkpoint) {
            return null;
        }

        @Override
        public void close() {}
    }

    private record Nothing<N>(@Nullable N value) implements SimpleVersionedSerializer<N> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(N nothing) {
            return new byte[0];
        }

        @Override
        @SuppressWarnings("NullAway") // a Void is always null
        public N deserialize(int version, byte[] bytes) {
            return value;
        }
    }
}
