package io.restock.operators.history;

import java.io.Serializable;

/**
 * What a forecast is asked with.
 *
 * @param historyDays past days kept and handed over at most, &gt;= 1
 * @param horizon future days asked for, &gt;= 1
 * @param forecastFromEpochDay first day that is an origin; earlier days are learned in silence
 */
public record HistorySettings(int historyDays, int horizon, int forecastFromEpochDay)
        implements Serializable {
    public HistorySettings {
        if (historyDays < 1) {
            throw new IllegalArgumentException(
                    "The historyDays (" + historyDays + ") must be >= 1.");
        }
        if (horizon < 1) {
            throw new IllegalArgumentException("The horizon (" + horizon + ") must be >= 1.");
        }
    }
}
