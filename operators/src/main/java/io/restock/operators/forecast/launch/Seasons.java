package io.restock.operators.forecast.launch;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.jspecify.annotations.Nullable;

/**
 * The part of the year in which an item is sold, where it is sold in one part only: learned per
 * item over all its locations, from seasons that began or ended at the same time of two years. What
 * began once, or was closed once, is no season. Start and end are uncertain by some days; after the
 * last day that an end can have nothing is sold.
 */
public final class Seasons {
    private static final double YEAR = 365.25;
    private static final int LEAST_GAP = 60; // days without sales between two seasons
    private static final int OVER = 21; // days without sales after which a season has ended
    private static final int LEAST_LENGTH = 7;
    private static final int LONGEST = 300;
    private static final double TOLERANCE = 28; // days from a year between two starts or ends
    private static final double SOME =
            0.03; // of the best week; a week with less is none of a season
    private static final double USUAL_SPREAD = 4; // days, standard deviation of an end seen once
    private static final double SURE = 2; // standard deviations
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);
    private static final Seasons NONE = new Seasons(new TreeMap<>());

    private final Map<String, double[]> windows; // start, its spread, end, its spread: epoch days

    private Seasons(Map<String, double[]> windows) {
        this.windows = windows;
    }

    /** Every item is sold all year. */
    static Seasons none() {
        return NONE;
    }

    /** Learns the seasons of items from what was sold until a day. */
    static Seasons fit(List<SeriesHistory> histories, int lastEpochDay) {
        int first = histories.stream().mapToInt(SeriesHistory::firstEpochDay).min().orElse(0);
        int days = lastEpochDay - first + 1;
        if (histories.isEmpty() || days < YEAR) {
            return none();
        }
        Map<String, float[]> sold = new TreeMap<>();
        for (SeriesHistory history : histories) {
            float[] item = sold.computeIfAbsent(history.item(), k -> new float[days]);
            int offset = history.firstEpochDay() - first;
            for (int t = 0; t < history.units().length && t + offset < days; t++) {
                float units = history.units()[t];
                item[t + offset] += Float.isNaN(units) ? 0 : units;
            }
        }
        Map<String, double[]> windows = new TreeMap<>();
        sold.forEach(
                (item, units) -> {
                    double[] window = window(units, first);
                    if (window != null) {
                        windows.put(item, window);
                    }
                });
        return new Seasons(windows);
    }

    private static double @Nullable [] window(float[] units, int first) {
        List<int[]> seasons = seasons(units);
        List<Integer> starts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>();
        for (int[] season : seasons) {
            if (season[1] - season[0] >= LONGEST) {
                return null;
            }
            if (season[0] >= LEAST_GAP) {
                starts.add(season[0]);
            }
            if (season[1] < units.length - OVER) {
                ends.add(season[1]);
            }
        }
        boolean yearly = isYearly(starts) && isYearly(ends);
        if (!yearly || starts.isEmpty() || ends.isEmpty() || starts.size() + ends.size() < 3) {
            return null;
        }
        double[] start = mean(starts);
        double[] end = mean(ends);
        return new double[] {first + start[0], start[1], first + end[0], end[1]};
    }

    /** First and last day of each part with sales, oldest first. */
    private static List<int[]> seasons(float[] units) {
        double[] weeks = new double[units.length];
        double best = 0;
        for (int t = 0; t < units.length; t++) {
            for (int i = Math.max(0, t - 3); i <= Math.min(units.length - 1, t + 3); i++) {
                weeks[t] += units[i];
            }
            best = Math.max(best, weeks[t]);
        }
        List<int[]> seasons = new ArrayList<>();
        for (int t = 0; t < units.length; t++) {
            if (units[t] > 0 && weeks[t] > SOME * best) {
                int[] last = seasons.isEmpty() ? null : seasons.get(seasons.size() - 1);
                if (last != null && t - last[1] <= LEAST_GAP) {
                    last[1] = t;
                } else {
                    seasons.add(new int[] {t, t});
                }
            }
        }
        seasons.removeIf(season -> season[1] - season[0] < LEAST_LENGTH);
        return seasons;
    }

    private static boolean isYearly(List<Integer> days) {
        for (int i = 1; i < days.size(); i++) {
            if (Math.abs(days.get(i) - days.get(i - 1) - YEAR) > TOLERANCE) {
                return false;
            }
        }
        return true;
    }

    /** Mean of days of several years, as a day of the last of them, and its spread. */
    private static double[] mean(List<Integer> days) {
        int n = days.size();
        double mean = 0;
        for (int i = 0; i < n; i++) {
            mean += (days.get(i) + (n - 1 - i) * YEAR) / n;
        }
        double squares = USUAL_SPREAD * USUAL_SPREAD;
        for (int i = 0; i < n; i++) {
            double off = days.get(i) + (n - 1 - i) * YEAR - mean;
            squares += off * off;
        }
        return new double[] {mean, Math.sqrt(squares / n)};
    }

    /** Whether an item is sold in a part of the year only. */
    public boolean isSeasonal(String item) {
        return windows.containsKey(item);
    }

    /** Items that are. */
    public int size() {
        return windows.size();
    }

    /**
     * The last day on which an item can be in the season that is on at a day, or else in the next
     * one; {@link Integer#MAX_VALUE} where it is sold all year.
     */
    public int lastDay(String item, int epochDay) {
        double[] window = windows.get(item);
        if (window == null) {
            return Integer.MAX_VALUE;
        }
        int last = (int) Math.ceil(window[2] + SURE * window[3]);
        int years = (int) Math.ceil((epochDay - last) / YEAR);
        return last + (int) Math.round(years * YEAR);
    }

    /** Probability that an item is in season on a day; 1 where it is sold all year. */
    double inSeason(String item, int epochDay) {
        double[] window = windows.get(item);
        if (window == null) {
            return 1;
        }
        double years = Math.round((lastDay(item, epochDay) - window[2]) / YEAR) * YEAR;
        double end = window[2] + years;
        double length = window[2] - window[0];
        double start = end - length + YEAR * Math.floor(length / YEAR);
        double begun = (epochDay + 0.5 - start) / window[1];
        double over = (epochDay - 0.5 - end) / window[3];
        if (begun < -SURE || over > SURE) {
            return 0;
        }
        return NORMAL.cumulativeProbability(begun) * NORMAL.survivalProbability(over);
    }

    /** A series without the days on which its item was likely out of season. */
    public SeriesHistory inSeasonOnly(SeriesHistory history) {
        if (!isSeasonal(history.item())) {
            return history;
        }
        float[] units = history.units().clone();
        for (int t = 0; t < units.length; t++) {
            boolean out = inSeason(history.item(), history.firstEpochDay() + t) < 0.5;
            units[t] = out && !(units[t] > 0) ? Float.NaN : units[t];
        }
        return new SeriesHistory(
                history.location(),
                history.item(),
                history.firstEpochDay(),
                units,
                history.stockOutShare(),
                history.covariates());
    }

    /**
     * What a forecast of an item in season becomes where it may be out of it: nothing with the
     * probability of that, else as it was.
     *
     * @param origin the last known day, epoch day
     */
    public DemandQuantiles faded(String item, int origin, DemandQuantiles of) {
        if (!isSeasonal(item)) {
            return of;
        }
        double[] mean = new double[of.horizon()];
        double[] quantiles = new double[of.horizon() * Quantiles.COUNT];
        for (int day = 0; day < mean.length; day++) {
            double chance = inSeason(item, origin + 1 + day);
            mean[day] = chance * of.mean()[day];
            int at = day * Quantiles.COUNT;
            for (int k = 0; k < Quantiles.COUNT; k++) {
                double level = chance == 0 ? 0 : 1 - (1 - Quantiles.level(k)) / chance;
                quantiles[at + k] = level <= 0 ? 0 : quantile(of.quantiles(), at, level);
            }
        }
        return DemandQuantiles.around(mean, quantiles);
    }

    /** Between the quantiles, and in proportion below the first one. */
    private static double quantile(float[] quantiles, int at, double level) {
        double place = level * (Quantiles.COUNT + 1) - 1;
        if (place < 0) {
            return (place + 1) * quantiles[at];
        }
        int below = (int) Math.min(Quantiles.COUNT - 2, place);
        double share = Math.min(1, place - below);
        return (1 - share) * quantiles[at + below] + share * quantiles[at + below + 1];
    }

    void write(DataOutput to) throws IOException {
        to.writeInt(windows.size());
        for (Map.Entry<String, double[]> window : windows.entrySet()) {
            to.writeUTF(window.getKey());
            Doubles.write(window.getValue(), to);
        }
    }

    static Seasons read(DataInput from) throws IOException {
        Map<String, double[]> windows = new TreeMap<>();
        for (int left = from.readInt(); left > 0; left--) {
            windows.put(from.readUTF(), Doubles.read(from, 4));
        }
        return new Seasons(windows);
    }
}
