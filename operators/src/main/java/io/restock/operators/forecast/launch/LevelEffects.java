package io.restock.operators.forecast.launch;

import io.restock.domain.SeriesHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Log levels of series as a sum of random effects: of the location, of categories from coarse to
 * fine, of the item, and of a location's category. Each kind has a variance that is learned with
 * the effects; a group with few series is drawn to 0 by it, and one that nothing is known of adds
 * all of it to the uncertainty. Fitted by expectation and maximisation, one effect at a time.
 */
final class LevelEffects {
    private static final int CATEGORIES = 3;
    private static final int KINDS = CATEGORIES + 4;
    private static final int LOCATION = 0;
    private static final int ITEM = CATEGORIES + 1;

    private static final int ROUNDS = 40;
    private static final double OUTLIER = 3; // standard deviations; more counts as this
    private static final double PRIOR_GROUPS = 2; // that say a kind's share of the variance
    private static final double LEAST_VARIANCE = 1e-6;
    private static final double PRIOR_VARIANCE = 0.5; // of series, as long as there are few
    private static final double LARGEST_VARIANCE = 4; // of a series of which nothing is known
    private static final int FOLDS = 5;
    private static final double LARGEST_ERROR = 16; // variances; more counts as this
    private static final double PRIOR_TESTS = 20; // that agree with the computed variance
    private static final double LARGEST_DOUBT = 10;
    private static final double[] SURE = {1, 1};

    private final double mean;
    private final double variance; // of a series beside its groups
    private final double[] variances; // by kind
    private final List<Map<String, double[]>> effects; // by kind and group: effect, its variance
    private final double[] doubts; // true variance ÷ computed, of series of known and of new items

    private LevelEffects(
            double mean,
            double variance,
            double[] variances,
            List<Map<String, double[]>> effects,
            double[] doubts) {
        this.mean = mean;
        this.variance = variance;
        this.variances = variances;
        this.effects = effects;
        this.doubts = doubts;
    }

    /**
     * A log level and how sure it is.
     *
     * @param mean ln(units/day)
     * @param variance of it
     */
    record LogLevel(double mean, double variance) {}

    /** Groups of a series, by kind; empty = none is known. */
    private static String[] groups(String location, String item, List<String> path) {
        String[] groups = new String[KINDS];
        Arrays.fill(groups, "");
        groups[LOCATION] = location;
        groups[ITEM] = item;
        StringBuilder category = new StringBuilder();
        for (int c = 0; c < Math.min(CATEGORIES, path.size()) && !path.get(c).isEmpty(); c++) {
            category.append('|').append(path.get(c));
            groups[LOCATION + 1 + c] = category.toString();
            if (c < 2) {
                groups[ITEM + 1 + c] = location + category;
            }
        }
        return groups;
    }

    /** Nothing is known of any series. */
    static LevelEffects none() {
        List<Map<String, double[]>> nothing = new ArrayList<>();
        for (int kind = 0; kind < KINDS; kind++) {
            nothing.add(new TreeMap<>());
        }
        return new LevelEffects(0, 1, new double[KINDS], nothing, SURE);
    }

    /**
     * Fits the effects.
     *
     * @param series at least one
     * @param logs their log levels
     */
    static LevelEffects fit(List<SeriesHistory> series, double[] logs, ItemCategories categories) {
        LevelEffects fitted = new Fit(series, logs, categories).run();
        double[] doubts = {
            doubt(series, logs, categories, SeriesHistory::key),
            doubt(series, logs, categories, SeriesHistory::item)
        };
        return new LevelEffects(
                fitted.mean, fitted.variance, fitted.variances, fitted.effects, doubts);
    }

    /**
     * How far levels are from what the others say of them, as a variance ÷ the one computed.
     *
     * @param hidden what is left out together
     */
    private static double doubt(
            List<SeriesHistory> series,
            double[] logs,
            ItemCategories categories,
            Function<SeriesHistory, String> hidden) {
        double sum = 0;
        int tested = 0;
        for (int fold = 0; fold < FOLDS; fold++) {
            List<SeriesHistory> rest = new ArrayList<>();
            double[] of = new double[logs.length];
            for (int s = 0; s < logs.length; s++) {
                if (fold(hidden.apply(series.get(s))) != fold) {
                    of[rest.size()] = logs[s];
                    rest.add(series.get(s));
                }
            }
            if (rest.isEmpty() || rest.size() == logs.length) {
                continue;
            }
            LevelEffects others = new Fit(rest, Arrays.copyOf(of, rest.size()), categories).run();
            for (int s = 0; s < logs.length; s++) {
                SeriesHistory one = series.get(s);
                if (fold(hidden.apply(one)) == fold) {
                    LogLevel said =
                            others.of(one.location(), one.item(), categories.of(one.item()));
                    double error = logs[s] - said.mean();
                    sum += Math.min(LARGEST_ERROR, error * error / said.variance());
                    tested++;
                }
            }
        }
        double doubt = (sum + PRIOR_TESTS) / (tested + PRIOR_TESTS);
        return Math.max(1, Math.min(LARGEST_DOUBT, doubt));
    }

    private static int fold(String id) {
        return Math.floorMod((id.hashCode() * 0x9E3779B9) >>> 16, FOLDS);
    }

    /** The level to expect of a series of which nothing is known but its groups. */
    LogLevel of(String location, String item, List<String> path) {
        String[] groups = groups(location, item, path);
        double sum = mean;
        double uncertain = variance;
        for (int kind = 0; kind < KINDS; kind++) {
            double[] effect = effects.get(kind).get(groups[kind]);
            sum += effect == null ? 0 : effect[0];
            uncertain += effect == null ? variances[kind] : effect[1];
        }
        boolean knownItem = effects.get(ITEM).containsKey(item);
        double doubted = uncertain * doubts[knownItem ? 0 : 1];
        return new LogLevel(sum, Math.min(LARGEST_VARIANCE, doubted));
    }

