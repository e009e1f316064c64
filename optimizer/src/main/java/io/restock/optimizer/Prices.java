package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;
import java.util.Arrays;

/**
 * Prices for what items share: a share of every header for each item that might be on the order, a
 * price per pallet of capacity and of space. Found by subgradient steps on the Lagrangian
 * relaxation, in which every pair answers the prices for itself. Transfers are left out.
 */
final class Prices {
    private final Network network;
    private final PairSolver solver;
    private final Terms terms;
    private final Draft nothing;

    /** Money by item and order; those of an order sum to its header cost. */
    private final float[][] shares;

    private final int[] candidates;
    private final double[] capacity;
    private final double[] space;
    private final double[] used;
    private final double[] occupied;
    private final int[] users;
    private final boolean[][] uses;
    private double bestBound = Double.NEGATIVE_INFINITY;
    private double step = 1;

    Prices(Network network, PairSolver solver) {
        this.network = network;
        this.solver = solver;
        terms = new Terms(network);
        nothing = new Draft(network);
        int orders = network.headerCost.length;
        shares = new float[network.items][orders];
        uses = new boolean[network.items][orders];
        users = new int[orders];
        candidates = new int[orders];
        capacity = new double[network.slots];
        used = new double[network.slots];
        space = new double[network.locations * network.buckets];
        occupied = new double[space.length];
        for (Pair pair : network.pairs) {
            for (Stage stage : pair.stages) {
                candidates[stage.order()]++;
            }
        }
        for (Pair pair : network.pairs) {
            for (Stage stage : pair.stages) {
                shares[pair.item][stage.order()] =
                        (float) (network.headerCost[stage.order()] / candidates[stage.order()]);
            }
        }
    }

    /** Sets what an item pays for headers at a location: a factor times its share. */
    void headers(Terms asked, Pair pair, double factor) {
        for (Stage stage : pair.stages) {
            asked.order(stage.order(), factor * shares[pair.item][stage.order()]);
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
        double bound = answer();
        if (bound > bestBound) {
            bestBound = bound;
        } else {
            step *= 0.9;
        }
        double norm = norm();
        if (norm > 0 && known > bound) {
            move(step * (known - bound) / norm);
        }
    }

    /** Every pair's answer to the prices; the value of the relaxation, money. */
    private double answer() {
        Arrays.fill(used, 0);
        Arrays.fill(occupied, 0);
        Arrays.fill(users, 0);
        double bound = network.sunk;
        terms.relaxed = true;
        System.arraycopy(space, 0, terms.space, 0, space.length);
        capacity(terms, 1);
        for (int p = 0; p < network.pairs.length; p++) {
            Pair pair = network.pairs[p];
            headers(terms, pair, 1);
            long[] orders = solver.solve(nothing, p, terms);
            bound += solver.solution();
            for (Stage stage : pair.stages) {
                boolean on = orders[stage.slot()] > 0;
                uses[pair.item][stage.order()] = on;
                users[stage.order()] += on ? 1 : 0;
                used[stage.slot()] += pair.volume * orders[stage.slot()];
            }
            double[] stock = PairPlan.of(network, pair, orders, nothing.pair(p).moved()).stock();
            for (int t = 0; t < stock.length; t++) {
                occupied[pair.location * network.buckets + t] += pair.volume * stock[t];
            }
        }
        for (int slot = 0; slot < capacity.length; slot++) {
            bound -= capacity[slot] * network.capacity[slot];
        }
        for (int k = 0; k < space.length; k++) {
            bound -= space[k] * room(k);
        }
        return bound;
    }

    private double room(int k) {
        return network.space[k / network.buckets];
    }

    /** How far capacity is exceeded, as a share of it; what is free counts while it has a price. */
    private double capacityExcess(int slot) {
        double excess = used[slot] / Math.max(network.capacity[slot], 1e-9) - 1;
        return capacity[slot] == 0 ? Math.max(0, excess) : excess;
    }

    private double spaceExcess(int k) {
        double excess = occupied[k] / Math.max(room(k), 1e-9) - 1;
        return space[k] == 0 ? Math.max(0, excess) : excess;
    }

    private double norm() {
        double norm = 0;
        for (int order = 0; order < users.length; order++) {
            double n = candidates[order];
            norm += n == 0 ? 0 : users[order] * (1 - users[order] / n);
        }
        for (int slot = 0; slot < capacity.length; slot++) {
            norm += Math.min(100, capacityExcess(slot) * capacityExcess(slot));
        }
        for (int k = 0; k < space.length; k++) {
            norm += Math.min(100, spaceExcess(k) * spaceExcess(k));
        }
        return norm;
    }

    private void move(double length) {
        for (int slot = 0; slot < capacity.length; slot++) {
            double up = length * Math.min(10, capacityExcess(slot));
            double perPallet = up / Math.max(network.capacity[slot], 1e-9);
            capacity[slot] = Math.max(0, capacity[slot] + perPallet);
        }
        for (int k = 0; k < space.length; k++) {
            double up = length * Math.min(10, spaceExcess(k));
            double price = space[k] + up / Math.max(room(k), 1e-9);
            space[k] = Math.min(network.overflowCost, Math.max(0, price));
        }
        double[] sum = new double[users.length];
        for (int i = 0; i < shares.length; i++) {
            for (int order = 0; order < users.length; order++) {
                if (users[order] > 0) {
                    double more = length * (uses[i][order] ? 1 : 0);
                    shares[i][order] += (float) more;
                    sum[order] += shares[i][order];
                }
            }
        }
        for (int i = 0; i < shares.length; i++) {
            for (int order = 0; order < users.length; order++) {
                if (users[order] > 0 && sum[order] > 0) {
                    shares[i][order] *= (float) (network.headerCost[order] / sum[order]);
                }
            }
        }
    }
}
