package io.restock.operators.coordination;

import java.util.List;

/**
 * A line of an order as it stands. Quantities are base units.
 *
 * @param line number of the line, from 1
 * @param item id of the item
 * @param baseUnit units of one base unit
 * @param unitPrice money per base unit; 0 on transfers
 * @param ordered what was asked for
 * @param promised what is expected in all: as ordered until someone says otherwise
 * @param shipped what is said to have left
 * @param received what has arrived
 * @param requestedEpochDay local day on which it should be usable
 * @param expectedEpochDay local day on which it will be, as far as is known
 */
public record OpenLine(
        int line,
        String item,
        double baseUnit,
        double unitPrice,
        long ordered,
        long promised,
        long shipped,
        long received,
        int requestedEpochDay,
        int expectedEpochDay) {

    /** A line that was just ordered. */
    static OpenLine of(
            int line,
            String item,
            double baseUnit,
            double unitPrice,
            long quantity,
            int requestedEpochDay) {
        return new OpenLine(
                line,
                item,
                baseUnit,
                unitPrice,
                quantity,
                quantity,
                0,
                0,
                requestedEpochDay,
                requestedEpochDay);
    }

    /** Money of what was ordered; 0 for transfers. */
    static double value(List<OpenLine> lines) {
        return lines.stream().mapToDouble(l -> l.ordered * l.unitPrice).sum();
    }

    /** Base units that have not come yet. */
    long open() {
        return Math.max(0, promised - received);
    }

    /** Base units that have not left yet. */
    long unshipped() {
        return Math.max(0, promised - Math.max(shipped, received));
    }

    /** What has left and is still counted on, or has come. */
    private long underway() {
        return Math.min(promised, Math.max(shipped, received));
    }

    OpenLine promise(long quantity, int day) {
        return with(quantity, shipped, received, day);
    }

    /** More than was promised may leave; less leaves the rest expected. */
    OpenLine ship(long quantity, int day) {
        return with(Math.max(promised, underway() + quantity), shipped + quantity, received, day);
    }

    /** A transfer leaves once: what is not on it is not expected any more. */
    OpenLine depart(long quantity, int day) {
        return with(underway() + quantity, shipped + quantity, received, day);
    }

    /** What arrives must have left. */
    OpenLine receive(long quantity) {
        long arrived = received + quantity;
        return with(promised, Math.max(shipped, arrived), arrived, expectedEpochDay);
    }

    private OpenLine with(long promise, long left, long arrived, int day) {
        return new OpenLine(
                line,
                item,
                baseUnit,
                unitPrice,
                ordered,
                promise,
                left,
                arrived,
                requestedEpochDay,
                day > 0 ? day : expectedEpochDay);
    }
}
