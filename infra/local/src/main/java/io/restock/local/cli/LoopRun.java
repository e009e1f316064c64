package io.restock.local.cli;

import io.restock.domain.SeriesHistory;
import io.restock.local.loop.ClosedLoop;
import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopOptions;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.ReferenceLoop;
import io.restock.local.loop.TemporaryFolders;
import io.restock.local.report.Report;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.Suppliers.Manners;
import io.restock.local.world.World;
import io.restock.operators.coordination.PlannerChoice;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.LstmTrainer;
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
import picocli.CommandLine.Option;

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
            defaultValue = "10",
            description = "Rounds of the optimizer for each problem (default: ${DEFAULT-VALUE}).")
    int rounds;

    /** Runs a world and says what came of it. */
    int run(World world, long seed, Manners manners, PrintWriter out) {
        prepareReportFolder();
        try (Console console = Console.of(out)) {
            Path trained = model == null ? train(world, seed, console) : model;
            try {
                LoopOptions options =
                        new LoopOptions(
                                trained,
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
                Figures figures = Figures.of(result, reference, console.seconds());
                finish(result, reference, figures, out);
            } finally {
                if (model == null) {
                    TemporaryFolders.delete(trained);
                }
            }
        }
        return 0;
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

    private Path train(World world, long seed, Console console) {
        List<SeriesHistory> histories = world.histories();
        TrainSettings settings = TrainSettings.quick().withHorizon(World.AHEAD_DAYS).withSeed(seed);
        console.phase("training on %d series".formatted(histories.size()), 0);
        ForecastModel trained =
                LstmTrainer.train(
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
        try {
            Path folder = Files.createTempDirectory("restock-model-");
            trained.save(folder);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("No folder for the model could be made.", e);
        }
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
