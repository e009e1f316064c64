package io.restock.operators.forecast.launch;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Generated assortments whose levels are known: category × item × location, a weekend, promotions,
 * and items that begin inside the history with a launch.
 */
final class Assortments {
    /** A Monday. */
    static final int MONDAY = 19_814;

    static final int PLACES = 6;
    private static final double[] OF_CATEGORY = {2, 12};

    private final List<SeriesHistory> series = new ArrayList<>();
    private final Map<String, Double> levels = new TreeMap<>();
    private final Map<String, List<String>> paths = new TreeMap<>();
    private final SplittableRandom random;
    private final int days;
    private final double firstWeek;

    /**
     * @param items half of them of each category
     * @param firstWeek what an item sells in the first week after its launch ÷ later
     */
    Assortments(int items, int days, double firstWeek, long seed) {
        this.random = new SplittableRandom(seed);
        this.days = days;
        this.firstWeek = firstWeek;
        for (int i = 0; i < items; i++) {
            String item = "I" + i;
            paths.put(item, List.of(i % 2 == 0 ? "small" : "large"));
            add(item, OF_CATEGORY[i % 2] * Math.exp(0.3 * gaussian()), 0);
        }
    }

    /** Adds an item in all places from a day on. */
    void add(String item, double level, int begin) {
        for (int place = 0; place < PLACES; place++) {
            series.add(one("L" + place, item, level * ofPlace(place), begin));
        }
    }

    static double ofPlace(int place) {
        return 0.5 + 0.3 * place;
    }

    private double gaussian() {
        return IntStream.range(0, 12).mapToDouble(i -> random.nextDouble()).sum() - 6;
    }

    private SeriesHistory one(String place, String item, double level, int begin) {
        levels.put(place + "|" + item, level);
        Covariates known = Covariates.unknown(days + 7);
        float[] units = new float[days];
        Arrays.fill(units, Float.NaN);
        for (int t = 0; t < days + 7; t++) {
            boolean promoted = random.nextDouble() < 0.15 && t < days;
            known.promotion()[t] = promoted ? 1 : 0;
            known.holiday()[t] = t % 7 >= 5 ? 1 : 0;
            if (t >= begin && t < days) {
                double launch = begin > 0 && t < begin + 7 ? firstWeek : 1;
                double mean = level * launch * (t % 7 >= 5 ? 1.6 : 0.76) * (promoted ? 2 : 1);
                units[t] = (float) (mean * (0.7 + 0.6 * random.nextDouble()));
            }
        }
        return new SeriesHistory(place, item, MONDAY, units, new float[days], known);
    }

    List<SeriesHistory> series() {
        return series;
    }

    /** The true level of a series, units/day. */
    double level(SeriesHistory of) {
        return levels.get(of.key());
    }

    ItemCategories categories() {
        return new ItemCategories(paths);
    }

    int lastDay() {
        return MONDAY + days - 1;
    }

    /** Learned from all series but one. */
    LaunchPrior without(SeriesHistory hidden) {
        List<SeriesHistory> rest = new ArrayList<>(series);
        rest.remove(hidden);
        return LaunchPrior.fit(rest, categories(), lastDay());
    }

    /** A series with nothing but its last days known. */
    static SeriesHistory knownOf(SeriesHistory of, int lastDays) {
        float[] units = of.units().clone();
        Arrays.fill(units, 0, units.length - lastDays, Float.NaN);
        return new SeriesHistory(
                of.location(),
                of.item(),
                of.firstEpochDay(),
                units,
                of.stockOutShare(),
                of.covariates());
    }

    /** The same series in units that are {@code factor} times as small. */
    static SeriesHistory scaled(SeriesHistory of, double factor) {
        float[] units = of.units().clone();
        for (int t = 0; t < units.length; t++) {
            units[t] *= (float) factor;
        }
        return new SeriesHistory(
                of.location(),
                of.item(),
                of.firstEpochDay(),
                units,
                of.stockOutShare(),
                of.covariates());
    }
}
