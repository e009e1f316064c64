package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.jobs.wire.Inbound;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.InputStatus;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TimedReaderTest {
    private static final TimeRule PROGRESS = new TimeRule(false, 0);
    private static final KafkaPartitionSplit FIRST = partition(0);
    private static final KafkaPartitionSplit SECOND = partition(1);

    @Test
    void saysForEachPartitionAgainWhatItHadReachedWhoeverReadsItNow() throws Exception {
        Records records = new Records();
        TimedReader<String> before = reader(records, PROGRESS, FIRST, SECOND);
        records.add(FIRST, progress(500));
        records.add(SECOND, progress(300));
        records.add(SECOND, event(900));
        var unused = poll(before, 3);
        List<KafkaPartitionSplit> saved = overTheWire(before.snapshotState(1));

        assertThat(poll(reader(new Records(), PROGRESS, saved.get(0)), 1))
                .containsExactly("open t-0", "t-0 at 499");
        assertThat(poll(reader(new Records(), PROGRESS, saved.get(1)), 1))
                .containsExactly("open t-1", "t-1 at 299");
    }

    @Test
    void opensAllPartitionsBeforeItSaysTheTimeOfAnyAsThoseNotOpenHoldNothingBack()
            throws Exception {
        TimedReader<String> reader =
                reader(
                        new Records(),
                        PROGRESS,
                        new TimedSplit(FIRST, 499),
                        SECOND,
                        new TimedSplit(partition(2), 299));

        assertThat(poll(reader, 1))
                .containsExactly("open t-0", "open t-1", "open t-2", "t-0 at 499", "t-2 at 299");
    }

    @Test
    void saysItOnce() throws Exception {
        assertThat(poll(reader(new Records(), PROGRESS, new TimedSplit(FIRST, 499)), 3))
                .containsExactly("open t-0", "t-0 at 499");
    }

    @Test
    void hasSomethingToSayBeforeAnyRecordComes() throws Exception {
        TimedReader<String> reader = reader(new Records(), PROGRESS, new TimedSplit(FIRST, 499));

        assertThat(reader.isAvailable()).isCompleted();
        var unused = poll(reader, 1);
        assertThat(reader.isAvailable()).isNotCompleted();
    }

    @Test
    void keepsTheTimeOfAPartitionThatStaysSilentFromOneRestartToTheNext() throws Exception {
        TimedReader<String> silent = reader(new Records(), PROGRESS, new TimedSplit(FIRST, 499));
        var unused = poll(silent, 1);

        TimedReader<String> later =
                reader(new Records(), PROGRESS, overTheWire(silent.snapshotState(1)).get(0));

        assertThat(poll(later, 1)).containsExactly("open t-0", "t-0 at 499");
    }

    @Test
    void savesTheTimeOfEventsWhereTheyMoveIt() throws Exception {
        Records records = new Records();
        TimeRule events = new TimeRule(true, 100);
        TimedReader<String> reader = reader(records, events, FIRST);
        records.add(FIRST, event(1000));
        records.add(FIRST, event(700));
        records.add(FIRST, progress(300));
        var unused = poll(reader, 3);

        assertThat(TimedSplit.reachedMillis(reader.snapshotState(1).get(0))).isEqualTo(899);
    }

    @Test
    void readsPartitionsThatTheConnectorSavedByItself() throws Exception {
        KafkaPartitionSplitSerializer connector = new KafkaPartitionSplitSerializer();
        TimedSplitSerializer serializer = new TimedSplitSerializer();

        KafkaPartitionSplit read =
                serializer.deserialize(
                        connector.getVersion(),
                        connector.serialize(
                                new KafkaPartitionSplit(FIRST.getTopicPartition(), 42, 50)));

        assertThat(read.getStartingOffset()).isEqualTo(42);
        assertThat(read.getStoppingOffset()).contains(50L);
        assertThat(TimedSplit.reachedMillis(read)).isEqualTo(PartitionTime.NONE);
    }

    @Test
    void refusesWhatALaterVersionSaved() throws Exception {
        TimedSplitSerializer serializer = new TimedSplitSerializer();
        byte[] saved = serializer.serialize(FIRST);

        assertThatThrownBy(() -> serializer.deserialize(TimedSplitSerializer.VERSION + 1, saved))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 1001");
    }

    @Test
    void keepsOffsetsBesideTheTime() throws Exception {
        KafkaPartitionSplit read =
                overTheWire(
                                List.of(
                                        new TimedSplit(
                                                new KafkaPartitionSplit(
                                                        FIRST.getTopicPartition(), 42, 50),
                                                7)))
                        .get(0);

        assertThat(read.getTopicPartition()).isEqualTo(FIRST.getTopicPartition());
        assertThat(read.getStartingOffset()).isEqualTo(42);
        assertThat(read.getStoppingOffset()).contains(50L);
        assertThat(TimedSplit.reachedMillis(read)).isEqualTo(7);
    }

    /** What is said of event time while a reader is asked for records. */
    private static List<String> poll(TimedReader<String> reader, int times) throws Exception {
        Said said = new Said();
        for (int i = 0; i < times; i++) {
            var unused = reader.pollNext(said);
        }
        return said.calls;
    }

    private static TimedReader<String> reader(
            Records records, TimeRule rule, KafkaPartitionSplit... partitions) {
        TimedReader<String> reader = new TimedReader<>(records, rule);
        reader.addSplits(List.of(partitions));
        return reader;
    }

    /** As a savepoint keeps them. */
    private static List<KafkaPartitionSplit> overTheWire(List<KafkaPartitionSplit> splits)
            throws Exception {
        TimedSplitSerializer serializer = new TimedSplitSerializer();
        List<KafkaPartitionSplit> read = new ArrayList<>();
        for (KafkaPartitionSplit split : splits) {
            read.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(split)));
        }
        return read;
    }

    private static KafkaPartitionSplit partition(int number) {
        return new KafkaPartitionSplit(new TopicPartition("t", number), 0);
    }

    private static Inbound<String> progress(long time) {
        return new Inbound<>(null, true, time, null);
    }

    private static Inbound<String> event(long time) {
        return new Inbound<>("e", false, time, null);
    }

    /** A reader of records that are already there. */
    private static final class Records
            implements SourceReader<Inbound<String>, KafkaPartitionSplit> {
        private final List<KafkaPartitionSplit> partitions = new ArrayList<>();
        private final Deque<Read> records = new ArrayDeque<>();

        void add(KafkaPartitionSplit partition, Inbound<String> inbound) {
            records.add(new Read(partition.splitId(), inbound));
        }

        @Override
        public void start() {}

        @Override
        public InputStatus pollNext(ReaderOutput<Inbound<String>> output) {
            Read next = records.poll();
            if (next != null) {
                output.createOutputForSplit(next.partition)
                        .collect(next.inbound, next.inbound.timeMillis());
            }
            return records.isEmpty() ? InputStatus.NOTHING_AVAILABLE : InputStatus.MORE_AVAILABLE;
        }

        @Override
        public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
            return partitions;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            return new CompletableFuture<>();
        }

        @Override
        public void addSplits(List<KafkaPartitionSplit> splits) {
            partitions.addAll(splits);
        }

        @Override
        public void notifyNoMoreSplits() {}

        @Override
        public void close() {}

        private record Read(String partition, Inbound<String> inbound) {}
    }

    /** What is said of event time, and which partitions hold it back from when on. */
    private static final class Said implements ReaderOutput<Inbound<String>> {
        private final List<String> calls = new ArrayList<>();
        private final Set<String> open = new HashSet<>();

        @Override
        public SourceOutput<Inbound<String>> createOutputForSplit(String split) {
            if (open.add(split)) {
                calls.add("open " + split);
            }
            return new OfSplit(split);
        }

        @Override
        public void releaseOutputForSplit(String split) {
            open.remove(split);
        }

        @Override
        public void collect(Inbound<String> inbound) {}

        @Override
        public void collect(Inbound<String> inbound, long timestamp) {}

        @Override
        public void emitWatermark(Watermark watermark) {
            calls.add("all at " + watermark.getTimestamp());
        }

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        private final class OfSplit implements SourceOutput<Inbound<String>> {
            private final String split;

            OfSplit(String split) {
                this.split = split;
            }

            @Override
            public void collect(Inbound<String> inbound) {}

            @Override
            public void collect(Inbound<String> inbound, long timestamp) {}

            @Override
            public void emitWatermark(Watermark watermark) {
                calls.add(split + " at " + watermark.getTimestamp());
            }

            @Override
            public void markIdle() {}

            @Override
            public void markActive() {}
        }
    }
}
