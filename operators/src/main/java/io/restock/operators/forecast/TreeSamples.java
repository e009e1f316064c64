package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.trees.TreeRows;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Makes the rows that trees learn from: days in stock after weekly origins and after every day of
 * the last two weeks, in levels of the series and weighted by them. Origins that have less past
 * than the one to be forecast from would teach another task, so the first ones are left out.
 */
final class TreeSamples {
    private static final int MOST_ROWS = 1_200_000;
    private static final int ROWS_FOR_BINS = 20_000;
    private static final int DAYS_OF_AN_ORIGIN = 7; // of a longer horizon some are drawn
    private static final int DAILY = 14; // last origins that are all taken
    private static final double LARGEST_WEIGHT = 12; // levels of the mean series

    private final List<SeriesHistory> histories;
    private final FeatureEncoder encoder;
    private final Scalers scalers;
    private final int horizon;
    private final int lastTarget;
    private final FeatureEncoder.Sample sample;

    /** Targets are days up to {@code lastTargetDay} (epoch day, included). */
    TreeSamples(
            List<SeriesHistory> histories,
            Scalers scalers,
            GroupTrends trends,
            int horizon,
            int lastTargetDay) {
        this.histories = histories;
        this.encoder = new FeatureEncoder(scalers, trends, horizon);
        this.scalers = scalers;
        this.horizon = horizon;
        this.lastTarget = lastTargetDay;
        this.sample = new FeatureEncoder.Sample(horizon);
    }

    /**
     * The rows to learn from, as one seed draws them; a part of them where there are very many.
     *
     * @throws IllegalArgumentException when there is none
     */
    TreeRows rows(long seed) {
        long all = count();
        Sink binned = new Sink(Math.min(1.0, ROWS_FOR_BINS / (double) all));
        draw(new SplittableRandom(seed), binned.part, binned);
        TreeRows rows = TreeRows.like(binned.values, binned.count, FeatureEncoder.FUTURE);
        draw(seed, all, rows::add);
        return rows;
    }

    /**
     * The same rows with their values as they are.
     *
     * @throws IllegalArgumentException when there is none
     */
    void forEachRow(long seed, Take to) {
        draw(seed, count(), to);
    }

    private void draw(long seed, long all, Take to) {
        draw(new SplittableRandom(seed + 1), Math.min(1, MOST_ROWS / (double) all), to);
    }

    private long count() {
        long[] all = {0};
        forEachOrigin((history, origin) -> all[0] += daysAfter(history, origin));
        if (all[0] == 0) {
            throw new IllegalArgumentException(
                    "No series has a day to learn after %d known ones. Maybe the history is too short."
                            .formatted(FeatureEncoder.LEAST_KNOWN_DAYS));
        }
        return all[0];
    }

    /**
     * The days after the last target day, that the trees can be measured on.
     *
     * @param like rows of the same trees
     */
    TreeRows heldOut(TreeRows like) {
        TreeRows rows = like.others();
        forEachHeldOut(rows::add);
        return rows;
    }

    /** The same days with their values as they are. */
    void forEachHeldOut(Take to) {
        int[] days = new int[horizon];
        for (SeriesHistory history : histories) {
            int origin = lastTarget - history.firstEpochDay();
            if (origin < 0 || origin >= history.units().length - 1) {
                continue;
            }
            SeriesHistory known = history.window(lastTarget, origin + 1, horizon);
            if (FeatureEncoder.knowsEnough(known)) {
                int count = inStock(history, origin, history.units().length - 1, days);
                add(known, origin, days, count, 0, history, origin, to);
            }
        }
    }

    /** Takes a row. */
    interface Take {
        void row(float[] from, int at, float target, float weight);
    }

    /** Told of a pair to learn from. */
    private interface Pair {
        void of(SeriesHistory history, int origin);
    }

    /** Keeps rows as they are. */
    private static final class Sink implements Take {
        final double part;
        float[] values = new float[ROWS_FOR_BINS / 8 * FeatureEncoder.FUTURE];
        int count;

