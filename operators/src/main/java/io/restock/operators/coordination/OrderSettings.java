package io.restock.operators.coordination;

import java.io.Serializable;

/**
 * How orders are watched.
 *
 * @param technicalReceiptMinutes minutes after which an order of which no system has said that it
 *     read it is an alert; 0 = suppliers do not say so
 * @param acknowledgementMinutes minutes after which an order, a change or a cancellation that
 *     nobody has answered is an alert; 0 = never
 * @param coverWithinMillis milliseconds of the machine's clock after which what a supplier cannot
 *     deliver is planned again although event time has not come so far; 0 = never
 */
public record OrderSettings(
        int technicalReceiptMinutes, int acknowledgementMinutes, int coverWithinMillis)
        implements Serializable {
    /** Alerts half a day after an order that is not answered. */
    public static final OrderSettings DEFAULT = new OrderSettings(0, 720, 500);

    /** Checks the ranges. */
    public OrderSettings {
        require(technicalReceiptMinutes >= 0, "technicalReceiptMinutes", technicalReceiptMinutes);
        require(acknowledgementMinutes >= 0, "acknowledgementMinutes", acknowledgementMinutes);
        require(coverWithinMillis >= 0, "coverWithinMillis", coverWithinMillis);
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The order setting %s (%s) must be >= 0.".formatted(name, value));
        }
    }
}
