package io.restock.domain;

/**
 * A line of a purchase or transfer order.
 *
 * @param line number of the line, from 1
 * @param item id of the item
 * @param quantity base units, &gt; 0
 * @param baseUnit units of one base unit
 * @param unitPrice money per base unit; 0 on transfers
 * @param requestedEpochDay local day on which it should be usable
 */
public record OrderLine(
        int line,
        String item,
        long quantity,
        double baseUnit,
        double unitPrice,
        int requestedEpochDay) {}
