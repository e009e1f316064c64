package io.restock.jobs.kafka;

import io.restock.jobs.wire.Inbound;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

/**
 * Kafka's source, with partitions that remember the event time they have reached.
 *
 * <p>The connector saves offsets and forgets event time. What had moved it, a progress message,
 * lies behind the offset a job goes on from, so that after a restart everybody would wait for the
 * next one: of partitions whose progress was read just before a checkpoint and just after it, those
 * read before hold the others back.
 */
final class TimedSource<T>
        implements Source<Inbound<T>, KafkaPartitionSplit, KafkaSourceEnumState>,
                ResultTypeQueryable<Inbound<T>>,
                LineageVertexProvider {
    private static final long serialVersionUID = 1L;

    private final KafkaSource<Inbound<T>> kafka;
    private final TimeRule rule;

    TimedSource(KafkaSource<Inbound<T>> kafka, TimeRule rule) {
        this.kafka = kafka;
        this.rule = rule;
    }

    @Override
    public SourceReader<Inbound<T>, KafkaPartitionSplit> createReader(SourceReaderContext context)
            throws Exception {
        return new TimedReader<>(kafka.createReader(context), rule);
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new TimedSplitSerializer();
    }

    @Override
    public Boundedness getBoundedness() {
        return kafka.getBoundedness();
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context) {
        return kafka.createEnumerator(context);
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState state)
            throws IOException {
        return kafka.restoreEnumerator(context, state);
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return kafka.getEnumeratorCheckpointSerializer();
    }

    @Override
    public TypeInformation<Inbound<T>> getProducedType() {
        return kafka.getProducedType();
    }

    @Override
    public LineageVertex getLineageVertex() {
        return kafka.getLineageVertex();
    }
}
