package io.restock.operators.forecast;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws training batches of (series, origin) pairs; recent origins are drawn more often. */
final class SampleSource {
    private static final double OLD_WEIGHT = 0.4;
    private static final double RECENT_DAYS = 14;
    private static final double BLIND =
            0.06; // samples that do not see the future's price, or its weather
    static final double SHORT = 0.15; // samples that do not see the year before
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

    /** Draws a shard of samples into the inputs of a pass. */
    void draw(SplittableRandom random, NetworkPass into) {
        int slots = into.future.length;
        int[] days = new int[settings.horizon()];
        FeatureEncoder.Sample sample =
                new FeatureEncoder.Sample(Math.max(slots, settings.horizon()));
        for (int i = 0; i < into.samples(); i++) {
            int pick = pick(random);
            SeriesHistory history = histories.get(series[pick]);
            int origin = origins[pick];
            int count = days(history, origin, slots, days, random);
            SeriesHistory seen = seen(history, random);
            int at = origin;
            if (scalers.seasons() && random.nextDouble() < SHORT) {
                int last = history.firstEpochDay() + origin;
                seen = seen.window(last, FeatureEncoder.CONTEXT_DAYS, settings.horizon());
                at = FeatureEncoder.CONTEXT_DAYS - 1;
            }
            encoder.encode(seen, at, days, count, age(random), sample);
            for (int t = 0; t < FeatureEncoder.PAST_DAYS; t++) {
                for (int f = 0; f < FeatureEncoder.PAST; f++) {
                    into.past[t][f][i] = sample.past[t * FeatureEncoder.PAST + f];
                }
            }
            float weight = (float) Math.min(LARGEST_WEIGHT, sample.level / scalers.meanUnits());
            for (int slot = 0; slot < slots; slot++) {
                boolean learnt = slot < count;
                for (int f = 0; f < FeatureEncoder.FUTURE; f++) {
                    into.future[slot][f][i] =
                            learnt ? sample.future[slot * FeatureEncoder.FUTURE + f] : 0;
                }
                into.weight[slot][i] = learnt ? weight : 0;
                into.target[slot][i] =
                        learnt
                                ? (float)
                                        (history.units()[origin + 1 + days[slot]] / sample.level
                                                - sample.base[slot])
                                : 0;
            }
        }
    }

    static int age(SplittableRandom random) {
        double at = random.nextDouble();
        return at < 0.6
                ? 0
                : at < 0.88
                        ? 1 + random.nextInt(GroupTrends.FRESH_DAYS)
                        : GroupTrends.FRESH_DAYS + 1;
    }

    /** Days to learn from, drawn without repetition, first those of the first week. */
    private int days(
            SeriesHistory history, int origin, int slots, int[] days, SplittableRandom random) {
        int near = 0;
        int all = 0;
        for (int day = 0; day < settings.horizon(); day++) {
            int t = origin + 1 + day;
            if (t < history.units().length
                    && history.firstEpochDay() + t <= lastTarget
                    && inStock(history, t)) {
                days[all++] = day;
                near += day < 7 ? 1 : 0;
            }
        }
        shuffle(days, 0, near, random);
        int first = Math.min(near, (3 * slots + 3) / 4);
        shuffle(days, first, all, random);
        return Math.min(all, slots);
    }

    private static void shuffle(int[] days, int from, int to, SplittableRandom random) {
        for (int i = from; i + 1 < to; i++) {
            int j = i + random.nextInt(to - i);
            int day = days[i];
            days[i] = days[j];
            days[j] = day;
        }
    }

    private int pick(SplittableRandom random) {
        double at = random.nextDouble() * cumulated[cumulated.length - 1];
        int found = Arrays.binarySearch(cumulated, at);
        return Math.min(cumulated.length - 1, found < 0 ? -found - 1 : found);
    }

    /** Now and then a sample lacks weather or prices, so that the model learns to do without. */
    static SeriesHistory seen(SeriesHistory history, SplittableRandom random) {
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
}
