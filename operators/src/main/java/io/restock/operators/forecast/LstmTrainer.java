package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.statistical.MovingMean;
import io.restock.operators.forecast.statistical.SeasonalNaive;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains one network over all series: samples are (series, origin) pairs, targets the days in stock
 * after the origin, weighted by the level of the series, so that the loss is pinball loss in units.
 * The last days are held out to choose the epoch and to measure; then the model is refined on them.
 * The averages of the weights along the steps make the model, not the last weights.
 *
 * <p>One seed gives one model on one machine, as long as ND4J runs on one OpenMP thread.
 */
public final class LstmTrainer {
    private static final double REFINED_PART = 0.3; // of the epochs of the first part
    private static final double REFINED_RATE = 0.25; // of the first learning rate

    private final List<SeriesHistory> histories;
    private final TrainSettings settings;
    private final ProgressListener listener;
    private final int lastDay;

    private LstmTrainer(
            List<SeriesHistory> histories, TrainSettings settings, ProgressListener listener) {
        this.histories = histories;
        this.settings = settings;
        this.listener = listener;
        this.lastDay =
                histories.stream()
                        .mapToInt(SeriesHistory::originEpochDay)
                        .max()
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "There must be at least one series to train on."));
    }

    /**
     * Trains one model over all series.
     *
     * @param histories series; days after the last one of the units are not looked at
     * @param settings how
     * @param listener told of each epoch
     * @throws IllegalArgumentException when the history is too short
     */
    public static ForecastModel train(
            List<SeriesHistory> histories, TrainSettings settings, ProgressListener listener) {
        return new LstmTrainer(histories, settings, listener).train();
    }

    private ForecastModel train() {
        int trainedUntil = lastDay - settings.holdOutDays();
        Scalers scalers = Scalers.fit(histories, trainedUntil);
        FeatureEncoder encoder = new FeatureEncoder(scalers, settings.horizon());
        ComputationGraph network =
                Network.create(settings.hidden(), settings.seed(), settings.learningRate());
        SampleSource samples = new SampleSource(histories, encoder, settings, trainedUntil);
        List<Held> holdOut = holdOut(trainedUntil);
        SplittableRandom random = new SplittableRandom(settings.seed());

        INDArray best = network.params().dup();
        double bestLoss = Double.POSITIVE_INFINITY;
        int bestEpoch = 0;
        Map<String, Double> measures = new TreeMap<>();
        WeightAverage average = average(network, samples, settings.epochs());
        int patience = Math.max(3, settings.epochs() / 4);
        int total = settings.epochs() + refinements(settings.epochs());
        for (int epoch = 1; epoch <= settings.epochs() && epoch - bestEpoch <= patience; epoch++) {
            network.setLearningRate(rate(settings.learningRate(), epoch, settings.epochs()));
            double loss = epoch(network, samples, random, average);
            ForecastModel candidate = model(average.applyTo(network), scalers, epoch, measures);
            ForecastScore score = measure(candidate, holdOut, trainedUntil);
            average.restore(network);
            listener.epochEnded(epoch, total, loss, score.pinball());
            if (bestEpoch == 0 || score.pinball() < bestLoss) {
                best = average.weights().dup();
                bestLoss = score.pinball();
                bestEpoch = epoch;
                note(measures, "lstm", score);
            }
        }
        baselines(measures, holdOut, trainedUntil);
        network.setParams(best);
        refine(network, encoder, random, bestEpoch, total);
        return model(network, scalers, bestEpoch, measures);
    }

    /** Goes on with small steps over all days, the hold-out's included. */
    private void refine(
            ComputationGraph network,
            FeatureEncoder encoder,
            SplittableRandom random,
            int bestEpoch,
            int total) {
        SampleSource samples = new SampleSource(histories, encoder, settings, lastDay);
        int epochs = refinements(bestEpoch);
        WeightAverage average = average(network, samples, epochs);
        for (int epoch = 1; epoch <= epochs; epoch++) {
            network.setLearningRate(rate(settings.learningRate() * REFINED_RATE, epoch, epochs));
            double loss = epoch(network, samples, random, average);
            listener.epochEnded(total - epochs + epoch, total, loss, Double.NaN);
        }
        average.applyTo(network);
    }

    private static int refinements(int epochs) {
        return Math.max(1, (int) Math.round(REFINED_PART * epochs));
    }

    /** A cosine from the first rate to a twentieth of it. */
    private static double rate(double first, int epoch, int epochs) {
        double part = (epoch - 1.0) / Math.max(1, epochs - 1);
        return first * (0.05 + 0.95 * (1 + Math.cos(Math.PI * part)) / 2);
    }

    private int batches(SampleSource samples) {
        int drawn = Math.min(settings.samplesPerEpoch(), samples.size());
        return Math.max(1, drawn / settings.batchSize());
    }

    private WeightAverage average(ComputationGraph network, SampleSource samples, int epochs) {
        return new WeightAverage(network.params(), epochs * batches(samples));
    }

    private double epoch(
            ComputationGraph network,
            SampleSource samples,
            SplittableRandom random,
            WeightAverage average) {
        int batch = settings.batchSize();
        int batches = batches(samples);
        double loss = 0;
        for (int i = 0; i < batches; i++) {
            SampleSource.Batch next = samples.draw(random, batch);
            network.fit(
                    new INDArray[] {next.past(), next.future()}, new INDArray[] {next.labels()});
            loss += network.score();
            average.add(network.params());
            next.close();
        }
        return loss / batches / settings.horizon();
    }

    private ForecastModel model(
            ComputationGraph network, Scalers scalers, int epochs, Map<String, Double> measures) {
        int first = histories.stream().mapToInt(SeriesHistory::firstEpochDay).min().orElseThrow();
        return new ForecastModel(
                network,
                new ModelManifest(
                        ModelManifest.FORMAT,
                        ForecastModel.version(network.params(), scalers),
                        FeatureEncoder.VERSION,
                        settings.horizon(),
                        settings.hidden(),
                        settings.seed(),
                        histories.size(),
                        LocalDate.ofEpochDay(first).toString(),
                        LocalDate.ofEpochDay(lastDay).toString(),
                        epochs,
                        scalers,
                        Map.copyOf(measures)));
    }

    private List<Held> holdOut(int trainedUntil) {
        List<Held> held = new ArrayList<>();
        for (SeriesHistory history : histories) {
            int past = trainedUntil - history.firstEpochDay() + 1;
            if (past >= FeatureEncoder.LEAST_KNOWN_DAYS
                    && history.originEpochDay() > trainedUntil) {
                held.add(new Held(history.window(trainedUntil, past, settings.horizon()), history));
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

    private ForecastScore measure(ForecastModel model, List<Held> held, int trainedUntil) {
        ForecastScore score = new ForecastScore(settings.horizon());
        try (ForecastEngine engine = new CpuForecastEngine(model)) {
            for (int from = 0; from < held.size(); from += engine.maxBatch()) {
                int to = Math.min(held.size(), from + engine.maxBatch());
                List<Held> batch = held.subList(from, to);
                List<DemandQuantiles> forecasts =
                        engine.forecast(batch.stream().map(Held::known).toList());
                for (int i = 0; i < batch.size(); i++) {
                    DemandQuantiles forecast = forecasts.get(i);
                    forEachTarget(
                            batch.get(i).actual(),
                            trainedUntil,
                            (day, units) -> score.add(day, units, forecast));
                }
            }
        }
        return score;
    }

    private void baselines(Map<String, Double> measures, List<Held> held, int trainedUntil) {
        int days = settings.horizon();
        ForecastScore naive = new ForecastScore(days);
        ForecastScore mean = new ForecastScore(days);
        for (Held series : held) {
            float[] last = new SeasonalNaive().points(series.known(), days);
            float[] week = new MovingMean(7).points(series.known(), days);
            forEachTarget(
                    series.actual(),
                    trainedUntil,
                    (day, units) -> {
                        naive.addPoint(day, units, last[day]);
                        mean.addPoint(day, units, week[day]);
                    });
        }
        note(measures, "seasonal-naive", naive);
        note(measures, "mean-of-7", mean);
    }

    private void forEachTarget(SeriesHistory history, int origin, Target target) {
        int first = origin - history.firstEpochDay() + 1;
        for (int day = 0; day < settings.horizon(); day++) {
            int t = first + day;
            if (t < history.units().length && SampleSource.inStock(history, t)) {
                target.on(day, history.units()[t]);
            }
        }
    }

    private static void note(Map<String, Double> measures, String method, ForecastScore score) {
        measures.put(method + ".wape", score.wape());
        measures.put(method + ".wpe", score.wpe());
        if (!Double.isNaN(score.pinball())) {
            measures.put(method + ".wape-of-median", score.wapeOfMedian());
            measures.put(method + ".pinball", score.pinball());
        }
    }

    /** A series as it was known when the hold-out began, and all of it. */
    private record Held(SeriesHistory known, SeriesHistory actual) {}

    /** Told of a day of the hold-out that counts. */
    private interface Target {
        void on(int day, double units);
    }

    /** An exponential average of the weights that forgets over a tenth of the steps. */
    private static final class WeightAverage {
        private static final double LONGEST = 200; // steps

        private final INDArray sum;
        private final INDArray current;
        private final double kept;
        private double weight;

        WeightAverage(INDArray weights, int steps) {
            sum = Nd4j.zeros(weights.dataType(), weights.shape());
            current = weights.dup();
            kept = 1 - 1 / Math.max(2, Math.min(LONGEST, steps / 10.0));
        }

        void add(INDArray weights) {
            sum.muli(kept).addi(weights.mul(1 - kept));
            weight = kept * weight + 1 - kept;
        }

        INDArray weights() {
            return sum.div(weight);
        }

        /** Puts the average into the network and keeps what was there. */
        ComputationGraph applyTo(ComputationGraph network) {
            current.assign(network.params());
            network.setParams(weights());
            return network;
        }

        void restore(ComputationGraph network) {
            network.setParams(current);
        }
    }
}
