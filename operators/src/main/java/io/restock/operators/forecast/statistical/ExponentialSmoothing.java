package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;

/**
 * Exponential smoothing with additive errors, a damped trend and an additive weekday season
 * (Holt–Winters, ETS(A,Ad,A) in Hyndman et al. 2008). The four parameters of each series are those
 * with the least squared error one day ahead. A day out of stock moves the state less the longer it
 * was, an unknown day not at all.
 */
public final class ExponentialSmoothing implements SeriesForecaster {
    /** Days below which nothing can be fitted: two weeks for the season. */
    private static final int LEAST_DAYS = 14;

    private static final int EVALUATIONS = 90;

    /** About α = 0.1, β = 0.02·α, γ = 0.05, φ = 0.9. */
    private static final double[] START = {-2.2, -4, -3, 2.2};

    @Override
    public String name() {
        return "ets";
    }

    @Override
    public DemandQuantiles forecast(SeriesHistory history, int days) {
        Past past = new Past(history);
        if (past.last() + 1 < LEAST_DAYS) {
            return new MovingMean(Past.WEEK).forecast(history, days);
        }
        States states = new States(past);
        states.run(Simplex.minimise(states::run, START, 1, EVALUATIONS));
        return ErrorSpread.around(past, days, states::forecast);
    }

    /** Level, trend and season after every day, for one set of parameters. */
    private static final class States {
        private static final double PRIOR_DAYS = 2; // weight of "no season" in the first season

        private final Past past;
        private final double[] level;
        private final double[] trend;
        private final double[] season; // after day t at t · WEEK + weekday
        private final double[] firstSeason = new double[Past.WEEK];
        private final double firstLevel;
        private double damping;

        States(Past past) {
            this.past = past;
            int n = past.last() + 1;
            level = new double[n];
            trend = new double[n];
            season = new double[n * Past.WEEK];
            double mean = weightedMean(0, n - 1, -1, 0);
            for (int weekday = 0; weekday < Past.WEEK; weekday++) {
                firstSeason[weekday] = weightedMean(0, n - 1, weekday, mean) - mean;
            }
            firstLevel = weightedMean(0, Math.min(n, 2 * Past.WEEK) - 1, -1, mean);
        }

        /** Mean of the usable days, of one weekday or (-1) of all, drawn towards a prior. */
        private double weightedMean(int from, int to, int weekday, double prior) {
            double sum = weekday < 0 ? 0 : PRIOR_DAYS * prior;
            double weights = weekday < 0 ? 0 : PRIOR_DAYS;
            for (int t = from; t <= to; t++) {
                if (past.usable(t) && (weekday < 0 || past.weekday(t) == weekday)) {
                    sum += past.weight(t) * past.units(t);
                    weights += past.weight(t);
                }
            }
            return weights > 0 ? sum / weights : prior;
        }

        /** Runs through the past and returns the squared error one day ahead, weighted. */
        double run(double[] parameters) {
            double alpha = unit(parameters[0]);
            double beta = alpha * unit(parameters[1]);
            double gamma = (1 - alpha) * unit(parameters[2]);
            damping = 0.8 + 0.18 * unit(parameters[3]);
            double l = firstLevel;
            double b = 0;
            double[] s = firstSeason.clone();
            double squares = 0;
            for (int t = 0; t < level.length; t++) {
                int weekday = past.weekday(t);
                double expected = l + damping * b;
                double error = 0;
                if (past.usable(t)) {
                    error = past.units(t) - expected - s[weekday];
                    squares += past.weight(t) * error * error;
                    error *= past.weight(t);
                }
                l = expected + alpha * error;
                b = damping * b + beta * error;
                s[weekday] += gamma * error;
                level[t] = l;
                trend[t] = b;
                System.arraycopy(s, 0, season, t * Past.WEEK, Past.WEEK);
            }
            return squares;
        }

        void forecast(int origin, double[] to) {
            double l = level[origin];
            double b = trend[origin];
            for (int day = 0; day < to.length; day++) {
                b *= damping;
                l += b;
                to[day] = l + season[origin * Past.WEEK + past.weekday(origin + 1 + day)];
            }
        }

        private static double unit(double x) {
            return 1 / (1 + Math.exp(-x));
        }
    }
}
