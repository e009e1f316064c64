package io.restock.jobs.kafka;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a topic → the messages.
 *
 * <p>No key, no state. Side output: {@link #REJECTED}. Counters: {@code messages, progress,
 * rejected}.
 */
final class Unwrap<T> extends AbstractStreamOperator<T>
        implements OneInputStreamOperator<Inbound<T>, T> {
    private static final long serialVersionUID = 1L;

    /** Records that could not be read. */
    static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(Rejected.class));

    private transient Counter messages;
    private transient Counter progress;
    private transient Counter rejected;

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
