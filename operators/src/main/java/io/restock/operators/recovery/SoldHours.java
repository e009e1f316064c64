package io.restock.operators.recovery;

/**
 * At which local hours a series sells, learned from its days in stock; even from 6 to 22 o'clock as
 * long as little was seen. In single precision throughout, so that storing changes nothing.
 */
public final class SoldHours {
    /** Local hours of a day. */
    public static final int HOURS = 24;

    private static final int DAYS = HOURS; // where the number of days stands

    /** Days that the even profile counts for. */
    private static final float PRIOR_DAYS = 3;

    /** Of what was seen, kept at each further day in stock: 8 weeks are remembered. */
    private static final float KEPT = 1 - 1 / 56f;

    private final float[] seen; // units by hour, and the days behind them

    /**
     * @param stored as {@link #stored} gave it; empty = nothing seen yet
     */
    public SoldHours(float[] stored) {
        this.seen = stored.length == 0 ? new float[HOURS + 1] : stored.clone();
    }

    /**
     * One more day in stock.
     *
     * @param hourly units sold in hour 0 … 23
     */
    public void learn(double[] hourly) {
        for (int hour = 0; hour < HOURS; hour++) {
            seen[hour] = seen[hour] * KEPT + (float) hourly[hour];
        }
        seen[DAYS] = seen[DAYS] * KEPT + 1;
    }

    /** How a day's demand spreads over the hours. */
    public HourProfile profile() {
        double sum = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            sum += seen[hour];
        }
        if (!(sum > 0)) {
            return HourProfile.even();
        }
        double prior = PRIOR_DAYS * sum / seen[DAYS] / (HourProfile.CLOSES - HourProfile.OPENS);
        double[] hourly = new double[HOURS];
        for (int hour = 0; hour < HOURS; hour++) {
            hourly[hour] =
                    seen[hour]
                            + (hour >= HourProfile.OPENS && hour < HourProfile.CLOSES ? prior : 0);
        }
        return HourProfile.of(hourly);
    }

    /** What to store: 25 numbers, or none where nothing was seen. */
    public float[] stored() {
        return seen[DAYS] > 0 ? seen.clone() : new float[0];
    }
}
