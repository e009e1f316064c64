package io.restock.operators.recovery;

import io.restock.domain.SeriesHistory;
import java.util.Arrays;

/** What a day of a series usually sells: the level around it, its weekday and its price. */
final class UsualDay {
    private static final int WEEK = 7;

    /** Full price, then a tenth less each; the last one also for a promotion of unknown price. */
    private static final int PRICES = 6;

    /** Days over which the weight of a day around falls to 1/e, and beyond which it is 0. */
    private static final double NEAR_DAYS = 10;

    private static final int REACH = 28;

    /** Days of "no effect" that an effect starts from. */
    private static final double PRIOR_WEEKDAY = 2;

    private static final double PRIOR_PRICE = 0.5;
    private static final int PASSES = 3;

    private final int[] weekday;
    private final int[] price;
    private final double[] near = new double[REACH + 1];

    UsualDay(SeriesHistory history) {
        int n = history.units().length;
        weekday = new int[n];
        price = new int[n];
        for (int t = 0; t < n; t++) {
            weekday[t] = Math.floorMod(history.firstEpochDay() + t, WEEK);
            price[t] = price(history, t);
        }
        for (int days = 0; days <= REACH; days++) {
            near[days] = Math.exp(-days / NEAR_DAYS);
        }
    }

    private static int price(SeriesHistory history, int t) {
        float ratio = history.covariates().discount()[t];
        if (ratio > 0 && ratio < 1) {
            return Math.min(PRICES - 1, Math.round(10 * (1 - ratio)));
        }
        return history.covariates().promotion()[t] > 0 ? PRICES - 1 : 0;
    }

    /**
     * Units expected of each day.
     *
     * @param of units of each day; NaN = unknown
     * @param exposure days' worth of customers behind them, 0 … 1
     */
    double[] expect(double[] of, double[] exposure) {
        double[] byWeekday = new double[WEEK];
        double[] byPrice = new double[PRICES];
        Arrays.fill(byWeekday, 1);
        Arrays.fill(byPrice, 1);
        double[] level = levels(of, exposure, byWeekday, byPrice);
        for (int pass = 0; pass < PASSES; pass++) {
            byWeekday = effects(of, exposure, level, weekday, price, byPrice, PRIOR_WEEKDAY, WEEK);
            byPrice = effects(of, exposure, level, price, weekday, byWeekday, PRIOR_PRICE, PRICES);
            level = levels(of, exposure, byWeekday, byPrice);
        }
        for (int t = 0; t < level.length; t++) {
            level[t] *= byWeekday[weekday[t]] * byPrice[price[t]];
        }
        return level;
    }

    /** Units for a whole day without any effect, around each day. */
    private double[] levels(double[] of, double[] exposure, double[] byWeekday, double[] byPrice) {
        double[] level = new double[of.length];
        for (int t = 0; t < of.length; t++) {
            double sum = 0;
            double whole = 0;
            int last = Math.min(of.length - 1, t + REACH);
            for (int u = Math.max(0, t - REACH); u <= last; u++) {
                if (!Double.isNaN(of[u])) {
                    double weight = near[Math.abs(u - t)];
                    sum += weight * of[u];
                    whole += weight * exposure[u] * byWeekday[weekday[u]] * byPrice[price[u]];
                }
            }
            level[t] = whole > 0 ? sum / whole : 0;
        }
        return level;
    }

    /** Effect of each class of days, the other effect and the level being known. */
    private static double[] effects(
            double[] of,
            double[] exposure,
            double[] level,
            int[] classes,
            int[] others,
            double[] byOther,
            double prior,
            int count) {
        double[] sum = new double[count];
        double[] due = new double[count];
        double all = 0;
        int days = 0;
        for (int t = 0; t < of.length; t++) {
            if (!Double.isNaN(of[t])) {
                sum[classes[t]] += of[t];
                due[classes[t]] += exposure[t] * level[t] * byOther[others[t]];
                all += level[t];
                days++;
            }
        }
        double unit = days == 0 ? 0 : prior * all / days;
        double[] effect = new double[count];
        for (int i = 0; i < count; i++) {
            effect[i] = due[i] + unit > 0 ? (sum[i] + unit) / (due[i] + unit) : 1;
        }
        return effect;
    }
}
