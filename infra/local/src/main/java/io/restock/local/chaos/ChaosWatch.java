package io.restock.local.chaos;

import io.restock.local.loop.Progress;
import io.restock.local.loop.Watch;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Lets troubles happen, one after the other, beside the loop. */
final class ChaosWatch implements Watch, AutoCloseable {
    private final ClusterVenue venue;
    private final RecoveryClock clock;
    private final List<Trouble> troubles;
    private final int lastDay;
    private final Progress progress;
    private final ScheduledExecutorService hand =
            Executors.newSingleThreadScheduledExecutor(
                    task -> {
                        Thread thread = new Thread(task, "chaos");
                        thread.setDaemon(true);
                        return thread;
                    });
    private final List<Future<?>> happening = new java.util.ArrayList<>();

    /**
     * @param lastDay with whose plans the run ends
     */
    ChaosWatch(
            ClusterVenue venue,
            RecoveryClock clock,
            List<Trouble> troubles,
            int lastDay,
            Progress progress) {
        this.venue = venue;
        this.clock = clock;
        this.troubles = troubles;
        this.lastDay = lastDay;
        this.progress = progress;
    }

    @Override
    public void at(int day, Moment moment) {
        requireNoFailure();
        for (Trouble trouble : troubles) {
            if (trouble.day() == day && trouble.moment() == moment) {
                happening.add(
                        hand.schedule(
                                () -> happen(trouble),
                                trouble.delayMillis(),
                                TimeUnit.MILLISECONDS));
            }
        }
    }

    @Override
    public boolean enough(int day, int orders) {
        return day == lastDay;
    }

    private void happen(Trouble trouble) {
        progress.note("day " + trouble.day() + ", " + trouble.kind().label());
        clock.begin(trouble);
        venue.suffer(trouble);
        clock.done(trouble);
    }

    private void requireNoFailure() {
        happening.stream().filter(Future::isDone).forEach(ChaosWatch::get);
    }

    /** Waits until all has happened and is over. */
    List<Recovery> recoveries() {
        happening.forEach(ChaosWatch::get);
        try {
            return clock.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the jobs recovered.", e);
        }
    }

    private static void get(Future<?> happened) {
        try {
            happened.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The chaos itself failed.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted.", e);
        }
    }

    @Override
    public void close() {
        hand.shutdownNow();
    }
}
