package io.restock.operators.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeyedBundleOperatorTest {
    private final List<AutoCloseable> opened = new ArrayList<>();
    private KeyedTwoInputStreamOperatorTestHarness<String, Word, Word, String> operator;

    @BeforeEach
    void openOperator() throws Exception {
        operator = harness(100);
        operator.open();
    }

    @AfterEach
    void closeOperators() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void accessesEachKeyOnceWithItsEventsInTheirOrder() throws Exception {
        first("a", "1", 10);
        second("b", "2", 10);
        second("a", "3", 10);
        first("a", "4", 10);

        watermark(10);

        assertThat(operator.extractOutputValues())
                .containsExactlyInAnyOrder("a: 1 3 4 until 10", "b: 2 until 10");
    }

    @Test
    void letsWatermarksPassThatNothingIsDueAt() throws Exception {
        first("a", "1", 10);
        watermark(9);
        assertThat(operator.extractOutputValues()).isEmpty();
        assertThat(operator.getOutput()).containsExactly(new Watermark(9));

        watermark(10);
        assertThat(operator.extractOutputValues()).hasSize(1);
    }

    @Test
    void appliesABundleBeforeTheWatermarkGoesOn() throws Exception {
        first("a", "1", 10);

        watermark(10);

        assertThat(operator.getOutput())
                .containsExactly(new StreamRecord<>("a: 1 until 10"), new Watermark(10));
    }

    @Test
    void appliesEventsWithoutHurryTogetherWithTheFirstThatHasSome() throws Exception {
        first("a", "1", Long.MAX_VALUE);
        watermark(1_000);
        assertThat(operator.extractOutputValues()).isEmpty();

        first("b", "2", 1_001);
        watermark(1_001);
        assertThat(operator.extractOutputValues()).hasSize(2);
    }

    @Test
    void appliesABundleThatIsFullUnderTheWatermarkItHas() throws Exception {
        operator = harness(2);
        operator.open();
        watermark(5);

        first("a", "1", 10);
        first("b", "2", 10);

        assertThat(operator.extractOutputValues())
                .containsExactlyInAnyOrder("a: 1 until 5", "b: 2 until 5");
    }

    @Test
    void appliesABundleBeforeATimerOfAnotherKey() throws Exception {
        first("a", "wake@50", 10);
        watermark(10);
        first("b", "2", 1_000);

        watermark(49);
        assertThat(operator.extractOutputValues()).hasSize(1);

        watermark(50);
        assertThat(operator.extractOutputValues())
                .containsExactlyInAnyOrder("a: wake@50 until 10", "b: 2 until 50", "a: until 50");
    }

    @Test
    void sparesTheTimerOfAKeyThatItsBundleHasServed() throws Exception {
        first("a", "wake@50", 10);
        watermark(10);
        first("a", "2", 50);

        watermark(50);

        assertThat(operator.extractOutputValues())
                .containsExactly("a: wake@50 until 10", "a: 2 until 50");
        assertThat(operator.numEventTimeTimers()).isZero();
    }

    @Test
    void keepsOneTimerHoweverOftenItMoves() throws Exception {
        for (String word : List.of("wake@50", "wake@40", "wake@60", "wake@60")) {
            first("a", word, 10);
            checkpoint();
            assertThat(operator.numEventTimeTimers()).isOne();
        }

        watermark(59);
        assertThat(operator.extractOutputValues()).hasSize(4);

        watermark(60);
        assertThat(operator.extractOutputValues()).hasSize(5).endsWith("a: until 60");
    }

    @Test
    void remembersItsTimersWhenItIsRestored() throws Exception {
        first("a", "wake@50", 10);
        OperatorSubtaskState checkpoint = checkpoint();

        operator = harness(100);
        operator.setup();
        operator.initializeState(checkpoint);
        operator.open();
        first("a", "2", 1_000);
        watermark(50);

        assertThat(operator.extractOutputValues()).containsExactly("a: 2 until 50");
    }

    @Test
    void holdsNothingBackFromACheckpoint() throws Exception {
        first("a", "wake@50", Long.MAX_VALUE);
        assertThat(operator.numKeyedStateEntries()).isZero();

        checkpoint();

        assertThat(operator.numKeyedStateEntries()).isOne();
    }

    @Test
    void forgetsAKeyThatHasNothingToStore() throws Exception {
        first("a", "wake@50", 10);
        checkpoint();

        watermark(50);

        assertThat(operator.numKeyedStateEntries()).isZero();
    }

    @Test
    void followsTheInputThatIsNotIdle() throws Exception {
        first("a", "1", 10);
        operator.processWatermarkStatus2(WatermarkStatus.IDLE);

        operator.processWatermark1(new Watermark(10));

        assertThat(operator.extractOutputValues()).containsExactly("a: 1 until 10");
    }

    @Test
    void appliesWhatIsLeftWhenTheInputEnds() throws Exception {
        first("a", "1", Long.MAX_VALUE);

        operator.getOperator().finish();

        assertThat(operator.extractOutputValues()).hasSize(1);
    }

    private void first(String key, String text, long due) throws Exception {
        operator.processElement1(new Word(key, text, due), 0);
    }

    private void second(String key, String text, long due) throws Exception {
        operator.processElement2(new Word(key, text, due), 0);
    }

    private void watermark(long millis) throws Exception {
        operator.processBothWatermarks(new Watermark(millis));
    }

    private OperatorSubtaskState checkpoint() throws Exception {
        operator.prepareSnapshotPreBarrier(1);
        return operator.snapshot(1, 1);
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, Word, Word, String> harness(
            int bundleSize) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, Word, Word, String> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new Sentences(bundleSize), Word::key, Word::key, Types.STRING);
        opened.add(harness);
        return harness;
    }

    /** An event; the text {@code wake@t} asks for a timer. */
    record Word(String key, String text, long dueMillis) implements BundledEvent<Sentence> {
        @Override
        public void applyTo(Sentence sentence, long watermark) {
            sentence.words.add(text);
        }
    }

    /** One access. */
    static final class Sentence {
        final String key;
        final List<String> words = new ArrayList<>();
        long wake;

        Sentence(String key, long wake) {
            this.key = key;
            this.wake = wake;
        }
    }

    /** Says of each access what it was given; stores the timer that was asked for. */
    static final class Sentences extends KeyedBundleOperator<Word, Word, Long, Sentence, String> {
        private static final long serialVersionUID = 1L;

        Sentences(int bundleSize) {
            super(bundleSize);
        }

        @Override
        protected ValueStateDescriptor<Long> stateDescriptor() {
            return new ValueStateDescriptor<>("wake", Types.LONG);
        }

        @Override
        protected BundledEvent<Sentence> first(Word word, long watermark) {
            return word;
        }

        @Override
        protected BundledEvent<Sentence> second(Word word, long watermark) {
            return word;
        }

        @Override
        protected Sentence load(String key, @Nullable Long stored) {
            assertThat(getCurrentKey()).isEqualTo(key);
            return new Sentence(key, stored == null ? NEVER : stored);
        }

        @Override
        protected void advance(Sentence sentence, long watermark) {
            for (String word : sentence.words) {
                if (word.startsWith("wake@")) {
                    sentence.wake = Long.parseLong(word.substring("wake@".length()));
                }
            }
            sentence.wake = sentence.wake <= watermark ? NEVER : sentence.wake;
            String words = String.join(" ", sentence.words);
            output.collect(
                    new StreamRecord<>(
                            sentence.key
                                    + ": "
                                    + (words.isEmpty() ? "" : words + ' ')
                                    + "until "
                                    + watermark));
        }

        @Override
        protected @Nullable Long store(Sentence sentence) {
            return sentence.wake == NEVER ? null : sentence.wake;
        }

        @Override
        protected long timerOf(Long stored) {
            return stored;
        }
    }
}
