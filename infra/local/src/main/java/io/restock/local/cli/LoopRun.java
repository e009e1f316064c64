package io.restock.local.cli;

import io.restock.domain.SeriesHistory;
import io.restock.local.console.Console;
import io.restock.local.files.TemporaryFolder;
import io.restock.local.loop.ClosedLoop;
import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopOptions;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.ReferenceLoop;
import io.restock.local.report.Report;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.Suppliers.Manners;
import io.restock.local.world.World;
import io.restock.operators.coordination.PlannerChoice;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.TrainSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What {@code demo} and {@code run} share: options, model, loop, reference, table, report. */
final class LoopRun {
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @Option(
            names = "--report",
            paramLabel = "DIR",
            defaultValue = "restock-report",
            description =
                    "Folder to write the HTML report and the log into (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    Path report;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the figures into, for machines.")
    @Nullable Path json;

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description =
                    "Model that `train` wrote (default: one is trained on the days before the run).")
    @Nullable Path model;

    @Option(
            names = "--kill-day",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Day of the run, from 1, in the middle of which a TaskManager is killed; 0 ="
                            + " none (default: ${DEFAULT-VALUE}).")
    int killDay;

    @Option(
            names = "--rounds",
            paramLabel = "R",
            defaultValue = "4",
            description = "Rounds of the optimizer for each problem (default: ${DEFAULT-VALUE}).")
    int rounds;

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec command;

    /** Runs a world and says what came of it. */
    int run(World world, long seed, Manners manners, PrintWriter out) {
        checkOptions(world);
        prepareReportFolder();
        checkModel();
        try (Console console = Console.of(out);
                TemporaryFolder trained = TemporaryFolder.create("restock-model-")) {
            if (model == null) {
                train(world, seed, console).save(trained.path());
            }
            LoopOptions options =
                    new LoopOptions(
                            model == null ? trained.path() : model,
                            seed,
                            manners,
                            !world.recorded(),
                            rounds,
                            killDay,
                            PATIENCE);
            LoopResult result = ClosedLoop.run(world, options, console);
            console.phase("the same days under the order-up-to rule", 0);
            List<DayOutcome> reference =
                    ReferenceLoop.run(
                            world, result.forecasts(), PlannerChoice.ORDER_UP_TO, options);
            finish(result, reference, Figures.of(result, reference, console.seconds()), out);
        }
        return 0;
    }

    /** Refuses now what would fail only after the training or at the end of the run. */
    private void checkOptions(World world) {
        int days = world.lastDay() - world.firstRunDay() + 1;
        require(
                killDay >= 0 && killDay <= days,
                "The --kill-day (%d) must be 0 or a day of the run, 1 … %d."
                        .formatted(killDay, days));
        require(rounds >= 0, "The --rounds (%d) must be >= 0.".formatted(rounds));
        if (json != null) {
            Path folder = json.toAbsolutePath().getParent();
            require(
                    folder != null && Files.isDirectory(folder) && !Files.isDirectory(json),
                    "The --json (%s) must be a file in a folder that is there.".formatted(json));
        }
    }

    private void checkModel() {
        if (model != null) {
            int horizon = ForecastModel.load(model).horizon();
            require(
                    horizon >= World.AHEAD_DAYS,
                    "The horizon (%d) of the --model %s must be >= %d days. Maybe train it with --horizon %d."
                            .formatted(horizon, model, World.AHEAD_DAYS, World.AHEAD_DAYS));
        }
    }

    private void require(boolean right, String otherwise) {
        if (!right) {
            throw new ParameterException(command.commandLine(), otherwise);
        }
    }

    private void finish(
            LoopResult result, List<DayOutcome> reference, Figures figures, PrintWriter out) {
        out.println();
        out.print(ResultTable.of(result, reference, figures));
        out.println("report: " + Report.write(report, result, reference, figures));
        if (json != null) {
            figures.write(json);
        }
        out.flush();
    }

    private static ForecastModel train(World world, long seed, Console console) {
        List<SeriesHistory> histories = world.histories();
        TrainSettings settings = TrainSettings.quick().withHorizon(World.AHEAD_DAYS).withSeed(seed);
        console.phase("training on %d series".formatted(histories.size()), 0);
        return ModelTrainer.train(
                histories,
                settings,
                (epoch, of, training, holdOut) ->
                        console.note(
                                String.format(
                                        Locale.ROOT,
                                        "epoch %d/%d, pinball loss %.4f",
                                        epoch,
                                        of,
                                        training)));
    }

    private void prepareReportFolder() {
        try {
            Files.createDirectories(report);
        } catch (IOException e) {
            throw new UncheckedIOException("The folder " + report + " cannot be made.", e);
        }
        // Before the first logger is made: the log belongs to the report.
        System.setProperty("restock.log", report.resolve("restock.log").toString());
    }
}
