package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
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

    private static OneInputStreamOperatorTestHarness<Inbound<String>, String> harness()
            throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new Unwrap<>());
    }
}
