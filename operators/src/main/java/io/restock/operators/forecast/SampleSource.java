package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws training batches of (series, origin) pairs; recent origins are drawn more often. */
final class SampleSource {
    private static final double OLD_WEIGHT = 0.4;
    private static final double RECENT_DAYS = 14;
    private static final double BLIND =
            0.06; // samples that do not see the future's price, or its weather
    private static final double LARGEST_WEIGHT = 12; // levels of the mean series

    private final List<SeriesHistory> histories;
    private final FeatureEncoder encoder;
    private final Scalers scalers;
    private final TrainSettings settings;
    private final int lastTarget;
    private final int[] series;
    private final int[] origins;
    private final double[] cumulated;

    /** Targets are days up to {@code lastTargetDay} (epoch day, included). */
    SampleSource(
            List<SeriesHistory> histories,
            FeatureEncoder encoder,
            TrainSettings settings,
            int lastTargetDay) {
        this.histories = histories;
        this.encoder = encoder;
        this.scalers = encoder.scalers();
        this.settings = settings;
        this.lastTarget = lastTargetDay;
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < histories.size(); i++) {
            addOrigins(histories.get(i), i, pairs);
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    "No series has %d known days before a day to learn. Maybe the history is too short."
                            .formatted(FeatureEncoder.LEAST_KNOWN_DAYS));
        }
        series = new int[pairs.size()];
        origins = new int[pairs.size()];
        cumulated = new double[pairs.size()];
        double sum = 0;
        for (int i = 0; i < series.length; i++) {
            series[i] = pairs.get(i)[0];
            origins[i] = pairs.get(i)[1];
            int age = lastTargetDay - histories.get(series[i]).firstEpochDay() - origins[i];
            sum += OLD_WEIGHT + Math.exp(-age / RECENT_DAYS);
            cumulated[i] = sum;
        }
    }

    private void addOrigins(SeriesHistory history, int index, List<int[]> pairs) {
        int known = 0;
        int last = Math.min(history.units().length - 1, lastTarget - history.firstEpochDay());
        for (int t = 0; t < last; t++) {
            known += Float.isNaN(history.units()[t]) ? 0 : 1;
            if (known >= FeatureEncoder.LEAST_KNOWN_DAYS) {
                pairs.add(new int[] {index, t});
            }
        }
    }

    /** Pairs there are. */
    int size() {
        return series.length;
    }

    /** A known day without an hour out of stock; where stock-outs are unknown every known day. */
    static boolean inStock(SeriesHistory history, int t) {
        return !Float.isNaN(history.units()[t]) && !(history.stockOutShare()[t] > 0);
    }

    Batch draw(SplittableRandom random, int batch) {
        int horizon = settings.horizon();
        float[] past = new float[batch * FeatureEncoder.PAST * FeatureEncoder.PAST_DAYS];
        float[] future = new float[batch * FeatureEncoder.FUTURE * horizon];
        float[] labels = new float[batch * PinballLoss.LABELS * horizon];
        FeatureEncoder.Sample sample = new FeatureEncoder.Sample(horizon);
        for (int i = 0; i < batch; i++) {
            int pick = pick(random);
            SeriesHistory history = histories.get(series[pick]);
            encoder.encode(seen(history, random), origins[pick], sample);
            transpose(sample.past, FeatureEncoder.PAST, past, i);
            transpose(sample.future, FeatureEncoder.FUTURE, future, i);
            label(history, origins[pick], sample.level, labels, i * PinballLoss.LABELS * horizon);
        }
        return new Batch(
                Nd4j.createFromArray(past)
                        .reshape('c', batch, FeatureEncoder.PAST, FeatureEncoder.PAST_DAYS),
                Nd4j.createFromArray(future).reshape('c', batch, FeatureEncoder.FUTURE, horizon),
                Nd4j.createFromArray(labels).reshape('c', batch, PinballLoss.LABELS, horizon));
    }

    private int pick(SplittableRandom random) {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
    }

    /** Now and then a sample lacks weather or prices, so that the model learns to do without. */
    private static SeriesHistory seen(SeriesHistory history, SplittableRandom random) {
        double at = random.nextDouble();
        if (at >= 2 * BLIND) {
            return history;
        }
        float[] unknown = new float[history.covariates().length()];
        Arrays.fill(unknown, Float.NaN);
        Covariates all = history.covariates();
        Covariates known =
                at < BLIND
                        ? new Covariates(
                                all.discount(),
                                all.promotion(),
                                all.holiday(),
                                unknown,
                                unknown,
                                unknown,
                                unknown)
                        : new Covariates(
                                unknown,
                                unknown,
                                all.holiday(),
                                all.temperatureC(),
                                all.precipitationMm(),
                                all.humidityPct(),
                                all.windLevel());
        return new SeriesHistory(
                history.location(),
                history.item(),
                history.firstEpochDay(),
                history.units(),
                history.stockOutShare(),
                known);
    }

    /** From [time, features] to row i of [batch, features, time]. */
    private static void transpose(float[] from, int features, float[] to, int i) {
        int time = from.length / features;
        int base = i * from.length;
        for (int t = 0; t < time; t++) {
            for (int f = 0; f < features; f++) {
                to[base + f * time + t] = from[t * features + f];
            }
        }
    }

    private void label(SeriesHistory history, int origin, double level, float[] labels, int base) {
        int horizon = settings.horizon();
        double weight = Math.min(LARGEST_WEIGHT, level / scalers.meanUnits());
        for (int day = 0; day < horizon; day++) {
            int t = origin + 1 + day;
            boolean learnt =
                    t < history.units().length
                            && history.firstEpochDay() + t <= lastTarget
                            && inStock(history, t);
            labels[base + day] = learnt ? (float) (history.units()[t] / level) : 0;
            labels[base + horizon + day] = learnt ? (float) weight : 0;
        }
    }

    /** Arrays of a batch: past, future, and labels (target, weight). */
    record Batch(INDArray past, INDArray future, INDArray labels) implements AutoCloseable {
        @Override
        public void close() {
            for (INDArray array : List.of(past, future, labels)) {
                if (array.closeable()) {
                    array.close();
                }
            }
        }
    }
}
