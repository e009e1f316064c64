package io.restock.local.cluster;

import io.restock.jobs.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.KafkaException;

/**
 * Replaces the code of running jobs, one after the other: stop with a savepoint, start the new code
 * from it, look whether orders are right, and go back to the old code and the savepoint where they
 * are not.
 *
 * <p>What an unhealthy version had committed is said again by the old one, under the same numbers,
 * revisions and {@code ce_id}; it is counted as duplicates.
 */
public final class Upgrade {
    private static final Duration RUNNING = Duration.ofMinutes(3);
    private static final Duration READ = Duration.ofMinutes(1);

    private final Cluster cluster;
    private final Duration healthyWithin;
    private final long mostRejected;
    private final Consumer<String> progress;

    /**
     * @param healthyWithin time after which a job that is not healthy is rolled back
     * @param mostRejected records that may be rejected meanwhile
     * @param progress told of what happens
     */
    public Upgrade(
            Cluster cluster, Duration healthyWithin, long mostRejected, Consumer<String> progress) {
        this.cluster = cluster;
        this.healthyWithin = healthyWithin;
        this.mostRejected = mostRejected;
        this.progress = progress;
    }

    /**
     * What became of a job.
     *
     * @param job which
     * @param fromJar file name of the code before
     * @param toJar file name of the code that was to come
     * @param savepoint that stopped it
     * @param downtimeSeconds from the request to stop to the first checkpoint completed afterwards:
     *     for so long it committed nothing
     * @param lost orders that plans since then name and that are not there
     * @param duplicates order events that came again
     * @param rolledBack whether the code before runs
     * @param reason why; empty where it was not
     */
    public record Step(
            String job,
            String fromJar,
            String toJar,
            String savepoint,
            double downtimeSeconds,
            int lost,
            int duplicates,
            boolean rolledBack,
            String reason) {}

    /**
     * Upgrades a job.
     *
     * @param jar the new code, in the cluster's folder
     * @throws IllegalStateException when it does not run before, or the old code does not either
     *     afterwards
     */
    public Step run(ClusterJob job, Path jar) {
        Deployment old =
                cluster.deployment(job)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "The job %s was never submitted."
                                                        .formatted(job.label())));
        Settings settings = Settings.ofArguments(old.arguments().toArray(String[]::new));
        cluster.awaitRunning(job, RUNNING);
        try (HealthGate gate = new HealthGate(job, settings, mostRejected)) {
            long start = System.currentTimeMillis();
            progress.accept(job.label() + ": stop with savepoint");
            String savepoint = cluster.stop(job).savepoint();
            progress.accept(job.label() + ": start " + name(jar) + " from " + savepoint);
            String reason = startAndLook(old, jar, savepoint, gate);
            if (!reason.isEmpty()) {
                progress.accept(
                        "%s: %s is not healthy: %s".formatted(job.label(), name(jar), reason));
                rollBack(old, savepoint);
            }
            double downtime = awaitCommitted(job, start);
            gate.readToTheEnd(READ);
            return new Step(
                    job.label(),
                    name(old.jar()),
                    name(jar),
                    savepoint,
                    downtime,
                    gate.lost(),
                    gate.duplicates(),
                    !reason.isEmpty(),
                    reason);
        }
    }

    /** Why the new code is not to stay; empty when it is. */
    private String startAndLook(Deployment old, Path jar, String savepoint, HealthGate gate) {
        try {
            cluster.submit(old.job(), jar, old.arguments(), old.parallelism(), savepoint);
            long deadline = System.nanoTime() + healthyWithin.toNanos();
            List<String> complaints = complaints(gate);
            while (!complaints.isEmpty()) {
                if (System.nanoTime() > deadline) {
                    return "after %d s %s"
                            .formatted(healthyWithin.toSeconds(), String.join("; ", complaints));
                }
                Thread.sleep(200);
                complaints = complaints(gate);
            }
            return "";
        } catch (IllegalStateException e) {
            return e.getCause() == null
                    ? String.valueOf(e.getMessage())
                    : e.getMessage() + " " + e.getCause().getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a job was looked at.", e);
        }
    }

    /** Where Kafka or the JobManager does not answer nobody knows; it may later. */
    private List<String> complaints(HealthGate gate) {
        try {
            return gate.complaints(cluster);
        } catch (KafkaException | Rest.NoAnswerException e) {
            return List.of("it cannot be looked at: " + e.getMessage());
        }
    }

    private void rollBack(Deployment old, String savepoint) {
        if (cluster.running(old.job()).isPresent()) {
            cluster.cancel(old.job());
        }
        progress.accept(old.job().label() + ": back to " + name(old.jar()));
        cluster.submit(old.job(), old.jar(), old.arguments(), old.parallelism(), savepoint);
        cluster.awaitRunning(old.job(), RUNNING);
    }

    private double awaitCommitted(ClusterJob job, long startMillis) {
        Cluster.await(
                "a checkpoint of " + job.label(),
                RUNNING,
                () -> cluster.state(job).lastCompletedMillis() > 0);
        return (cluster.firstCompletedMillis(job) - startMillis) / 1e3;
    }

    private static String name(Path jar) {
        return String.valueOf(jar.getFileName());
    }
}
