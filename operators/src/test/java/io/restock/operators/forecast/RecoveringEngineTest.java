package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveringEngineTest {
    private static final List<EncodedSeries> BATCH =
            List.of(
                    new EncodedSeries(
                            new float[0], new float[0], new float[0], new double[0], 0, 3));

    private final List<Flaky> made = new ArrayList<>();

    @Test
    void doesNotTryAgainWhatSucceeds() {
        RecoveringEngine engine = engines(0);

        assertThat(engine.forecast(BATCH)).hasSize(1);

        assertThat(made).hasSize(1);
        assertThat(made.get(0).calls).isEqualTo(1);
        assertThat(engine.retries()).isZero();
    }

    @Test
    void triesABatchOnceMoreOnTheSameEngine() {
        RecoveringEngine engine = engines(1);

        assertThat(engine.forecast(BATCH)).hasSize(1);

        assertThat(made).hasSize(1);
        assertThat(engine.retries()).isEqualTo(1);
        assertThat(engine.replacements()).isZero();
    }

    @Test
    void putsANewEngineInThePlaceOfOneThatFailsTwice() {
        RecoveringEngine engine = engines(2);

        assertThat(engine.forecast(BATCH)).hasSize(1);

        assertThat(made).hasSize(2);
        assertThat(made.get(0).closed).isTrue();
        assertThat(made.get(1).closed).isFalse();
        assertThat(engine.replacements()).isEqualTo(1);
        assertThat(engine.describe()).isEqualTo("engine 2");
    }

    @Test
    void throwsWhatFailsOnTheNewEngineTooWithTheTriesBefore() {
        RecoveringEngine engine = engines(3);

        assertThatThrownBy(() -> engine.forecast(BATCH))
                .hasMessage("failure with 1 left")
                .satisfies(
                        failure ->
                                assertThat(failure.getSuppressed()[0])
                                        .hasMessage("failure with 2 left")
                                        .hasSuppressedException(
                                                new IllegalStateException("failure with 3 left")));

        assertThat(engine.forecast(BATCH)).hasSize(1);
    }

    @Test
    void keepsTheOldEngineWhereNoNewOneCanBeMade() {
        List<Flaky> only = new ArrayList<>(List.of(new Flaky(1, 2)));
        RecoveringEngine engine =
                new RecoveringEngine(
                        () -> {
                            if (only.isEmpty()) {
                                throw new IllegalStateException("no memory for another");
                            }
                            return only.remove(0);
                        });

        assertThatThrownBy(() -> engine.forecast(BATCH)).hasMessage("no memory for another");

        assertThat(engine.describe()).isEqualTo("engine 1");
        assertThat(engine.forecast(BATCH)).hasSize(1);
    }

    @Test
    void closesTheEngineThatIsThere() {
        RecoveringEngine engine = engines(2);
        engine.forecast(BATCH);

        engine.close();

        assertThat(made).allMatch(each -> each.closed);
    }

    /** Engines that fail {@code failures} times together before they work. */
    private RecoveringEngine engines(int failures) {
        int[] left = {failures};
        return new RecoveringEngine(
                () -> {
                    Flaky engine = new Flaky(made.size() + 1, left);
                    made.add(engine);
                    return engine;
                });
    }

    /** Fails until its failures are used up. */
    private static final class Flaky implements ForecastEngine {
        private final int number;
        private final int[] left;
        private int calls;
        private boolean closed;

        Flaky(int number, int failures) {
            this(number, new int[] {failures});
        }

        Flaky(int number, int[] left) {
            this.number = number;
            this.left = left;
        }

        @Override
        public String describe() {
            return "engine " + number;
        }

        @Override
        public int maxBatch() {
            return 8;
        }

        @Override
        public long deviceBytes() {
            return 0;
        }

        @Override
        public void warmUp() {}

        @Override
        public List<DemandQuantiles> forecast(List<EncodedSeries> batch) {
            calls++;
            if (closed) {
                throw new AssertionError("a closed engine was called");
            }
            if (left[0] > 0) {
                throw new IllegalStateException("failure with " + left[0]-- + " left");
            }
            return List.of(new DemandQuantiles(new float[2], new float[2 * Quantiles.COUNT]));
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
