package io.restock.jobs.bootstrap;

import io.restock.operators.bundle.KeyedBundleOperator;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.state.api.output.SnapshotUtils;
import org.apache.flink.state.api.output.TaggedOperatorSubtaskState;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Stands for a {@link KeyedBundleOperator} while a savepoint is made: what is stored of a key, and
 * its timer, under the name that this operator gives it. Flink's own writer of keyed state knows
 * but the timers of process functions.
 *
 * @param <T> what is written of a key
 */
abstract class KeyedStateWriter<T> extends AbstractStreamOperator<TaggedOperatorSubtaskState>
        implements OneInputStreamOperator<T, TaggedOperatorSubtaskState>,
                BoundedOneInput,
                Triggerable<String, VoidNamespace> {
    private static final long serialVersionUID = 1L;

    private final long checkpointId;
    private final long timestamp;
    private final Path savepoint;
    private transient InternalTimerService<VoidNamespace> timers;

    KeyedStateWriter(long timestamp, Path savepoint) {
        this.checkpointId = 0;
        this.timestamp = timestamp;
        this.savepoint = savepoint;
    }

    /** Writes the states of the current key; gives the time of its timer. */
    abstract long write(T start) throws Exception;

    @Override
    public void open() throws Exception {
        super.open();
        timers =
                getInternalTimerService(
                        KeyedBundleOperator.TIMERS, VoidNamespaceSerializer.INSTANCE, this);
    }

    @Override
    public void processElement(StreamRecord<T> element) throws Exception {
        long timer = write(element.getValue());
        if (timer != KeyedBundleOperator.NEVER) {
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, timer);
        }
    }

    @Override
    public void endInput() throws Exception {
        Configuration job = getContainingTask().getJobConfiguration();
        output.collect(
                new StreamRecord<>(
                        SnapshotUtils.snapshot(
                                checkpointId,
                                this,
                                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                                timestamp,
                                CheckpointingOptions.getCheckpointingMode(job),
                                CheckpointingOptions.isUnalignedCheckpointEnabled(job),
                                getContainingTask().getConfiguration().getConfiguration(),
                                savepoint)));
    }

    /** Nothing: the job that starts from the savepoint moves event time. */
    @Override
    public void onEventTime(InternalTimer<String, VoidNamespace> timer) {}

    @Override
    public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {}
}
