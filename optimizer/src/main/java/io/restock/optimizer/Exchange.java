package io.restock.optimizer;

/**
 * Prices at which the locations of one item exchange stock, and what each of them answers. Who
 * sends a unit is paid its price; who receives it pays the price, its handling, the line and a
 * share of the truck.
 */
final class Exchange {
    /** Money per unit, by lane. */
    final double[] price;

    /** Money of the truck's cost that the item pays for, by lane. */
    final double[] truckShare;

    /** Units that the origin wants to send, by lane. */
    final long[] sent;

    /** Units that the destination wants to receive, by lane. */
    final long[] received;

    private final Problem.Transfer terms;

    Exchange(Problem.Transfer terms, int lanes) {
        this.terms = terms;
        price = new double[lanes];
        truckShare = new double[lanes];
        sent = new long[lanes];
        received = new long[lanes];
    }

    double perUnitIn(int lane) {
        return price[lane] + terms.unitCost()[lane];
    }

    double fixedIn(int lane) {
        return terms.lineCost() + truckShare[lane];
    }
}
