package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class UnwrapTest {
    @Test
    void sortsOutMessagesFromWhatCouldNotBeReadAndFromProgress() throws Exception {
        Rejected bad = new Rejected("sales", 0, 1, "Why.", new byte[0], new byte[0]);
        try (var harness = harness()) {
            harness.open();

            harness.processElement(new Inbound<>("a", false, 7, null), 7);
            harness.processElement(new Inbound<>(null, false, 0, bad), 0);
            harness.processElement(new Inbound<>(null, true, 9, null), 9);
            harness.processElement(new Inbound<>(null, false, 0, null), 0);

            assertThat(harness.getRecordOutput()).containsExactly(new StreamRecord<>("a", 7));
            assertThat(harness.getSideOutput(Unwrap.REJECTED))
                    .extracting(StreamRecord::getValue)
                    .extracting(Rejected::reason)
                    .containsExactly("Why.");
        }
    }

    /** Flink would hand it on to every subtask, at every restart as many times more. */
    @Test
    void dropsTheEventTimeThatEarlierVersionsKept() throws Exception {
        OperatorSubtaskState old;
        try (var harness = new OneInputStreamOperatorTestHarness<>(new Keeps(500, 300))) {
            harness.open();
            old = harness.snapshot(1, 1);
        }
        OperatorSubtaskState later;
        try (var harness = harness()) {
            harness.initializeState(old);
            harness.open();
            later = harness.snapshot(2, 2);
        }

        Keeps left = new Keeps();
        try (var harness = new OneInputStreamOperatorTestHarness<>(left)) {
            harness.initializeState(later);
            harness.open();
        }
        assertThat(left.found).isEmpty();
    }

    /** An operator that keeps times as earlier versions did. */
    private static final class Keeps extends AbstractStreamOperator<String>
            implements OneInputStreamOperator<String, String> {
        private static final long serialVersionUID = 1L;

        private final long[] times;
        private final List<Long> found = new ArrayList<>();

        Keeps(long... times) {
            this.times = times;
        }

        @Override
        public void initializeState(StateInitializationContext context) throws Exception {
            super.initializeState(context);
            ListState<Long> reached =
                    context.getOperatorStateStore().getUnionListState(Unwrap.REACHED);
            reached.get().forEach(found::add);
            for (long time : times) {
                reached.add(time);
            }
        }

        @Override
        public void processElement(StreamRecord<String> element) {}
    }

    private static OneInputStreamOperatorTestHarness<Inbound<String>, String> harness()
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new Unwrap<>());
    }
}
