package io.restock.local.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/**
 * A Flink cluster in this JVM: a JobManager and two TaskManagers, each with enough slots for all
 * jobs, so that one can be lost.
 */
final class LocalFlink implements AutoCloseable {
    private static final int TASK_MANAGERS = 2;
    private static final int SLOTS = 6;

    private final MiniCluster cluster;
    private final List<JobID> jobs = new ArrayList<>();

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
            jobs.add(cluster.submitJob(graph).get(2, TimeUnit.MINUTES).getJobID());
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The job " + name + " could not be submitted.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while " + name + " was submitted.", e);
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
            for (JobID job : jobs) {
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
        for (JobID job : jobs) {
            try {
                JobStatus status = cluster.getJobStatus(job).get(1, TimeUnit.MINUTES);
                if (status.isGloballyTerminalState()) {
                    Throwable cause =
                            cluster.requestJobResult(job)
                                    .get(1, TimeUnit.MINUTES)
                                    .getSerializedThrowable()
                                    .orElse(null);
                    throw new IllegalStateException(
                            "A Flink job has %s.".formatted(status.name().toLowerCase(Locale.ROOT)),
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
            for (JobID job : jobs) {
                cluster.cancelJob(job).get(1, TimeUnit.MINUTES);
            }
            cluster.closeAsync().get(1, TimeUnit.MINUTES);
        } catch (ExecutionException | TimeoutException e) {
            // The JVM is about to end; what hangs on to it ends with it.
            org.slf4j.LoggerFactory.getLogger(LocalFlink.class)
                    .warn("Flink did not stop in time.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
