package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the days went for groups of series: a location, an item, all together. For each day a group
 * has the units of its series in stock and the levels that these had until the day before; their
 * ratio shows a drift or a weekday that a single series is too noisy to show. Belongs to a model,
 * and ends with its training.
 */
final class GroupTrends {
    /** Features of an origin and a target day. */
    static final int FEATURES = 10;

    /** Of these, those of the origin alone; they come first. */
    static final int OF_ORIGIN = 7;

    /** Days after the last one known on which the trends still say something. */
    static final int FRESH_DAYS = 7;

    private static final int WEEKS = 8;
    private static final int KEPT_DAYS = 84;
    private static final int LEVEL_FROM = 7; // days a series needs before its level counts
    private static final double PRIOR_SERIES = 20; // days of the mean series' level
    private static final GroupTrends NONE =
            new GroupTrends(0, -1, 1, new TreeMap<>(), new TreeMap<>(), new float[0]);

    private final int firstDay;
    private final int lastDay;
    private final double prior;
    private final Map<String, float[]> items;
    private final Map<String, float[]> locations;
    private final float[] all; // units of day t at 2 t, levels at 2 t + 1

    private GroupTrends(
            int firstDay,
            int lastDay,
            double prior,
            Map<String, float[]> items,
            Map<String, float[]> locations,
            float[] all) {
        this.firstDay = firstDay;
        this.lastDay = lastDay;
        this.prior = prior;
        this.items = items;
        this.locations = locations;
        this.all = all;
    }

    /** Nothing known of any group. */
    static GroupTrends none() {
        return NONE;
    }

    /** Gathers the days up to {@code lastEpochDay} included. */
    static GroupTrends of(List<SeriesHistory> histories, Scalers scalers, int lastEpochDay) {
        int first = histories.stream().mapToInt(SeriesHistory::firstEpochDay).min().orElseThrow();
        int days = lastEpochDay - first + 1;
        Map<String, float[]> items = new TreeMap<>();
        Map<String, float[]> locations = new TreeMap<>();
        float[] all = new float[2 * days];
        for (SeriesHistory history : histories) {
            float[] item = items.computeIfAbsent(history.item(), k -> new float[2 * days]);
            float[] place = locations.computeIfAbsent(history.location(), k -> new float[2 * days]);
            int end = Math.min(history.units().length, lastEpochDay - history.firstEpochDay() + 1);
            for (int t = LEVEL_FROM; t < end; t++) {
                if (!SampleSource.inStock(history, t)) {
                    continue;
                }
                SeriesView before = new SeriesView(history, t - 1, scalers.leastLevel());
                if (before.knownDays(SeriesView.LEVEL_DAYS) < LEVEL_FROM) {
                    continue;
                }
                int at = 2 * (history.firstEpochDay() + t - first);
                for (float[] group : List.of(item, place, all)) {
                    group[at] += history.units()[t];
                    group[at + 1] += (float) before.level();
                }
            }
        }
        double prior = PRIOR_SERIES * scalers.meanUnits();
        return new GroupTrends(first, lastEpochDay, prior, items, locations, all);
    }

    /** The same with no more days than a forecast after the last one looks at. */
    GroupTrends recent() {
        int from = Math.max(firstDay, lastDay - KEPT_DAYS + 1);
        int skip = 2 * (from - firstDay);
        Map<String, float[]> ofItems = new TreeMap<>();
        items.forEach((id, sums) -> ofItems.put(id, Arrays.copyOfRange(sums, skip, sums.length)));
        Map<String, float[]> ofPlaces = new TreeMap<>();
        locations.forEach(
                (id, sums) -> ofPlaces.put(id, Arrays.copyOfRange(sums, skip, sums.length)));
        float[] ofAll = Arrays.copyOfRange(all, skip, all.length);
        return new GroupTrends(from, lastDay, prior, ofItems, ofPlaces, ofAll);
    }

    /** Age of what is known here at an origin, days; 0 where the origin is no later. */
    int ageAt(int originEpochDay) {
        return Math.max(0, originEpochDay - lastDay);
    }

    /** Whether what is {@code age} days old at an origin says something. */
    boolean knownAt(int originEpochDay, int age) {
        return age <= FRESH_DAYS && originEpochDay - age >= firstDay && all.length > 0;
    }

