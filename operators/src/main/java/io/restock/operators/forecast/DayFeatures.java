package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * What neither a network nor a tree makes of the last days itself: means, medians and ratios of
 * demand before a day to forecast. Demand is in levels of the series; what is unknown is NaN. The
 * order of the features belongs to saved models: a change needs a new {@link
 * FeatureEncoder#VERSION}. Not thread-safe.
 */
final class DayFeatures {
    /** Of these, values that are the same for all days ahead; they come first. */
    static final int OF_ORIGIN = 32;

    private static final int OF_DAY = 33;

    /** Values of a day. */
    static final int COUNT = OF_ORIGIN + OF_DAY;

    private static final int CONTEXT = FeatureEncoder.CONTEXT_DAYS;
    private static final int YEAR = 364; // weekdays agree
    private static final double LARGEST = 8; // levels; a day beyond it says no more than this
    private static final int LONGEST_RUN = 14; // days of a price or promotion that are told apart
    private static final int LONGEST_REST = 5; // free days in a row that are told apart
    private static final int WIDEST_GAP = 4; // days closed in a row that are told apart
    private static final double PARTLY = 0.3; // weight of a day with hours out of stock
    private static final double SAME_PRICE = 0.03;
    private static final int OF_WEEKDAY = 6;
    private static final int PROMOTIONS = 3; // unknown, none, one
    private static final double NOT_ASKED = Double.NEGATIVE_INFINITY;
    private static final int ALIKE = 7 * 2 * 2 * PROMOTIONS;
    private static final double[] NEAR = new double[CONTEXT]; // weight of a price by its age

    static {
        for (int age = 0; age < CONTEXT; age++) {
            NEAR[age] = Math.exp(-age / 28.0);
        }
    }

    private final SeriesHistory history;
    private final SeriesView view;
    private final int origin;
    private final boolean ofYears;
    private final int horizon;
    private final float[] ofOrigin = new float[OF_ORIGIN];
    private final double[] sorted = new double[CONTEXT];
    private final float[][] ofWeekday = new float[7][]; // as far as they have been asked for
    private final double[] alike = new double[ALIKE]; // the same, by what the days have in common
    private final double usualDepth;
    private double pricedAt = Double.NEGATIVE_INFINITY; // depth that samePrice is of
    private double samePrice;

    /**
     * Looks back from a day.
     *
     * @param history the series
     * @param view the same as it was known at the origin
     * @param origin index of its last known day
     * @param ofYears whether seasons can be told from chance
     * @param horizon days ahead of which prices, promotions and holidays may be known
     */
    DayFeatures(SeriesHistory history, SeriesView view, int origin, boolean ofYears, int horizon) {
        this.history = history;
        this.view = view;
        this.origin = origin;
        this.ofYears = ofYears;
        this.horizon = horizon;
        this.usualDepth = usualDepth(view, origin, 7);
        Arrays.fill(alike, NOT_ASKED);
        ofOrigin();
    }

    /**
     * Fills in the values of a day ahead.
     *
     * @param target index of the day, after the origin
     * @param to receives {@link #COUNT} values from index {@code at} on
     */
    void put(int target, float[] to, int at) {
        System.arraycopy(ofOrigin, 0, to, at, OF_ORIGIN);
        ofDay(target, to, at + OF_ORIGIN);
    }

    private void ofOrigin() {
        float[] to = ofOrigin;
        int n = 0;
        double mean7 = mean(view, origin, 7);
        double mean28 = mean(view, origin, 28);
        double mean56 = mean(view, origin, 56);
        to[n++] = (float) mean56;
        to[n++] = (float) mean(view, origin, CONTEXT);
        to[n++] = (float) (mean28 - mean(view, origin - 28, 28));
        to[n++] = (float) (mean(view, origin, 14) - mean(view, origin - 14, 14));
        for (int days : new int[] {7, 14, 28, 56}) {
            to[n++] = (float) median(view, origin, days);
        }
        for (double halfLife : new double[] {2, 5, 12}) {
            to[n++] = (float) fading(view, origin, halfLife);
        }
        to[n++] = (float) sold(view, origin, 7);
        to[n++] = (float) sold(view, origin, 28);
        to[n++] = (float) zeros(view, origin, 7);
        to[n++] = (float) zeros(view, origin, 56);
        to[n++] = (float) deviation(view, origin, 7, mean7);
        to[n++] = (float) deviation(view, origin, 56, mean56);
        to[n++] = (float) inStockDays(view, origin, 7);
        to[n++] = (float) inStockDays(view, origin, 28);
        to[n++] = (float) demand(view, origin - 1);
        to[n++] = (float) demand(view, origin - 2);
        to[n++] = (float) usualDepth;
        to[n++] = (float) view.depth(origin);
        to[n++] = (float) deepest(view, origin);
        to[n++] = (float) promotions(view, origin, 7);
        to[n++] = (float) promotions(view, origin, 28);
        to[n++] = (float) slope(view, origin);
        to[n++] = (float) promotionLift(view, origin);
        to[n++] = (float) freeLift(view, origin);
        to[n++] = daysSinceKnown(view, origin);
        boolean longHistory = ofYears && origin + 1 > CONTEXT;
        to[n++] = longHistory ? (float) mean(view, origin, YEAR) : Float.NaN;
        to[n++] = longHistory ? (float) mean(view, origin - YEAR + 28, 28) : Float.NaN;
        end(n, OF_ORIGIN);
    }

    private void ofDay(int target, float[] to, int at) {
        int n = at;
        System.arraycopy(ofWeekday(target), 0, to, n, OF_WEEKDAY);
        n += OF_WEEKDAY;
        // days of the same kind, near and within a year
        boolean seasons = ofYears && origin + 1 > CONTEXT;
        to[n++] = (float) alikeNear(target, true);
        to[n++] = (float) alikeNear(target, false);
        to[n++] = seasons ? (float) alike(view, origin, target, YEAR, true) : Float.NaN;
        to[n++] = (float) samePrice(target);
        // price and promotion around the target
        double depth = view.depth(target);
        to[n++] = (float) (depth - view.depth(origin));
        to[n++] = (float) (depth - usualDepth);
        to[n++] = (float) (depth - view.depth(target - 1));
        to[n++] = (float) (depth - depthBefore(view, target, 7));
        to[n++] = (float) (target < origin + horizon ? depth - view.depth(target + 1) : Float.NaN);
        to[n++] = (float) view.promotion(target - 1);
        to[n++] = (float) (target < origin + horizon ? view.promotion(target + 1) : Float.NaN);
        to[n++] = run(view, target, -1, LONGEST_RUN);
        to[n++] = run(view, target, 1, Math.min(LONGEST_RUN, origin + horizon - target));
        // closed days around it
        to[n++] = gap(view, origin, target, -1);
        to[n++] = gap(view, origin, target, 1);
        to[n++] = (float) (view.holiday(target - 1) ? 1 : 0);
        to[n++] = target < origin + horizon && view.holiday(target + 1) ? 1 : 0;
        // its place among free days
        int before = rest(view, target, -1, LONGEST_REST);
        int after = rest(view, target, 1, Math.min(LONGEST_REST, origin + horizon - target));
        to[n++] = before;
        to[n++] = after;
        to[n++] = view.free(target) ? before + 1 + after : 0;
        // weather against the days before
        to[n++] = (float) warmer(history, origin, target);
        to[n++] = (float) view.rain(target);
        // date
        LocalDate date = LocalDate.ofEpochDay(view.epochDay(target));
        to[n++] = ofYears ? date.getDayOfMonth() : Float.NaN;
        to[n++] = ofYears ? date.getDayOfYear() : Float.NaN;
        to[n++] = ofYears ? date.lengthOfMonth() - date.getDayOfMonth() : Float.NaN;
        to[n++] = seasons ? (float) demand(view, target - YEAR) : Float.NaN;
        to[n++] = seasons ? (float) mean(view, target - YEAR + 3, 7) : Float.NaN;
        end(n - at, OF_DAY);
    }

    /** What the days of the target's weekday did, the last of which is no later than the origin. */
    private float[] ofWeekday(int target) {
        int weekday = view.weekday(target);
        float[] of = ofWeekday[weekday];
        if (of == null) {
            of = new float[OF_WEEKDAY];
            int last = origin - Math.floorMod(origin - target, 7);
            int n = 0;
            for (int weeks : new int[] {2, 4, 8}) {
                of[n++] = (float) ofWeekday(view, last, weeks);
            }
            of[n++] = (float) medianOfWeekday(view, last, 8);
            of[n++] = (float) demand(view, last - 7);
            of[n++] = (float) (view.known(last) ? view.stockOut(last) : Double.NaN);
            end(n, OF_WEEKDAY);
            ofWeekday[weekday] = of;
        }
        return of;
    }

    private static void end(int written, int expected) {
        if (written != expected) {
            throw new IllegalStateException(
                    "The features are %d, expected %d.".formatted(written, expected));
        }
    }

    private static double demand(SeriesView view, int t) {
        return view.known(t) ? Math.min(LARGEST, view.demand(t)) : Double.NaN;
    }

    private static double weight(SeriesView view, int t) {
        return view.inStock(t) ? 1 : PARTLY;
    }

    private static double mean(SeriesView view, int last, int days) {
        double sum = 0;
        double weights = 0;
        for (int t = last - days + 1; t <= last; t++) {
            if (view.known(t)) {
                double weight = weight(view, t);
                sum += weight * Math.min(LARGEST, view.demand(t));
                weights += weight;
            }
        }
        return sum / weights;
    }

    private static double fading(SeriesView view, int origin, double halfLife) {
        double sum = 0;
        double weights = 0;
        double factor = Math.pow(0.5, 1 / halfLife);
        double fade = 1;
        for (int t = origin; t > origin - CONTEXT && t >= 0; t--) {
            if (view.known(t)) {
                double weight = fade * weight(view, t);
                sum += weight * Math.min(LARGEST, view.demand(t));
                weights += weight;
            }
            fade *= factor;
        }
        return sum / weights;
    }

    /** Median of the days in stock, or of the known ones where there is none. */
    private double median(SeriesView view, int last, int days) {
        int n = 0;
        for (int t = last - days + 1; t <= last; t++) {
            if (view.inStock(t)) {
                sorted[n++] = view.demand(t);
            }
        }
        if (n == 0) {
            for (int t = last - days + 1; t <= last; t++) {
                if (view.known(t)) {
                    sorted[n++] = view.demand(t);
                }
            }
        }
        return middle(n);
    }

    private double middle(int n) {
        if (n == 0) {
            return Double.NaN;
        }
        Arrays.sort(sorted, 0, n);
        return Math.min(LARGEST, (sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }

    private static double sold(SeriesView view, int last, int days) {
        double sum = 0;
        int known = 0;
        for (int t = last - days + 1; t <= last; t++) {
            if (view.known(t)) {
                sum += Math.min(LARGEST, view.sold(t));
                known++;
            }
        }
        return sum / known;
    }

    private static double zeros(SeriesView view, int last, int days) {
        double none = 0;
        int known = 0;
        for (int t = last - days + 1; t <= last; t++) {
            if (view.known(t)) {
                none += view.sold(t) == 0 ? 1 : 0;
                known++;
            }
        }
        return none / known;
    }

    private static double deviation(SeriesView view, int last, int days, double mean) {
        double squares = 0;
        int known = 0;
        for (int t = last - days + 1; t <= last; t++) {
            if (view.inStock(t)) {
                double off = Math.min(LARGEST, view.demand(t)) - mean;
                squares += off * off;
                known++;
            }
        }
        return Math.sqrt(squares / known);
    }

    private static double inStockDays(SeriesView view, int last, int days) {
        double inStock = 0;
        int known = 0;
        for (int t = last - days + 1; t <= last; t++) {
            inStock += view.inStock(t) ? 1 : 0;
            known += view.known(t) ? 1 : 0;
        }
        return inStock / known;
    }

    private static double usualDepth(SeriesView view, int last, int days) {
        return depthBefore(view, last + 1, days);
    }

    private static double depthBefore(SeriesView view, int target, int days) {
        double sum = 0;
        int known = 0;
        for (int t = target - days; t < target; t++) {
            double depth = view.depth(t);
            if (!Double.isNaN(depth)) {
                sum += depth;
                known++;
            }
        }
        return sum / known;
    }

    private static double deepest(SeriesView view, int origin) {
        double deepest = Double.NaN;
        for (int t = origin - 27; t <= origin; t++) {
            double depth = view.depth(t);
            if (!(depth <= deepest) && !Double.isNaN(depth)) {
                deepest = depth;
            }
        }
        return deepest;
    }

    private static double promotions(SeriesView view, int last, int days) {
        double sum = 0;
        int known = 0;
        for (int t = last - days + 1; t <= last; t++) {
            double promotion = view.promotion(t);
            if (!Double.isNaN(promotion)) {
                sum += promotion;
                known++;
            }
        }
        return sum / known;
    }

    /** Levels of demand a price cut of 1 adds, drawn to 0 where prices hardly moved. */
    private static double slope(SeriesView view, int origin) {
        double weights = 0;
        double depths = 0;
        double demands = 0;
        for (int t = Math.max(0, origin - CONTEXT + 1); t <= origin; t++) {
            double depth = view.depth(t);
            if (view.known(t) && !Double.isNaN(depth)) {
                double weight = weight(view, t);
                weights += weight;
                depths += weight * depth;
                demands += weight * Math.min(LARGEST, view.demand(t));
            }
        }
        if (weights == 0) {
            return Double.NaN;
        }
        double both = 0;
        double squares = 0;
        for (int t = Math.max(0, origin - CONTEXT + 1); t <= origin; t++) {
            double depth = view.depth(t);
            if (view.known(t) && !Double.isNaN(depth)) {
                double off = depth - depths / weights;
                double weight = weight(view, t);
                both += weight * off * (Math.min(LARGEST, view.demand(t)) - demands / weights);
                squares += weight * off * off;
            }
        }
        return both / (squares + 0.05);
    }

    private static double promotionLift(SeriesView view, int origin) {
        double[] sum = new double[2];
        double[] weights = new double[2];
        for (int t = Math.max(0, origin - CONTEXT + 1); t <= origin; t++) {
            double promotion = view.promotion(t);
            if (view.known(t) && !Double.isNaN(promotion)) {
                int on = promotion > 0.5 ? 1 : 0;
                sum[on] += weight(view, t) * Math.min(LARGEST, view.demand(t));
                weights[on] += weight(view, t);
            }
        }
        return sum[1] / weights[1] - sum[0] / weights[0];
    }

    private static double freeLift(SeriesView view, int origin) {
        double[] sum = new double[2];
        double[] weights = new double[2];
        for (int t = Math.max(0, origin - 55); t <= origin; t++) {
            if (view.known(t)) {
                int free = view.free(t) ? 1 : 0;
                sum[free] += weight(view, t) * Math.min(LARGEST, view.demand(t));
                weights[free] += weight(view, t);
            }
        }
        return sum[1] / weights[1] - sum[0] / weights[0];
    }

    private static int daysSinceKnown(SeriesView view, int origin) {
        int days = 0;
        while (days < LONGEST_RUN && !view.known(origin - days)) {
            days++;
        }
        return days;
    }

    private static double ofWeekday(SeriesView view, int last, int weeks) {
        double sum = 0;
        double weights = 0;
        for (int week = 0; week < weeks; week++) {
            int t = last - 7 * week;
            if (view.known(t)) {
                double weight = weight(view, t);
                sum += weight * Math.min(LARGEST, view.demand(t));
                weights += weight;
            }
        }
        return sum / weights;
    }

    private double medianOfWeekday(SeriesView view, int last, int weeks) {
        int n = 0;
        for (int week = 0; week < weeks; week++) {
            if (view.known(last - 7 * week)) {
                sorted[n++] = view.demand(last - 7 * week);
            }
        }
        return middle(n);
    }

    /** The same over the last days, which is asked for days that have all of it in common. */
    private double alikeNear(int target, boolean sameWeekday) {
        double promotion = view.promotion(target);
        boolean plain = promotion == 0 || promotion == 1 || Double.isNaN(promotion);
        if (!plain) {
            return alike(view, origin, target, CONTEXT, sameWeekday);
        }
        int promoted = Double.isNaN(promotion) ? 0 : 1 + (int) promotion;
        int kind = 2 * (view.free(target) ? 1 : 0) + (sameWeekday ? 1 : 0);
        int at = (promoted * 4 + kind) * 7 + (sameWeekday ? view.weekday(target) : 0);
        if (alike[at] == NOT_ASKED) {
            alike[at] = alike(view, origin, target, CONTEXT, sameWeekday);
        }
        return alike[at];
    }

    /** Mean of the days with the target's promotion and its weekday, or its kind of day. */
    private static double alike(
            SeriesView view, int origin, int target, int days, boolean sameWeekday) {
        double promotion = view.promotion(target);
        double sum = 0;
        double weights = 0;
        for (int t = Math.max(0, origin - days + 1); t <= origin; t++) {
            boolean like =
                    view.known(t)
                            && view.free(t) == view.free(target)
                            && (!sameWeekday || view.weekday(t) == view.weekday(target))
                            && !(Math.abs(view.promotion(t) - promotion) > 0.5);
            if (like) {
                double weight = weight(view, t);
                sum += weight * Math.min(LARGEST, view.demand(t));
                weights += weight;
            }
        }
        return sum / weights;
    }

    private double samePrice(int target) {
        double depth = view.depth(target);
        if (Double.compare(depth, pricedAt) != 0) { // prices ahead are often all the same
            pricedAt = depth;
            samePrice = samePrice(depth);
        }
        return samePrice;
    }

    private double samePrice(double depth) {
        double sum = 0;
        double weights = 0;
        for (int t = Math.max(0, origin - CONTEXT + 1); t <= origin; t++) {
            if (view.known(t) && Math.abs(view.depth(t) - depth) <= SAME_PRICE) {
                double weight = weight(view, t) * NEAR[origin - t];
                sum += weight * Math.min(LARGEST, view.demand(t));
                weights += weight;
            }
        }
        return sum / weights;
    }

    /** Free days in a row beside the target. */
    private static int rest(SeriesView view, int target, int direction, int most) {
        int days = 0;
        while (days < most && view.free(target + direction * (days + 1))) {
            days++;
        }
        return days;
    }

    /** Days in a row beside the target that have its promotion and price. */
    private static int run(SeriesView view, int target, int direction, int most) {
        int days = 0;
        while (days < most) {
            int t = target + direction * (days + 1);
            boolean same =
                    !(Math.abs(view.depth(t) - view.depth(target)) > SAME_PRICE)
                            && !(Math.abs(view.promotion(t) - view.promotion(target)) > 0.5);
            if (!same) {
                break;
            }
            days++;
        }
        return days;
    }

    /**
     * Closed days in a row beside the target: days without sales, or without a plan, before one
     * that has some. 0 where none has some.
     */
    private int gap(SeriesView view, int origin, int target, int direction) {
        for (int days = 0; days <= WIDEST_GAP; days++) {
            int t = target + direction * (days + 1);
            if (t > origin + horizon) {
                return 0;
            }
            boolean planned = !Double.isNaN(view.promotion(t)) || !Double.isNaN(view.depth(t));
            if (t <= origin ? view.known(t) : planned) {
                return days;
            }
        }
        return 0;
    }

    private static double warmer(SeriesHistory history, int origin, int target) {
        float[] degrees = history.covariates().temperatureC();
        double sum = 0;
        int known = 0;
        for (int t = Math.max(0, origin - 6); t <= origin; t++) {
            if (!Float.isNaN(degrees[t])) {
                sum += degrees[t];
                known++;
            }
        }
        return target < degrees.length ? degrees[target] - sum / known : Double.NaN;
    }
}
