package io.restock.operators.forecast.distribution;

import io.restock.domain.Quantiles;
import java.util.Arrays;

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
    private final double[] pinball = new double[Quantiles.COUNT];
    private double scaled;
    private long scaledRows;
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
        int at = day * Quantiles.COUNT;
        for (int k = 0; k < Quantiles.COUNT; k++) {
            float quantile = forecast.quantiles()[at + k];
            covered[k] += actual <= quantile ? 1 : 0;
            pinball[k] += Pinball.loss(Quantiles.level(k), actual, quantile);
        }
        addPoint(day, actual, forecast.mean()[day]);
        medianError[day] += Math.abs(actual - forecast.quantiles()[at + Quantiles.MEDIAN]);
        distributions++;
    }

    /**
     * The same, where the error of seasonal naive in the series' past is known.
     *
     * @param naiveError mean |units − units seven days before| of the past, units/day; a series
     *     with 0 or NaN does not count for MASE
     */
    public void add(int day, double actual, DemandQuantiles forecast, double naiveError) {
        add(day, actual, forecast);
        if (naiveError > 0) {
            scaled += Math.abs(actual - forecast.mean()[day]) / naiveError;
            scaledRows++;
        }
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

    /** Mean absolute scaled error; NaN where no series has an error to scale by. */
    public double mase() {
        return scaledRows == 0 ? Double.NaN : scaled / scaledRows;
    }

    /** Mean pinball loss over rows and levels, units; NaN without distributions. */
    public double pinball() {
        return distributions == 0
                ? Double.NaN
                : Arrays.stream(pinball).sum() / Quantiles.COUNT / distributions;
    }

    /** Mean pinball loss at the quantile of an index, units; NaN without distributions. */
    public double pinball(int index) {
        return distributions == 0 ? Double.NaN : pinball[index] / distributions;
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
