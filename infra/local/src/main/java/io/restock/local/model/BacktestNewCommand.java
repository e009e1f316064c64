package io.restock.local.model;

import io.restock.domain.SeriesHistory;
import io.restock.local.console.Console;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HistorySeries;
import io.restock.local.model.HiddenHistories.Hidden;
import io.restock.operators.forecast.BatchForecaster;
import io.restock.operators.forecast.EncodedSeries;
import io.restock.operators.forecast.EngineFactory;
import io.restock.operators.forecast.ForecastEngine;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.SeriesEncoder;
import io.restock.operators.forecast.TrainSettings;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.launch.ItemCategories;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.statistical.MovingMean;
import io.restock.operators.forecast.statistical.SeasonalLevel;
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

/** {@code restock backtest-new}: how new series are forecast, on ones whose history is hidden. */
@Command(
        name = "backtest-new",
        mixinStandardHelpOptions = true,
        description = {
            "Hides the history of some series, and then of some items in all locations, learns from"
                    + " the others, and measures the forecasts of the week after, with none or few of"
                    + " the hidden days known.",
            "Days without a stock-out in hours 6 to 21 count."
        })
public final class BacktestNewCommand implements Callable<Integer> {
    private static final double MOST_HIDDEN = 0.9;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout.")
    Path data = Path.of("");

    @Option(
            names = "--hide-share",
            paramLabel = "SHARE",
            description = "Share of the series, and of the items (default: ${DEFAULT-VALUE}).")
    double share = 0.05;

    @Option(
            names = "--known-days",
            paramLabel = "N",
            split = ",",
            description = "Own days known at the origin (default: ${DEFAULT-VALUE}).")
    List<Integer> knownDays = List.of(0, 3, 7, 14);

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Weekly origins, the last ones (default: ${DEFAULT-VALUE}).")
    int folds = 1;

