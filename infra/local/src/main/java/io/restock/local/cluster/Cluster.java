package io.restock.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.taskexecutor.TaskManagerRunner;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster on this machine: a JobManager and TaskManagers, each a JVM of its own
 * that goes on when this one ends. All that is known of it lies in its folder, so any later command
 * finds it.
 *
 * <p>Flink has no high availability without ZooKeeper or Kubernetes. A lost TaskManager is Flink's
 * matter; a lost JobManager is overcome by {@link #recover}.
 */
public final class Cluster {
    private static final String JOB_MANAGER = "jobmanager";
    private static final String TASK_MANAGER = "taskmanager-";
    private static final String HOST = "127.0.0.1";
    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final Duration REQUEST = Duration.ofMinutes(2);
    private static final long LOOK_EVERY_MILLIS = 100;

    /** How many there are to be, for who starts them anew; Flink does not look at it. */
    private static final ConfigOption<Integer> TASK_MANAGERS =
            ConfigOptions.key("restock.task-managers").intType().defaultValue(1);

    /** What the scripts of Flink's distribution open; libraries reach into these. */
    private static final List<String> OPEN =
            Stream.of("lang", "net", "io", "nio", "lang.reflect", "text", "time", "util")
                    .map(part -> "--add-opens=java.base/java." + part + "=ALL-UNNAMED")
                    .toList();

    private final ClusterFolder folder;
    private final Configuration flink;
    private final Rest rest;

    private Cluster(ClusterFolder folder) {
        this.folder = folder;
        this.flink = GlobalConfiguration.loadConfiguration(folder.configuration().toString());
        this.rest = new Rest(URI.create("http://" + HOST + ":" + flink.get(RestOptions.PORT)));
    }

    /**
     * Starts a cluster and waits until all of it is there.
     *
     * @param path its folder, which is made where it is not there
     * @throws IllegalStateException when one runs there, the port is taken, or a process does not
     *     start, with its last lines
     */
    public static Cluster start(Path path, ClusterOptions options) {
        ClusterFolder folder = new ClusterFolder(path);
        List<ClusterProcess> running =
                ClusterProcess.all(folder).stream().filter(ClusterProcess::isAlive).toList();
        if (!running.isEmpty()) {
            throw new IllegalStateException(
                    "A cluster runs in %s: %s has the process id %d. Maybe stop it first, or name another --folder."
                            .formatted(folder.root(), running.get(0).name(), running.get(0).pid()));
        }
        if (options.port() != 0) {
            requireFree(options.port());
        }
        folder.make();
        configure(folder, options);
        Cluster cluster = new Cluster(folder);
        cluster.startProcesses(options.taskManagers());
        return cluster;
    }

    /**
     * The cluster of a folder, whether it runs or not.
     *
     * @throws IllegalStateException when none was ever started there
     */
    public static Cluster at(Path path) {
        ClusterFolder folder = new ClusterFolder(path);
        if (!Files.isReadable(folder.configuration().resolve("config.yaml"))) {
            throw new IllegalStateException(
                    "No cluster was started in %s. Maybe `./restock cluster start`, or another --folder."
                            .formatted(folder.root()));
        }
        return new Cluster(folder);
    }

    private static void configure(ClusterFolder folder, ClusterOptions options) {
        Map<String, String> c = new LinkedHashMap<>();
        c.put("jobmanager.rpc.address", HOST);
        c.put("jobmanager.bind-host", HOST);
        c.put("jobmanager.rpc.port", Integer.toString(freePort()));
        c.put("jobmanager.memory.process.size", "900m");
        c.put("rest.address", HOST);
        c.put("rest.bind-address", HOST);
        int port = options.port() == 0 ? freePort() : options.port();
        c.put("rest.port", Integer.toString(port));
        c.put("taskmanager.host", HOST);
        c.put("taskmanager.bind-host", HOST);
        c.put("taskmanager.numberOfTaskSlots", Integer.toString(options.slots()));
        // So that each TaskManager works, and can be lost.
        c.put("taskmanager.load-balance.mode", "SLOTS");
        c.put("taskmanager.memory.process.size", options.memoryMebibytes() + "m");
        // For the networks of the model, which are outside the heap as RocksDB's memory is.
        c.put("taskmanager.memory.task.off-heap.size", "128m");
        c.put("taskmanager.memory.managed.fraction", "0.25");
        c.put("taskmanager.memory.network.min", "64m");
        c.put("taskmanager.memory.network.max", "64m");
        // A process that is gone is found out by the second call that does not reach it; one that
        // is only slow is given the usual time.
        c.put("heartbeat.interval", "2s");
        // Who asks wants to know how things are, not how they were 3 s ago.
        c.put("web.refresh-interval", "200");
        c.put("web.checkpoints.history", "200");
        c.put("restart-strategy.type", "exponential-delay");
        c.put("restart-strategy.exponential-delay.initial-backoff", "500ms");
        c.put("restart-strategy.exponential-delay.max-backoff", "10s");
        c.put("restart-strategy.exponential-delay.reset-backoff-threshold", "1min");
        c.put("execution.checkpointing.dir", folder.checkpoints().toUri().toString());
        c.put("execution.checkpointing.savepoint-dir", folder.savepoints().toUri().toString());
        // Of a job that has finished no checkpoint is left to say that it ever ran.
        c.put("jobmanager.archive.fs.dir", folder.archive().toUri().toString());
        c.put("io.tmp.dirs", folder.temporary().toString());
        // A file for each state of each subtask, which would hide the logs of the processes.
        c.put("state.backend.rocksdb.log.dir", folder.temporary().toString());
        c.put(
                "classloader.parent-first-patterns.additional",
                "org.nd4j;org.deeplearning4j;org.bytedeco;org.datavec;onnx");
        c.put(TASK_MANAGERS.key(), Integer.toString(options.taskManagers()));
        c.putAll(options.flink());
        List<String> lines = new ArrayList<>();
        c.forEach((key, value) -> lines.add(key + ": '" + value.replace("'", "''") + "'"));
        try (InputStream logging =
                Objects.requireNonNull(
                        Cluster.class.getResourceAsStream("/log4j2-cluster.properties"))) {
            Files.write(folder.configuration().resolve("config.yaml"), lines);
            Files.write(
                    folder.configuration().resolve("log4j2.properties"), logging.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Flink's configuration in " + folder.configuration() + " cannot be written.",
                    e);
        }
    }

    private void startProcesses(int taskManagers) {
        try {
            ClusterProcess jobManager = startJobManager();
            for (int i = 0; i < taskManagers; i++) {
                addTaskManager();
            }
            await(
                    "the JobManager and %d TaskManagers".formatted(taskManagers),
                    START,
                    () -> {
                        requireAlive(jobManager);
                        ClusterProcess.all(folder).forEach(Cluster::requireAlive);
                        return taskManagersThere() >= taskManagers;
                    });
        } catch (RuntimeException e) {
            kill();
            throw e;
        }
    }

    private static void requireAlive(ClusterProcess process) {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    "The process %s has ended. Its last lines were:\n%s"
                            .formatted(process.name(), process.lastLines()));
        }
    }

    /** TaskManagers that the JobManager knows of; 0 while it does not answer. */
    private int taskManagersThere() {
        try {
            return rest.get("/overview").path("taskmanagers").asInt();
        } catch (IllegalStateException e) {
            // It answers "unavailable" while it starts.
            return 0;
        }
    }

    private ClusterProcess startJobManager() {
        JobManagerProcessSpec spec = JobManagerProcessUtils.processSpecFromConfig(flink);
        List<String> command =
                new ArrayList<>(
                        words(JobManagerProcessUtils.generateJvmParametersStr(spec, flink)));
        command.addAll(options(flink.get(CoreOptions.FLINK_JM_JVM_OPTIONS)));
        command.add(StandaloneSessionClusterEntrypoint.class.getName());
        command.addAll(List.of("--configDir", folder.configuration().toString()));
        command.addAll(words(JobManagerProcessUtils.generateDynamicConfigsStr(spec)));
        return ClusterProcess.start(folder, JOB_MANAGER, command, Code.classPathOfFlink());
    }

    /**
     * Starts one more TaskManager, without waiting for it.
     *
     * @return its name
     */
    public String addTaskManager() {
        int number = 1;
        List<String> taken = taskManagers();
        while (taken.contains(TASK_MANAGER + number)) {
            number++;
        }
        String name = TASK_MANAGER + number;
        TaskExecutorProcessSpec spec = TaskExecutorProcessUtils.processSpecFromConfig(flink);
        List<String> command =
                new ArrayList<>(words(ProcessMemoryUtils.generateJvmParametersStr(spec)));
        command.addAll(options(flink.get(CoreOptions.FLINK_TM_JVM_OPTIONS)));
        // The networks of the model are outside the heap, and JavaCPP takes twice the heap for all
        // that a process may have.
        command.add("-Dorg.bytedeco.javacpp.maxphysicalbytes=0");
        String extension = System.getProperty("org.bytedeco.javacpp.platform.extension");
        if (extension != null) {
            command.add("-Dorg.bytedeco.javacpp.platform.extension=" + extension);
        }
        command.add(TaskManagerRunner.class.getName());
        command.addAll(List.of("--configDir", folder.configuration().toString()));
        command.addAll(words(TaskExecutorProcessUtils.generateDynamicConfigsStr(spec)));
        ClusterProcess.start(folder, name, command, Code.classPathOfFlink());
        return name;
    }

    private List<String> options(@Nullable String more) {
        List<String> options = new ArrayList<>(OPEN);
        options.add(
                "-Dlog4j2.configurationFile="
                        + folder.configuration().resolve("log4j2.properties").toUri());
        options.addAll(words(flink.get(CoreOptions.FLINK_JVM_OPTIONS)));
        options.addAll(words(more == null ? "" : more));
        return options;
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.trim().split("\\s+")).filter(w -> !w.isEmpty()).toList();
    }

    /** Names of the TaskManagers that run. */
    public List<String> taskManagers() {
        return ClusterProcess.all(folder).stream()
                .filter(process -> process.name().startsWith(TASK_MANAGER))
                .filter(ClusterProcess::isAlive)
                .map(ClusterProcess::name)
                .toList();
    }

    /** Ends a process of the cluster as {@code kill -9} does. */
    public void kill(String process) {
        process(process).kill();
    }

    /** Holds a process of the cluster for a while, as {@code kill -STOP} does. */
    public void pause(String process, Duration time) throws InterruptedException {
        process(process).pause(time);
    }

    private ClusterProcess process(String name) {
        return ClusterProcess.all(folder).stream()
                .filter(process -> process.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "The process (%s) must be one of %s."
                                                .formatted(name, processes())));
    }

    /** Ends the JobManager as {@code kill -9} does. */
    public void killJobManager() {
        kill(JOB_MANAGER);
    }

    /** Ends all processes as {@code kill -9} does. */
    public void kill() {
        ClusterProcess.all(folder).forEach(ClusterProcess::kill);
    }

    /** Ends all processes; returns how many there were. */
    public int stop() {
        List<ClusterProcess> all = ClusterProcess.all(folder);
        List<ClusterProcess> alive = all.stream().filter(ClusterProcess::isAlive).toList();
        // TaskManagers first: they would only look for their JobManager.
        List<ClusterProcess> ordered = new ArrayList<>(all);
        ordered.sort((a, b) -> b.name().compareTo(a.name()));
        ordered.forEach(process -> process.stop(STOP));
        return alive.size();
    }

    /** Each process with its id, the ones that have ended by themselves too. */
    public Map<String, String> processes() {
        Map<String, String> all = new LinkedHashMap<>();
        ClusterProcess.all(folder)
                .forEach(
                        process ->
                                all.put(
                                        process.name(),
                                        process.isAlive()
                                                ? Long.toString(process.pid())
                                                : "has ended by itself"));
        return all;
    }

    /** Whether any of its processes runs. */
    public boolean anyAlive() {
        return ClusterProcess.all(folder).stream().anyMatch(ClusterProcess::isAlive);
    }

    /** Where it keeps what it needs. */
    public ClusterFolder folder() {
        return folder;
    }

    /** Address of Flink's pages. */
    public String address() {
        return "http://" + HOST + ":" + flink.get(RestOptions.PORT);
    }

    /** The jar of the code this JVM runs from. */
    public Path pack() {
        return Code.pack(folder.jars());
    }

    /** A copy of a jar that stays. */
    public Path keep(Path jar) {
        return Code.keep(jar, folder.jars());
    }

    /**
     * Submits a job, without waiting until it runs.
     *
     * @param arguments of its main
     * @param stateFrom savepoint or checkpoint to start from; empty = none
     * @throws IllegalStateException when it runs already, or its main refuses, with the reason
     */
    public Deployment submit(
            ClusterJob job, Path jar, List<String> arguments, int parallelism, String stateFrom) {
        Optional<JobState> before = running(job);
        if (before.isPresent()) {
            throw new IllegalStateException(
                    "The job %s runs (%s). Maybe `./restock cluster savepoint %s --stop` first."
                            .formatted(job.label(), before.get().id(), job.label()));
        }
        List<String> command =
                new ArrayList<>(
                        List.of("-p", Integer.toString(parallelism), "-c", job.mainClass()));
        if (!stateFrom.isEmpty()) {
            command.addAll(List.of("-s", stateFrom));
        }
        command.add(jar.toString());
        command.addAll(arguments);
        String id;
        try {
            id = FlinkRun.submit(folder, options(null), command);
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    "The job %s of %s cannot be submitted.".formatted(job.label(), jar), e);
        }
        Deployment made = new Deployment(job, id, jar, arguments, parallelism, stateFrom, "");
        made.write(folder);
        return made;
    }

    /** How a job was last submitted. */
    public Optional<Deployment> deployment(ClusterJob job) {
        return Deployment.read(folder, job);
    }

    /** A job that has not ended. */
    public Optional<JobState> running(ClusterJob job) {
        return states().stream().filter(s -> s.name().equals(job.label()) && !s.ended()).findAny();
    }

    /** All jobs that the JobManager remembers. */
    public List<JobState> states() {
        List<JobState> states = new ArrayList<>();
        for (JsonNode job : rest.get("/jobs/overview").path("jobs")) {
            String id = job.path("jid").asText();
            JsonNode checkpoints = rest.get("/jobs/" + id + "/checkpoints");
            JsonNode last = checkpoints.path("latest").path("completed");
            states.add(
                    new JobState(
                            job.path("name").asText(),
                            id,
                            job.path("state").asText(),
                            job.path("tasks").path("total").asInt(),
                            job.path("tasks").path("running").asInt(),
                            checkpoints.path("counts").path("restored").asInt(),
                            checkpoints.path("counts").path("completed").asLong(),
                            last.path("trigger_timestamp").asLong(),
                            last.path("latest_ack_timestamp").asLong()));
        }
        return states;
    }

    /** A job as it stands, under the id of its last submission. */
    public JobState state(ClusterJob job) {
        String id = required(job).flinkId();
        return states().stream()
                .filter(s -> s.id().equals(id))
                .findAny()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The JobManager does not know the job %s (%s). Maybe it was started anew: `./restock cluster recover`."
                                                .formatted(job.label(), id)));
    }

    /**
     * Waits until all tasks of a job run.
     *
     * @throws IllegalStateException when it ends, or does not run in time, with the failure
     */
    public void awaitRunning(ClusterJob job, Duration patience) {
        await(
                "the tasks of the job " + job.label(),
                patience,
                () -> {
                    JobState state = state(job);
                    if (state.ended()) {
                        throw new IllegalStateException(
                                "The job %s has ended as %s. %s"
                                        .formatted(job.label(), state.status(), failure(job))
                                        .strip());
                    }
                    return state.allRunning();
                });
    }

    /** Why a job failed last; empty when it did not. */
    public String failure(ClusterJob job) {
        JsonNode first =
                rest.get("/jobs/" + required(job).flinkId() + "/exceptions")
                        .path("exceptionHistory")
                        .path("entries")
                        .path(0);
        String trace = first.path("stacktrace").asText("");
        List<String> said = trace.lines().filter(l -> !l.startsWith("\t")).limit(8).toList();
        return String.join("\n", said);
    }

    /**
     * When the failure was noticed that a job last restarted for, its JobManager's clock; 0 = none.
     */
    public long failedMillis(ClusterJob job) {
        return rest.get("/jobs/" + required(job).flinkId() + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("timestamp")
                .asLong();
    }

    /** Failures that a job has restarted for since its submission, the latest 16 at most. */
    int failures(ClusterJob job) {
        return rest.get("/jobs/" + required(job).flinkId() + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .size();
    }

    /**
     * When the first checkpoint of a job's last submission was complete that is remembered; 0 =
     * none.
     */
    long firstCompletedMillis(ClusterJob job) {
        long first = 0;
        for (JsonNode checkpoint :
                rest.get("/jobs/" + required(job).flinkId() + "/checkpoints").path("history")) {
            if (checkpoint.path("status").asText().equals("COMPLETED")) {
                // The newest is the first of the list.
                first = checkpoint.path("latest_ack_timestamp").asLong();
            }
        }
        return first;
    }

    private Deployment required(ClusterJob job) {
        return deployment(job)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "The job %s was never submitted in %s."
                                                .formatted(job.label(), folder.root())));
    }

    /**
     * Takes a canonical savepoint, which any state backend can be started from.
     *
     * @return where it is
     */
    public String savepoint(ClusterJob job) {
        JobID id = idOfRunning(job);
        return ask(
                "take a savepoint of " + job.label(),
                client ->
                        client.triggerSavepoint(
                                id,
                                folder.savepoints().toUri().toString(),
                                SavepointFormatType.CANONICAL));
    }

    /**
     * Stops a job with a canonical savepoint; what it has said until then is committed.
     *
     * @return how it was deployed, with the savepoint
     */
    public Deployment stop(ClusterJob job) {
        JobID id = idOfRunning(job);
        String savepoint =
                ask(
                        "stop " + job.label(),
                        client ->
                                client.stopWithSavepoint(
                                        id,
                                        false,
                                        folder.savepoints().toUri().toString(),
                                        SavepointFormatType.CANONICAL));
        await("the end of " + job.label(), REQUEST, () -> running(job).isEmpty());
        Deployment stopped = required(job).stoppedWith(savepoint);
        stopped.write(folder);
        return stopped;
    }

    /** Ends a job as it is. Its last checkpoint stays. */
    public void cancel(ClusterJob job) {
        JobID id = idOfRunning(job);
        ask("cancel " + job.label(), client -> client.cancel(id));
        await("the end of " + job.label(), REQUEST, () -> running(job).isEmpty());
    }

    /** Submits a job as it was, from what {@link #lastState} says. */
    public Deployment resubmit(ClusterJob job) {
        Deployment last = required(job);
        return submit(job, last.jar(), last.arguments(), last.parallelism(), lastState(job));
    }

    /**
     * The newest state of a job's last deployment: the savepoint that stopped it, else its last
     * retained checkpoint, else what it started from; empty where there is none.
     */
    public String lastState(ClusterJob job) {
        Optional<Deployment> last = deployment(job);
        if (last.isEmpty()) {
            return "";
        }
        String stoppedWith = last.get().stoppedWith(folder);
        if (!stoppedWith.isEmpty()) {
            return stoppedWith;
        }
        return Checkpoints.last(checkpoints(last.get()))
                .map(path -> path.toUri().toString())
                .orElse(last.get().stateFrom());
    }

    /** The savepoint that a job was stopped with, by this or by other means; else empty. */
    public String stoppedWith(ClusterJob job) {
        return deployment(job).map(last -> last.stoppedWith(folder)).orElse("");
    }

    private Path checkpoints(Deployment of) {
        String directory =
                Settings.ofArguments(of.arguments().toArray(String[]::new))
                        .get(Keys.CHECKPOINT_DIRECTORY);
        Path parent = folder.checkpoints();
        if (!directory.isBlank()) {
            URI uri = URI.create(directory);
            if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
                throw new IllegalStateException(
                        "The checkpoints of %s (%s) are not on this machine. Maybe name one with --from."
                                .formatted(of.job().label(), directory));
            }
            parent = uri.getScheme() == null ? Path.of(directory) : Path.of(uri);
        }
        return parent.resolve(of.flinkId());
    }

    /**
     * Starts what has ended by itself. After the loss of a TaskManager that is another one. After
     * the loss of the JobManager it is all of the cluster, and each job that was to run from its
     * last retained checkpoint; TaskManagers that still run are ended before, so that no task of
     * before works beside them.
     *
     * @return jobs that were submitted
     */
    public List<Deployment> recover() {
        boolean jobManagerRuns =
                ClusterProcess.all(folder).stream()
                        .anyMatch(p -> p.name().equals(JOB_MANAGER) && p.isAlive());
        int taskManagers = flink.get(TASK_MANAGERS);
        if (jobManagerRuns) {
            for (int running = taskManagers().size(); running < taskManagers; running++) {
                addTaskManager();
            }
            await(
                    "%d TaskManagers".formatted(taskManagers),
                    START,
                    () -> taskManagersThere() >= taskManagers);
            return List.of();
        }
        kill();
        startProcesses(taskManagers);
        List<Deployment> submitted = new ArrayList<>();
        for (ClusterJob job : ClusterJob.values()) {
            Optional<Deployment> last = deployment(job);
            if (last.isPresent() && last.get().stoppedWith(folder).isEmpty()) {
                submitted.add(resubmit(job));
            }
        }
        return submitted;
    }

    private JobID idOfRunning(ClusterJob job) {
        return JobID.fromHexString(
                running(job)
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "The job %s does not run. `./restock cluster list` says what does."
                                                        .formatted(job.label())))
                        .id());
    }

    private <T> T ask(
            String what,
            Function<RestClusterClient<StandaloneClusterId>, CompletableFuture<T>> request) {
        try (RestClusterClient<StandaloneClusterId> client =
                new RestClusterClient<>(flink, StandaloneClusterId.getInstance())) {
            return request.apply(client).get(REQUEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while Flink was to " + what + ".", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Flink could not " + what + ".", e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException(
                    "Flink did not " + what + " in " + REQUEST.toSeconds() + " s.", e);
        } catch (Exception e) {
            throw new IllegalStateException("Flink could not be asked to " + what + ".", e);
        }
    }

    /** Waits until something holds. */
    static void await(String what, Duration patience, BooleanSupplier condition) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "Waited %d s for %s.".formatted(patience.toSeconds(), what));
            }
            try {
                Thread.sleep(LOOK_EVERY_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("Interrupted while waiting for " + what + ".", e);
            }
        }
    }

    private static void requireFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "The --port (%d) is taken. Maybe by another cluster; --port 0 takes any that is free."
                            .formatted(port),
                    e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port.", e);
        }
    }
}
