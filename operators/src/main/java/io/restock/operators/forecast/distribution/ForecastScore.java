package io.restock.operators.forecast.distribution;

import io.restock.domain.Quantiles;

/**
 * Measures forecasts on days without a stock-out in opening hours. WAPE = Σ|units − forecast| ÷ Σ
 * units and WPE = Σ(forecast − units) ÷ Σ units are taken for each target day and averaged over the
 * days; pinball loss (mean over the levels) and coverage are means over all rows.
 */
public final class ForecastScore {
    private final double[] error;
    private final double[] medianError;
    private final double[] bias;
    private final double[] units;
    private double pinball;
    private long distributions;
    private long rows;
    private final long[] covered = new long[Quantiles.COUNT];

    /** Nothing measured yet, for forecasts of up to {@code days} days. */
    public ForecastScore(int days) {
        error = new double[days];
        medianError = new double[days];
        bias = new double[days];
        units = new double[days];
    }

    /** Adds a day (0 = the first) of a series of which only a point was forecast, units. */
    public void addPoint(int day, double actual, double forecast) {
        error[day] += Math.abs(actual - forecast);
        bias[day] += forecast - actual;
        units[day] += actual;
        rows++;
    }

    /** Adds a day of a series; its point is the mean. */
    public void add(int day, double actual, DemandQuantiles forecast) {
        double[] q = new double[Quantiles.COUNT];
        for (int k = 0; k < q.length; k++) {
            q[k] = forecast.quantiles()[day * Quantiles.COUNT + k];
            covered[k] += actual <= q[k] ? 1 : 0;
        }
        addPoint(day, actual, forecast.mean()[day]);
        medianError[day] += Math.abs(actual - q[Quantiles.MEDIAN]);
        pinball += Pinball.mean(q, 0, actual);
        distributions++;
    }

    /** WAPE of the points; NaN where nothing was sold. */
    public double wape() {
        return meanOverDays(error);
    }

    /** WAPE of the medians; NaN without distributions. */
    public double wapeOfMedian() {
        return distributions == 0 ? Double.NaN : meanOverDays(medianError);
    }

    /** WPE of the points; above 0 = over-forecast. */
    public double wpe() {
        return meanOverDays(bias);
    }

    /** Mean pinball loss over rows and levels, units; NaN without distributions. */
    public double pinball() {
        return distributions == 0 ? Double.NaN : pinball / distributions;
    }

    /** Share of actuals at or below the quantile of an index; NaN without distributions. */
    public double coverage(int index) {
        return distributions == 0 ? Double.NaN : covered[index] / (double) distributions;
    }

    /** Rows measured. */
    public long rows() {
        return rows;
    }

    private double meanOverDays(double[] sums) {
        double sum = 0;
        int days = 0;
        for (int day = 0; day < sums.length; day++) {
            if (units[day] > 0) {
                sum += sums[day] / units[day];
                days++;
            }
        }
        return days == 0 ? Double.NaN : sum / days;
    }
}
