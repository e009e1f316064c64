package io.restock.optimizer;

import java.util.Arrays;

/**
 * What a best response pays for what it shares with others. Plainly: headers and trucks nobody else
 * uses cost what they cost, those in use nothing. A search bends this for a while: forbids one,
 * gives one away, or asks a share of everybody, or rations what is left of capacity.
 */
final class Terms {
    static final int NONE = -1;

    /** Money for the first user of an order; infinite forbids. */
    final double[] header;

    /** Money for another user of an order; infinite forbids. */
    final double[] headerInUse;

    /** Money for the first user of a lane; infinite forbids. */
    final double[] truck;

    /** Money for another user of a lane; infinite forbids. */
    final double[] truckInUse;

    /** Money per pallet by slot. */
    final double[] capacity;

    /** Pallets that one pair may take of what is left, by slot; infinite for all of it. */
    final double[] ration;

    /** Money per pallet and bucket by location · buckets + bucket; counts where relaxed. */
    final double[] space;

    /** The slot that may be filled as if nobody else used it; {@link #NONE} for none. */
    int open = NONE;

    /** Whether capacity and space are only paid for, at their prices, and not limits. */
    boolean relaxed;

    /** Whether nobody may be the first on an order that costs something, unless it is bent. */
    boolean joining;

    private final Network network;

    /** The plain terms. */
    Terms(Network network) {
        this.network = network;
        header = network.headerCost.clone();
        headerInUse = new double[header.length];
        truck = network.truckCost.clone();
        truckInUse = new double[network.lanes];
        capacity = new double[network.slots];
        ration = new double[network.slots];
        space = new double[network.locations * network.buckets];
        unrationed();
    }

    /** Back to the plain terms for an order. */
    void plainOrder(int order) {
        double cost = network.headerCost[order];
        header[order] = joining && cost > 0 ? Double.POSITIVE_INFINITY : cost;
        headerInUse[order] = 0;
    }

    /** One price for everybody who uses an order; infinite forbids it. */
    void order(int order, double charge) {
        header[order] = charge;
        headerInUse[order] = charge;
    }

    /** Back to the plain terms for a lane. */
    void plainLane(int lane) {
        truck[lane] = network.truckCost[lane];
        truckInUse[lane] = 0;
    }

    /** One price for everybody who uses a lane; infinite forbids it. */
    void lane(int lane, double charge) {
        truck[lane] = charge;
        truckInUse[lane] = charge;
    }

    /** Back to the plain terms for everything. */
    void plain() {
        for (int order = 0; order < header.length; order++) {
            plainOrder(order);
        }
        for (int lane = 0; lane < truck.length; lane++) {
            plainLane(lane);
        }
        Arrays.fill(capacity, 0);
        unrationed();
        relaxed = false;
    }

    /** Back to all that is left of every slot. */
    void unrationed() {
        Arrays.fill(ration, Double.POSITIVE_INFINITY);
    }
}
