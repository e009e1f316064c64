package io.restock.local.chaos;

import io.restock.local.cluster.Cluster;
import io.restock.local.cluster.ClusterJob;
import io.restock.local.cluster.JobState;
import java.util.ArrayList;
import java.util.List;

/** Times recoveries by looking at the checkpoints of both jobs again and again. */
final class RecoveryClock implements AutoCloseable {
    private static final long LOOK_EVERY_MILLIS = 200;

    private final Cluster cluster;
    private final Thread looking = new Thread(this::look, "recovery-clock");
    private final List<Open> happening = new ArrayList<>();
    private final List<Open> open = new ArrayList<>();
    private final List<Recovery> recoveries = new ArrayList<>();

    private record Open(Trouble trouble, long millis) {}

    RecoveryClock(Cluster cluster) {
        this.cluster = cluster;
        looking.setDaemon(true);
        looking.start();
    }

    /** A trouble begins now. */
    synchronized void begin(Trouble trouble) {
        happening.add(new Open(trouble, System.currentTimeMillis()));
    }

    /** A trouble has done what it does: from now on recovery is looked for. */
    synchronized void done(Trouble trouble) {
        happening.stream().filter(one -> one.trouble().equals(trouble)).forEach(open::add);
        happening.removeIf(one -> one.trouble().equals(trouble));
    }

    /** Waits until all that has begun is over, and says how long each took. */
    synchronized List<Recovery> await() throws InterruptedException {
        while (!open.isEmpty() || !happening.isEmpty()) {
            wait();
        }
        return List.copyOf(recoveries);
    }

    private void look() {
        try {
            while (true) {
                Thread.sleep(LOOK_EVERY_MILLIS);
                List<Open> looked = lookedFor();
                if (!looked.isEmpty()) {
                    lookOnce(looked);
                }
            }
        } catch (InterruptedException e) {
            // Closed.
        }
    }

    private synchronized List<Open> lookedFor() {
        return List.copyOf(open);
    }

    /**
     * @param looked for before the jobs were asked: what they say of a later moment may be of
     *     before
     */
    private void lookOnce(List<Open> looked) {
        long begun = Long.MAX_VALUE;
        long completed = 0;
        long noticed = 0;
        try {
            for (ClusterJob job : ClusterJob.PLANNING) {
                JobState state = cluster.state(job);
                begun = Math.min(begun, state.lastTriggeredMillis());
                completed = Math.max(completed, state.lastCompletedMillis());
                noticed = Math.max(noticed, cluster.failedMillis(job));
            }
        } catch (IllegalStateException e) {
            // Nobody answers, or a job is between its end and its start: not recovered.
            return;
        }
        close(looked, begun, completed, noticed);
    }

    private synchronized void close(List<Open> looked, long begun, long completed, long noticed) {
        for (Open one : looked) {
            if (begun > one.millis()) {
                boolean failed = noticed >= one.millis() && noticed <= completed;
                recoveries.add(
                        new Recovery(
                                one.trouble(),
                                (completed - one.millis()) / 1e3,
                                failed ? (completed - noticed) / 1e3 : Double.NaN));
                open.remove(one);
            }
        }
        notifyAll();
    }

    @Override
    public void close() {
        looking.interrupt();
    }
}
