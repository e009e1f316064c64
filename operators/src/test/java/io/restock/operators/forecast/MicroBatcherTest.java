package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class MicroBatcherTest {
    private static final long NEVER = 1_000_000;

    @Test
    void closesABatchThatIsFull() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 3, NEVER, 100)) {
            List<CompletableFuture<MicroBatcher.Answer>> answers = ask(batcher, 3);

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().batchSize()).isEqualTo(3));
        }
    }

    @Test
    void closesABatchWhenTimeIsUp() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 100, 1, 100)) {
            assertThat(ask(batcher, 1).get(0).join().batchSize()).isEqualTo(1);
        }
    }

    @Test
    void closesABatchWhenNobodyElseCanAsk() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 100, NEVER, 4)) {
            List<CompletableFuture<MicroBatcher.Answer>> answers = ask(batcher, 4);

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().batchSize()).isEqualTo(4));
        }
    }

    @Test
    void closesABatchWhenTheOtherClientsLeave() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 100, NEVER, 2)) {
            batcher.join(5);
            List<CompletableFuture<MicroBatcher.Answer>> answers = ask(batcher, 2);

            batcher.leave(5);

            assertThat(answers)
                    .allSatisfy(answer -> assertThat(answer.join().batchSize()).isEqualTo(2));
        }
    }

    @Test
    void answersEachRequestWithItsOwnForecast() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 4, 1, 100)) {
            List<CompletableFuture<MicroBatcher.Answer>> answers = ask(batcher, 50);

            for (int i = 0; i < answers.size(); i++) {
                assertThat(answers.get(i).join().forecast().mean()[0]).isEqualTo(i);
            }
        }
    }

    @Test
    void makesWhoAsksForTooMuchWait() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        engine.hold();
        try (MicroBatcher batcher = batcher(engine, 1, 0, 1)) {
            ask(batcher, 2); // one at the engine, one in the queue
            CompletableFuture<MicroBatcher.Answer> third = new CompletableFuture<>();
            Thread asking = new Thread(() -> askInto(batcher, third));
            asking.start();
            while (asking.getState() != Thread.State.TIMED_WAITING) {
                Thread.onSpinWait();
            }

            engine.release();

            assertThat(third.join().batchSize()).isEqualTo(1);
        }
    }

    @Test
    void passesOnWhyTheEngineFailedAndGoesOn() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 2, NEVER, 2)) {
            engine.failure = new IllegalStateException("out of memory");
            List<CompletableFuture<MicroBatcher.Answer>> failed = ask(batcher, 2);
            assertThatThrownBy(() -> failed.get(0).join())
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("out of memory");
            assertThatThrownBy(() -> failed.get(1).join()).hasMessageContaining("out of memory");

            engine.failure = null;

            assertThat(ask(batcher, 2).get(1).join().batchSize()).isEqualTo(2);
        }
    }

    @Test
    void refusesAForecastThatIsNotANumberAndAnswersTheRestOfItsBatch() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 2, NEVER, 2)) {
            CompletableFuture<MicroBatcher.Answer> wrong = batcher.ask(series(Double.NaN), NEVER);
            CompletableFuture<MicroBatcher.Answer> right = batcher.ask(series(2), NEVER);

            assertThat(right.join().forecast().mean()[0]).isEqualTo(2);
            assertThatThrownBy(wrong::join).hasMessageContaining("not a number");
        }
    }

    @Test
    void tellsEveryoneWhenItsThreadDies() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        engine.hold();
        try (MicroBatcher batcher = batcher(engine, 1, 0, 10)) {
            engine.error = new OutOfMemoryError("native memory");
            List<CompletableFuture<MicroBatcher.Answer>> answers = ask(batcher, 3);

            engine.release();

            assertThat(answers)
                    .allSatisfy(
                            answer ->
                                    assertThatThrownBy(answer::join)
                                            .hasMessageContaining("native memory"));
            assertThatThrownBy(() -> askUntilItIsClosed(batcher))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("has died")
                    .hasCause(engine.error);
        }
        assertThat(engine.closed).isTrue();
    }

    /** The thread closes the batcher a moment after it has answered. */
    private static void askUntilItIsClosed(MicroBatcher batcher) throws InterruptedException {
        while (!batcher.ask(series(1), NEVER).isCancelled()) {
            Thread.onSpinWait();
        }
    }

    @Test
    void makesRoomInAFullQueueOfWhatIsTooLate() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        engine.hold();
        try (MicroBatcher batcher = batcher(engine, 1, 0, 1)) {
            ask(batcher, 1);
            CompletableFuture<MicroBatcher.Answer> late = batcher.ask(series(2), 1);
            CompletableFuture<MicroBatcher.Answer> next = batcher.ask(series(3), NEVER);

            assertThat(late).isCancelled();
            engine.release();
            assertThat(next.join().forecast().mean()[0]).isEqualTo(3);
        }
    }

    @Test
    void doesNotWorkOnWhatIsTooLate() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 2, NEVER, 2)) {
            CompletableFuture<MicroBatcher.Answer> late = batcher.ask(series(1), 0);
            CompletableFuture<MicroBatcher.Answer> inTime = batcher.ask(series(2), NEVER);

            assertThat(inTime.join().batchSize()).isEqualTo(1);
            assertThatThrownBy(late::join).isInstanceOf(CancellationException.class);
        }
    }

    @Test
    void cancelsWhatWaitsAndClosesTheEngineWhenItIsClosed() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        MicroBatcher batcher = batcher(engine, 10, NEVER, 10);
        CompletableFuture<MicroBatcher.Answer> waiting = ask(batcher, 1).get(0);

        batcher.close();

        assertThat(waiting).isCancelled();
        assertThat(engine.closed).isTrue();
        assertThat(batcher.ask(series(1), NEVER)).isCancelled();
    }

    @Test
    void oneThreadCallsTheEngine() throws InterruptedException {
        FakeEngine engine = new FakeEngine();
        try (MicroBatcher batcher = batcher(engine, 4, 0, 64)) {
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Thread client = new Thread(() -> askInto(batcher, new CompletableFuture<>()));
                clients.add(client);
                client.start();
            }
            for (Thread client : clients) {
                client.join();
            }
            ask(batcher, 1).get(0).join();
        }
        assertThat(engine.threads).containsOnly("forecast-batches");
    }

    private static MicroBatcher batcher(
            FakeEngine engine, int batchSize, long lingerMillis, int capacity) {
        MicroBatcher batcher = new MicroBatcher(engine, batchSize, lingerMillis);
        batcher.join(capacity);
        return batcher;
    }

    private static List<CompletableFuture<MicroBatcher.Answer>> ask(MicroBatcher batcher, int n)
            throws InterruptedException {
        List<CompletableFuture<MicroBatcher.Answer>> answers = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            answers.add(batcher.ask(series(i), NEVER));
        }
        return answers;
    }

    private static void askInto(
            MicroBatcher batcher, CompletableFuture<MicroBatcher.Answer> result) {
        try {
            result.complete(batcher.ask(series(0), NEVER).join());
        } catch (InterruptedException e) {
            result.completeExceptionally(e);
        }
    }

    private static EncodedSeries series(double number) {
        return new EncodedSeries(
                new float[0], new float[0], new float[0], new double[0], 0, number);
    }

    /** Forecasts the series' level; can be held, and can fail. */
    private static final class FakeEngine implements ForecastEngine {
        private final Semaphore gate = new Semaphore(Integer.MAX_VALUE);
        private final List<String> threads = new CopyOnWriteArrayList<>();
        private volatile RuntimeException failure;
        private volatile Error error;
        private volatile boolean closed;

        void hold() {
            gate.drainPermits();
        }

        void release() {
            gate.release(1_000_000);
        }

        @Override
        public String describe() {
            return "fake";
        }

        @Override
        public int maxBatch() {
            return 100;
        }

        @Override
        public long deviceBytes() {
            return 0;
        }

        @Override
        public void warmUp() {}

        @Override
        public List<DemandQuantiles> forecast(List<EncodedSeries> batch) {
            threads.add(Thread.currentThread().getName());
            gate.acquireUninterruptibly();
            if (error != null) {
                throw error;
            }
            if (failure != null) {
                throw failure;
            }
            return batch.stream()
                    .map(
                            series ->
                                    new DemandQuantiles(
                                            new float[] {(float) series.level()},
                                            new float[Quantiles.COUNT]))
                    .toList();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
