package io.restock.jobs.kafka;

import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;

/** A partition that is read, and the event time it has reached. */
final class TimedSplit extends KafkaPartitionSplit {
    private final long reachedMillis;

    /**
     * @param reachedMillis milliseconds since the epoch; or {@link PartitionTime#NONE}
     */
    TimedSplit(KafkaPartitionSplit split, long reachedMillis) {
        super(
                split.getTopicPartition(),
                split.getStartingOffset(),
                split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
        this.reachedMillis = reachedMillis;
    }

    /** The event time that a partition has reached; none where its split does not say. */
    static long reachedMillis(KafkaPartitionSplit split) {
        return split instanceof TimedSplit timed ? timed.reachedMillis : PartitionTime.NONE;
    }
}
