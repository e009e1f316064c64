package io.restock.local.model;

import io.restock.domain.SeriesHistory;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HistorySeries;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.TrainSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restock train}: history in, model folder out. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = {
            "Trains a forecasting model on a history, measures it against the baselines on the last"
                    + " days, and writes it with its measures.",
            "A training that was interrupted goes on after its last epoch when the same command is"
                    + " given again."
        })
public final class TrainCommand implements Callable<Integer> {
    private static final String CHECKPOINT = "training.part";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout.")
    Path data = Path.of("");

    @Option(
            names = "--model",
            required = true,
            paramLabel = "DIR",
            description = "Folder to write the model into.")
    Path model = Path.of("");

    @Option(
            names = "--horizon",
            paramLabel = "DAYS",
            description = "Days the model forecasts (default: ${DEFAULT-VALUE}).")
    int horizon = TrainSettings.defaults().horizon();

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "One seed gives one model (default: ${DEFAULT-VALUE}).")
    long seed = TrainSettings.defaults().seed();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description =
                    "Most epochs; fewer when the hold-out gets no better"
                            + " (default: ${DEFAULT-VALUE}).")
    int epochs = TrainSettings.defaults().epochs();

    @Option(
            names = "--until",
            paramLabel = "DATE",
            description = "Last day that is learned from (default: the last one there is).")
    @Nullable LocalDate until;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    @Nullable Path json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = Figures.out(spec);
        HistoryFolder folder = HistoryFolder.open(data);
        List<SeriesHistory> histories = HistorySeries.read(folder, Figures.lastDay(until), 0);
        out.printf(
                Locale.ROOT,
                "%d series until %s%n",
                histories.size(),
                LocalDate.ofEpochDay(histories.get(0).originEpochDay()));
        out.flush();
        TrainSettings settings =
                TrainSettings.defaults().withHorizon(horizon).withSeed(seed).withEpochs(epochs);
        ForecastModel trained =
                ModelTrainer.train(
                        histories,
                        folder.categories(),
                        settings,
                        model.resolve(CHECKPOINT),
                        new TrainProgress(out, onTerminal()));
        trained.save(model);
        out.printf(Locale.ROOT, "%nHold-out, before it was learned from%n");
        trained.manifest().holdOut().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(e -> out.printf(Locale.ROOT, "  %-26s %8.4f%n", e.getKey(), e.getValue()));
        out.printf(
                Locale.ROOT,
                "Model %s, horizon %d days, in %s%n",
                trained.version(),
                trained.horizon(),
                model);
        out.flush();
        Figures.write(json, trained.manifest());
        return 0;
    }

    /**
     * Whether both input and output are a terminal; later versions of Java need another question.
     */
    @SuppressWarnings("SystemConsoleNull")
    private static boolean onTerminal() {
        return System.console() != null;
    }
}
