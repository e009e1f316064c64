package io.restock.optimizer;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * The best moves of one item, with the orders that answer them, when everything else stays. Each
 * location is solved once by a {@link PairSolver} for whatever is moved there, then the lanes take
 * the quantity that is best for both of their ends, one lane after the other until none changes.
 * Where a lane arrives only after an order could, some quantities are tried, with orders solved
 * anew for each. One thread; holds scratch space only.
 */
final class ItemSolver {
    /** Rounds over the lanes, at most. */
    private static final int ROUNDS = 20;

    /** Quantities on a slow lane that are tried. */
    private static final int TRIED = 8;

    /** Part of a stock by which what a unit of it is worth is told. */
    private static final int PARTS = 4;

    private static final double NEVER = Double.POSITIVE_INFINITY;
    private static final double GAIN = 1e-9;

    private final Network network;
    private final PairSolver[] solvers;
    private final PairSolver again;
    private final long[][] moved;
    private final double[] value;
    private final int[] all;
    private final long[] out;
    private double shipping;
    private long solved;

    ItemSolver(Network network) {
        this.network = network;
        solvers = new PairSolver[network.locations];
        Arrays.setAll(solvers, l -> new PairSolver(network));
        again = new PairSolver(network);
        moved = new long[network.locations][];
        value = new double[network.locations];
        out = new long[network.locations];
        all = IntStream.range(0, network.lanes).toArray();
    }

    /** Number of pairs solved: the measure of effort. */
    long solved() {
        return solved;
    }

    /** Replaces all moves and orders of an item by a best response, and tells if they changed. */
    boolean respond(Draft draft, int item, Terms terms) {
        boolean[] touched = new boolean[network.locations];
        Arrays.fill(touched, true);
        return respond(draft, item, all, touched, terms);
    }

    /** Replaces the moves on one lane and the orders at its ends by the best response. */
    boolean respondOn(Draft draft, int item, int lane, Terms terms) {
        boolean[] touched = new boolean[network.locations];
        touched[network.lane(lane).from()] = true;
        touched[network.lane(lane).to()] = true;
        return respond(draft, item, new int[] {lane}, touched, terms);
    }

    private boolean respond(Draft draft, int item, int[] lanes, boolean[] touched, Terms terms) {
        int mark = draft.mark();
        for (int l = 0; l < touched.length; l++) {
            if (touched[l]) {
                int p = item * network.locations + l;
                solvers[l].solve(draft, p, terms);
                solved++;
                moved[l] = draft.pair(p).moved().clone();
                value[l] = solvers[l].value(moved[l], 0, 0);
                out[l] = draft.movedOut(item, l);
            }
        }
        long[] moves = draft.moves(item).clone();
        boolean changed = true;
        for (int round = 0; changed && round < ROUNDS; round++) {
            changed = false;
            for (int lane : lanes) {
                changed |=
                        network.moveStep(item, lane) > 0 && ship(draft, item, lane, moves, terms);
            }
        }
        shipping = 0;
        for (int lane : lanes) {
            if (moves[lane] > 0) {
                shipping += terms.truck[lane] + network.moveCost(item, lane, moves[lane]);
            }
        }
        draft.setMoves(item, moves);
        for (int l = 0; l < touched.length; l++) {
            if (touched[l]) {
                order(draft, item * network.locations + l, solvers[l].orders(moved[l]), terms);
            }
        }
        return draft.mark() > mark;
    }

    /** Money of the last item that responded, by the terms. */
    double value() {
        double sum = shipping;
        for (double v : value) {
            sum += v;
        }
        return sum;
    }

