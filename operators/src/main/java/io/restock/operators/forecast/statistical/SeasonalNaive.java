package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;

/** The last known day of the same weekday; 0 where there is none. */
public final class SeasonalNaive implements SeriesForecaster {
    @Override
    public String name() {
        return "seasonal naive";
    }

    @Override
    public DemandQuantiles forecast(SeriesHistory history, int days) {
        Past past = new Past(history);
        return ErrorSpread.around(past, days, (origin, to) -> points(past, origin, to));
    }

    /** Points only, units/day. */
    public float[] points(SeriesHistory history, int days) {
        Past past = new Past(history);
        double[] points = new double[days];
        points(past, past.last(), points);
        float[] out = new float[days];
        for (int day = 0; day < days; day++) {
            out[day] = (float) points[day];
        }
        return out;
    }

    private static void points(Past past, int origin, double[] to) {
        for (int day = 0; day < to.length; day++) {
            int back = origin + 1 + day;
            do {
                back -= Past.WEEK;
            } while (back > origin || (back >= 0 && !past.known(back)));
            to[day] = back < 0 ? 0 : past.units(back);
        }
    }
}
