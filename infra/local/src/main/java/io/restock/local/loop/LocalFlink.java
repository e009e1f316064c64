package io.restock.local.loop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this JVM: a JobManager and two TaskManagers, each with enough slots for all
 * jobs, so that one can be lost.
 */
final class LocalFlink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalFlink.class);
    private static final int TASK_MANAGERS = 2;
    private static final int SLOTS = 6;
    private static final int RESTARTS = 4;

    private final MiniCluster cluster;
    private final Map<JobID, String> jobs = new LinkedHashMap<>();

    private LocalFlink(MiniCluster cluster) {
        this.cluster = cluster;
    }

    /** Starts the cluster. */
    static LocalFlink start() {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(192));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
        flink.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
        flink.set(RestOptions.BIND_PORT, "0");
        // So that each TaskManager has tasks to lose.
        flink.set(
                TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE,
                TaskManagerOptions.TaskManagerLoadBalanceMode.SLOTS);
        // A lost TaskManager is overcome; a job that fails whenever it starts must end the run.
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
                Duration.ofMillis(500));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
                Duration.ofSeconds(2));
        flink.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(1));
        flink.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTARTS);
        MiniCluster cluster =
                new MiniCluster(
                        new MiniClusterConfiguration.Builder()
                                .setConfiguration(flink)
                                .setNumTaskManagers(TASK_MANAGERS)
                                .setNumSlotsPerTaskManager(SLOTS)
                                .build());
        try {
            cluster.start();
        } catch (Exception e) {
            throw new IllegalStateException("Flink could not be started in this JVM.", e);
        }
        return new LocalFlink(cluster);
    }

    /** Runs what was drawn in an environment. */
    void submit(StreamExecutionEnvironment env, String name) {
        StreamGraph drawn = env.getStreamGraph();
        drawn.setJobName(name);
        JobGraph graph = drawn.getJobGraph();
        try {
            jobs.put(cluster.submitJob(graph).get(2, TimeUnit.MINUTES).getJobID(), name);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The job " + name + " could not be submitted.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was submitted.", e);
        }
    }

    /** Takes a savepoint of a job, which runs on; gives its URI. */
    String savepoint(String name, Path folder) {
        try {
            for (Map.Entry<JobID, String> job : jobs.entrySet()) {
                if (job.getValue().equals(name)) {
                    return cluster.triggerSavepoint(
                                    job.getKey(),
                                    folder.toUri().toString(),
                                    false,
                                    SavepointFormatType.CANONICAL)
                            .get(1, TimeUnit.MINUTES);
                }
            }
            throw new IllegalArgumentException("No job " + name + " was submitted.");
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("No savepoint of " + name + " could be taken.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while a savepoint was taken.", e);
        }
    }

    /** Ends a TaskManager with all its tasks, and starts another. */
    void replaceTaskManager() {
        try {
            cluster.terminateTaskManager(0).get(1, TimeUnit.MINUTES);
            cluster.startTaskManager();
        } catch (Exception e) {
            throw new IllegalStateException("The TaskManager could not be replaced.", e);
        }
    }

    /** Whether every job has been started anew since its submission. */
    boolean allRestarted() {
        try {
            for (JobID job : jobs.keySet()) {
                boolean restarted = false;
                for (AccessExecutionVertex task :
                        cluster.getArchivedExecutionGraph(job)
                                .get(1, TimeUnit.MINUTES)
                                .getAllExecutionVertices()) {
                    restarted |= task.getCurrentExecutionAttempt().getAttemptNumber() > 0;
                }
                if (!restarted) {
                    return false;
                }
            }
            return true;
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The attempts of the jobs cannot be read.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the jobs were looked at.", e);
        }
    }

    /**
     * Fails when a job has ended, which none does by itself.
     *
     * @throws IllegalStateException with the job's failure as cause
     */
    void check() {
        for (JobID job : jobs.keySet()) {
            try {
                JobStatus status = cluster.getJobStatus(job).get(1, TimeUnit.MINUTES);
                if (status.isGloballyTerminalState()) {
                    Throwable cause =
                            cluster.requestJobResult(job)
                                    .get(1, TimeUnit.MINUTES)
                                    .getSerializedThrowable()
                                    .orElse(null);
                    throw new IllegalStateException(
                            "The Flink job %s has %s."
                                    .formatted(
                                            jobs.get(job), status.name().toLowerCase(Locale.ROOT)),
                            cause);
                }
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("The state of the jobs cannot be read.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted.", e);
            }
        }
    }

    @Override
    public void close() {
        try {
            for (JobID job : jobs.keySet()) {
                if (!cluster.getJobStatus(job).get(1, TimeUnit.MINUTES).isGloballyTerminalState()) {
                    cluster.cancelJob(job).get(1, TimeUnit.MINUTES);
                }
            }
            cluster.closeAsync().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            // The JVM is about to end; what hangs on to it ends with it.
            LOG.warn("Flink did not stop in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
