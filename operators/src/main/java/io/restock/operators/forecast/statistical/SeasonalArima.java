package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.util.Arrays;

/**
 * ARIMA (1,0,1)(0,1,1) with a season of seven days: w = y − y₋₇ follows w = φ·w₋₁ + e + θ·e₋₁ +
 * Θ·e₋₇ + θΘ·e₋₈. The parameters of each series have the least conditional sum of squares (Box and
 * Jenkins). An unknown day, or one hardly in stock, is taken as forecast; forecasts undo the
 * difference.
 */
public final class SeasonalArima implements SeriesForecaster {
    /** Days below which nothing can be fitted: a week to difference by, two to fit on. */
    private static final int LEAST_DAYS = 21;

    private static final int EVALUATIONS = 70;

    /** About φ = 0.4, θ = −0.2, Θ = −0.85. */
    private static final double[] START = {0.4, -0.2, -1.3};

    @Override
    public String name() {
        return "arima";
    }

    @Override
    public DemandQuantiles forecast(SeriesHistory history, int days) {
        Past past = new Past(history);
        if (past.last() + 1 < LEAST_DAYS) {
            return new MovingMean(Past.WEEK).forecast(history, days);
        }
        Errors errors = new Errors(past);
        errors.run(Simplex.minimise(errors::run, START, 0.4, EVALUATIONS));
        return ErrorSpread.around(past, days, errors::forecast);
    }

    /** Values and errors of every day, for one set of parameters. */
    private static final class Errors {
        private static final double EDGE = 0.98; // of the stationary and invertible region

        private final Past past;
        private final double mean;
        private final double[] value;
        private final double[] error;
        private double ar;
        private double ma;
        private double seasonalMa;

        Errors(Past past) {
            this.past = past;
            double known = past.mean(0, past.last());
            this.mean = Double.isNaN(known) ? 0 : known;
            this.value = new double[past.last() + 1];
            this.error = new double[past.last() + 1];
        }

        /** Runs through the past and returns the squared error one day ahead, weighted. */
        double run(double[] parameters) {
            ar = EDGE * Math.tanh(parameters[0]);
            ma = EDGE * Math.tanh(parameters[1]);
            seasonalMa = EDGE * Math.tanh(parameters[2]);
            double squares = 0;
            for (int t = 0; t < value.length; t++) {
                double expected = t < Past.WEEK ? mean : next(t);
                error[t] = 0;
                value[t] = expected;
                if (past.usable(t)) {
                    double weight = past.weight(t);
                    // A day partly out of stock counts in part: the rest is as expected.
                    error[t] = t < Past.WEEK ? 0 : weight * (past.units(t) - expected);
                    value[t] = expected + weight * (past.units(t) - expected);
                    double miss = past.units(t) - expected;
                    squares += t < Past.WEEK ? 0 : weight * miss * miss;
                }
            }
            return squares;
        }

        private double next(int t) {
            double w = t > Past.WEEK ? value[t - 1] - value[t - 1 - Past.WEEK] : 0;
            return value[t - Past.WEEK]
                    + ar * w
                    + ma * error[t - 1]
                    + seasonalMa * error[t - Past.WEEK]
                    + (t > Past.WEEK ? ma * seasonalMa * error[t - 1 - Past.WEEK] : 0);
        }

        void forecast(int origin, double[] to) {
            if (origin < Past.WEEK) {
                Arrays.fill(to, mean);
                return;
            }
            // What comes before the forecast day: its own past where it is known, else forecasts.
            double[] ahead = new double[to.length + Past.WEEK + 1];
            double[] errors = new double[ahead.length];
            System.arraycopy(value, origin - Past.WEEK, ahead, 0, Past.WEEK + 1);
            System.arraycopy(error, origin - Past.WEEK, errors, 0, Past.WEEK + 1);
            for (int day = 0; day < to.length; day++) {
                int i = Past.WEEK + 1 + day;
                double w = ahead[i - 1] - ahead[i - 1 - Past.WEEK];
                ahead[i] =
                        ahead[i - Past.WEEK]
                                + ar * w
                                + ma * errors[i - 1]
                                + seasonalMa * errors[i - Past.WEEK]
                                + ma * seasonalMa * errors[i - 1 - Past.WEEK];
                to[day] = ahead[i];
            }
        }
    }
}
