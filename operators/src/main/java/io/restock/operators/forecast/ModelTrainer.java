package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.launch.ItemCategories;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.statistical.MovingMean;
import io.restock.operators.forecast.statistical.SeasonalNaive;
import io.restock.operators.forecast.trees.BoostedTrees;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Trains a model over all series: a few networks, whose quantiles are averaged, and boosted trees.
 * Samples are (series, origin) pairs, targets the days in stock after the origin, weighted by the
 * level of the series, so that the loss is pinball loss in units. The last days are held out to
 * choose the number of epochs and to measure; then the networks are trained anew, on all days, for
 * as many epochs. Beside them boosted trees learn the median ({@link TreeTrainer}); the hold-out
 * chooses how many, and how far they move what the networks say. Series that are too new for any of
 * them get a {@link LaunchPrior}.
 *
 * <p>One seed gives one model, whatever the machine and the number of its cores, and whether or not
 * the training was interrupted.
 */
public final class ModelTrainer {
    private static final int LEAST_PATIENCE = 2; // epochs
    private static final int SMALL = 24_000; // samples
    private static final int WEIGHTS = 10; // steps from 0 to 1 that the trees' weight is chosen of
    private static final double UNMEASURED_WEIGHT = 0.5; // of trees where nothing is held out

    private final List<SeriesHistory> histories;
    private final ItemCategories categories;
    private final TrainSettings settings;
    private final ProgressListener listener;
    private final int lastDay;
    private final int trainedUntil;
    private final Scalers scalers;
    private final @Nullable Path checkpoint;
    private final List<ComputationGraph> networks = new ArrayList<>();
    private final NetworkShape shape;
    private final List<float[]> starts; // first weights of the networks

    private ModelTrainer(
            List<SeriesHistory> histories,
            ItemCategories categories,
            TrainSettings settings,
            @Nullable Path checkpoint,
            ProgressListener listener) {
        this.histories = histories;
        this.categories = categories;
        this.settings = settings;
        this.checkpoint = checkpoint;
        this.listener = listener;
        this.lastDay =
                histories.stream()
                        .mapToInt(SeriesHistory::originEpochDay)
                        .max()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There must be at least one series to train on."));
        this.trainedUntil = lastDay - settings.holdOutDays();
        this.scalers = Scalers.fit(histories, trainedUntil);
        for (int member = 0; member < settings.members(); member++) {
            networks.add(Network.create(settings.hidden(), settings.seed() + member));
        }
        this.shape = NetworkShape.of(networks.get(0));
        this.starts = networks.stream().map(shape::weightsOf).toList();
    }

    /**
     * Trains one model over all series of items without categories.
     *
     * @param histories series; days after the last one of the units are not looked at
     * @param settings how
     * @param listener told of each epoch
     * @throws IllegalArgumentException when the history is too short
     */
    public static ForecastModel train(
            List<SeriesHistory> histories, TrainSettings settings, ProgressListener listener) {
        return train(histories, ItemCategories.none(), settings, null, listener);
    }

    /**
     * The same, noting after each epoch how far it got, so that a training that was interrupted
     * goes on from there when it is started again with the same histories and settings.
     *
     * @param checkpoint file to note it in; deleted at the end. One of another training is
     *     overwritten
     */
    public static ForecastModel train(
            List<SeriesHistory> histories,
            TrainSettings settings,
            Path checkpoint,
            ProgressListener listener) {
        return train(histories, ItemCategories.none(), settings, checkpoint, listener);
    }

    /**
     * The same, where items have categories.
     *
     * @param categories of items, also of those that have no series yet
     * @param checkpoint null = a training that is interrupted is lost
     */
    public static ForecastModel train(
            List<SeriesHistory> histories,
            ItemCategories categories,
            TrainSettings settings,
            @Nullable Path checkpoint,
            ProgressListener listener) {
        return new ModelTrainer(histories, categories, settings, checkpoint, listener).train();
    }

    private ForecastModel train() {
        Checkpoint state = start();
        try (MemberSteps steps = new MemberSteps(shape, settings)) {
            if (!state.chosen) {
                choose(state, steps);
            }
            GroupTrends trends = GroupTrends.of(histories, scalers, lastDay);
            SampleSource samples = samples(trends, lastDay);
            while (state.epoch < state.bestEpoch) {
                int perEpoch = stepsPerEpoch(samples);
                double loss = steps.run(samples, state, perEpoch, bar(state));
                ended(state, loss, Double.NaN);
            }
            BoostedTrees trees =
                    settings.rounds() == 0
                            ? null
                            : treeTrainer().train(trends, lastDay, state.trees);
            ForecastModel trained =
                    model(
                            state.averages(),
                            trends.recent(),
                            state.bestEpoch,
                            trees,
                            state.treeWeight,
                            LaunchPrior.fit(histories, categories, lastDay),
                            state.measures);
            if (checkpoint != null) {
                Checkpoint.delete(checkpoint);
            }
            return trained;
        }
    }

