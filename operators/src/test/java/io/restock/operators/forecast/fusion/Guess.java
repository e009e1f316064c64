package io.restock.operators.forecast.fusion;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Pinball;

/** Made-up one-day forecasts of a demand that is logistic around a centre. */
final class Guess {
    private Guess() {}

    /** A logistic distribution. */
    static DemandQuantiles of(double centre, double scale) {
        double[] quantiles = new double[Quantiles.COUNT];
        for (int k = 0; k < Quantiles.COUNT; k++) {
            double level = Quantiles.level(k);
            quantiles[k] = centre + scale * Math.log(level / (1 - level));
        }
        return DemandQuantiles.around(new double[] {centre}, quantiles);
    }

    static double loss(DemandQuantiles forecast, double actual) {
        double[] quantiles = new double[Quantiles.COUNT];
        for (int k = 0; k < Quantiles.COUNT; k++) {
            quantiles[k] = forecast.quantiles()[k];
        }
        return Pinball.mean(quantiles, 0, actual);
    }
}
