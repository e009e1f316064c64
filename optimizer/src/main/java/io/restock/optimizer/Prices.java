package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;
import java.util.Arrays;

/**
 * Prices for what items share: a share of every header for each item that might be on the order, a
 * price per pallet of capacity and of space. Found by subgradient steps on the Lagrangian
 * relaxation, in which every pair answers the prices for itself. Transfers are left out.
 *
 * <p>Headers, capacity and space take steps of their own lengths: thousands of items vote on
 * headers, a few slots are short of capacity, and a common length would leave capacity far too
 * cheap for hundreds of steps.
 */
final class Prices {
    /**
     * Shares of the distance to the known cost that a step tries to close by each kind of price.
     */
    private static final double HEADER_STEP = 0.3;

    private static final double CAPACITY_STEP = 0.6;
    private static final double SPACE_STEP = 0.1;

    /** Relative excess beyond which more does not make a price rise faster. */
    private static final double MOST_EXCESS = 10;

    private final Network network;
    private final PairSolver solver;
    private final Terms terms;
    private final Draft nothing;

    /** Money by pair and stage; those of an order sum to its header cost. */
    private final double[][] shares;

    /** Whether a pair orders at a stage, by pair and stage. */
    private final boolean[][] uses;

    private final double[] capacity;
    private final double[] space;
    private final double[] used;
    private final double[] occupied;
    private final int[] users;
    private double bound = Double.NEGATIVE_INFINITY;
    private double step = 1;

    Prices(Network network, PairSolver solver) {
        this.network = network;
        this.solver = solver;
        terms = new Terms(network);
        nothing = new Draft(network);
        users = new int[network.headerCost.length];
        capacity = new double[network.slots];
        used = new double[network.slots];
        space = new double[network.locations * network.buckets];
        occupied = new double[space.length];
        shares = new double[network.pairs.length][];
        uses = new boolean[network.pairs.length][];
        for (int p = 0; p < shares.length; p++) {
            Stage[] stages = network.pairs[p].stages;
            uses[p] = new boolean[stages.length];
            shares[p] = new double[stages.length];
            for (int k = 0; k < stages.length; k++) {
                int order = stages[k].order();
                shares[p][k] = network.headerCost[order] / network.bidders[order].length;
            }
        }
    }

    /**
     * Money that no plan without transfers costs less than, as far as steps have shown; quantities
     * are those that the solver looks at.
     */
    double bound() {
        return bound;
    }

    /** Sets what a pair pays for headers: a factor times its shares. */
    void headers(Terms asked, int p, double factor) {
        Stage[] stages = network.pairs[p].stages;
        for (int k = 0; k < stages.length; k++) {
            asked.order(stages[k].order(), factor * shares[p][k]);
        }
    }

    /** Sets the price of capacity, times a factor. */
    void capacity(Terms asked, double factor) {
        for (int slot = 0; slot < capacity.length; slot++) {
            asked.capacity[slot] = factor * capacity[slot];
        }
    }

    /** One subgradient step towards a plan that is known to cost this much, money. */
    void step(double known) {
        double value = answer();
        if (value > bound) {
            bound = value;
        } else {
            step *= 0.9;
        }
        if (known > value) {
            double length = step * (known - value);
            moveHeaders(HEADER_STEP * length);
            moveCapacity(CAPACITY_STEP * length);
            moveSpace(SPACE_STEP * length);
        }
    }

    /** Every pair's answer to the prices; the value of the relaxation, money. */
    private double answer() {
        Arrays.fill(used, 0);
        Arrays.fill(occupied, 0);
        Arrays.fill(users, 0);
        double value = network.sunk;
        terms.relaxed = true;
        System.arraycopy(space, 0, terms.space, 0, space.length);
        capacity(terms, 1);
        for (int p = 0; p < network.pairs.length; p++) {
            Pair pair = network.pairs[p];
            headers(terms, p, 1);
            long[] orders = solver.solve(nothing, p, terms);
            value += solver.solution();
            for (int k = 0; k < orders.length; k++) {
                Stage stage = pair.stages[k];
                uses[p][k] = orders[k] > 0;
                users[stage.order()] += orders[k] > 0 ? 1 : 0;
                used[stage.slot()] += pair.volume * orders[k];
            }
            double[] stock = PairPlan.of(network, pair, orders, nothing.pair(p).moved()).stock();
            for (int t = 0; t < stock.length; t++) {
                occupied[pair.location * network.buckets + t] += pair.volume * stock[t];
            }
        }
        for (int slot = 0; slot < capacity.length; slot++) {
            value -= capacity[slot] * network.capacity[slot];
        }
        for (int k = 0; k < space.length; k++) {
            value -= space[k] * room(k);
        }
        return value;
    }

    private double room(int k) {
        return network.space[k / network.buckets];
    }

    /** How far a limit is exceeded, as a share of it; what is free counts while it has a price. */
    private static double excess(double used, double limit, double price) {
        double excess = Math.min(MOST_EXCESS, used / Math.max(limit, 1e-9) - 1);
        return price == 0 ? Math.max(0, excess) : excess;
    }

    private void moveCapacity(double length) {
        double norm = 1;
        for (int slot = 0; slot < capacity.length; slot++) {
            double excess = excess(used[slot], network.capacity[slot], capacity[slot]);
            norm += excess * excess;
        }
        for (int slot = 0; slot < capacity.length; slot++) {
            double limit = network.capacity[slot];
            double up = length / norm * excess(used[slot], limit, capacity[slot]);
            capacity[slot] = Math.max(0, capacity[slot] + up / Math.max(limit, 1e-9));
        }
    }

    private void moveSpace(double length) {
        double norm = 1;
        for (int k = 0; k < space.length; k++) {
            double excess = excess(occupied[k], room(k), space[k]);
            norm += excess * excess;
        }
        for (int k = 0; k < space.length; k++) {
            double up = length / norm * excess(occupied[k], room(k), space[k]);
            double price = space[k] + up / Math.max(room(k), 1e-9);
            space[k] = Math.min(network.overflowCost, Math.max(0, price));
        }
    }

    /** Who was on an order pays more of its header, the others less. */
    private void moveHeaders(double length) {
        double norm = 1;
        for (int order : network.orders) {
            double share = (double) users[order] / network.bidders[order].length;
            norm += users[order] * (1 - share);
        }
        double[] sum = new double[users.length];
        for (int p = 0; p < shares.length; p++) {
            Stage[] stages = network.pairs[p].stages;
            for (int k = 0; k < stages.length; k++) {
                shares[p][k] += uses[p][k] ? length / norm : 0;
                sum[stages[k].order()] += shares[p][k];
            }
        }
        for (int p = 0; p < shares.length; p++) {
            Stage[] stages = network.pairs[p].stages;
            for (int k = 0; k < stages.length; k++) {
                int order = stages[k].order();
                if (sum[order] > 0) {
                    shares[p][k] *= network.headerCost[order] / sum[order];
                }
            }
        }
    }
}
