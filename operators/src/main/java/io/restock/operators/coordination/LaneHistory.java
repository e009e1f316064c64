package io.restock.operators.coordination;

import java.util.Arrays;

/**
 * How a supplier has delivered to a location: how often it took how many days, exactly, and how
 * much of what it had agreed to came. Days are whole and few, so that counts are smaller and surer
 * than any sketch ({@code docs/decisions}); they are halved as they grow old.
 *
 * @param supplier id of the supplier
 * @param location id of the location
 * @param days deliveries by days from the cut-off to usable receipt; the last has all that took
 *     longer
 * @param orders orders that are over, of those that had been agreed on
 * @param agreed base units that they had agreed to
 * @param received base units that came of them
 */
public record LaneHistory(
        String supplier, String location, int[] days, int orders, double agreed, double received) {
    /** Longer deliveries count as this long. */
    static final int MOST_DAYS = 120;

    /** Deliveries, or orders, after which older ones count half. */
    private static final int MOST_COUNTED = 400;

    static LaneHistory unknown(String supplier, String location) {
        return new LaneHistory(supplier, location, new int[0], 0, 0, 0);
    }

    static String id(String supplier, String location) {
        return supplier + "|" + location;
    }

    /** After a delivery that took so many days. */
    LaneHistory delivered(int took) {
        int at = Math.max(0, Math.min(took, MOST_DAYS));
        int[] counts = Arrays.copyOf(days, Math.max(days.length, at + 1));
        counts[at]++;
        if (Arrays.stream(counts).sum() > MOST_COUNTED) {
            counts = Arrays.stream(counts).map(n -> (n + 1) / 2).toArray();
        }
        return new LaneHistory(supplier, location, counts, orders, agreed, received);
    }

    /** After an order that had been agreed on is over. */
    LaneHistory over(long unitsAgreed, long unitsReceived) {
        boolean old = orders >= MOST_COUNTED;
        double kept = old ? 0.5 : 1;
        return new LaneHistory(
                supplier,
                location,
                days,
                (old ? orders / 2 : orders) + 1,
                agreed * kept + unitsAgreed,
                received * kept + Math.min(unitsAgreed, unitsReceived));
    }

    int deliveries() {
        return Arrays.stream(days).sum();
    }

    /** The smallest number of days within which this share of deliveries came, &gt;= 0. */
    int quantile(double share) {
        double wanted = share * deliveries() - 1e-9;
        long seen = 0;
        for (int d = 0; d < days.length; d++) {
            seen += days[d];
            if (seen > 0 && seen >= wanted) {
                return d;
            }
        }
        return Math.max(0, days.length - 1);
    }

    /** Part of what was agreed on that came, 0 … 1. */
    double reliability() {
        return agreed > 0 ? received / agreed : 1;
    }
}
