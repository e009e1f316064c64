package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import java.util.Arrays;

/**
 * The best transfers of one item out of one location when everything else stays: its stock there is
 * shared out among the lanes by an exact dynamic programme over lanes and lots. One thread; holds
 * scratch space only.
 */
final class MoveSolver {
    /** Lots the stock is cut into, at most; more are moved several at a time. */
    private static final int LOTS = 150;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Network network;

    MoveSolver(Network network) {
        this.network = network;
    }

    /** Replaces the moves by the best response under the terms, and tells if they changed. */
    boolean respond(Draft draft, int item, int from, Terms terms) {
        long multiple = network.moveMultiple(item);
        long onHand = network.pairs[item * network.locations + from].stock.onHand();
        int[] lanes = network.lanesFrom[from];
        if (multiple == 0 || onHand < multiple || lanes.length == 0) {
            return false;
        }
        long lot = multiple * (1 + (onHand / multiple - 1) / LOTS);
        int lots = (int) (onHand / lot);
        double[] best = new double[lots + 1];
        Arrays.fill(best, NEVER);
        best[0] = 0;
        int[][] choice = new int[lanes.length][lots + 1];
        for (int k = 0; k < lanes.length; k++) {
            double[] cost = laneCost(draft, item, lanes[k], lot, lots, terms);
            best = cost.length == 1 ? best : share(best, cost, choice[k]);
        }
        int total = withSource(draft, item, from, lot, best);
        long[] moves = draft.moves(item).clone();
        for (int k = lanes.length - 1; k >= 0; k--) {
            moves[lanes[k]] = choice[k][total] * lot;
            total -= choice[k][total];
        }
        if (Arrays.equals(moves, draft.moves(item))) {
            return false;
        }
        draft.setMoves(item, moves);
        return true;
    }

    /** Money by number of lots on a lane, above none; a single zero where the lane is no choice. */
    private double[] laneCost(Draft draft, int item, int n, long lot, int lots, Terms terms) {
        int users = draft.laneUsers[n] - (draft.moves(item)[n] > 0 ? 1 : 0);
        double charge = users > 0 ? terms.truckInUse[n] : terms.truck[n];
        if (charge == NEVER) {
            return new double[1];
        }
        int p = item * network.locations + network.lane(n).to();
        int arrival = network.lane(n).leadTimeBuckets();
        long[] supply = shifted(draft.pair(p).supply(), arrival, -draft.moves(item)[n]);
        double without = cost(draft, p, supply);
        double[] cost = new double[lots + 1];
        for (int y = 1; y <= lots; y++) {
            supply = shifted(supply, arrival, lot);
            cost[y] =
                    charge + network.moveCost(item, n, y * lot) + cost(draft, p, supply) - without;
        }
        return cost;
    }

    private static double[] share(double[] before, double[] lane, int[] choice) {
        double[] after = before.clone();
        for (int y = 1; y < lane.length; y++) {
            for (int j = y; j < before.length; j++) {
                double offer = before[j - y] + lane[y];
                if (offer < after[j]) {
                    after[j] = offer;
                    choice[j] = y;
                }
            }
        }
        return after;
    }

    /** Number of lots with the least money, what they cost at their source included. */
    private int withSource(Draft draft, int item, int from, long lot, double[] best) {
        int p = item * network.locations + from;
        long[] supply = shifted(draft.pair(p).supply(), 0, draft.movedOut(item, from));
        int total = 0;
        double least = NEVER;
        for (int y = 0; y < best.length; y++) {
            if (best[y] < NEVER) {
                double offer = best[y] + cost(draft, p, supply);
                if (offer < least) {
                    least = offer;
                    total = y;
                }
            }
            supply = shifted(supply, 0, -lot);
        }
        return total;
    }

    /** Holding, backorder, overflow and run-out of a pair with this supply, money. */
    private double cost(Draft draft, int p, long[] supply) {
        Pair pair = network.pairs[p];
        double cost = pair.runOut(supply[supply.length - 1]);
        for (int t = 0; t < supply.length; t++) {
            int k = pair.location * network.buckets + t;
            double stock = pair.expectedStock(t, supply[t]);
            double others = draft.occupied[k] - pair.volume * draft.pair(p).stock()[t];
            cost += pair.bucketCost(t, supply[t], stock);
            cost += draft.overflow(k, others + pair.volume * stock);
        }
        return cost;
    }

    private static long[] shifted(long[] supply, int from, long units) {
        long[] result = supply.clone();
        for (int t = from; t < result.length; t++) {
            result[t] += units;
        }
        return result;
    }
}