    /**
     * Prices per unit at which the item's locations would exchange what the terms make best for
     * both ends, by lane: between what the last units save their receiver and cost their sender.
     */
    void prices(Draft nothing, int item, Terms terms, double[] price) {
        int mark = nothing.mark();
        respond(nothing, item, terms);
        nothing.undo(mark);
        for (int lane = 0; lane < price.length; lane++) {
            long step = network.moveStep(item, lane);
            int from = network.lane(lane).from();
            int to = network.lane(lane).to();
            long onHand = network.pairs[item * network.locations + from].stock.onHand();
            if (step == 0 || onHand < step) {
                continue;
            }
            long part = step * Math.max(1, onHand / step / PARTS);
            double costs = slope(from, 0, -part);
            double saves = -slope(to, network.lane(lane).leadTimeBuckets(), part);
            price[lane] = (costs + saves - network.unitCost(item, lane)) / 2;
        }
    }

    /** Change of money per unit moved. */
    private double slope(int location, int from, long part) {
        PairSolver solver = solvers[location];
        double there = solver.value(moved[location], from, part);
        double back = solver.value(moved[location], from, -part);
        if (there < NEVER) {
            return (there - value[location]) / Math.abs(part);
        }
        return back < NEVER ? (value[location] - back) / Math.abs(part) : 0;
    }

    private void order(Draft draft, int p, long[] orders, Terms terms) {
        boolean fits = true;
        for (int k = 0; k < orders.length; k++) {
            fits &=
                    network.pairs[p].volume * orders[k] <= draft.capacityLeft(p, k) + 1e-9
                            || orders[k] == 0;
        }
        if (fits || terms.relaxed) {
            draft.setOrders(p, orders);
        } else {
            solved++;
            again.respond(draft, p, terms);
        }
    }

    /** Gives a lane the quantity that is best for both ends, and tells if it changed. */
    private boolean ship(Draft draft, int item, int lane, long[] moves, Terms terms) {
        int from = network.lane(lane).from();
        int to = network.lane(lane).to();
        int lead = network.lane(lane).leadTimeBuckets();
        long step = network.moveStep(item, lane);
        long now = moves[lane];
        int p = item * network.locations + from;
        long most = network.pairs[p].stock.onHand() - out[from] + now;
        int others = draft.laneUsers[lane] - (draft.moves(item)[lane] > 0 ? 1 : 0);
        double charge = others > 0 ? terms.truckInUse[lane] : terms.truck[lane];
        boolean slow = lead > solvers[to].first();
        long by = slow ? step * Math.max(1, most / step / TRIED) : step;
        long best = now;
        double least = now > 0 ? charge + network.moveCost(item, lane, now) : 0;
        least += value[from] + value[to];
        double bestFrom = value[from];
        double bestTo = value[to];
        for (long q = 0; q <= most && (q == 0 || charge < NEVER); q += by) {
            if (q == now) {
                continue;
            }
            double atFrom = solvers[from].value(moved[from], 0, now - q);
            double atTo =
                    slow
                            ? valueAnew(draft, item, to, lead, q - now, terms)
                            : solvers[to].value(moved[to], lead, q - now);
            double offer = atFrom + atTo + (q > 0 ? charge + network.moveCost(item, lane, q) : 0);
            if (offer < least - GAIN) {
                least = offer;
                best = q;
                bestFrom = atFrom;
                bestTo = atTo;
            }
        }
        if (best == now) {
            return false;
        }
        shift(moved[from], 0, now - best);
        shift(moved[to], lead, best - now);
        value[from] = bestFrom;
        value[to] = bestTo;
        out[from] += best - now;
        moves[lane] = best;
        if (slow) {
            solvers[to].solveAll(draft, item * network.locations + to, moved[to], terms);
        }
        return true;
    }

    private double valueAnew(Draft draft, int item, int to, int lead, long more, Terms terms) {
        long[] path = moved[to].clone();
        shift(path, lead, more);
        again.solveFor(draft, item * network.locations + to, path, terms);
        solved++;
        return again.value(path, 0, 0);
    }

    private static void shift(long[] moved, int from, long units) {
        for (int t = from; t < moved.length; t++) {
            moved[t] += units;
        }
    }
}
