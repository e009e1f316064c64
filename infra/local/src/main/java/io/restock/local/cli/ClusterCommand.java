package io.restock.local.cli;

import io.restock.local.cluster.Cluster;
import io.restock.local.cluster.ClusterJob;
import io.restock.local.cluster.ClusterOptions;
import io.restock.local.cluster.Deployment;
import io.restock.local.cluster.JobState;
import io.restock.local.cluster.Upgrade;
import io.restock.local.cluster.UpgradeFigures;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A Flink cluster of processes on this machine, and the jobs on it. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        description =
                "Runs the jobs on a Flink cluster of processes on this machine, which goes on when the command has ended.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClusterCommand.Start.class,
            ClusterCommand.Submit.class,
            ClusterCommand.ListAll.class,
            ClusterCommand.Savepoint.class,
            ClusterCommand.UpgradeJobs.class,
            ClusterCommand.Recover.class,
            ClusterCommand.Stop.class
        })
public final class ClusterCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "Name start, submit, list, savepoint, upgrade, recover or stop.");
    }

    private static final String JOBS =
            "forecast, coordination, documents (default: the first two, and documents where it has run before).";

    /** Which cluster. */
    static final class Where {
        @Option(
                names = "--folder",
                paramLabel = "DIR",
                defaultValue = "restock-cluster",
                description =
                        "Folder of the cluster: configuration, logs, checkpoints, savepoints (default: ${DEFAULT-VALUE}).")
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        Path folder;

        @Spec(Spec.Target.MIXEE)
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        CommandSpec command;

        Cluster cluster() {
            return Cluster.at(folder);
        }

        PrintWriter out() {
            return command.commandLine().getOut();
        }

        /** Jobs that are named, or all: that of documents where it has run before. */
        List<ClusterJob> jobs(List<String> names) {
            try {
                return names.isEmpty()
                        ? Arrays.stream(ClusterJob.values()).filter(this::isWanted).toList()
                        : names.stream().map(ClusterJob::of).toList();
            } catch (IllegalArgumentException e) {
                throw new ParameterException(command.commandLine(), e.getMessage(), e);
            }
        }

        private boolean isWanted(ClusterJob job) {
            return ClusterJob.PLANNING.contains(job) || cluster().deployment(job).isPresent();
        }
    }

    /** Starts the processes. */
    @Command(
            name = "start",
            mixinStandardHelpOptions = true,
            description = "Starts a JobManager and TaskManagers, and waits until they are there.")
    static final class Start implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Option(
                names = "--port",
                defaultValue = "8081",
                description =
                        "Port of Flink's REST interface; 0 = any that is free (default: ${DEFAULT-VALUE}).")
        private int port;

        @Option(
                names = "--task-managers",
                paramLabel = "N",
                defaultValue = "2",
                description = "Processes that work (default: ${DEFAULT-VALUE}).")
        private int taskManagers;

        @Option(
                names = "--slots",
                paramLabel = "N",
                defaultValue = "4",
                description =
                        "Slots of each; a job takes as many as its parallelism. With enough to spare the loss of a TaskManager is overcome at once (default: ${DEFAULT-VALUE}).")
        private int slots;

        @Option(
                names = "--memory",
                paramLabel = "MIB",
                defaultValue = "1536",
                description = "Memory of a TaskManager in all, MiB (default: ${DEFAULT-VALUE}).")
        private int memory;

        @Option(
                names = "--flink",
                paramLabel = "KEY=VALUE",
                description = "A setting of Flink, e.g. env.java.opts.all=-XX:+UseSerialGC.")
        private Map<String, String> flink = new LinkedHashMap<>();

        @Override
        public Integer call() {
            ClusterOptions options;
            try {
                options = new ClusterOptions(port, taskManagers, slots, memory, flink);
            } catch (IllegalArgumentException e) {
                throw new ParameterException(where.command.commandLine(), e.getMessage(), e);
            }
            Cluster cluster = Cluster.start(where.folder, options);
            PrintWriter out = where.out();
            cluster.processes().forEach((name, pid) -> out.printf("%-14s %s%n", name, pid));
            out.println("address        " + cluster.address());
            out.println("logs           " + cluster.folder().logs());
            out.flush();
            return 0;
        }
    }

    /** Submits jobs. */
    @Command(
            name = "submit",
            mixinStandardHelpOptions = true,
            description = {
                "Submits jobs and waits until they run.",
                "A job that ran before goes on from its last savepoint or checkpoint, unless --from or --fresh says otherwise."
            })
    static final class Submit implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Parameters(paramLabel = "JOB", arity = "0..*", description = JOBS)
        private List<String> names = new ArrayList<>();

        @Mixin
        private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

        @Option(
                names = "--jar",
                paramLabel = "FILE",
                description = "A cluster jar (default: the code of this command).")
        private @Nullable Path jar;

        @Option(
                names = {"-p", "--parallelism"},
                defaultValue = "2",
                description = "Slots that each job takes (default: ${DEFAULT-VALUE}).")
        private int parallelism;

        @Option(
                names = "--from",
                paramLabel = "PATH",
                description = "Savepoint or checkpoint to start from, where one job is named.")
        private @Nullable String from;

        @Option(names = "--fresh", description = "Starts without state; read docs/deploy.md first.")
        private boolean fresh;

        @Override
        public Integer call() {
            require(parallelism >= 1, "The --parallelism (" + parallelism + ") must be >= 1.");
            require(
                    from == null || names.size() == 1,
                    "The --from (" + from + ") is the state of one job; name the job.");
            require(from == null || !fresh, "The --from and --fresh exclude each other.");
            List<ClusterJob> jobs = where.jobs(names);
            List<String> arguments = installation.arguments();
            installation.settings();
            Cluster cluster = where.cluster();
            Path code = jar == null ? cluster.pack() : cluster.keep(jar);
            for (ClusterJob job : jobs) {
                String state = from != null ? from : fresh ? "" : cluster.lastState(job);
                Deployment made = cluster.submit(job, code, arguments, parallelism, state);
                cluster.awaitRunning(job, PATIENCE);
                say(where.out(), made);
            }
            return 0;
        }

        private void require(boolean right, String otherwise) {
            if (!right) {
                throw new ParameterException(where.command.commandLine(), otherwise);
            }
        }
    }

    private static void say(PrintWriter out, Deployment made) {
        out.printf(
                "%-14s %s runs, parallelism %d, %s%n",
                made.job().label(),
                made.flinkId(),
                made.parallelism(),
                made.stateFrom().isEmpty() ? "without state" : "from " + made.stateFrom());
        out.flush();
    }

    /** Says how things stand. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description =
                    "Lists processes and jobs; exits with 1 when a process has ended by itself or a job that was to run does not.")
    static final class ListAll implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Override
        public Integer call() {
            Cluster cluster = where.cluster();
            PrintWriter out = where.out();
            Map<String, String> processes = cluster.processes();
            if (processes.isEmpty()) {
                throw new IllegalStateException(
                        "The cluster in %s does not run. Maybe `./restock cluster start`."
                                .formatted(cluster.folder().root()));
            }
            boolean well = true;
            for (Map.Entry<String, String> process : processes.entrySet()) {
                out.printf("%-14s %s%n", process.getKey(), process.getValue());
                well &= Character.isDigit(process.getValue().charAt(0));
            }
            out.flush();
            for (ClusterJob job : ClusterJob.values()) {
                well &= cluster.deployment(job).isEmpty() || say(cluster, job, out);
            }
            out.flush();
            return well ? 0 : 1;
        }

        private static boolean say(Cluster cluster, ClusterJob job, PrintWriter out) {
            String stoppedWith = cluster.stoppedWith(job);
            if (!stoppedWith.isEmpty()) {
                out.printf("%-14s stopped with %s%n", job.label(), stoppedWith);
                return true;
            }
            JobState state = cluster.state(job);
            out.printf(
                    "%-14s %s %s, %d of %d tasks run, restored %d times, %d checkpoints, %s%n",
                    job.label(),
                    state.id(),
                    state.status(),
                    state.running(),
                    state.tasks(),
                    state.restarts(),
                    state.checkpoints(),
                    state.lastCompletedMillis() == 0
                            ? "none complete"
                            : "the last at " + Instant.ofEpochMilli(state.lastCompletedMillis()));
            if (!state.allRunning()) {
                out.println(cluster.failure(job).indent(15).stripTrailing());
            }
            return state.allRunning();
        }
    }

    /** Takes savepoints. */
    @Command(
            name = "savepoint",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a canonical savepoint of jobs, which any state backend and parallelism can be started from.")
    static final class Savepoint implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Parameters(paramLabel = "JOB", arity = "0..*", description = JOBS)
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--stop",
                description = "Stops the jobs with it; `submit` goes on from there.")
        private boolean stop;

        @Override
        public Integer call() {
            Cluster cluster = where.cluster();
            for (ClusterJob job : where.jobs(names)) {
                String taken = stop ? cluster.stop(job).savepoint() : cluster.savepoint(job);
                where.out().printf("%-14s %s%n", job.label(), taken);
                where.out().flush();
            }
            return 0;
        }
    }

    /** Replaces the code of jobs. */
    @Command(
            name = "upgrade",
            mixinStandardHelpOptions = true,
            description = {
                "Replaces the code of running jobs, one after the other: stops each with a savepoint, starts the new code",
                "from it, and looks whether orders are right: checkpoints complete, it keeps up with its topics, every",
                "group has its plan, nothing is rejected that was read before. Where they are not, the old code goes on",
                "from the savepoint. Exits with 1 when a job was rolled back."
            })
    static final class UpgradeJobs implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Parameters(paramLabel = "JOB", arity = "0..*", description = JOBS)
        private List<String> names = new ArrayList<>();

        @Option(
                names = "--jar",
                paramLabel = "NEW",
                required = true,
                description = "The new cluster jar.")
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        private Path jar;

        @Option(
                names = "--healthy-within",
                paramLabel = "DURATION",
                defaultValue = "PT2M",
                description =
                        "Time after which a job that is not healthy is rolled back (default: ${DEFAULT-VALUE}).")
        private Duration healthyWithin = PATIENCE;

        @Option(
                names = "--most-rejected",
                paramLabel = "N",
                defaultValue = "20",
                description =
                        "Records that may be rejected until a job is healthy (default: ${DEFAULT-VALUE}).")
        private long mostRejected;

        @Option(names = "--json", paramLabel = "FILE", description = "File for the figures.")
        private @Nullable Path json;

        @Override
        public Integer call() {
            Cluster cluster = where.cluster();
            List<ClusterJob> jobs = where.jobs(names);
            Path kept = cluster.keep(jar);
            PrintWriter out = where.out();
            Upgrade upgrade =
                    new Upgrade(
                            cluster,
                            healthyWithin,
                            mostRejected,
                            said -> {
                                out.println(said);
                                out.flush();
                            });
            List<Upgrade.Step> steps = new ArrayList<>();
            for (ClusterJob job : jobs) {
                steps.add(upgrade.run(job, kept));
                // The rest would not be what was to be tried together.
                if (steps.get(steps.size() - 1).rolledBack()) {
                    break;
                }
            }
            UpgradeFigures figures = UpgradeFigures.of(steps);
            out.println(figures.json());
            out.flush();
            if (json != null) {
                figures.write(json);
            }
            return figures.rolledBack() == 0 ? 0 : 1;
        }
    }

    /** Starts anew what a lost JobManager has left. */
    @Command(
            name = "recover",
            mixinStandardHelpOptions = true,
            description = {
                "Starts what has ended by itself: a TaskManager, or, after the loss of the JobManager or of the",
                "machine, all processes anew and each job that was to run from its last retained checkpoint."
            })
    static final class Recover implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Override
        public Integer call() {
            Cluster cluster = where.cluster();
            List<Deployment> submitted = cluster.recover();
            cluster.processes().forEach((name, pid) -> where.out().printf("%-14s %s%n", name, pid));
            for (Deployment made : submitted) {
                cluster.awaitRunning(made.job(), PATIENCE);
                say(where.out(), made);
            }
            where.out().flush();
            return 0;
        }
    }

    /** Ends the processes. */
    @Command(
            name = "stop",
            mixinStandardHelpOptions = true,
            description = "Stops the jobs with a savepoint each, then all processes.")
    static final class Stop implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Option(
                names = "--now",
                description =
                        "Ends the processes without savepoints; jobs go on from their last checkpoint.")
        private boolean now;

        @Override
        public Integer call() {
            Cluster cluster = where.cluster();
            if (!now && cluster.anyAlive()) {
                for (ClusterJob job : ClusterJob.values()) {
                    if (cluster.running(job).isPresent()) {
                        String savepoint = cluster.stop(job).savepoint();
                        where.out().printf("%-14s stopped with %s%n", job.label(), savepoint);
                        where.out().flush();
                    }
                }
            }
            int ended = cluster.stop();
            where.out()
                    .println(
                            ended == 0
                                    ? "No process of the cluster ran."
                                    : ended + " processes ended");
            where.out().flush();
            return 0;
        }
    }
}
