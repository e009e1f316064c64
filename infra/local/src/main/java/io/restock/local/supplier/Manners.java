package io.restock.local.supplier;

/**
 * How a supplier answers.
 *
 * @param shortShare part of each line that it cannot deliver, 0 … 1; 1 = it refuses
 * @param lateDays days after the requested one on which it delivers, &gt;= 0
 * @param silent whether it says nothing at all
 * @param reads whether it says that it read an order before it answers
 * @param ships whether it says at once that the goods have left
 */
public record Manners(
        double shortShare, int lateDays, boolean silent, boolean reads, boolean ships) {
    /** Checks the ranges. */
    public Manners {
        if (!(shortShare >= 0 && shortShare <= 1)) {
            throw new IllegalArgumentException(
                    "The part that is short (%s) must be in 0 … 1.".formatted(shortShare));
        }
        if (lateDays < 0) {
            throw new IllegalArgumentException(
                    "The days late (%d) must be >= 0.".formatted(lateDays));
        }
    }
}