    /**
     * What the groups of a series say.
     *
     * @param known last epoch day that is looked at
     */
    OfSeries of(SeriesHistory history, int known) {
        float[] item = items.getOrDefault(history.item(), all);
        float[] place = locations.getOrDefault(history.location(), all);
        return new OfSeries(item, place, known);
    }

    /** The groups of a series at an origin. */
    final class OfSeries {
        private final float[] item;
        private final float[] place;
        private final int known;
        private final double[] trend = new double[OF_ORIGIN];
        private final double usual; // of all, over the weeks that weekdays are told from
        private final double usualOfItem;
        private final double usualOfPlace;

        private OfSeries(float[] item, float[] place, int known) {
            this.item = item;
            this.place = place;
            this.known = known;
            double all7 = mean(all, known, 7, 1);
            double all28 = mean(all, known, 28, 1);
            trend[0] = all7 - 1;
            trend[1] = all28 - 1;
            trend[2] = mean(item, known, 7, all7) - all7;
            trend[3] = mean(place, known, 7, all7) - all7;
            trend[4] = mean(item, known, 28, all28) - all28;
            trend[5] = mean(item, known, 3, all7) - all7;
            trend[6] = mean(place, known, 3, all7) - all7;
            usual = mean(all, known, 7 * WEEKS, 1);
            usualOfItem = mean(item, known, 7 * WEEKS, 1);
            usualOfPlace = mean(place, known, 7 * WEEKS, 1);
        }

        /**
         * Features for a target day.
         *
         * @param target epoch day
         * @param out receives {@link #FEATURES} values around 0: how much the last days of all
         *     series, of the item's and of the location's were above their levels, and how much the
         *     target's weekday is above a week's mean
         */
        void features(int target, double[] out) {
            System.arraycopy(trend, 0, out, 0, trend.length);
            double weekday = weekday(all, usual, known, target, 1);
            out[7] = weekday - 1;
            out[8] = weekday(item, usualOfItem, known, target, weekday) - weekday;
            out[9] = weekday(place, usualOfPlace, known, target, weekday) - weekday;
        }
    }

    /** Units ÷ levels over the last days, drawn towards {@code otherwise} where series are few. */
    private double mean(float[] group, int known, int days, double otherwise) {
        double units = prior * otherwise;
        double levels = prior;
        for (int day = known - days + 1; day <= known; day++) {
            int at = 2 * (day - firstDay);
            if (at >= 0 && at < group.length) {
                units += group[at];
                levels += group[at + 1];
            }
        }
        return units / levels;
    }

    /** The same for the target's weekday, ÷ the mean of all days of those weeks. */
    private double weekday(float[] group, double usual, int known, int target, double otherwise) {
        double units = prior * otherwise * usual;
        double levels = prior;
        int last = known - Math.floorMod(known - target, 7);
        for (int week = 0; week < WEEKS; week++) {
            int at = 2 * (last - 7 * week - firstDay);
            if (at >= 0 && at < group.length) {
                units += group[at];
                levels += group[at + 1];
            }
        }
        return units / levels / usual;
    }

    /** Writes all of it. */
    void write(DataOutput to) throws IOException {
        to.writeInt(firstDay);
        to.writeInt(lastDay);
        to.writeDouble(prior);
        Floats.write(all, to);
        for (Map<String, float[]> groups : List.of(items, locations)) {
            to.writeInt(groups.size());
            for (Map.Entry<String, float[]> group : groups.entrySet()) {
                to.writeUTF(group.getKey());
                Floats.write(group.getValue(), to);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    static GroupTrends read(DataInput from) throws IOException {
        int first = from.readInt();
        int last = from.readInt();
        double prior = from.readDouble();
        int length = 2 * (last - first + 1);
        float[] all = Floats.read(from, length);
        Map<String, float[]> items = groups(from, length);
        return new GroupTrends(first, last, prior, items, groups(from, length), all);
    }

    private static Map<String, float[]> groups(DataInput from, int length) throws IOException {
        Map<String, float[]> groups = new TreeMap<>();
        for (int left = from.readInt(); left > 0; left--) {
            groups.put(from.readUTF(), Floats.read(from, length));
        }
        return groups;
    }
}
