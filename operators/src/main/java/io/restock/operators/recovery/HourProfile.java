package io.restock.operators.recovery;

import java.util.Arrays;

/** How a day's demand spreads over its local hours: what of it finds stock, given a stock-out. */
public final class HourProfile {
    /** The opening hours 6 to 21, as bits of a mask of hours. */
    public static final int OPENING_HOURS = 0x3fffc0;

    static final int OPENS = 6;
    static final int CLOSES = 22;
    private static final int HOURS = SoldHours.HOURS;

    /** In the hour in which stock ran out or came in, half of the customers found some. */
    private static final double HALF = 0.5;

    private final double[] shares;

    private HourProfile(double[] shares) {
        this.shares = shares;
    }

    /** The same demand in every hour from 6 to 22 o'clock: an assumption where nothing is known. */
    public static HourProfile even() {
        double[] shares = new double[HOURS];
        Arrays.fill(shares, OPENS, CLOSES, 1.0 / (CLOSES - OPENS));
        return new HourProfile(shares);
    }

    /**
     * A profile as it was sold.
     *
     * @param hourly units sold in hour 0 … 23, summed over days without a stock-out
     * @throws IllegalArgumentException where nothing was sold
     */
    public static HourProfile of(double[] hourly) {
        double sum = Arrays.stream(hourly).sum();
        if (hourly.length != HOURS || !(sum > 0)) {
            throw new IllegalArgumentException(
                    "The hours (%s) of a profile must be 24 with sales in them."
                            .formatted(Arrays.toString(hourly)));
        }
        return new HourProfile(Arrays.stream(hourly).map(units -> units / sum).toArray());
    }

    /**
     * Share of the day's demand that found stock.
     *
     * @param stockOutHours bit h set = out of stock during hour h; -1 = unknown, taken as none
     */
    public double inStock(int stockOutHours) {
        if (stockOutHours < 0) {
            return 1;
        }
        double lost = 0;
        for (int hour = 0; hour < HOURS; hour++) {
            if (out(stockOutHours, hour)) {
                boolean edge = !out(stockOutHours, hour - 1) || !out(stockOutHours, hour + 1);
                boolean ofDay = hour > 0 && hour < HOURS - 1;
                lost += shares[hour] * (edge && ofDay ? HALF : 1);
            }
        }
        return 1 - lost;
    }

    /**
     * The same where only the share of the opening hours 6 to 21 is known: stock is taken to have
     * run out towards the evening.
     *
     * @param share 0 … 1; NaN = unknown, taken as 0
     */
    public double inStock(float share) {
        int hours = Float.isNaN(share) ? 0 : Math.round(share * (CLOSES - OPENS));
        if (hours == CLOSES - OPENS) {
            return 0;
        }
        int evening = hours == 0 ? 0 : (1 << HOURS) - (1 << (CLOSES - hours));
        return inStock(evening);
    }

    /** Before the first and after the last hour it was as in them. */
    private static boolean out(int mask, int hour) {
        int within = Math.max(0, Math.min(HOURS - 1, hour));
        return (mask >> within & 1) == 1;
    }
}
