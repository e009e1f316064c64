package io.restock.jobs.kafka;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a topic → the messages.
 *
 * <p>No key. Side output: {@link #REJECTED}. Counters: {@code messages, progress, rejected}.
 *
 * <p>State: the event time reached. A source forgets it at every restart, and what had moved it, a
 * progress message, lies behind the offset it goes on from; whoever waits for that time would wait
 * for the next one. So it is said again when the operator opens: the least that any subtask had
 * reached, as nobody knows which partitions are read where afterwards: none, where one had reached
 * none. A subtask that was idle held nothing back and has no say.
 */
final class Unwrap<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<Inbound<T>, T> {
    private static final long serialVersionUID = 1L;

    /** Records that could not be read. */
    static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(Rejected.class));

    private static final ListStateDescriptor<Long> REACHED =
            new ListStateDescriptor<>("reached", Types.LONG);

    private transient Counter messages;
    private transient Counter progress;
    private transient Counter rejected;

    @SuppressWarnings("NullAway.Init") // Flink calls initializeState before all else
    private transient ListState<Long> kept;

    private transient long reached;
    private transient boolean idle;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        kept = context.getOperatorStateStore().getUnionListState(REACHED);
        reached = Long.MIN_VALUE;
        boolean any = false;
        long least = Long.MAX_VALUE;
        for (long one : kept.get()) {
            least = Math.min(least, one);
            any = true;
        }
        if (any) {
            reached = least;
        }
    }

    @Override
    public void open() throws Exception {
        super.open();
        messages = getMetricGroup().counter("messages");
        progress = getMetricGroup().counter("progress");
        rejected = getMetricGroup().counter("rejected");
        if (reached != Long.MIN_VALUE) {
            super.processWatermark(new Watermark(reached));
        }
    }

    @Override
    public void processElement(StreamRecord<Inbound<T>> record) {
        Inbound<T> inbound = record.getValue();
        T value = inbound.value();
        @Nullable Rejected bad = inbound.rejected();
        if (value != null) {
            messages.inc();
            output.collect(record.replace(value));
        } else if (bad != null) {
            rejected.inc();
            output.collect(REJECTED, record.<Rejected>replace(bad));
        } else if (inbound.progress()) {
            progress.inc();
        }
    }

    @Override
    public void processWatermark(Watermark watermark) throws Exception {
        if (watermark.getTimestamp() > reached) {
            reached = watermark.getTimestamp();
            super.processWatermark(watermark);
        }
    }

    @Override
    public void processWatermarkStatus(WatermarkStatus status) throws Exception {
        idle = status.isIdle();
        super.processWatermarkStatus(status);
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        // The end of the input, or of a drained job, is no time that its successor has reached.
        boolean none = idle || reached == Long.MAX_VALUE;
        kept.update(none ? List.of() : List.of(reached));
    }
}
