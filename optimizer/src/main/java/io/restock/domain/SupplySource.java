package io.restock.domain;

import java.util.List;

/**
 * The terms on which a supplier sells an item. Quantities are base units per order line.
 *
 * @param supplier id of the supplier
 * @param orderMultiple lot multiple, &gt;= 1
 * @param minimumOrderQuantity &gt;= 1
 * @param maximumOrderQuantity &gt;= minimum
 * @param lineCost money per line
 * @param priceBreaks ascending; the first starts at or below the minimum
 */
public record SupplySource(
        String supplier,
        long orderMultiple,
        long minimumOrderQuantity,
        long maximumOrderQuantity,
        double lineCost,
        List<PriceBreak> priceBreaks) {}