    void write(DataOutput to) throws IOException {
        to.writeDouble(mean);
        to.writeDouble(variance);
        Doubles.write(variances, to);
        for (Map<String, double[]> groups : effects) {
            to.writeInt(groups.size());
            for (Map.Entry<String, double[]> group : groups.entrySet()) {
                to.writeUTF(group.getKey());
                Doubles.write(group.getValue(), to);
            }
        }
        Doubles.write(doubts, to);
    }

    static LevelEffects read(DataInput from) throws IOException {
        double mean = from.readDouble();
        double variance = from.readDouble();
        double[] variances = Doubles.read(from, KINDS);
        List<Map<String, double[]>> effects = new ArrayList<>();
        for (int kind = 0; kind < KINDS; kind++) {
            Map<String, double[]> groups = new TreeMap<>();
            for (int left = from.readInt(); left > 0; left--) {
                groups.put(from.readUTF(), Doubles.read(from, 2));
            }
            effects.add(groups);
        }
        return new LevelEffects(mean, variance, variances, effects, Doubles.read(from, 2));
    }

    /** The fit under way. */
    private static final class Fit {
        private final int n;
        private final double[] logs;
        private final double[] fitted;
        private final List<Map<String, Integer>> index = new ArrayList<>();
        private final int[][] groupOf = new int[KINDS][]; // -1 = none
        private final double[][] effect = new double[KINDS][];
        private final double[][] doubt = new double[KINDS][];
        private final double[] variances = new double[KINDS];
        private final double guess;
        private double mean;
        private double variance;

        Fit(List<SeriesHistory> series, double[] logs, ItemCategories categories) {
            this.n = logs.length;
            this.logs = logs;
            this.fitted = new double[n];
            for (int kind = 0; kind < KINDS; kind++) {
                index.add(new TreeMap<>());
                groupOf[kind] = new int[n];
            }
            for (int s = 0; s < n; s++) {
                SeriesHistory of = series.get(s);
                String[] groups = groups(of.location(), of.item(), categories.of(of.item()));
                for (int kind = 0; kind < KINDS; kind++) {
                    Map<String, Integer> known = index.get(kind);
                    groupOf[kind][s] =
                            groups[kind].isEmpty()
                                    ? -1
                                    : known.computeIfAbsent(groups[kind], k -> known.size());
                }
            }
            mean = Arrays.stream(logs).average().orElseThrow();
            double total = 0;
            for (double log : logs) {
                total += (log - mean) * (log - mean);
            }
            variance = Math.max(LEAST_VARIANCE, total / n / 2);
            guess = Math.max(LEAST_VARIANCE, total / n / (2 * KINDS));
            for (int kind = 0; kind < KINDS; kind++) {
                variances[kind] = guess;
                effect[kind] = new double[index.get(kind).size()];
                doubt[kind] = new double[index.get(kind).size()];
            }
            Arrays.fill(fitted, mean);
        }

        LevelEffects run() {
            for (int round = 0; round < ROUNDS; round++) {
                for (int kind = 0; kind < KINDS; kind++) {
                    fit(kind);
                }
                centre();
            }
            List<Map<String, double[]>> effects = new ArrayList<>();
            for (int kind = 0; kind < KINDS; kind++) {
                Map<String, double[]> groups = new TreeMap<>();
                double[] of = effect[kind];
                double[] by = doubt[kind];
                index.get(kind).forEach((key, g) -> groups.put(key, new double[] {of[g], by[g]}));
                effects.add(groups);
            }
            return new LevelEffects(mean, variance, variances, effects, SURE);
        }

        private double residual(int s) {
            double most = OUTLIER * Math.sqrt(variance);
            return Math.max(-most, Math.min(most, logs[s] - fitted[s]));
        }

        private void fit(int kind) {
            double[] sum = new double[effect[kind].length];
            int[] count = new int[effect[kind].length];
            for (int s = 0; s < n; s++) {
                int g = groupOf[kind][s];
                if (g >= 0) {
                    sum[g] += residual(s) + effect[kind][g];
                    count[g]++;
                }
            }
            double squares = PRIOR_GROUPS * guess;
            double[] before = effect[kind].clone();
            for (int g = 0; g < sum.length; g++) {
                double weight = count[g] + variance / variances[kind];
                effect[kind][g] = sum[g] / weight;
                doubt[kind][g] = variance / weight;
                squares += effect[kind][g] * effect[kind][g] + doubt[kind][g];
            }
            variances[kind] =
                    sum.length == 0
                            ? 0 // nobody has such groups
                            : Math.max(LEAST_VARIANCE, squares / (sum.length + PRIOR_GROUPS));
            for (int s = 0; s < n; s++) {
                int g = groupOf[kind][s];
                fitted[s] += g < 0 ? 0 : effect[kind][g] - before[g];
            }
        }

        /** The mean, and what is left of the variance. */
        private void centre() {
            double shift = 0;
            for (int s = 0; s < n; s++) {
                shift += residual(s) / n;
            }
            mean += shift;
            double squares = 0;
            for (int s = 0; s < n; s++) {
                fitted[s] += shift;
                double of = residual(s);
                squares += of * of;
                for (int kind = 0; kind < KINDS; kind++) {
                    squares += groupOf[kind][s] < 0 ? 0 : doubt[kind][groupOf[kind][s]];
                }
            }
            variance = (squares + PRIOR_GROUPS * PRIOR_VARIANCE) / (n + PRIOR_GROUPS);
        }
    }
}