    @Option(
            names = "--seed",
            paramLabel = "S",
            description = "Draws what is hidden, and trains (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(
            names = "--with-model",
            description = "Trains a model without what is hidden, and asks it too.")
    boolean withModel;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "Most epochs of that model (default: ${DEFAULT-VALUE}).")
    int epochs = TrainSettings.defaults().epochs();

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    @Nullable Path json;

    @Spec @Nullable CommandSpec spec;

    /** Means over the origins of one forecaster, of what is hidden and of the days known. */
    private record Row(
            String hidden,
            int series,
            int knownDays,
            String forecaster,
            List<ForecastScore> scores) {
        Map<String, Object> figures() {
            Map<String, Object> figures = new LinkedHashMap<>();
            figures.put("hidden", hidden);
            figures.put("series", series);
            figures.put("knownDays", knownDays);
            figures.put("forecaster", forecaster);
            figures.put("wape", mean(ForecastScore::wape));
            figures.put("wapeOfMedian", mean(ForecastScore::wapeOfMedian));
            figures.put("wpe", mean(ForecastScore::wpe));
            figures.put("pinball", mean(ForecastScore::pinball));
            Map<String, Double> coverage = new LinkedHashMap<>();
            coverage.put("0.1", mean(score -> score.coverage(1)));
            coverage.put("0.5", mean(score -> score.coverage(9)));
            coverage.put("0.9", mean(score -> score.coverage(17)));
            coverage.put("0.95", mean(score -> score.coverage(18)));
            figures.put("coverage", coverage);
            return figures;
        }

        private double mean(ToDoubleFunction<ForecastScore> of) {
            return scores.stream().mapToDouble(of).average().orElse(Double.NaN);
        }
    }

    @Override
    public Integer call() {
        check();
        PrintWriter out = Figures.out(spec);
        List<Row> rows = new ArrayList<>();
        try (Console console = Console.of(out)) {
            console.phase("reading " + data, 0);
            HistoryFolder folder = HistoryFolder.open(data);
            List<SeriesHistory> histories = HistorySeries.read(folder, Integer.MAX_VALUE, 0);
            for (Hidden what : Hidden.values()) {
                HiddenHistories hidden = new HiddenHistories(histories, what, share, seed);
                measure(hidden, what, origins(histories), folder.categories(), console, rows);
            }
        }
        print(rows, out);
        Figures.write(json, Map.of("rows", rows.stream().map(Row::figures).toList()));
        return 0;
    }

    private void check() {
        if (!(share > 0 && share <= MOST_HIDDEN)) {
            throw new IllegalArgumentException(
                    "The --hide-share (%s) must be > 0 and <= %s.".formatted(share, MOST_HIDDEN));
        }
        if (folds < 1) {
            throw new IllegalArgumentException("The --folds (%d) must be >= 1.".formatted(folds));
        }
        for (int days : knownDays) {
            if (days < 0) {
                throw new IllegalArgumentException(
                        "The --known-days (%d) must be >= 0.".formatted(days));
            }
        }
    }

    private List<Integer> origins(List<SeriesHistory> histories) {
        int most = knownDays.stream().mapToInt(Integer::intValue).max().orElse(0);
        int last = histories.get(0).originEpochDay() - Backtest.DAYS;
        int first = last - (folds - 1) * Backtest.DAYS;
        int past = first - histories.get(0).firstEpochDay() + 1;
        int needed = Math.max(Backtest.DAYS, most);
        if (past < needed) {
            throw new IllegalArgumentException(
                    "The --folds (%d) begin %d days into the history; there must be %d before the first. Maybe take fewer."
                            .formatted(folds, Math.max(0, past), needed));
        }
        List<Integer> origins = new ArrayList<>();
        for (int origin = first; origin <= last; origin += Backtest.DAYS) {
            origins.add(origin);
        }
        return origins;
    }

    private void measure(
            HiddenHistories hidden,
            Hidden what,
            List<Integer> origins,
            ItemCategories categories,
            Console console,
            List<Row> rows) {
        Map<String, Row> byKey = new LinkedHashMap<>();
        for (int origin : origins) {
            console.note(
                    "%s hidden, origin %s".formatted(what.label(), LocalDate.ofEpochDay(origin)));
            List<SeriesHistory> learned = hidden.learned(origin);
            List<Forecaster> forecasters = new ArrayList<>();
            forecasters.add(LaunchPrior.fit(learned, categories, origin));
            forecasters.add(new SeasonalLevel());
            forecasters.add(new MovingMean(Backtest.DAYS));
            if (withModel) {
                ForecastModel model = trained(learned, categories);
                forecasters.add(new AskedAlways(model));
                forecasters.add(new AsServed(model));
            }
            for (int days : knownDays) {
                for (Forecaster forecaster : forecasters) {
                    byKey.computeIfAbsent(
                                    days + " " + forecaster.name(),
                                    k ->
                                            new Row(
                                                    what.label(),
                                                    hidden.size(),
                                                    days,
                                                    forecaster.name(),
                                                    new ArrayList<>()))
                            .scores()
                            .add(hidden.score(forecaster, origin, days));
                }
            }
        }
        rows.addAll(byKey.values());
    }

    private ForecastModel trained(List<SeriesHistory> learned, ItemCategories categories) {
        TrainSettings settings =
                TrainSettings.defaults()
                        .withHorizon(Backtest.DAYS)
                        .withSeed(seed)
                        .withEpochs(epochs);
        return ModelTrainer.train(learned, categories, settings, null, ProgressListener.SILENT);
    }

    /** The model without its threshold of known days. */
    private record AskedAlways(ForecastModel model) implements Forecaster {
        @Override
        public String name() {
            return "model";
        }

        @Override
        public List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
            List<DemandQuantiles> all = new ArrayList<>();
            SeriesEncoder encoder = model.seriesEncoder();
            try (ForecastEngine engine = EngineFactory.LSTM_LAYER.create(model)) {
                for (int from = 0; from < histories.size(); from += engine.maxBatch()) {
                    int to = Math.min(histories.size(), from + engine.maxBatch());
                    List<EncodedSeries> batch =
                            histories.subList(from, to).stream().map(encoder::encode).toList();
                    engine.forecast(batch).forEach(forecast -> all.add(forecast.first(days)));
                }
            }
            return all;
        }
    }

    /** The model as `forecast` asks it. */
    private record AsServed(ForecastModel model) implements Forecaster {
        @Override
        public String name() {
            return "model with prior";
        }

        @Override
        public List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
            try (BatchForecaster served = new BatchForecaster(model)) {
                return served.forecast(histories, days);
            }
        }
    }

    private void print(List<Row> rows, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%nHidden: %.0f %%, forecast for 7 days, mean of %d origins%n%n",
                100 * share,
                folds);
        out.printf(
                Locale.ROOT,
                "%-8s %7s %6s  %-20s %8s %8s %8s %8s %6s %6s %6s %6s%n",
                "hidden",
                "series",
                "known",
                "forecaster",
                "WAPE",
                "(median)",
                "WPE",
                "pinball",
                "<=q10",
                "<=q50",
                "<=q90",
                "<=q95");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    "%-8s %7d %6d  %-20s %8.4f %8.4f %8.4f %8.4f %6.3f %6.3f %6.3f %6.3f%n",
                    row.hidden(),
                    row.series(),
                    row.knownDays(),
                    row.forecaster(),
                    row.mean(ForecastScore::wape),
                    row.mean(ForecastScore::wapeOfMedian),
                    row.mean(ForecastScore::wpe),
                    row.mean(ForecastScore::pinball),
                    row.mean(score -> score.coverage(1)),
                    row.mean(score -> score.coverage(9)),
                    row.mean(score -> score.coverage(17)),
                    row.mean(score -> score.coverage(18)));
        }
        out.flush();
    }
}
