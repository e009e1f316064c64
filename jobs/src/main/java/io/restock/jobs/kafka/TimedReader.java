package io.restock.jobs.kafka;

import io.restock.jobs.wire.Inbound;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.jspecify.annotations.Nullable;

/**
 * Reads partitions, saves with each the event time that its records have moved it to, and says that
 * time again when it goes on with it.
 */
@SuppressWarnings("try") // the interface declares Exception, InterruptedException among them
final class TimedReader<T> implements SourceReader<Inbound<T>, KafkaPartitionSplit> {
    private final SourceReader<Inbound<T>, KafkaPartitionSplit> kafka;
    private final TimeRule rule;
    private final Map<String, PartitionTime> times = new HashMap<>();
    private final List<String> unsaid = new ArrayList<>();
    private @Nullable Listening listening;

    TimedReader(SourceReader<Inbound<T>, KafkaPartitionSplit> kafka, TimeRule rule) {
        this.kafka = kafka;
        this.rule = rule;
    }

    @Override
    public void addSplits(List<KafkaPartitionSplit> splits) {
        for (KafkaPartitionSplit split : splits) {
            times.put(split.splitId(), new PartitionTime(rule, TimedSplit.reachedMillis(split)));
            unsaid.add(split.splitId());
        }
        kafka.addSplits(splits);
    }

    @Override
    public InputStatus pollNext(ReaderOutput<Inbound<T>> output) throws Exception {
        if (!unsaid.isEmpty()) {
            sayReached(output);
        }
        if (listening == null || listening.output != output) {
            listening = new Listening(output);
        }
        return kafka.pollNext(listening);
    }

    /** First all have their outputs: one that is not there yet would hold nothing back. */
    private void sayReached(ReaderOutput<Inbound<T>> output) {
        unsaid.forEach(output::createOutputForSplit);
        for (String split : unsaid) {
            long reached = time(split).watermark();
            if (reached != PartitionTime.NONE) {
                output.createOutputForSplit(split).emitWatermark(new Watermark(reached));
            }
        }
        unsaid.clear();
    }

    @Override
    public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
        List<KafkaPartitionSplit> timed = new ArrayList<>();
        for (KafkaPartitionSplit split : kafka.snapshotState(checkpointId)) {
            timed.add(new TimedSplit(split, time(split.splitId()).watermark()));
        }
        return timed;
    }

    private PartitionTime time(String split) {
        PartitionTime time = times.get(split);
        if (time == null) {
            throw new IllegalStateException(
                    "The partition %s is read and was never assigned.".formatted(split));
        }
        return time;
    }

    @Override
    public void start() {
        kafka.start();
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return unsaid.isEmpty() ? kafka.isAvailable() : CompletableFuture.completedFuture(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        kafka.notifyNoMoreSplits();
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        kafka.handleSourceEvents(event);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        kafka.notifyCheckpointComplete(checkpointId);
    }

    @Override
    public void notifyCheckpointAborted(long checkpointId) throws Exception {
        kafka.notifyCheckpointAborted(checkpointId);
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<String> splitsToPause, Collection<String> splitsToResume) {
        kafka.pauseOrResumeSplits(splitsToPause, splitsToResume);
    }

    @Override
    public void close() throws Exception {
        kafka.close();
    }

    /** An output that lets the time of each partition know of its records. */
    private final class Listening implements ReaderOutput<Inbound<T>> {
        private final ReaderOutput<Inbound<T>> output;

        Listening(ReaderOutput<Inbound<T>> output) {
            this.output = output;
        }

        @Override
        public SourceOutput<Inbound<T>> createOutputForSplit(String split) {
            return new ListeningToSplit<>(output.createOutputForSplit(split), time(split));
        }

        @Override
        public void releaseOutputForSplit(String split) {
            output.releaseOutputForSplit(split);
        }

        @Override
        public void collect(Inbound<T> inbound) {
            output.collect(inbound);
        }

        @Override
        public void collect(Inbound<T> inbound, long timestamp) {
            output.collect(inbound, timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }
    }

    private record ListeningToSplit<T>(SourceOutput<Inbound<T>> output, PartitionTime time)
            implements SourceOutput<Inbound<T>> {
        @Override
        public void collect(Inbound<T> inbound) {
            time.take(inbound);
            output.collect(inbound);
        }

        @Override
        public void collect(Inbound<T> inbound, long timestamp) {
            time.take(inbound);
            output.collect(inbound, timestamp);
        }

        @Override
        public void emitWatermark(Watermark watermark) {
            output.emitWatermark(watermark);
        }

        @Override
        public void markIdle() {
            output.markIdle();
        }

        @Override
        public void markActive() {
            output.markActive();
        }
    }
}
