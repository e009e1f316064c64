package io.restock.operators.forecast.statistical;

/** Points that a method forecasts from any day of a series' past, with what was known then. */
interface PointMethod {
    /**
     * Forecasts the days after an origin.
     *
     * @param origin index of the last known day, 0 … last
     * @param to filled with units/day, next day first; NaN where the method has nothing to say
     */
    void forecast(int origin, double[] to);
}
