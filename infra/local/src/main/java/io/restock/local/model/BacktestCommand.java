package io.restock.local.model;

import io.restock.domain.SeriesHistory;
import io.restock.local.console.Console;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HistorySeries;
import io.restock.local.model.Backtest.Member;
import io.restock.local.model.Backtest.OriginScores;
import io.restock.local.report.BacktestPage;
import io.restock.operators.forecast.BatchForecaster;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.launch.ItemCategories;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.statistical.CovariateRegression;
import io.restock.operators.forecast.statistical.ExponentialSmoothing;
import io.restock.operators.forecast.statistical.MovingMean;
import io.restock.operators.forecast.statistical.SeasonalArima;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import io.restock.operators.forecast.statistical.SeasonalNaive;
import io.restock.operators.forecast.statistical.SimilarDays;
import io.restock.operators.forecast.statistical.SparseDemand;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code restock backtest}: all forecasters over the same rolling origins. */
@Command(
        name = "backtest",
        mixinStandardHelpOptions = true,
        description = {
            "Measures all forecasters side by side over rolling origins at the end of a history, on"
                    + " days without a stock-out in hours 6 to 21, with their fusion.",
            "WAPE, WPE and MASE are of the mean of the distribution, WAPE (median) of its median; WAPE and"
                    + " WPE are taken for each target day and averaged over the days. Pinball is the"
                    + " mean over all quantiles, 10/50/90 over those three; <=q10 is the share of"
                    + " actuals at or below the 10 % quantile.",
            "Without --model, a model is trained for each origin on what was known before it.",
            "RESTOCK_MAVEN_OPTS=-Pbench ./restock backtest … adds `xgboost`, gradient-boosted trees of"
                    + " another library on the model's features, trained for each origin and measured"
                    + " beside the others without being fused."
        })
public final class BacktestCommand implements Callable<Integer> {
    private static final String MODEL = "model";
    private static final String LSTM = "lstm";
    private static final String TREES = "trees";

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout.")
    Path data = Path.of("");

    @Option(
            names = "--model",
            paramLabel = "DIR",
            description = "Folder that `train` wrote, used for all origins.")
    @Nullable Path model;

    @Option(
            names = "--folds",
            paramLabel = "K",
            description = "Origins measured, the last ones (default: ${DEFAULT-VALUE}).")
    int folds = 1;