    /** Trains on the days before the hold-out until that gets no better, and starts again. */
    private void choose(Checkpoint state, MemberSteps steps) {
        if (settings.holdOutDays() == 0) {
            state.bestEpoch = settings.epochs();
            state.trees = settings.rounds();
            state.treeWeight = UNMEASURED_WEIGHT;
        } else {
            List<Held> holdOut = holdOut();
            GroupTrends trends = GroupTrends.of(histories, scalers, trainedUntil);
            SampleSource samples = samples(trends, trainedUntil);
            while (gettingBetter(state)) {
                int perEpoch = stepsPerEpoch(samples);
                double loss = steps.run(samples, state, perEpoch, bar(state));
                int epoch = state.epoch + 1;
                ForecastModel model = tried(state.averages(), trends, epoch, null, 0);
                ForecastScore score = measure(model, holdOut, 0).get(0);
                if (state.bestEpoch == 0 || score.pinball() < state.bestLoss) {
                    state.bestLoss = score.pinball();
                    state.bestEpoch = epoch;
                    state.best = state.averages();
                    note(state.measures, "lstm", score);
                }
                ended(state, loss, score.pinball());
            }
            baselines(state.measures, holdOut);
            if (settings.rounds() > 0) {
                chooseTrees(state, trends, holdOut);
            }
        }
        int perEpoch = stepsPerEpoch(samples(GroupTrends.none(), lastDay));
        state.startAgain(state.bestEpoch * perEpoch);
    }

    /** Grows trees as long as the hold-out gets better, and weighs them by what it loses. */
    private void chooseTrees(Checkpoint state, GroupTrends trends, List<Held> holdOut) {
        BoostedTrees trees = treeTrainer().choose(trends, trainedUntil);
        ForecastModel model = tried(state.best, trends, state.bestEpoch, trees, 1);
        double[] weights = new double[WEIGHTS + 1];
        for (int i = 0; i <= WEIGHTS; i++) {
            weights[i] = i / (double) WEIGHTS;
        }
        List<ForecastScore> scores = measure(model, holdOut, weights);
        int best = 0;
        for (int i = 1; i <= WEIGHTS; i++) {
            best = scores.get(i).pinball() < scores.get(best).pinball() ? i : best;
        }
        state.trees = trees.size();
        state.treeWeight = weights[best];
        note(state.measures, "trees", scores.get(WEIGHTS));
        note(state.measures, "model", scores.get(best));
    }

    private TreeTrainer treeTrainer() {
        return new TreeTrainer(histories, settings, scalers, listener);
    }

    private Checkpoint start() {
        int perEpoch = stepsPerEpoch(samples(GroupTrends.none(), trainedUntil));
        Checkpoint state =
                new Checkpoint(
                        Checkpoint.fingerprint(histories, settings),
                        starts,
                        settings.epochs() * perEpoch,
                        settings.learningRate());
        if (checkpoint != null && state.resume(checkpoint)) {
            listener.resumed(state.epochsDone());
        }
        return state;
    }

    private SampleSource samples(GroupTrends trends, int lastTarget) {
        FeatureEncoder encoder = new FeatureEncoder(scalers, trends, settings.horizon());
        return new SampleSource(histories, encoder, settings, lastTarget);
    }

    private void ended(Checkpoint state, double loss, double holdOutLoss) {
        state.epoch++;
        if (checkpoint != null) {
            state.write(checkpoint);
        }
        listener.epochEnded(state.epochsDone(), epochs(state), loss, holdOutLoss);
    }

    private MemberSteps.Bar bar(Checkpoint state) {
        int epoch = state.epochsDone() + 1;
        int of = epochs(state);
        return (step, steps) -> listener.stepped(epoch, of, step / (double) steps);
    }

    /** Epochs of both parts, as far as it is known. */
    private int epochs(Checkpoint state) {
        return state.chosen ? state.chosenAfter + state.bestEpoch : 2 * settings.epochs();
    }

    private boolean gettingBetter(Checkpoint state) {
        int patience = Math.max(LEAST_PATIENCE, settings.epochs() / 4);
        return state.epoch < settings.epochs() && state.epoch - state.bestEpoch < patience;
    }

    /** An epoch of a small history sees every pair, of a large one an eighth of them. */
    private int stepsPerEpoch(SampleSource samples) {
        int worthwhile = Math.max(Math.min(samples.size(), SMALL), samples.size() / 8);
        int drawn = Math.min(settings.samplesPerEpoch(), worthwhile);
        return Math.max(1, drawn / settings.batchSize());
    }

    /** A model to measure; series that are too new for it are not among those held out. */
    private ForecastModel tried(
            List<float[]> weights,
            GroupTrends trends,
            int epochs,
            @Nullable BoostedTrees trees,
            double treeWeight) {
        LaunchPrior none = LaunchPrior.fit(List.of(), ItemCategories.none(), trainedUntil);
        return model(weights, trends, epochs, trees, treeWeight, none, Map.of());
    }

