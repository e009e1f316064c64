package io.restock.local.model;

import io.restock.domain.SeriesHistory;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HistorySeries;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.LstmTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import io.restock.operators.forecast.distribution.ForecastScore;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restock backtest}: all forecasters on the same target weeks. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Measures all forecasters side by side on the last target weeks of a history, on days"
                    + " without a stock-out in hours 6 to 21.",
            "Without --model, a model is trained for each week on what was known before it."
        })
public final class BacktestCommand implements Callable<Integer> {
    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout.")
    Path data = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder that `train` wrote, used for all weeks.")
    @Nullable Path model;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Target weeks, the last ones (default: ${DEFAULT-VALUE}).")
    int folds = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Seed of the models trained (default: ${DEFAULT-VALUE}).")
    long seed = TrainSettings.defaults().seed();

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Most epochs of the models trained (default: ${DEFAULT-VALUE}).")
    int epochs = TrainSettings.defaults().epochs();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    @Nullable Path json;

    @Spec @Nullable CommandSpec spec;

    /**
     * A line of the result.
     *
     * @param from first day of the target week, ISO-8601
     * @param forecaster which one
     * @param rows series-days measured
     * @param wape of the point (the mean of a distribution)
     * @param wapeOfMedian of the median; NaN without distributions, as below
     * @param wpe of the point
     * @param pinball mean over the levels, units
     * @param coverage10 share of actuals at or below the 10 % quantile
     * @param coverage50 at or below the median
     * @param coverage90 at or below the 90 % quantile
     */
    record Line(
            String from,
            String forecaster,
            long rows,
            double wape,
            double wapeOfMedian,
            double wpe,
            double pinball,
            double coverage10,
            double coverage50,
            double coverage90) {}

    @Override
    public Integer call() {
        if (folds < 1) {
            throw new IllegalArgumentException("The --folds (%d) must be >= 1.".formatted(folds));
        }
        PrintWriter out = Figures.out(spec);
        List<SeriesHistory> histories =
                HistorySeries.read(HistoryFolder.open(data), Integer.MAX_VALUE, 0);
        ForecastModel given = model == null ? null : ForecastModel.load(model);
        int lastDay = histories.get(0).originEpochDay();
        List<Line> lines = new ArrayList<>();
        for (int fold = folds; fold >= 1; fold--) {
            int origin = lastDay - fold * Backtest.DAYS;
            ForecastModel use = given == null ? train(histories, origin, out) : given;
            warn(use, origin, out);
            lines.addAll(measure(histories, origin, use));
        }
        print(lines, out);
        Figures.write(json, lines);
        return 0;
    }

    private ForecastModel train(List<SeriesHistory> histories, int origin, PrintWriter out) {
        out.printf("training until %s%n", LocalDate.ofEpochDay(origin));
        out.flush();
        List<SeriesHistory> known =
                histories.stream()
                        .map(h -> h.window(origin, origin - h.firstEpochDay() + 1, 0))
                        .toList();
        TrainSettings settings = TrainSettings.defaults().withSeed(seed).withEpochs(epochs);
        return LstmTrainer.train(known, settings, ProgressListener.SILENT);
    }

    private static void warn(ForecastModel model, int origin, PrintWriter out) {
        LocalDate trained = LocalDate.parse(model.manifest().lastDay());
        LocalDate known = LocalDate.ofEpochDay(origin);
        if (trained.isAfter(known)) {
            out.printf(
                    "Warning: the model has seen days until %s, so its figures after %s are too good."
                            + " Maybe train it with --until %s.%n",
                    trained, known, known);
        }
    }

    private static List<Line> measure(
            List<SeriesHistory> histories, int origin, ForecastModel model) {
        Map<String, ForecastScore> scores =
                new Backtest(histories, origin, model.horizon()).measure(model);
        String from = LocalDate.ofEpochDay(origin + 1L).toString();
        List<Line> lines = new ArrayList<>();
        scores.forEach(
                (forecaster, score) ->
                        lines.add(
                                new Line(
                                        from,
                                        forecaster,
                                        score.rows(),
                                        score.wape(),
                                        score.wapeOfMedian(),
                                        score.wpe(),
                                        score.pinball(),
                                        score.coverage(1),
                                        score.coverage(9),
                                        score.coverage(17))));
        return lines;
    }

    private void print(List<Line> lines, PrintWriter out) {
        out.printf(
                "%-12s %-16s %8s %8s %8s %8s %8s %6s %6s %6s%n",
                "week from",
                "forecaster",
                "rows",
                "WAPE",
                "(median)",
                "WPE",
                "pinball",
                "<=q10",
                "<=q50",
                "<=q90");
        lines.forEach(line -> print(line, out));
        if (folds > 1) {
            means(lines).forEach(line -> print(line, out));
        }
        out.flush();
    }

    private static void print(Line line, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%-12s %-16s %8d %8.4f %8s %8.4f %8s %6s %6s %6s%n",
                line.from(),
                line.forecaster(),
                line.rows(),
                line.wape(),
                text(line.wapeOfMedian(), 4),
                line.wpe(),
                text(line.pinball(), 4),
                text(line.coverage10(), 3),
                text(line.coverage50(), 3),
                text(line.coverage90(), 3));
    }

    private static String text(double value, int decimals) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** Plain means over the weeks, by forecaster. */
    private static List<Line> means(List<Line> lines) {
        Map<String, List<Line>> by = new LinkedHashMap<>();
        lines.forEach(
                l -> by.computeIfAbsent(l.forecaster(), forecaster -> new ArrayList<>()).add(l));
        List<Line> means = new ArrayList<>();
        by.forEach(
                (forecaster, of) ->
                        means.add(
                                new Line(
                                        "mean",
                                        forecaster,
                                        of.stream().mapToLong(Line::rows).sum(),
                                        mean(of, Line::wape),
                                        mean(of, Line::wapeOfMedian),
                                        mean(of, Line::wpe),
                                        mean(of, Line::pinball),
                                        mean(of, Line::coverage10),
                                        mean(of, Line::coverage50),
                                        mean(of, Line::coverage90))));
        return means;
    }

    private static double mean(List<Line> lines, ToDoubleFunction<Line> value) {
        return lines.stream().mapToDouble(value).average().orElse(Double.NaN);
    }
}
