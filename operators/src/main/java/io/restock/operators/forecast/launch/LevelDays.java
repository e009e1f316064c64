package io.restock.operators.forecast.launch;

import io.restock.domain.SeriesHistory;

/**
 * The days of a series that tell its level.
 *
 * @param history the series
 * @param from index of the first of the days
 * @param to index after the last of them
 * @param begin index of the first day of its launch; far before index 0 where it is established
 * @param level units/day at the usual factor of a day, &gt;= 0
 * @param weight days that say so
 */
record LevelDays(SeriesHistory history, int from, int to, int begin, double level, double weight) {
    /** Days whose level has not been looked at. */
    static LevelDays of(SeriesHistory history, int from, int to, int begin) {
        return new LevelDays(history, from, to, begin, 0, 0);
    }

    /** The same with the level that the kinds of days and the launch leave. */
    LevelDays levelled(DayFactors factors, LaunchCurve curve) {
        double sold = 0;
        double expected = 0;
        double days = 0;
        for (int t = from; t < to; t++) {
            double w = OfferedDays.weight(history, t);
            if (w > 0) {
                sold += w * history.units()[t];
                expected += w * factors.of(history, t) * curve.at(t - begin);
                days += w;
            }
        }
        double levelled = expected > 0 ? sold / expected : 0;
        return new LevelDays(history, from, to, begin, levelled, days);
    }
}