    private ForecastModel model(
            List<float[]> weights,
            GroupTrends trends,
            int epochs,
            @Nullable BoostedTrees trees,
            double treeWeight,
            LaunchPrior prior,
            Map<String, Double> measures) {
        for (int member = 0; member < networks.size(); member++) {
            shape.assign(weights.get(member), networks.get(member));
        }
        int first = histories.stream().mapToInt(SeriesHistory::firstEpochDay).min().orElseThrow();
        return new ForecastModel(
                List.copyOf(networks),
                trends,
                trees,
                prior,
                new ModelManifest(
                        ModelManifest.FORMAT,
                        ForecastModel.version(networks, trends, trees, treeWeight, prior, scalers),
                        FeatureEncoder.VERSION,
                        networks.size(),
                        settings.horizon(),
                        settings.hidden(),
                        settings.seed(),
                        histories.size(),
                        LocalDate.ofEpochDay(first).toString(),
                        LocalDate.ofEpochDay(lastDay).toString(),
                        epochs,
                        trees == null ? 0 : trees.size(),
                        treeWeight,
                        prior.series(),
                        scalers,
                        Map.copyOf(measures)));
    }

    private List<Held> holdOut() {
        List<Held> held = new ArrayList<>();
        for (SeriesHistory history : histories) {
            int past = trainedUntil - history.firstEpochDay() + 1;
            if (past < FeatureEncoder.LEAST_KNOWN_DAYS
                    || history.originEpochDay() <= trainedUntil) {
                continue;
            }
            SeriesHistory known = history.window(trainedUntil, past, settings.horizon());
            if (FeatureEncoder.knowsEnough(known)) {
                held.add(new Held(known, history));
            }
        }
        if (held.isEmpty()) {
            throw new IllegalArgumentException(
                    ("No series has %d days before and one within the %d days held out. Maybe the"
                                    + " history is too short to train on.")
                            .formatted(FeatureEncoder.LEAST_KNOWN_DAYS, settings.holdOutDays()));
        }
        return held;
    }

    /** Scores of a model with each of the weights of its trees. */
    private List<ForecastScore> measure(ForecastModel model, List<Held> held, double... weights) {
        List<ForecastScore> scores = new ArrayList<>();
        for (int i = 0; i < weights.length; i++) {
            scores.add(new ForecastScore(settings.horizon()));
        }
        SeriesEncoder encoder = model.seriesEncoder();
        try (LstmLayerEngine engine = new LstmLayerEngine(model)) {
            for (int from = 0; from < held.size(); from += engine.maxBatch()) {
                int to = Math.min(held.size(), from + engine.maxBatch());
                List<Held> batch = held.subList(from, to);
                List<LevelForecast> forecasts =
                        engine.inLevels(
                                batch.stream()
                                        .map(series -> encoder.encode(series.known()))
                                        .toList());
                for (int i = 0; i < batch.size(); i++) {
                    for (int w = 0; w < weights.length; w++) {
                        DemandQuantiles forecast = forecasts.get(i).weighing(weights[w]);
                        ForecastScore score = scores.get(w);
                        forEachTarget(
                                batch.get(i).actual(),
                                (day, units) -> score.add(day, units, forecast));
                    }
                }
            }
        }
        return scores;
    }

    private void baselines(Map<String, Double> measures, List<Held> held) {
        ForecastScore naive = new ForecastScore(settings.horizon());
        ForecastScore mean = new ForecastScore(settings.horizon());
        for (Held series : held) {
            float[] last = new SeasonalNaive().points(series.known(), settings.horizon());
            float[] week = new MovingMean(7).points(series.known(), settings.horizon());
            forEachTarget(
                    series.actual(),
                    (day, units) -> {
                        naive.addPoint(day, units, last[day]);
                        mean.addPoint(day, units, week[day]);
                    });
        }
        note(measures, "seasonal-naive", naive);
        note(measures, "mean-of-7", mean);
    }

    private void forEachTarget(SeriesHistory history, Target target) {
        int first = trainedUntil - history.firstEpochDay() + 1;
        for (int day = 0; day < settings.horizon(); day++) {
            int t = first + day;
            if (t < history.units().length && SampleSource.inStock(history, t)) {
                target.on(day, history.units()[t]);
            }
        }
    }

    /** Measures that there are: nothing sold has no relative error, a point no distribution. */
    private static void note(Map<String, Double> measures, String method, ForecastScore score) {
        note(measures, method + ".wape", score.wape());
        note(measures, method + ".wpe", score.wpe());
        note(measures, method + ".wape-of-median", score.wapeOfMedian());
        note(measures, method + ".pinball", score.pinball());
    }

    private static void note(Map<String, Double> measures, String name, double value) {
        if (Double.isFinite(value)) {
            measures.put(name, value);
        }
    }

    /** A series as it was known when the hold-out began, and all of it. */
    private record Held(SeriesHistory known, SeriesHistory actual) {}

    /** Told of a day of the hold-out that counts. */
    private interface Target {
        void on(int day, double units);
    }
}
