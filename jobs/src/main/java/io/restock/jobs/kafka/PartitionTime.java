package io.restock.jobs.kafka;

import io.restock.jobs.wire.Inbound;

/**
 * Event time of one partition, as its records move it.
 *
 * <p>A progress message moves it to the message's time. Where it is allowed, the youngest event
 * less a bound moves it too, whichever is further. Which of them count does not depend on what has
 * been read before, so a restart changes nothing.
 */
final class PartitionTime {
    /** No time has been reached. */
    static final long NONE = Long.MIN_VALUE;

    private final TimeRule rule;
    private long reached;
    private long youngest = NONE;

    /**
     * @param reached before, milliseconds since the epoch; or {@link #NONE}
     */
    PartitionTime(TimeRule rule, long reached) {
        this.rule = rule;
        this.reached = reached;
    }

    /** Learns of the partition's next record. */
    void take(Inbound<?> inbound) {
        if (inbound.progress()) {
            reached = Math.max(reached, inbound.timeMillis() - 1);
        } else if (inbound.value() != null) {
            youngest = Math.max(youngest, inbound.timeMillis());
        }
    }

    /** The time that no later record should be of; {@link #NONE} where nothing has said one. */
    long watermark() {
        return rule.fromEvents() && youngest != NONE
                ? Math.max(reached, youngest - rule.outOfOrdernessMillis() - 1)
                : reached;
    }
}
