package io.restock.operators.coordination;

import java.io.Serializable;

/**
 * How orders are watched, changed and learned from.
 *
 * @param technicalReceiptMinutes minutes after which an order of which no system has said that it
 *     read it is an alert; 0 = suppliers do not say so
 * @param acknowledgementMinutes minutes after which an order, a change or a cancellation that
 *     nobody has answered is an alert; 0 = never
 * @param coverWithinMillis milliseconds of the machine's clock after which what a supplier cannot
 *     deliver is planned again although event time has not come so far; 0 = never
 * @param holdFirstOrders whether a purchase order waits for a person when an item on it has never
 *     been ordered for its location from its supplier
 * @param changeCost what a change of an order must be worth, in headers of the supplier's orders,
 *     &gt;= 0
 * @param leadTimeQuantile part of deliveries within whose days planning expects goods, 0 … 1
 * @param learnAfter deliveries, or orders that are over, from which a lane's own figures count,
 *     &gt;= 1
 * @param alertBudget alerts that an owner gets of a review, those of the most money first; the rest
 *     is one alert, &gt;= 1
 */
public record OrderSettings(
        int technicalReceiptMinutes,
        int acknowledgementMinutes,
        int coverWithinMillis,
        boolean holdFirstOrders,
        double changeCost,
        double leadTimeQuantile,
        int learnAfter,
        int alertBudget)
        implements Serializable {
    /** As the settings' page says them. */
    public static final OrderSettings DEFAULT =
            new OrderSettings(0, 720, 500, false, 0.5, 0.8, 20, 20);

    /** Checks the ranges. */
    public OrderSettings {
        require(
                technicalReceiptMinutes >= 0,
                "technicalReceiptMinutes",
                technicalReceiptMinutes,
                ">= 0");
        require(
                acknowledgementMinutes >= 0,
                "acknowledgementMinutes",
                acknowledgementMinutes,
                ">= 0");
        require(coverWithinMillis >= 0, "coverWithinMillis", coverWithinMillis, ">= 0");
        require(changeCost >= 0, "changeCost", changeCost, ">= 0");
        require(
                leadTimeQuantile >= 0 && leadTimeQuantile <= 1,
                "leadTimeQuantile",
                leadTimeQuantile,
                "in 0 … 1");
        require(learnAfter >= 1, "learnAfter", learnAfter, ">= 1");
        require(alertBudget >= 1, "alertBudget", alertBudget, ">= 1");
    }

    private static void require(boolean holds, String name, Object value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "The order setting %s (%s) must be %s.".formatted(name, value, rule));
        }
    }
}
