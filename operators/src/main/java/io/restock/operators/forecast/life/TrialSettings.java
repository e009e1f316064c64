package io.restock.operators.forecast.life;

import io.restock.domain.LocalDays;
import java.io.Serializable;

/**
 * How models are tried beside the champion, and when one takes its place.
 *
 * @param share part of the series that a challenger forecasts too, 0 … 1; 0 = none is tried
 * @param leastDays days of actuals before a verdict, &gt;= 2; it is given on the last twice as many
 * @param leastRows series and days before a verdict, &gt;= 1
 * @param mostDays days after which a challenger that is not better is rejected, and the model
 *     before the champion retired, &gt;= leastDays
 * @param margin part of its pinball loss by which a model must be better than the champion, 0 … 1
 */
public record TrialSettings(
        double share, int leastDays, long leastRows, int mostDays, double margin)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Checks ranges, where the settings enter. */
    public TrialSettings {
        if (!(share >= 0 && share <= 1) || !(margin >= 0 && margin < 1)) {
            throw new IllegalArgumentException(
                    "The share (%s) must be 0 … 1 and the margin (%s) >= 0 and < 1."
                            .formatted(share, margin));
        }
        if (leastDays < 2 || leastRows < 1 || mostDays < leastDays) {
            throw new IllegalArgumentException(
                    "The leastDays (%d) must be >= 2, the leastRows (%d) >= 1 and the mostDays (%d) >= leastDays."
                            .formatted(leastDays, leastRows, mostDays));
        }
    }

    /** Days that a verdict may come after the trial's longest, the first day being late too. */
    private static final int GRACE_DAYS = 7;

    /** Time after which a trial of which nothing was heard is over. */
    public long mostMillis() {
        return (mostDays + (long) GRACE_DAYS) * LocalDays.MILLIS;
    }

    /** Days that a verdict looks back on. */
    int window() {
        return 2 * leastDays;
    }
}