    @Option(
            names = "--every",
            paramLabel = "DAYS",
            description = "Days from one origin to the next (default: ${DEFAULT-VALUE}).")
    int every = Backtest.DAYS;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            description =
                    "Origins before those, from which the fusion learns without being measured"
                            + " (default: ${DEFAULT-VALUE}).")
    int warmUp = 3;

    @Option(
            names = "--forecasters",
            paramLabel = "NAME",
            split = ",",
            description =
                    "Which ones, by name; seasonal naive is always one (default: all). `model`, with"
                            + " its parts `lstm` and `trees` alone, takes by far the longest.")
    List<String> chosen = List.of();

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

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Folder to write a page with drawings into.")
    @Nullable Path report;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures as JSON.")
    @Nullable Path json;

    @Spec @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        atLeast("--folds", folds, 1);
        atLeast("--every", every, 1);
        atLeast("--warm-up", warmUp, 0);
        PrintWriter out = Figures.out(spec);
        ForecastModel given = model == null ? null : ForecastModel.load(model);
        List<SeriesHistory> histories;
        List<OriginScores> measured;
        try (Console console = Console.of(out);
                Trained trained = new Trained(given, console)) {
            List<Member> members = members(trained, given);
            console.phase("reading " + data, 0);
            HistoryFolder folder = HistoryFolder.open(data);
            histories = HistorySeries.read(folder, Integer.MAX_VALUE, 0);
            trained.histories = histories;
            trained.categories = folder.categories();
            List<Integer> origins = origins(histories);
            int learning = Math.max(0, origins.size() - folds);
            int future = given == null ? TrainSettings.defaults().horizon() : given.horizon();
            measured = new Backtest(histories, future, members).measure(origins, learning, console);
        }
        BacktestFigures figures =
                new BacktestFigures(String.valueOf(data.getFileName()), histories.size(), measured);
        figures.print(out);
        if (report != null) {
            out.println("report: " + BacktestPage.write(report, figures.page()));
        }
        out.flush();
        Figures.write(json, figures.json());
        return 0;
    }

    private static void atLeast(String option, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "The %s (%d) must be >= %d.".formatted(option, value, least));
        }
    }

    /** The last origins, then as many before them as the history has four weeks for. */
    private List<Integer> origins(List<SeriesHistory> histories) {
        int lastOrigin = histories.get(0).originEpochDay() - Backtest.DAYS;
        int first = histories.get(0).firstEpochDay();
        List<Integer> origins = new ArrayList<>();
        for (int i = folds + warmUp - 1; i >= 0; i--) {
            int origin = lastOrigin - i * every;
            boolean measured = i < folds;
            int past = origin - first + 1;
            if (measured && past < Backtest.DAYS) {
                throw new IllegalArgumentException(
                        "The --folds (%d) begin %d days into the history; there must be %d before the first. Maybe take fewer."
                                .formatted(folds, Math.max(0, past), Backtest.DAYS));
            }
            if (measured || past >= 4 * Backtest.DAYS) {
                origins.add(origin);
            }
        }
        return origins;
    }

    private List<Member> members(Trained trained, @Nullable ForecastModel given) {
        List<Forecaster> statistical =
                List.of(
                        new SeasonalNaive(),
                        new MovingMean(7),
                        new MovingMean(28),
                        new SeasonalLevel(),
                        new ExponentialSmoothing(),
                        new SeasonalArima(),
                        new SparseDemand(),
                        SimilarDays.published(),
                        new CovariateRegression());
        List<Member> all = new ArrayList<>(statistical.stream().map(Member::of).toList());
        all.add(trained.prior());
        all.add(trained.part(MODEL));
        if (given == null || given.hasTrees()) {
            all.add(trained.part(LSTM));
            all.add(trained.part(TREES));
        }
        ServiceLoader.load(Forecaster.class).forEach(peer -> all.add(Member.beside(peer)));
        List<String> names = all.stream().map(Member::name).toList();
        for (String name : chosen) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException(
                        "The --forecasters (%s) must be of: %s."
                                .formatted(name, String.join(", ", names)));
            }
        }
        return all.stream()
                .filter(m -> chosen.isEmpty() || chosen.contains(m.name()) || m == all.get(0))
                .toList();
    }

    /** The model, the one given or one trained for each origin that is measured, and its parts. */
    private final class Trained implements AutoCloseable {
        private final @Nullable ForecastModel given;
        private final Console console;
        private List<SeriesHistory> histories = List.of();
        private ItemCategories categories = ItemCategories.none();
        private int origin = Integer.MIN_VALUE;
        private @Nullable ForecastModel current;
        private final Map<String, BatchForecaster> parts = new HashMap<>();

        Trained(@Nullable ForecastModel given, Console console) {
            this.given = given;
            this.console = console;
        }

        /** The member of a name: the model as it is, its networks or its trees. */
        Member part(String name) {
            return new Member() {
                @Override
                public String name() {
                    return name;
                }

                @Override
                public @Nullable Forecaster at(int origin, boolean scored) {
                    ForecastModel model = model(origin, scored);
                    return model == null
                            ? null
                            : parts.computeIfAbsent(name, n -> new BatchForecaster(n, of(model)));
                }

                private ForecastModel of(ForecastModel model) {
                    return switch (name) {
                        case LSTM -> model.withTreeWeight(0);
                        case TREES -> model.withTreeWeight(1);
                        default -> model;
                    };
                }
            };
        }

        /** The prior of new series, learned from what was known at each origin. */
        Member prior() {
            return new Member() {
                @Override
                public String name() {
                    return LaunchPrior.NAME;
                }

                @Override
                public Forecaster at(int origin, boolean scored) {
                    return LaunchPrior.fit(histories, categories, origin);
                }
            };
        }

        private @Nullable ForecastModel model(int at, boolean scored) {
            if (given != null) {
                return mayBeAsked(given, at, scored) ? given : null;
            }
            if (scored && at != origin) {
                close();
                origin = at;
                current = train(at);
            }
            return scored ? current : null;
        }

        private ForecastModel train(int at) {
            console.note("training until " + LocalDate.ofEpochDay(at));
            List<SeriesHistory> known =
                    histories.stream()
                            .map(h -> h.window(at, at - h.firstEpochDay() + 1, 0))
                            .toList();
            TrainSettings settings = TrainSettings.defaults().withSeed(seed).withEpochs(epochs);
            ProgressListener told =
                    (epoch, most, loss, heldOut) ->
                            console.note("training, epoch %d of at most %d".formatted(epoch, most));
            return ModelTrainer.train(known, categories, settings, null, told);
        }

        /** A model that has seen later days must not teach the fusion how good it is. */
        private boolean mayBeAsked(ForecastModel model, int at, boolean scored) {
            LocalDate seen = LocalDate.parse(model.manifest().lastDay());
            LocalDate known = LocalDate.ofEpochDay(at);
            boolean tooGood = seen.isAfter(known);
            if (tooGood && scored && at != origin) {
                console.note(
                        ("Warning: the model has seen days until %s, so its figures after %s are too"
                                        + " good. Maybe train it with --until %s.")
                                .formatted(seen, known, known));
            }
            origin = scored ? at : origin;
            return !tooGood || scored;
        }

        @Override
        public void close() {
            parts.values().forEach(BatchForecaster::close);
            parts.clear();
        }
    }
}
