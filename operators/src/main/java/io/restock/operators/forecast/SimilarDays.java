package io.restock.operators.forecast;

import java.util.Arrays;

/**
 * The past days of a series that are like a day ahead: in everything (days near in time, price,
 * kind of day and rain weigh more), of its weekday, of its price, and the last one of its weekday.
 * Means of their demand are in levels, and 1, the level, where there is no such day. Not
 * thread-safe.
 */
final class SimilarDays {
    private static final int DAYS = FeatureEncoder.CONTEXT_DAYS;
    private static final double LARGEST = 8; // levels; a day beyond it says no more than this
    private static final double NEAR_DAYS = 20;
    private static final double NEAR_PRICE = 0.07;
    private static final double[] NEAR = new double[DAYS]; // weight of a day by its age

    static {
        for (int age = 0; age < DAYS; age++) {
            NEAR[age] = Math.exp(-age / NEAR_DAYS);
        }
    }

    private final SeriesView view;

    /** The known days, latest first. */
    private final int[] day = new int[DAYS];

    private final int[] weekday = new int[DAYS];
    private final boolean[] free = new boolean[DAYS];

    private final double[] demand = new double[DAYS];
    private final double[] trust = new double[DAYS];
    private final double[] near = new double[DAYS];
    private final double[] price = new double[DAYS]; // how like the price of the day ahead is
    private final boolean[] wet = new boolean[DAYS];
    private int count;

    private double depth = Double.NEGATIVE_INFINITY; // that the prices were compared with
    private double promotion;
    private double samePrice;

    private final double[] sameWeekday = new double[7]; // NaN until asked for
    private final double[] last = new double[7];
    private final double[] sameKind = new double[2]; // of working days, of free ones

    private int ofWeek; // of the day ahead
    private int kind;
    private double similarSum;
    private double similarWeight;

    SimilarDays(SeriesView view, int origin) {
        this.view = view;
        for (int age = 0; age < DAYS && age <= origin; age++) {
            int t = origin - age;
            if (view.known(t)) {
                day[count] = t;
                weekday[count] = view.weekday(t);
                free[count] = view.free(t);
                demand[count] = Math.min(LARGEST, view.demand(t));
                trust[count] = view.inStock(t) ? 1 : 0.3 * (1 - view.stockOut(t));
                near[count] = trust[count] * NEAR[age];
                wet[count] = isWet(t);
                count++;
            }
        }
        Arrays.fill(sameWeekday, Double.NaN);
        Arrays.fill(sameKind, Double.NaN);
    }

    /** Looks for the days like a day ahead, by its index. */
    void lookAt(int target) {
        comparePrices(view.depth(target), view.promotion(target));
        boolean wetAhead = isWet(target);
        boolean freeAhead = view.free(target);
        ofWeek = view.weekday(target);
        kind = freeAhead ? 1 : 0;
        similarSum = 0;
        similarWeight = 0;
        for (int i = 0; i < count; i++) {
            double alike = free[i] == freeAhead ? 1 : 0.25;
            double rain = wet[i] == wetAhead ? 1 : 0.6;
            double all = near[i] * price[i] * alike * rain * (weekday[i] == ofWeek ? 2 : 1);
            similarSum += demand[i] * all;
            similarWeight += all;
        }
    }

    private void comparePrices(double depthAhead, double promotionAhead) {
        if (Double.compare(depth, depthAhead) == 0
                && Double.compare(promotion, promotionAhead) == 0) {
            return; // prices ahead are often all the same
        }
        depth = depthAhead;
        promotion = promotionAhead;
        double sum = 0;
        double weight = 0;
        for (int i = 0; i < count; i++) {
            price[i] = likePrice(day[i]);
            double priced = near[i] * price[i] * price[i];
            sum += demand[i] * priced;
            weight += priced;
        }
        samePrice = orOne(sum, weight);
    }

    private double likePrice(int t) {
        double like = 1;
        double other = view.depth(t);
        if (!Double.isNaN(depth) && !Double.isNaN(other)) {
            like *= Math.exp(-Math.abs(depth - other) / NEAR_PRICE);
        }
        double promoted = view.promotion(t);
        if (!Double.isNaN(promotion) && !Double.isNaN(promoted) && promotion != promoted) {
            like *= 0.5;
        }
        return like;
    }

    private boolean isWet(int t) {
        return view.rain(t) > FeatureEncoder.HEAVY_RAIN_MM;
    }

    /** Mean of the days like it in everything. */
    double similar() {
        return orOne(similarSum, similarWeight);
    }

    /** How much those days weigh together. */
    double similarWeight() {
        return similarWeight;
    }

    /** Mean of the days of its weekday. */
    double sameWeekday() {
        lookAtWeekday();
        return sameWeekday[ofWeek];
    }

    /** The last day of its weekday. */
    double last() {
        lookAtWeekday();
        return last[ofWeek];
    }

    private void lookAtWeekday() {
        if (!Double.isNaN(sameWeekday[ofWeek])) {
            return;
        }
        double sum = 0;
        double weight = 0;
        double latest = Double.NaN;
        for (int i = 0; i < count; i++) {
            if (weekday[i] == ofWeek) {
                sum += demand[i] * trust[i];
                weight += trust[i];
                latest = Double.isNaN(latest) ? demand[i] : latest;
            }
        }
        sameWeekday[ofWeek] = orOne(sum, weight);
        last[ofWeek] = Double.isNaN(latest) ? 1 : latest;
    }

    /** Mean of the days of its price. */
    double samePrice() {
        return samePrice;
    }

    /** Mean of the free days where it is one, else of the others. */
    double sameKind() {
        if (Double.isNaN(sameKind[kind])) {
            double sum = 0;
            double weight = 0;
            for (int i = 0; i < count; i++) {
                if (free[i] == (kind == 1)) {
                    sum += demand[i] * near[i];
                    weight += near[i];
                }
            }
            sameKind[kind] = orOne(sum, weight);
        }
        return sameKind[kind];
    }

    private static double orOne(double sum, double weight) {
        return weight > 1e-9 ? sum / weight : 1;
    }
}
