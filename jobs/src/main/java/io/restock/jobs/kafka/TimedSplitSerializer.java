package io.restock.jobs.kafka;

import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Partitions with the event time they have reached: the version of what follows (int), the event
 * time (long), the partition as the connector writes it. What the connector wrote by itself is read
 * as well, and has no event time.
 */
final class TimedSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {
    /** The connector counts from 0. */
    static final int VERSION = 1000;

    private final KafkaPartitionSplitSerializer plain = new KafkaPartitionSplitSerializer();

    @Override
    public int getVersion() {
        return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        out.writeInt(plain.getVersion());
        out.writeLong(TimedSplit.reachedMillis(split));
        out.write(plain.serialize(split));
        return out.getCopyOfBuffer();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
        if (version < VERSION) {
            return plain.deserialize(version, serialized);
        }
        if (version > VERSION) {
            throw new IOException(
                    "The partitions of this savepoint have version %d, newer than %d. Maybe it belongs to a later release."
                            .formatted(version, VERSION));
        }
        DataInputDeserializer in = new DataInputDeserializer(serialized);
        int plainVersion = in.readInt();
        long reached = in.readLong();
        byte[] rest = new byte[in.available()];
        in.readFully(rest);
        return new TimedSplit(plain.deserialize(plainVersion, rest), reached);
    }
}