        Sink(double part) {
            this.part = part;
        }

        @Override
        public void row(float[] from, int at, float target, float weight) {
            int end = (count + 1) * FeatureEncoder.FUTURE;
            if (end > values.length) {
                values = Arrays.copyOf(values, 2 * values.length);
            }
            System.arraycopy(from, at, values, end - FeatureEncoder.FUTURE, FeatureEncoder.FUTURE);
            count++;
        }
    }

    private void forEachOrigin(Pair to) {
        for (SeriesHistory history : histories) {
            int last = Math.min(history.units().length - 1, lastTarget - history.firstEpochDay());
            int first = Math.min(FeatureEncoder.CONTEXT_DAYS, last / 2);
            int known = 0;
            for (int t = 0; t < last; t++) {
                known += Float.isNaN(history.units()[t]) ? 0 : 1;
                if (t >= FeatureEncoder.PAST_DAYS) {
                    int left = t - FeatureEncoder.PAST_DAYS;
                    known -= Float.isNaN(history.units()[left]) ? 0 : 1;
                }
                boolean taken = (last - t) % 7 == 0 || last - t <= DAILY;
                if (taken && t >= first && known >= FeatureEncoder.LEAST_KNOWN_DAYS) {
                    to.of(history, t);
                }
            }
        }
    }

    private int daysAfter(SeriesHistory history, int origin) {
        int[] days = new int[horizon];
        return Math.min(
                DAYS_OF_AN_ORIGIN,
                inStock(history, origin, lastTarget - history.firstEpochDay(), days));
    }

    /** Days of the horizon in stock, none after the index {@code last}. */
    private int inStock(SeriesHistory history, int origin, int last, int[] days) {
        int count = 0;
        int end = Math.min(last, history.units().length - 1);
        for (int day = 0; day < horizon && origin + 1 + day <= end; day++) {
            if (SampleSource.inStock(history, origin + 1 + day)) {
                days[count++] = day;
            }
        }
        return count;
    }

    private void draw(SplittableRandom random, double part, Take to) {
        int[] days = new int[horizon];
        forEachOrigin(
                (history, origin) -> {
                    int age = SampleSource.age(random);
                    boolean brief = random.nextDouble() < SampleSource.SHORT;
                    if (random.nextDouble() >= part) {
                        return;
                    }
                    int last = lastTarget - history.firstEpochDay();
                    int count = inStock(history, origin, last, days);
                    count = draw(days, count, random);
                    SeriesHistory seen = SampleSource.seen(history, random);
                    int at = origin;
                    if (scalers.seasons() && brief) {
                        int day = history.firstEpochDay() + origin;
                        seen = seen.window(day, FeatureEncoder.CONTEXT_DAYS, horizon);
                        at = FeatureEncoder.CONTEXT_DAYS - 1;
                    }
                    add(seen, at, days, count, age, history, origin, to);
                });
    }

    /** Moves the days that are learned from to the front. */
    private static int draw(int[] days, int count, SplittableRandom random) {
        int wanted = Math.min(count, DAYS_OF_AN_ORIGIN);
        for (int i = 0; i < wanted && wanted < count; i++) {
            int j = i + random.nextInt(count - i);
            int day = days[i];
            days[i] = days[j];
            days[j] = day;
        }
        return wanted;
    }

    private void add(
            SeriesHistory seen,
            int at,
            int[] days,
            int count,
            int age,
            SeriesHistory actual,
            int origin,
            Take to) {
        if (count == 0) {
            return;
        }
        encoder.encode(seen, at, days, count, age, sample);
        float weight = (float) Math.min(LARGEST_WEIGHT, sample.level / scalers.meanUnits());
        for (int i = 0; i < count; i++) {
            float target = (float) (actual.units()[origin + 1 + days[i]] / sample.level);
            to.row(sample.rows, i * FeatureEncoder.FUTURE, target, weight);
        }
    }
}
