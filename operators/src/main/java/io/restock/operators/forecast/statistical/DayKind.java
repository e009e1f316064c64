package io.restock.operators.forecast.statistical;

import io.restock.domain.SeriesHistory;
import java.util.Set;

/**
 * Kinds of days by which people shop: Monday to Friday are 0 … 4, a day off is {@link #FREE}. Where
 * no holiday is known weekends are free; a weekend that is worked is like a Monday.
 */
final class DayKind {
    static final int COUNT = 6;
    static final int FREE = 5;

    private static final int MONDAY_OFFSET = 3; // 1970-01-01 was a Thursday

    private DayKind() {}

    /**
     * The kind of day t of a history.
     *
     * @param ordinary epoch days that are no days off although they are announced as holidays
     */
    static int of(SeriesHistory history, int t, Set<Integer> ordinary) {
        int day = history.firstEpochDay() + t;
        int weekday = Math.floorMod(day + MONDAY_OFFSET, Past.WEEK);
        float[] holidays = history.covariates().holiday();
        float holiday = t < holidays.length ? holidays[t] : Float.NaN;
        boolean free =
                Float.isNaN(holiday) ? weekday >= FREE : holiday > 0.5 && !ordinary.contains(day);
        return free ? FREE : weekday >= FREE ? 0 : weekday;
    }
}
