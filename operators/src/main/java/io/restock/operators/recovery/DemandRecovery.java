package io.restock.operators.recovery;

import io.restock.domain.SeriesHistory;
import java.util.Arrays;

/**
 * Estimates what a series would have sold on days on which it was out of stock for some hours. What
 * was missed has the mean
 *
 * <pre>(1 − p) · m · (a + s/κ) ÷ (a + p·m/κ)</pre>
 *
 * with p the share of the day's demand that found stock, s the units sold, m the units expected of
 * such a day, κ the units of one sale and a the shape of the days' scatter around m: the posterior
 * mean of a Gamma level seen through Poisson sales until the stock ran out. Sales that emptied the
 * shelf early speak of a day above m; a day without any stock is as expected. The expectation is
 * the level of the days around, times the effects of the weekday and of the price, all of recovered
 * demand itself: it is found in a few rounds (expectation maximisation).
 *
 * <p>A series that never had stock sold nothing, and nothing is what is estimated: its demand
 * cannot be known from its sales.
 */
public final class DemandRecovery {
    private static final int ROUNDS = 8;
    private static final double LEAST_SCATTER = 0.02; // 1/a: days always differ a little
    private static final double MOST_SCATTER = 1;

    private DemandRecovery() {}

    /**
     * Demand of each day of a history, units/day, &gt;= the units sold; NaN where unknown.
     *
     * @param missedShare part of each day's demand that is expected in its hours out of stock, 0 …
     *     1 ({@link HourProfile}); NaN = unknown, taken as none
     */
    public static double[] recover(SeriesHistory history, float[] missedShare) {
        double[] found = new double[history.units().length];
        for (int t = 0; t < found.length; t++) {
            found[t] = Float.isNaN(missedShare[t]) ? 1 : 1 - missedShare[t];
        }
        return recover(history, found);
    }

    private static double[] recover(SeriesHistory history, double[] found) {
        float[] units = history.units();
        double[] demand = new double[units.length];
        for (int t = 0; t < units.length; t++) {
            demand[t] = units[t];
        }
        if (!anyMissed(units, found)) {
            return demand;
        }
        double sale = smallestSale(units);
        double[] whole = new double[units.length];
        Arrays.fill(whole, 1);
        UsualDay usual = new UsualDay(history);
        // At first what was sold for each day's worth of customers who found stock.
        double[] expected = usual.expect(demand, found);
        for (int round = 0; round < ROUNDS; round++) {
            double shape = 1 / scatter(units, found, expected, sale);
            for (int t = 0; t < units.length; t++) {
                if (!Float.isNaN(units[t]) && found[t] < 1) {
                    double rate =
                            (shape + units[t] / sale) / (shape + found[t] * expected[t] / sale);
                    demand[t] = units[t] + (1 - found[t]) * expected[t] * rate;
                }
            }
            expected = usual.expect(demand, whole);
        }
        return demand;
    }

    private static boolean anyMissed(float[] units, double[] found) {
        for (int t = 0; t < units.length; t++) {
            if (!Float.isNaN(units[t]) && found[t] < 1) {
                return true;
            }
        }
        return false;
    }

    /** Units of the smallest day with sales, at most 1. */
    private static double smallestSale(float[] units) {
        double smallest = 1;
        for (float of : units) {
            if (of > 0) {
                smallest = Math.min(smallest, of);
            }
        }
        return smallest;
    }

    /** 1/a: squared relative scatter of the days beyond that of single sales. */
    private static double scatter(float[] units, double[] found, double[] expected, double sale) {
        double squares = 0;
        double chance = 0;
        double scale = 0;
        for (int t = 0; t < units.length; t++) {
            if (!Float.isNaN(units[t])) {
                double due = found[t] * expected[t];
                squares += (units[t] - due) * (units[t] - due);
                chance += sale * due;
                scale += due * due;
            }
        }
        double beyond = scale > 0 ? (squares - chance) / scale : MOST_SCATTER;
        return Math.max(LEAST_SCATTER, Math.min(MOST_SCATTER, beyond));
    }
}
