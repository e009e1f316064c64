package io.restock.operators.demand;

/**
 * The sales of one local day by event id, as they are stored for a closed day. The arrays have one
 * length, ascending by id.
 */
public final class DaySales {
    /** Hashes of the event ids. */
    public long[] ids;

    /** Units as corrected. */
    public double[] units;

    /** No sales. */
    public DaySales() {
        this(new long[0], new double[0]);
    }

    DaySales(long[] ids, double[] units) {
        this.ids = ids;
        this.units = units;
    }
}
