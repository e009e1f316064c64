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
    private static final int LOTS = 100;

    /** Additions that take as long as solving a pair, about. */
    private static final long WORK_PER_PAIR = 5000;

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Network network;
    private long work;

    MoveSolver(Network network) {
        this.network = network;
    }

    /** Effort spent, in pairs solved by a {@link PairSolver}, about. */
    long solved() {
        return work / WORK_PER_PAIR;
    }

    /** Replaces the moves out of a location by the best response, and tells if they changed. */
    boolean respond(Draft draft, int item, int from, Terms terms) {
        return respond(draft, item, from, network.lanesFrom[from], terms);
    }

    /** Replaces the moves on one lane by the best response, and tells if they changed. */
    boolean respondOn(Draft draft, int item, int lane, Terms terms) {
        if (network.lane(lane).leadTimeBuckets() >= network.buckets) {
            return false;
        }
        return respond(draft, item, network.lane(lane).from(), new int[] {lane}, terms);
    }

    private boolean respond(Draft draft, int item, int from, int[] lanes, Terms terms) {
        long multiple = network.moveMultiple(item);
        long moved = 0;
        for (int lane : lanes) {
            moved += draft.moves(item)[lane];
        }
        int p = item * network.locations + from;
        long left = network.pairs[p].stock.onHand() - draft.movedOut(item, from) + moved;
        if (multiple == 0 || left < multiple || lanes.length == 0) {
            return false;
        }
        long lot = multiple * (1 + (left / multiple - 1) / LOTS);
        int lots = (int) (left / lot);
        long[] supply = shifted(draft.pair(p).supply(), 0, moved);
        double[] best = new double[lots + 1];
        Arrays.fill(best, NEVER);
        best[0] = 0;
        double saving = mostSaved(draft, p, supply, lot);
        int[][] choice = new int[lanes.length][lots + 1];
        work += 20L * network.buckets * lots;
        for (int k = 0; k < lanes.length; k++) {
            double[] cost = laneCost(draft, item, lanes[k], lot, lots, saving, terms);
            best = cost.length == 1 ? best : share(best, cost, choice[k]);
            work += (long) cost.length * (20L * network.buckets + lots);
        }
        int total = withSource(draft, p, supply, lot, best);
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

    /** What the first lot less can save at its source; any further one saves less, money. */
    private double mostSaved(Draft draft, int p, long[] supply, long lot) {
        double all = cost(draft, p, supply);
        return Math.max(0, all - cost(draft, p, shifted(supply, 0, -lot)));
    }

    /**
     * Money by number of lots on a lane, above none; a single zero where the lane is no choice. It
     * is convex from the first lot on, so it ends where another lot costs more than it can save.
     */
    private double[] laneCost(
            Draft draft, int item, int n, long lot, int lots, double saving, Terms terms) {
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
            shift(supply, arrival, lot);
            cost[y] =
                    charge + network.moveCost(item, n, y * lot) + cost(draft, p, supply) - without;
            if (y > 1 && cost[y] - cost[y - 1] > saving) {
                return Arrays.copyOf(cost, y);
            }
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
    private int withSource(Draft draft, int p, long[] supply, long lot, double[] best) {
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
            shift(supply, 0, -lot);
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
        shift(result, from, units);
        return result;
    }

    private static void shift(long[] supply, int from, long units) {
        for (int t = from; t < supply.length; t++) {
            supply[t] += units;
        }
    }
}
