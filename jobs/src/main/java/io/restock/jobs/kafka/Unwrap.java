package io.restock.jobs.kafka;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a topic → the messages.
 *
 * <p>No key. Side output: {@link #REJECTED}. Counters: {@code messages, progress, rejected}.
 *
 * <p>State: none any more. Earlier versions kept the event time reached, which partitions now keep
 * themselves ({@link TimedSource}). It is cleared, for Flink hands on what nobody asks for, all of
 * it to each subtask: with every restart as many times more as there are subtasks.
 */
final class Unwrap<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<Inbound<T>, T> {
    private static final long serialVersionUID = 1L;

    /** Records that could not be read. */
    static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(Rejected.class));

    static final ListStateDescriptor<Long> REACHED =
            new ListStateDescriptor<>("reached", Types.LONG);

    private transient Counter messages;
    private transient Counter progress;
    private transient Counter rejected;

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        context.getOperatorStateStore().getUnionListState(REACHED).clear();
    }

    @Override
    public void open() throws Exception {
        super.open();
        messages = getMetricGroup().counter("messages");
        progress = getMetricGroup().counter("progress");
        rejected = getMetricGroup().counter("rejected");
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
}
