package io.restock.operators.forecast;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;

/**
 * What the parts of a model say of a series, in its levels and before rounding.
 *
 * @param quantiles of the networks, horizon × {@link Quantiles#COUNT}, ascending within a day
 * @param medians of the trees, one a day; empty where there are none
 * @param level units/day of a level
 */
record LevelForecast(double[] quantiles, double[] medians, double level) {
    /**
     * The forecast in units.
     *
     * @param weight how far each day's distribution is moved from the networks' median to the
     *     trees', 0 … 1; no quantile goes below 0
     */
    DemandQuantiles weighing(double weight) {
        int days = quantiles.length / Quantiles.COUNT;
        double[] moved = quantiles.clone();
        for (int day = 0; day < medians.length; day++) {
            int at = day * Quantiles.COUNT;
            double by = weight * (medians[day] - quantiles[at + Quantiles.MEDIAN]);
            for (int k = 0; k < Quantiles.COUNT; k++) {
                moved[at + k] += by; // DemandQuantiles ends them at 0
            }
        }
        return DemandQuantiles.of(moved, level, days);
    }
}
