package io.restock.local.chaos;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.cluster.Cluster;
import io.restock.local.cluster.ClusterJob;
import io.restock.local.cluster.ClusterOptions;
import io.restock.local.cluster.Deployment;
import io.restock.local.cluster.JobState;
import io.restock.local.cluster.Upgrade;
import io.restock.local.loop.Venue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A broker and a cluster, each of processes of its own, and what can be done to them. */
final class ClusterVenue implements Venue {
    private static final Logger LOG = LoggerFactory.getLogger(ClusterVenue.class);
    private static final int SLOTS = 4;
    private static final int MEMORY_MEBIBYTES = 1280;
    private static final int PARALLELISM = 2;
    private static final int MORE = 3;
    private static final int STOP_ATTEMPTS = 5;

    /** The world itself has some that nobody can read. */
    private static final int MOST_REJECTED = 20;

    /** Some thirty states on disk, of two jobs, are not saved twice a second by two cores. */
    private static final String CHECKPOINT_INTERVAL = "PT1S";

    /** Shorter than what Flink's heartbeats and Kafka's transactions wait. */
    private static final Duration PAUSE = Duration.ofSeconds(8);

    private static final Duration OUTAGE = Duration.ofSeconds(10);

    /** Worlds are of other years than the clock, and no clock is wrong by decades. */
    private static final String MOST_AHEAD = "P3650D";

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Processes that live for a minute are compiled quickly rather than well. */
    private static final Map<String, String> FLINK =
            Map.of("env.java.opts.all", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1");

    private final EmbeddedBroker broker;
    private final Cluster cluster;
    private final Thread cleanUp;
    private final Path jar;
    private final Path otherJar;
    private final List<Upgrade.Step> upgrades = new CopyOnWriteArrayList<>();
    private final AtomicInteger inTrouble = new AtomicInteger();

    private ClusterVenue(EmbeddedBroker broker, Cluster cluster, Path jar, Path otherJar) {
        this.broker = broker;
        this.cluster = cluster;
        this.jar = jar;
        this.otherJar = otherJar;
        this.cleanUp = new Thread(cluster::kill, "cluster-clean-up");
        Runtime.getRuntime().addShutdownHook(cleanUp);
    }

    /**
     * Starts both.
     *
     * @param folder of the cluster
     * @param taskManagers to begin with
     * @param otherJar code that upgrades go to; null = the same
     */
    static ClusterVenue open(Path folder, int taskManagers, @Nullable Path otherJar) {
        EmbeddedBroker broker = EmbeddedBroker.start();
        try {
            Cluster cluster =
                    Cluster.start(
                            folder,
                            new ClusterOptions(0, taskManagers, SLOTS, MEMORY_MEBIBYTES, FLINK));
            try {
                Path jar = cluster.pack();
                return new ClusterVenue(
                        broker, cluster, jar, cluster.keep(otherJar == null ? jar : otherJar));
            } catch (RuntimeException e) {
                cluster.kill();
                throw e;
            }
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public Path checkpoints() {
        return cluster.folder().checkpoints();
    }

    @Override
    public void submit(Settings settings) {
        List<String> arguments =
                settings.with(Keys.CHECKPOINT_INTERVAL.key(), CHECKPOINT_INTERVAL)
                        .with(Keys.RECORD_MAX_AHEAD.key(), MOST_AHEAD)
                        .arguments();
        for (ClusterJob job : ClusterJob.PLANNING) {
            cluster.submit(job, jar, arguments, PARALLELISM, "");
        }
    }

    @Override
    public void check() {
        if (inTrouble.get() > 0) {
            return;
        }
        for (ClusterJob job : ClusterJob.PLANNING) {
            Optional<JobState> state = stateOf(job);
            // Asked again: trouble may have begun since.
            if (state.isPresent() && state.get().ended() && inTrouble.get() == 0) {
                throw new IllegalStateException(
                        "The Flink job %s has ended as %s: %s"
                                .formatted(
                                        job.label(), state.get().status(), cluster.failure(job)));
            }
        }
    }

    /**
     * Empty where nobody answers: a busy machine is no failure, and the loop has its own patience.
     */
    private Optional<JobState> stateOf(ClusterJob job) {
        try {
            return Optional.of(cluster.state(job));
        } catch (IllegalStateException e) {
            LOG.warn("The state of {} is not known.", job.label(), e);
            return Optional.empty();
        }
    }

    private Settings settings() {
        return Settings.of(Map.of(Keys.BOOTSTRAP_SERVERS.key(), bootstrapServers()));
    }

    /** Its cluster. */
    Cluster cluster() {
        return cluster;
    }

    /** Makes it happen; jobs that it ends are submitted again, but may not run yet. */
    void suffer(Trouble trouble) {
        inTrouble.incrementAndGet();
        try {
            switch (trouble.kind()) {
                case KILL -> {
                    List<String> running = cluster.taskManagers();
                    cluster.kill(running.get(trouble.choice() % running.size()));
                    cluster.addTaskManager();
                }
                case KILL_JOB_MANAGER -> {
                    cluster.killJobManager();
                    cluster.recover();
                }
                case RESCALE -> {
                    for (ClusterJob job : ClusterJob.PLANNING) {
                        restart(job, true);
                    }
                }
                case RESTORE -> {
                    for (ClusterJob job : ClusterJob.PLANNING) {
                        restart(job, false);
                    }
                }
                case UPGRADE -> {
                    for (ClusterJob job : ClusterJob.PLANNING) {
                        upgrade(job);
                    }
                }
                case RESTART_BROKER -> broker.restart();
                case PAUSE -> {
                    List<String> running = cluster.taskManagers();
                    cluster.pause(running.get(trouble.choice() % running.size()), PAUSE);
                }
                case STORAGE_OUTAGE -> cluster.folder().withoutCheckpoints(OUTAGE);
                case BAD_RECORDS -> BadRecords.send(settings(), trouble.choice());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted in trouble.", e);
        } finally {
            inTrouble.decrementAndGet();
        }
    }

    private void upgrade(ClusterJob job) {
        Path now = cluster.deployment(job).orElseThrow().jar();
        Path other = now.equals(jar) ? otherJar : jar;
        Upgrade upgrade =
                new Upgrade(
                        cluster, PATIENCE, MOST_REJECTED, said -> LOG.info("Upgrade: {}", said));
        Upgrade.Step step = upgrade.run(job, other);
        upgrades.add(step);
        if (step.rolledBack()) {
            LOG.warn("Rolled back: {}", step.reason());
        }
    }

    /** Upgrades so far. */
    List<Upgrade.Step> upgrades() {
        return List.copyOf(upgrades);
    }

    private void restart(ClusterJob job, boolean otherParallelism) {
        Deployment stopped = stop(job);
        int before = stopped.parallelism();
        int now = !otherParallelism ? before : before == PARALLELISM ? MORE : PARALLELISM;
        cluster.submit(job, stopped.jar(), stopped.arguments(), now, stopped.savepoint());
    }

    /** A job that is just recovering cannot be stopped, which people would see and wait for. */
    private Deployment stop(ClusterJob job) {
        for (int attempt = 1; ; attempt++) {
            cluster.awaitRunning(job, PATIENCE);
            try {
                return cluster.stop(job);
            } catch (IllegalStateException e) {
                if (attempt == STOP_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(cleanUp);
        cluster.kill();
        broker.close();
    }
}
