package io.restock.operators.forecast.explanation;

import java.util.Locale;

/** What moves a forecast away from an ordinary day. */
public enum Driver {
    /** The drift of the last weeks. Normal: they all have the mean of the last 28 days. */
    TREND,
    /** The day of the week. Normal: the mean over the seven of them, in a past without a week. */
    WEEKDAY,
    /** A holiday, or a free day that is none. Normal: what that weekday usually is. */
    HOLIDAY,
    /** The weather ahead. Normal: the medians of the last 28 days. */
    WEATHER,
    /** Promotion and price ahead. Normal: no promotion, at the usual price without one. */
    PROMOTION;

    /** Its name in tables and figures. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
