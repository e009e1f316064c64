package io.restock.local.value;

/**
 * What overrides of quantities ordered beside what the plans wanted from the same sources. What
 * would have become of the plans' quantities nobody can observe, so this is money moved, not won.
 *
 * @param by who set them
 * @param currency ISO 4217, of the money
 * @param lines order lines that were set, those of nothing included
 * @param ordered base units of them
 * @param planned base units that the plans wanted instead
 * @param moneyMore what lines cost more than the plans', money
 * @param moneyLess what lines cost less than the plans', money
 */
public record QuantityValue(
        String by,
        String currency,
        int lines,
        long ordered,
        long planned,
        double moneyMore,
        double moneyLess) {

    static QuantityValue none(String by, String currency) {
        return new QuantityValue(by, currency, 0, 0, 0, 0, 0);
    }

    /** With a line more. */
    QuantityValue withLine(long set, long wanted, double moneyAbovePlan) {
        return new QuantityValue(
                by,
                currency,
                lines + 1,
                ordered + set,
                planned + wanted,
                moneyMore + Math.max(0, moneyAbovePlan),
                moneyLess + Math.max(0, -moneyAbovePlan));
    }
}
