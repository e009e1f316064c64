package io.restock.jobs.kafka;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * What was read from a topic → the messages.
 *
 * <p>No key, no state. Side output: {@link #REJECTED}. Counters: {@code messages, progress,
 * rejected}.
 */
final class Unwrap<T> extends ProcessFunction<Inbound<T>, T> {
    private static final long serialVersionUID = 1L;

    /** Records that could not be read. */
    static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected", TypeInformation.of(Rejected.class));

    private transient Counter messages;
    private transient Counter progress;
    private transient Counter rejected;

    @Override
    public void open(OpenContext unused) {
        messages = getRuntimeContext().getMetricGroup().counter("messages");
        progress = getRuntimeContext().getMetricGroup().counter("progress");
        rejected = getRuntimeContext().getMetricGroup().counter("rejected");
    }

    @Override
    public void processElement(Inbound<T> inbound, Context ctx, Collector<T> out) {
        T value = inbound.value();
        @Nullable Rejected bad = inbound.rejected();
        if (value != null) {
            messages.inc();
            out.collect(value);
        } else if (bad != null) {
            rejected.inc();
            ctx.output(REJECTED, bad);
        } else if (inbound.progress()) {
            progress.inc();
        }
    }
}
