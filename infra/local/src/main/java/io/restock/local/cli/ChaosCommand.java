package io.restock.local.cli;

import io.restock.local.chaos.ChaosFigures;
import io.restock.local.chaos.ChaosOptions;
import io.restock.local.chaos.ChaosRun;
import io.restock.local.chaos.TroubleKind;
import io.restock.local.console.Console;
import io.restock.local.files.TemporaryFolder;
import io.restock.local.loop.LoopOptions;
import io.restock.local.world.GeneratedWorld;
import io.restock.local.world.Suppliers.Manners;
import io.restock.local.world.World;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Whether orders stay the same whatever happens to the cluster. */
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a generated world on a cluster of processes twice, as it is and with processes killed or held, jobs",
            "rescaled, restored and upgraded, Kafka restarted, checkpoints gone and bad records sent, and compares all",
            "orders as suppliers read them. Suppliers refuse, shorten, are late and silent in both.",
            "Exits with 1 when one is lost, repeated or different."
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int MOST_DAYS = 400;
    private static final int ROUNDS = 3;
    private static final TrainSettings ANY_MODEL =
            new TrainSettings(World.AHEAD_DAYS, 1, 2, 1, 200, 128, 32, 5e-3, 0.1, 7, 0);
    private static final Duration PATIENCE = Duration.ofMinutes(8);

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "200",
            description = "Order events that the run lasts for (default: ${DEFAULT-VALUE}).")
    private int orders;

    @Option(
            names = "--kills",
            paramLabel = "K",
            defaultValue = "3",
            description =
                    "TaskManagers killed as by kill -9, at random moments (default: ${DEFAULT-VALUE}).")
    private int kills;

    @Option(
            names = "--job-manager-kills",
            paramLabel = "J",
            defaultValue = "0",
            description =
                    "JobManagers killed, and recovered from the last checkpoints (default: ${DEFAULT-VALUE}).")
    private int jobManagerKills;

    @Option(
            names = "--rescales",
            paramLabel = "R",
            defaultValue = "1",
            description =
                    "Stops with savepoint and starts at another parallelism, 2 → 3 → 2 (default: ${DEFAULT-VALUE}).")
    private int rescales;

    @Option(
            names = "--restores",
            paramLabel = "S",
            defaultValue = "1",
            description = "Stops with savepoint and starts from it (default: ${DEFAULT-VALUE}).")
    private int restores;

    @Option(
            names = "--upgrades",
            paramLabel = "U",
            defaultValue = "0",
            description =
                    "Upgrades of both jobs, as by cluster upgrade (default: ${DEFAULT-VALUE}).")
    private int upgrades;

    @Option(
            names = "--jar",
            paramLabel = "FILE",
            description =
                    "Cluster jar that upgrades go to and come back from (default: the same code).")
    private @Nullable Path jar;

    @Option(
            names = "--broker-restarts",
            paramLabel = "B",
            defaultValue = "0",
            description = "Kills and starts of Kafka (default: ${DEFAULT-VALUE}).")
    private int brokerRestarts;

    @Option(
            names = "--pauses",
            paramLabel = "P",
            defaultValue = "0",
            description =
                    "TaskManagers held for eight seconds, as by a slow model or a busy host (default: ${DEFAULT-VALUE}).")
    private int pauses;

    @Option(
            names = "--storage-outages",
            paramLabel = "D",
            defaultValue = "0",
            description =
                    "Times of ten seconds without the folder of checkpoints, as with a full disk (default: ${DEFAULT-VALUE}).")
    private int storageOutages;

    @Option(
            names = "--bad-records",
            paramLabel = "B",
            defaultValue = "0",
            description =
                    "Times that topics get what nobody can read, and events of a clock decades ahead (default: ${DEFAULT-VALUE}).")
    private int badRecords;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "7",
            description =
                    "Of the world, the suppliers and the moments (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--json", paramLabel = "FILE", description = "File for the figures.")
    private @Nullable Path json;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Model that `train` wrote (default: one is trained on the past).")
    private @Nullable Path model;

    @Option(
            names = "--folder",
            paramLabel = "DIR",
            description =
                    "Folder for logs, checkpoints and savepoints of both clusters, empty or not there yet (default: a temporary one).")
    private @Nullable Path folder;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        ChaosOptions options = options();
        requireEmpty();
        if (jar != null && !Files.isRegularFile(jar)) {
            throw new ParameterException(
                    spec.commandLine(), "The --jar (%s) must be a file.".formatted(jar));
        }
        PrintWriter out = spec.commandLine().getOut();
        try (Console console = Console.of(out);
                TemporaryFolder temporary = TemporaryFolder.create("restock-chaos-")) {
            World world = GeneratedWorld.of(seed, MOST_DAYS);
            Path trained = temporary.path().resolve("model");
            if (model == null) {
                console.phase("training", 0);
                train(world).save(trained);
            }
            LoopOptions loop =
                    new LoopOptions(
                            model == null ? trained : model.toAbsolutePath(),
                            seed,
                            Manners.USUAL,
                            true,
                            ROUNDS,
                            0,
                            PATIENCE);
            ChaosFigures figures =
                    ChaosRun.run(
                            world,
                            loop,
                            options,
                            folder == null ? temporary.path().resolve("run") : folder,
                            jar,
                            console);
            out.println(figures.json());
            out.flush();
            if (json != null) {
                figures.write(json);
            }
            return figures.asUndisturbed() ? 0 : 1;
        }
    }

    private ChaosOptions options() {
        try {
            return new ChaosOptions(
                    orders,
                    Map.of(
                            TroubleKind.KILL, kills,
                            TroubleKind.KILL_JOB_MANAGER, jobManagerKills,
                            TroubleKind.RESCALE, rescales,
                            TroubleKind.RESTORE, restores,
                            TroubleKind.UPGRADE, upgrades,
                            TroubleKind.RESTART_BROKER, brokerRestarts,
                            TroubleKind.PAUSE, pauses,
                            TroubleKind.STORAGE_OUTAGE, storageOutages,
                            TroubleKind.BAD_RECORDS, badRecords),
                    seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void requireEmpty() {
        if (folder == null || !Files.exists(folder)) {
            return;
        }
        try (Stream<Path> within = Files.list(folder)) {
            if (within.findAny().isPresent()) {
                throw new ParameterException(
                        spec.commandLine(), "The --folder (%s) must be empty.".formatted(folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The --folder " + folder + " cannot be read.", e);
        }
    }

    /** Both runs have the same model; that it is a good one is of no matter here. */
    private static ForecastModel train(World world) {
        return ModelTrainer.train(world.histories(), ANY_MODEL, ProgressListener.SILENT);
    }
}
