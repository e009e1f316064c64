package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.util.Arrays;

/** The mean of the known days among the last n; 0 where there is none. */
public final class MovingMean implements SeriesForecaster {
    private final int window;

    /**
     * @param window days looked at, &gt;= 1
     */
    public MovingMean(int window) {
        if (window < 1) {
            throw new IllegalArgumentException(
                    "The window (%d) of a moving mean must be >= 1.".formatted(window));
        }
        this.window = window;
    }

    @Override
    public String name() {
        return "mean of " + window;
    }

    @Override
    public DemandQuantiles forecast(SeriesHistory history, int days) {
        Past past = new Past(history);
        return ErrorSpread.around(past, days, (origin, to) -> Arrays.fill(to, mean(past, origin)));
    }

    /** Points only, units/day. */
    public float[] points(SeriesHistory history, int days) {
        Past past = new Past(history);
        float[] points = new float[days];
        Arrays.fill(points, (float) mean(past, past.last()));
        return points;
    }

    private double mean(Past past, int origin) {
        double mean = past.mean(origin - window + 1, origin);
        return Double.isNaN(mean) ? 0 : mean;
    }
}
