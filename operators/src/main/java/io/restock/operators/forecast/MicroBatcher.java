package io.restock.operators.forecast;

import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gathers single requests of many threads into batches for one engine, which one thread calls. A
 * batch is closed when it is full, when its first request has waited for {@code linger}, or when
 * nobody else can ask: every client has as many requests waiting as it may. Answers come first in,
 * first out. The queue holds what the clients may have under way together; who asks for more waits,
 * at longest until the oldest request is too late.
 *
 * <p>What the engine cannot do is told to the requests of its batch. What kills the thread (an
 * {@link Error}, such as native memory that has run out) is told to all that wait, and thrown to
 * who asks later, so that the task fails and starts anew.
 */
final class MicroBatcher implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MicroBatcher.class);

    private final ForecastEngine engine;
    private final int batchSize;
    private final long lingerNanos;
    private final Thread thread;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition asked = lock.newCondition();
    private final Condition taken = lock.newCondition();
    private final Deque<Ticket> queue = new ArrayDeque<>();
    private int capacity; // of all clients together
    private boolean closed;
    private @Nullable Throwable death; // of the thread

    /**
     * Starts the thread.
     *
     * @param engine called by that thread only, and closed by it
     * @param batchSize requests at which a batch is closed, &gt;= 1
     * @param lingerMillis wall time after which it is closed whatever its size
     */
    MicroBatcher(ForecastEngine engine, int batchSize, long lingerMillis) {
        this.engine = engine;
        this.batchSize = Math.min(batchSize, engine.maxBatch());
        this.lingerNanos = TimeUnit.MILLISECONDS.toNanos(lingerMillis);
        this.thread = new Thread(this::run, "forecast-batches");
        this.thread.setDaemon(true);
        this.thread.start();
    }

    /**
     * What came of a request.
     *
     * @param forecast over the model's horizon
     * @param batchSize requests of its batch
     * @param queueNanos time it waited for its batch to be closed
     * @param inferenceNanos time its batch took
     */
    record Answer(DemandQuantiles forecast, int batchSize, long queueNanos, long inferenceNanos) {}

    /** A request in the queue. */
    private record Ticket(
            EncodedSeries series,
            long askedNanos,
            long deadlineNanos,
            CompletableFuture<Answer> answer) {}

    /** Lets a client have {@code requests} more under way. */
    void join(int requests) {
        lock.lock();
        try {
            capacity += requests;
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Takes back what {@link #join} allowed. */
    void leave(int requests) {
        lock.lock();
        try {
            capacity -= requests;
            asked.signal();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Asks for a forecast; waits while the queue is full.
     *
     * @param deadlineMillis wall time after which the answer is of no use: a request that waited
     *     longer is cancelled, and the engine does not work on it
     * @return completed by the batcher's thread: with an answer, with the engine's exception, or
     *     cancelled after the deadline or when the batcher is closed
     * @throws InterruptedException when interrupted while the queue is full
     * @throws IllegalStateException when the batcher's thread has died
     */
    CompletableFuture<Answer> ask(EncodedSeries series, long deadlineMillis)
            throws InterruptedException {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        lock.lockInterruptibly();
        try {
            while (!closed && isFull()) {
                long left = queue.element().deadlineNanos() - System.nanoTime();
                if (left > 0) {
                    taken.awaitNanos(left);
                } else {
                    queue.remove().answer().cancel(false);
                }
            }
            if (death != null) {
                throw new IllegalStateException(
                        "The thread that calls the engine (%s) has died. Restart the task."
                                .formatted(engine.describe()),
                        death);
            }
            if (closed) {
                answer.cancel(false);
                return answer;
            }
            long now = System.nanoTime();
            long deadline = now + TimeUnit.MILLISECONDS.toNanos(deadlineMillis);
            queue.add(new Ticket(series, now, deadline, answer));
            asked.signal();
            return answer;
        } finally {
            lock.unlock();
        }
    }

    private boolean isFull() {
        return queue.size() >= Math.max(capacity, 1);
    }

    private void run() {
        try {
            List<Ticket> batch = next();
            while (!batch.isEmpty()) {
                answer(batch);
                batch = next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Error e) { // nothing above this thread would hear of it
            die(e);
        } finally {
            cancelAll();
            engine.close();
        }
    }

    /** Waits for a batch; empty when the batcher is closed. */
    private List<Ticket> next() throws InterruptedException {
        lock.lock();
        try {
            while (queue.isEmpty() && !closed) {
                asked.await();
            }
            long left = lingerNanos;
            while (!closed && queue.size() < Math.min(batchSize, capacity) && left > 0) {
                left = asked.awaitNanos(left);
            }
            if (closed) {
                return List.of();
            }
            List<Ticket> batch = new ArrayList<>(batchSize);
            while (batch.size() < batchSize && !queue.isEmpty()) {
                batch.add(queue.remove());
            }
            taken.signalAll();
            return batch;
        } finally {
            lock.unlock();
        }
    }

    private void answer(List<Ticket> all) {
        long start = System.nanoTime();
        List<Ticket> batch = new ArrayList<>(all.size());
        for (Ticket ticket : all) {
            if (ticket.deadlineNanos() - start > 0) {
                batch.add(ticket);
            } else {
                ticket.answer().cancel(false);
            }
        }
        if (batch.isEmpty()) {
            return;
        }
        List<DemandQuantiles> forecasts;
        try {
            forecasts = engine.forecast(batch.stream().map(Ticket::series).toList());
        } catch (RuntimeException e) { // whatever native code throws, the requests must go on
            batch.forEach(ticket -> ticket.answer().completeExceptionally(e));
            return;
        } catch (Error e) {
            batch.forEach(ticket -> ticket.answer().completeExceptionally(e));
            throw e;
        }
        long took = System.nanoTime() - start;
        ArithmeticException notANumber = new ArithmeticException("the forecast is not a number");
        for (int i = 0; i < batch.size(); i++) {
            Ticket ticket = batch.get(i);
            DemandQuantiles forecast = forecasts.get(i);
            if (!forecast.isFinite()) {
                ticket.answer().completeExceptionally(notANumber); // one failure of the batch
                continue;
            }
            ticket.answer()
                    .complete(
                            new Answer(forecast, batch.size(), start - ticket.askedNanos(), took));
        }
    }

    private void die(Error cause) {
        LOG.error("The thread that calls the engine ({}) dies.", engine.describe(), cause);
        lock.lock();
        try {
            death = cause;
            queue.forEach(ticket -> ticket.answer().completeExceptionally(cause));
        } finally {
            lock.unlock();
        }
    }

    private void cancelAll() {
        lock.lock();
        try {
            closed = true;
            queue.forEach(ticket -> ticket.answer().cancel(false));
            queue.clear();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Cancels what waits, lets the running batch end, and closes the engine. A native call that
     * hangs keeps it for ever: Flink then ends the process, and nothing less would help.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            asked.signalAll();
            taken.signalAll();
        } finally {
            lock.unlock();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true; // the engine must be closed before its memory is given up
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
