package io.restock.operators.demand;

import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import org.jspecify.annotations.Nullable;

/**
 * An event that no demand day could take in. Exactly one of sale and stock is there.
 *
 * @param sale the sale or correction; null when it was a stock report
 * @param stock the stock report; null when it was a sale
 * @param reason why, for people
 */
public record TooLate(@Nullable Sale sale, @Nullable StockLevel stock, String reason) {
    static TooLate of(Sale sale, String reason) {
        return new TooLate(sale, null, reason);
    }

    static TooLate of(StockLevel stock, String reason) {
        return new TooLate(null, stock, reason);
    }
}
