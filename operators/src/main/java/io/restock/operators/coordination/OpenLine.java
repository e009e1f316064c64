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
 * @param agreed what was promised before a change that is not answered yet; else without meaning
 * @param agreedEpochDay the day that goes with it
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
        int expectedEpochDay,
        long agreed,
        int agreedEpochDay) {

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
                requestedEpochDay,
                0,
                0);
    }

    /** A line that nobody ordered, of which something came. */
    static OpenLine stray(int line, String item, double baseUnit, int epochDay) {
        return new OpenLine(line, item, baseUnit, 0, 0, 0, 0, 0, epochDay, epochDay, 0, 0);
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

    /** As another revision asks for it; what was promised until then stays known. */
    OpenLine ask(OpenLine wanted) {
        return new OpenLine(
                wanted.line,
                item,
                baseUnit,
                wanted.unitPrice,
                wanted.ordered,
                wanted.ordered,
                shipped,
                received,
                wanted.requestedEpochDay,
                wanted.expectedEpochDay,
                promised,
                expectedEpochDay);
    }

    /** The line as another revision asks for less of it, for the day on which it is expected. */
    OpenLine less(long quantity) {
        return of(line, item, baseUnit, unitPrice, quantity, requestedEpochDay)
                .promise(quantity, expectedEpochDay);
    }

    /** Not wanted any more; what was promised until then stays known. */
    OpenLine drop() {
        return agreeing(promised, expectedEpochDay).promise(received, 0);
    }

    /** With what the supplier has agreed to before the latest change. */
    OpenLine agreeing(long quantity, int day) {
        return new OpenLine(
                line,
                item,
                baseUnit,
                unitPrice,
                ordered,
                promised,
                shipped,
                received,
                requestedEpochDay,
                expectedEpochDay,
                quantity,
                day);
    }

    /** As it was agreed before a change that came to nothing. */
    OpenLine asAgreed() {
        return promise(agreed, agreedEpochDay);
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
                day > 0 ? day : expectedEpochDay,
                agreed,
                agreedEpochDay);
    }
}
