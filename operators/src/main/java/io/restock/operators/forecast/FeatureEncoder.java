package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * Turns a series into the inputs of networks and trees, the same way for training and serving.
 * Demand is in levels of the series ({@link SeriesView#level}); for networks unknown values become
 * 0, for most of them with a flag. The order of the features belongs to saved models: a change
 * needs a new {@link #VERSION}.
 */
final class FeatureEncoder {
    /** Version of the features, written into models. */
    static final int VERSION = 4;

    /** Days the encoder reads. */
    static final int PAST_DAYS = 28;

    /** Of these, days that must be known of what is learned from. */
    static final int LEAST_KNOWN_DAYS = 14;

    /**
     * Of these, days that must be known for the model to be asked: fewer, the prior does better.
     */
    static final int LEAST_ASKED_DAYS = 3;

    /** Days that similar days are looked for in. */
    static final int CONTEXT_DAYS = 84;

    /** Values of a past day. */
    static final int PAST = 16;

    private static final int PLAN = 54; // of a day's calendar, plan and weather, and its like
    private static final int OWN = PLAN + GroupTrends.FEATURES + 2;

    /** Values of a future day: this class's own, then those of {@link DayFeatures}. */
    static final int FUTURE = OWN + DayFeatures.COUNT;

    private static final int KEPT_DAYS = CONTEXT_DAYS + 14; // looked at again and again
    private static final int STATICS = 18; // of the series, which end the plan's

    /** Values of a future day that are the same for all of them: from … to (excluded). */
    static final int[][] OF_ORIGIN = {
        {PLAN - STATICS, PLAN + GroupTrends.OF_ORIGIN},
        {PLAN + GroupTrends.FEATURES, OWN + DayFeatures.OF_ORIGIN}
    };

    private static final int SEASON = 7; // features of the day's place in month and year
    private static final double LARGEST = 8; // levels; a day beyond it says no more than this
    private static final int NEAR_DAYS = 7; // holidays further away do not count
    static final double HEAVY_RAIN_MM = 3.5;

    private static final double[] SIN = new double[7]; // of the week
    private static final double[] COS = new double[7];

    static {
        for (int day = 0; day < 7; day++) {
            double angle = 2 * Math.PI * day / 7;
            SIN[day] = Math.sin(angle);
            COS[day] = Math.cos(angle);
        }
    }

    private final Scalers scalers;
    private final GroupTrends trends;
    private final int horizon;

    FeatureEncoder(Scalers scalers, GroupTrends trends, int horizon) {
        this.scalers = scalers;
        this.trends = trends;
        this.horizon = horizon;
    }

    /** What the model is asked with. */
    static final class Sample {
        /** {@link #PAST_DAYS} × {@link #PAST}, oldest day first. */
        final float[] past;

        /** Horizon × {@link #FUTURE}, next day first, as networks read it. */
        final float[] future;

        /** The same as trees read it: not scaled, NaN where unknown. */
        final float[] rows;

        /** Per day of the horizon: what similar days sold, in levels. */
        final float[] base;

        /** Units/day of a level. */
        double level;

        Sample(int horizon) {
            past = new float[PAST_DAYS * PAST];
            future = new float[horizon * FUTURE];
            rows = new float[horizon * FUTURE];
            base = new float[horizon];
        }
    }

    /** Whether as many of the last days are known as of what the model learns from. */
    static boolean knowsEnough(SeriesHistory history) {
        return knownDays(history) >= LEAST_KNOWN_DAYS;
    }

    /** Whether the model may be asked; else the prior of new series is to be taken. */
    static boolean mayBeAsked(SeriesHistory history) {
        return knownDays(history) >= LEAST_ASKED_DAYS;
    }

    private static int knownDays(SeriesHistory history) {
        int known = 0;
        int days = history.units().length;
        for (int t = Math.max(0, days - PAST_DAYS); t < days; t++) {
            known += Float.isNaN(history.units()[t]) ? 0 : 1;
        }
        return known;
    }

    Scalers scalers() {
        return scalers;
    }

    SeriesView view(SeriesHistory history, int origin) {
        return new SeriesView(history, origin, scalers.leastLevel());
    }

    /** Encodes a series as known at the day of index {@code origin}, all days of the horizon. */
    void encode(SeriesHistory history, int origin, Sample out) {
        int[] days = new int[horizon];
        for (int day = 0; day < horizon; day++) {
            days[day] = day;
        }
        int age = trends.ageAt(history.firstEpochDay() + origin);
        encode(history, origin, days, horizon, age, out);
    }

    /**
     * Encodes a series as known at the day of index {@code origin} for some days of the horizon.
     *
     * @param days days asked for, 0 = the day after the origin
     * @param count of the days that count
     * @param age days before the origin at which the groups' trends end; too old = unknown
     */
    void encode(SeriesHistory history, int origin, int[] days, int count, int age, Sample out) {
        SeriesView view = view(history, origin).keep(KEPT_DAYS, horizon + 1);
        out.level = view.level();
        for (int i = 0; i < PAST_DAYS; i++) {
            past(history, view, origin - PAST_DAYS + 1 + i, new Row(out.past, i * PAST, PAST));
        }
        double[] statics = statics(view, origin);
        double[] group = new double[GroupTrends.FEATURES];
        int originDay = history.firstEpochDay() + origin;
        boolean grouped = trends.knownAt(originDay, age);
        GroupTrends.OfSeries groups = trends.of(history, originDay - age);
        SimilarDays similar = new SimilarDays(view, origin);
        double usualDepth = usualDepth(view, origin);
        double usualPromotion = usualPromotion(view, origin);
        DayFeatures looked = new DayFeatures(history, view, origin, scalers.seasons(), horizon);
        for (int slot = 0; slot < count; slot++) {
            int h = days[slot];
            Row row = new Row(out.rows, slot * FUTURE, OWN);
            calendar(view, origin, origin + 1 + h, row);
            season(view, origin, origin + 1 + h, row);
            price(view, origin + 1 + h, usualDepth, usualPromotion, row);
            weather(history, origin + 1 + h, row);
            row.flag(view.rain(origin + 1 + h) > HEAVY_RAIN_MM);
            row.put((h + 1) / 14.0);
            out.base[slot] = (float) similarDays(similar, origin + 1 + h, row);
            for (double value : statics) {
                row.put(value);
            }
            if (grouped) {
                groups.features(originDay + 1 + h, group);
            }
            for (double value : group) {
                row.put(2 * value);
            }
            row.flag(grouped);
            row.put(grouped ? age / (double) GroupTrends.FRESH_DAYS : 0);
            row.end();
            looked.put(origin + 1 + h, out.rows, slot * FUTURE + OWN);
            System.arraycopy(out.rows, slot * FUTURE, out.future, slot * FUTURE, OWN);
            int at = slot * FUTURE + OWN;
            if (slot == 0) {
                scalers.days(out.rows, at, out.future, 0);
            } else { // what is of the origin is the same for all days
                System.arraycopy(out.future, OWN, out.future, at, DayFeatures.OF_ORIGIN);
                scalers.days(out.rows, at, out.future, DayFeatures.OF_ORIGIN);
            }
        }
    }

    private void past(SeriesHistory history, SeriesView view, int t, Row row) {
        row.put(Math.min(LARGEST, view.sold(t)));
        row.put(Math.min(LARGEST, view.demand(t)));
        row.flag(!view.known(t));
        row.put(view.stockOut(t));
        row.flag(view.inStock(t));
        row.put(3 * orZero(view.depth(t)));
        row.flag(Double.isNaN(view.depth(t)));
        row.put(orZero(view.promotion(t)));
        row.flag(view.holiday(t));
        row.put(SIN[view.weekday(t)]);
        row.put(COS[view.weekday(t)]);
        weather(history, t, row);
        row.end();
    }

    private void weather(SeriesHistory history, int t, Row row) {
        for (int kind = 0; kind < Scalers.WEATHER; kind++) {
            row.put(0.5 * orZero(scalers.weather(history.covariates(), kind, t)));
        }
        row.flag(Double.isNaN(scalers.weather(history.covariates(), 0, t)));
    }

    private void calendar(SeriesView view, int origin, int t, Row row) {
        for (int day = 0; day < 7; day++) {
            row.flag(view.weekday(t) == day);
        }
        row.flag(view.holiday(t));
        row.flag(!view.holidayKnown(t));
        row.put(holidayIn(view, t, 1, origin + horizon));
        row.put(holidayIn(view, t, -1, origin + horizon));
    }

    /** Where the day stands in its month and year, and what the year before did from there on. */
    private void season(SeriesView view, int origin, int t, Row row) {
        if (!scalers.seasons()) {
            row.skip(SEASON);
            return;
        }
        LocalDate date = LocalDate.ofEpochDay(view.epochDay(t));
        double ofYear = 2 * Math.PI * date.getDayOfYear() / 365.25;
        int ofMonth = date.getDayOfMonth();
        double angle = 2 * Math.PI * (ofMonth - 1) / date.lengthOfMonth();
        row.put(Math.sin(ofYear));
        row.put(Math.cos(ofYear));
        row.put(Math.sin(angle));
        row.put(Math.cos(angle));
        row.flag(ofMonth <= 2 || ofMonth >= date.lengthOfMonth() - 1);
        double change = view.changeOfYearBefore(origin, t);
        row.put(Double.isNaN(change) ? 0 : Math.min(3, change) - 1);
        row.flag(Double.isNaN(change));
    }

    private static void price(
            SeriesView view, int t, double usualDepth, double usualPromotion, Row row) {
        double depth = view.depth(t);
        double promotion = view.promotion(t);
        row.put(3 * orZero(depth));
        row.flag(Double.isNaN(depth));
        row.put(3 * orZero(depth - usualDepth));
        row.put(orZero(promotion));
        row.put(orZero(promotion - usualPromotion));
    }

    /** Nearness of the next holiday in a direction, 1 = the next day … 0 = none near. */
    private static double holidayIn(SeriesView view, int t, int direction, int last) {
        for (int distance = 1; distance <= NEAR_DAYS; distance++) {
            int day = t + direction * distance;
            if (day <= last && view.holiday(day)) {
                return 1 - (distance - 1.0) / NEAR_DAYS;
            }
        }
        return 0;
    }

    private static double usualDepth(SeriesView view, int origin) {
        double sum = 0;
        int days = 0;
        for (int t = origin - PAST_DAYS + 1; t <= origin; t++) {
            double depth = view.depth(t);
            if (!Double.isNaN(depth)) {
                sum += depth;
                days++;
            }
        }
        return days == 0 ? Double.NaN : sum / days;
    }

    private static double usualPromotion(SeriesView view, int origin) {
        double sum = 0;
        int days = 0;
        for (int t = origin - PAST_DAYS + 1; t <= origin; t++) {
            double promotion = view.promotion(t);
            if (!Double.isNaN(promotion)) {
                sum += promotion;
                days++;
            }
        }
        return days == 0 ? Double.NaN : sum / days;
    }

    /** Writes what similar days sold; the level, 1, where there is no such day. */
    private static double similarDays(SimilarDays days, int target, Row row) {
        days.lookAt(target);
        row.put(days.similar());
        row.put(days.sameWeekday());
        row.put(days.samePrice());
        row.put(days.sameKind());
        row.put(days.last());
        row.put(Math.min(2, days.similarWeight() / 4));
        return days.similar();
    }

    private double[] statics(SeriesView view, int origin) {
        double[] last28 = knownDemand(view, origin, PAST_DAYS);
        Arrays.sort(last28);
        double mean28 = mean(last28);
        double variance = 0;
        for (double demand : last28) {
            variance += (demand - mean28) * (demand - mean28);
        }
        double deviation = last28.length < 2 ? 0 : Math.sqrt(variance / (last28.length - 1));
        double mean7 = inStockMean(view, origin, 7);
        return new double[] {
            Math.log(view.level() / scalers.meanUnits()) / 1.5,
            inStockMean(view, origin, 3),
            mean7,
            inStockMean(view, origin, 14),
            inStockMean(view, origin, PAST_DAYS),
            mean7 - inStockMean(view, origin - 7, 7),
            view.demand(origin),
            view.stockOut(origin),
            stockOuts(view, origin, 7),
            stockOuts(view, origin, PAST_DAYS),
            Math.min(3, deviation),
            quantile(last28, 0.1),
            quantile(last28, 0.5),
            quantile(last28, 0.9),
            orZero(usualPromotion(view, origin)),
            3 * orZero(usualDepth(view, origin)),
            view.knownDays(PAST_DAYS) / (double) PAST_DAYS,
            noSales(view, origin),
        };
    }

    private static double[] knownDemand(SeriesView view, int origin, int days) {
        double[] demand = new double[days];
        int n = 0;
        for (int t = origin - days + 1; t <= origin; t++) {
            if (view.known(t)) {
                demand[n++] = Math.min(LARGEST, view.demand(t));
            }
        }
        return Arrays.copyOf(demand, n);
    }

    /** Mean demand of n days in levels; days out of stock count less. 1 where nothing is known. */
    private static double inStockMean(SeriesView view, int last, int days) {
        Mean mean = new Mean();
        for (int t = last - days + 1; t <= last; t++) {
            if (view.known(t)) {
                mean.add(Math.min(LARGEST, view.demand(t)), view.inStock(t) ? 1 : 0.3);
            }
        }
        return mean.orOne();
    }

    private static double stockOuts(SeriesView view, int origin, int days) {
        double sum = 0;
        for (int t = origin - days + 1; t <= origin; t++) {
            sum += view.stockOut(t);
        }
        return sum / days;
    }

    private static double noSales(SeriesView view, int origin) {
        int none = 0;
        for (int t = origin - PAST_DAYS + 1; t <= origin; t++) {
            none += view.known(t) && view.sold(t) == 0 ? 1 : 0;
        }
        return none / (double) PAST_DAYS;
    }

    private static double mean(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return values.length == 0 ? 1 : sum / values.length;
    }

    private static double quantile(double[] sorted, double level) {
        return sorted.length == 0 ? 1 : sorted[(int) Math.round(level * (sorted.length - 1))];
    }

    private static double orZero(double value) {
        return Double.isNaN(value) ? 0 : value;
    }

    /** A weighted mean. */
    private static final class Mean {
        private double sum;
        private double weight;

        void add(double value, double w) {
            sum += value * w;
            weight += w;
        }

        double orOne() {
            return weight > 1e-9 ? sum / weight : 1;
        }
    }

    /** Writes the features of a day in turn. */
    private static final class Row {
        private final float[] out;
        private final int last;
        private int next;

        Row(float[] out, int first, int length) {
            this.out = out;
            this.next = first;
            this.last = first + length;
        }

        void put(double value) {
            out[next++] = (float) value;
        }

        void skip(int features) {
            Arrays.fill(out, next, next + features, 0); // another day's may stand there
            next += features;
        }

        void flag(boolean set) {
            put(set ? 1 : 0);
        }

        void end() {
            if (next != last) {
                throw new IllegalStateException(
                        "The features end at %d, expected %d.".formatted(next, last));
            }
        }
    }
}
