package io.restock.operators.coordination;

import java.io.Serializable;

/**
 * How orders are watched.
 *
 * @param technicalReceiptMinutes minutes after which an order of which no system has said that it
 *     read it is an alert; 0 = suppliers do not say so
 * @param acknowledgementMinutes minutes after which an order, a change or a cancellation that
 *     nobody has answered is an alert; 0 = never
 */
public record OrderSettings(int technicalReceiptMinutes, int acknowledgementMinutes)
        implements Serializable {
    /** Alerts half a day after an order that is not answered. */
    public static final OrderSettings DEFAULT = new OrderSettings(0, 720);

    /** Checks the ranges. */
    public OrderSettings {
        require(technicalReceiptMinutes >= 0, "technicalReceiptMinutes", technicalReceiptMinutes);
        require(acknowledgementMinutes >= 0, "acknowledgementMinutes", acknowledgementMinutes);
    }

    private static void require(boolean holds, String name, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The order setting %s (%s) must be >= 0.".formatted(name, value));
        }
    }
}
