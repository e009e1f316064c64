package io.restock.operators.coordination;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;

/**
 * Demand of a store, summed over days from a forecast's daily quantiles. Days are correlated alike:
 * the variance of a sum is (1−ρ)·Σσ² + ρ·(Σσ)².
 */
final class DemandSum implements Demand {
    /** Days at the end of a forecast whose mean stands for all later days. */
    static final int TAIL_DAYS = 7;

    private final double correlation;
    private final int lastDay;

    /** Sums over the first n days, length days + 1. */
    private final double[] means;

    private final double[] deviations;
    private final double[] variances;

    private DemandSum(double correlation, int days, int lastDay) {
        this.correlation = correlation;
        this.lastDay = lastDay;
        means = new double[days + 1];
        deviations = new double[days + 1];
        variances = new double[days + 1];
    }

    /**
     * Demand of the days from a cycle on.
     *
     * @param cycle local day 0
     * @param baseUnit units of one base unit
     * @param days how many are asked for; those after the forecast's last are as its last {@link
     *     #TAIL_DAYS} in the mean, and those after the item's season have none
     * @param correlation ρ between any two days, 0 … 1
     */
    static DemandSum of(
            Forecast forecast, int cycle, double baseUnit, int days, double correlation) {
        int horizon = forecast.horizon();
        DemandTotal[] daily = new DemandTotal[horizon];
        for (int d = 0; d < horizon; d++) {
            daily[d] = day(forecast, d);
        }
        double tailMean = 0;
        double tailDeviation = 0;
        int tail = Math.min(TAIL_DAYS, horizon);
        for (int d = horizon - tail; d < horizon; d++) {
            tailMean += daily[d].mean() / tail;
            tailDeviation += Math.sqrt(daily[d].variance()) / tail;
        }
        int lastDay =
                forecast.isSeasonal() ? forecast.seasonEndEpochDay() - cycle : Integer.MAX_VALUE;
        DemandSum sum = new DemandSum(correlation, days, lastDay);
        for (int t = 0; t < days; t++) {
            int d = Math.max(0, cycle + t - forecast.originEpochDay() - 1);
            double mean = d < horizon ? daily[d].mean() : tailMean;
            double deviation = d < horizon ? Math.sqrt(daily[d].variance()) : tailDeviation;
            boolean over = t > lastDay;
            sum.add(t, over ? 0 : mean / baseUnit, over ? 0 : deviation / baseUnit);
        }
        return sum;
    }

    /** Whether a day is after the season of the forecast's item. */
    private static boolean isOver(Forecast forecast, int epochDay) {
        return forecast.isSeasonal() && epochDay > forecast.seasonEndEpochDay();
    }

    private void add(int t, double mean, double deviation) {
        means[t + 1] = means[t] + mean;
        deviations[t + 1] = deviations[t] + deviation;
        variances[t + 1] = variances[t] + deviation * deviation;
    }

    @Override
    public int lastDay() {
        return lastDay;
    }

    @Override
    public DemandTotal between(int from, int to) {
        if (to < from) {
            return DemandTotal.ZERO;
        }
        double deviation = deviations[to + 1] - deviations[from];
        double variance = variances[to + 1] - variances[from];
        return new DemandTotal(
                means[to + 1] - means[from],
                (1 - correlation) * variance + correlation * deviation * deviation);
    }

    /**
     * Mean demand of the days {@code from … to} together, units. Those that the forecast does not
     * reach are as the same weekday in the week of it that is next to them, or nothing after the
     * item's season.
     */
    static double mean(Forecast forecast, int from, int to) {
        int horizon = forecast.horizon();
        int week = Math.min(TAIL_DAYS, horizon);
        double sum = 0;
        for (int day = from; day <= to; day++) {
            if (isOver(forecast, day)) {
                break;
            }
            int d = day - forecast.originEpochDay() - 1;
            if (d < 0) {
                d = Math.floorMod(d, week);
            } else if (d >= horizon) {
                d = horizon - week + (d - horizon) % week;
            }
            sum += day(forecast, d).mean();
        }
        return sum;
    }

    /**
     * Mean and variance of one day, units and units². Between its levels the quantile function is
     * linear; below 0.05 it goes on with the slope of its first piece, not under zero; above 0.95
     * the tail is exponential, as steep as between 0.90 and 0.95.
     */
    static DemandTotal day(Forecast forecast, int day) {
        double first = forecast.quantile(day, 0);
        double last = forecast.quantile(day, Quantiles.COUNT - 1);
        double step = Quantiles.level(0);
        double floor = Math.max(0, 2 * first - forecast.quantile(day, 1));
        double scale = (last - forecast.quantile(day, Quantiles.COUNT - 2)) / Math.log(2);
        double mean = piece(floor, first, step) + step * (last + scale);
        double square =
                squarePiece(floor, first, step)
                        + step * (last * last + 2 * last * scale + 2 * scale * scale);
        for (int q = 1; q < Quantiles.COUNT; q++) {
            double low = forecast.quantile(day, q - 1);
            double high = forecast.quantile(day, q);
            mean += piece(low, high, step);
            square += squarePiece(low, high, step);
        }
        return new DemandTotal(mean, Math.max(0, square - mean * mean));
    }

    private static double piece(double a, double b, double probability) {
        return probability * (a + b) / 2;
    }

    private static double squarePiece(double a, double b, double probability) {
        return probability * (a * a + a * b + b * b) / 3;
    }
}
