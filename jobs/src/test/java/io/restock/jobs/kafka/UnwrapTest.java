package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class UnwrapTest {
    @Test
    void sortsOutMessagesFromWhatCouldNotBeReadAndFromProgress() throws Exception {
        Rejected bad = new Rejected("sales", 0, 1, "Why.", new byte[0], new byte[0]);
        try (var harness = harness(1, 0)) {
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

    @Test
    void saysTheTimeItHadReachedAgainAfterARestart() throws Exception {
        OperatorSubtaskState state = reached(1, 0, 500, false);

        assertThat(restored(1, 0, state)).containsExactly(500L);
    }

    @Test
    void saysNoTimeWhereNoneWasReached() throws Exception {
        OperatorSubtaskState state = reached(1, 0, Long.MIN_VALUE, false);

        assertThat(restored(1, 0, state)).isEmpty();
    }

    @Test
    void neverGoesBehindTheTimeItHadReached() throws Exception {
        OperatorSubtaskState state = reached(1, 0, 500, false);
        try (var harness = harness(1, 0)) {
            harness.initializeState(state);
            harness.open();

            harness.processWatermark(400);
            harness.processWatermark(600);

            assertThat(times(harness)).containsExactly(500L, 600L);
        }
    }

    @Test
    void goesOnFromTheLeastTimeOfAllReadersAsPartitionsMayMove() throws Exception {
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(
                        reached(2, 0, 500, false), reached(2, 1, 300, false));

        for (int parallelism : List.of(1, 2, 3)) {
            for (int subtask = 0; subtask < parallelism; subtask++) {
                assertThat(
                                restored(
                                        parallelism,
                                        subtask,
                                        AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                                both, 8, 2, parallelism, subtask)))
                        .containsExactly(300L);
            }
        }
    }

    @Test
    void isHeldBackByAReaderThatHadReachedNoTime() throws Exception {
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(
                        reached(2, 0, 500, false), reached(2, 1, Long.MIN_VALUE, false));

        assertThat(
                        restored(
                                1,
                                0,
                                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                        both, 8, 2, 1, 0)))
                .isEmpty();
    }

    @Test
    void isNotHeldBackByAReaderThatWasIdle() throws Exception {
        OperatorSubtaskState both =
                AbstractStreamOperatorTestHarness.repackageState(
                        reached(2, 0, 500, false), reached(2, 1, 300, true));

        assertThat(
                        restored(
                                1,
                                0,
                                AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                        both, 8, 2, 1, 0)))
                .containsExactly(500L);
    }

    /** The state of a reader that had reached a time. */
    private static OperatorSubtaskState reached(
            int parallelism, int subtask, long time, boolean idle) throws Exception {
        try (var harness = harness(parallelism, subtask)) {
            harness.open();
            if (time != Long.MIN_VALUE) {
                harness.processWatermark(time);
            }
            if (idle) {
                harness.processWatermarkStatus(WatermarkStatus.IDLE);
            }
            return harness.snapshot(1, 1);
        }
    }

    private static List<Long> restored(int parallelism, int subtask, OperatorSubtaskState state)
            throws Exception {
        try (var harness = harness(parallelism, subtask)) {
            harness.initializeState(state);
            harness.open();
            return times(harness);
        }
    }

    private static List<Long> times(
            OneInputStreamOperatorTestHarness<Inbound<String>, String> harness) {
        List<Long> times = new ArrayList<>();
        for (Object said : harness.getOutput()) {
            if (said instanceof Watermark watermark) {
                times.add(watermark.getTimestamp());
            }
        }
        return times;
    }

    private static OneInputStreamOperatorTestHarness<Inbound<String>, String> harness(
            int parallelism, int subtask) throws Exception {
        return new OneInputStreamOperatorTestHarness<>(new Unwrap<>(), 8, parallelism, subtask);
    }
}
