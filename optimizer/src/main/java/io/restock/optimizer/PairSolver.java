package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;
import io.restock.optimizer.Network.Tier;
import java.util.Arrays;

/**
 * The best orders of one item at one location when everything else stays: an exact dynamic
 * programme over cumulative supply, from the last bucket to the first. Stages are the chances to
 * order in the sequence of their arrivals; between them each bucket adds its holding, backorder and
 * overflow. A stage costs states × price tiers, since the best quantity within a tier is a
 * sliding-window minimum.
 *
 * <p>As it runs backwards, one solution holds the best orders for every quantity that may be moved
 * in or out before the first order arrives. One thread; holds the last solution.
 */
final class PairSolver {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Network network;

    /** Money from a point in time on, by state; a row for every point. */
    private double[][] rows = new double[0][];

    /** The row after each stage, and the one before it; the same where it cannot be used. */
    private int[] after = new int[0];

    private int[] before = new int[0];
    private int[] most = new int[0];
    private double[] fixed = new double[0];
    private double[] priced = new double[0];
    private double[] windowValue = new double[0];
    private int[] window = new int[0];
    private final double[] room;
    private final double[] perPallet;
    private final double[] already;

    private final int[] afterLane;
    private final int[] beforeLane;
    private long[] orders = new long[0];
    private int[] path = new int[0];

    @SuppressWarnings("NullAway.Init") // solving comes first
    private Pair pair;

    private long[] moved = new long[0];

    /** Bucket of the first arrival that may be ordered; the number of buckets if there is none. */
    private int first;

    /** The states looked at: from this one on, so many apart. */
    private int from;

    private int stride;

    /** Row of the value from the first arrival on. */
    private int top;

    /** Number of programmes solved: the measure of effort. */
    private long solved;

    PairSolver(Network network) {
        this.network = network;
        room = new double[network.buckets];
        perPallet = new double[network.buckets];
        already = new double[network.buckets];
        afterLane = new int[network.lanes];
        beforeLane = new int[network.lanes];
    }

    long solved() {
        return solved;
    }

    /** Bucket from which on orders can answer what is moved. */
    int first() {
        return first;
    }

    /**
     * Replaces the orders of a pair by the best response under the terms, and tells if they
     * changed. Capacity that others use is never exceeded.
     */
    boolean respond(Draft draft, int p, Terms terms) {
        solveFor(draft, p, draft.pair(p).moved(), terms);
        long[] orders = orders(moved);
        if (Arrays.equals(orders, draft.pair(p).orders())) {
            return false;
        }
        draft.setOrders(p, orders);
        return true;
    }

    /** Finds the best orders of a pair for what the draft moves there. */
    void solve(Draft draft, int p, Terms terms) {
        solveAll(draft, p, draft.pair(p).moved(), terms);
    }

    /** Finds the best orders of a pair for so much moved there, and more or less of it. */
    void solveAll(Draft draft, int p, long[] moves, Terms terms) {
        from = 0;
        stride = 1;
        solve(draft, p, moves, terms);
    }

    /** Finds the best orders of a pair for so much moved there and no other, units by bucket. */
    void solveFor(Draft draft, int p, long[] moves, Terms terms) {
        Pair of = network.pairs[p];
        boolean steady = of.stages.length > 0;
        for (int t = steady ? of.stages[0].arrival() + 1 : moves.length; t < moves.length; t++) {
            steady &= moves[t] == moves[t - 1];
        }
        from = steady ? of.bounded(of.state(moves[moves.length - 1])) : 0;
        stride = steady ? of.stride : 1;
        solve(draft, p, moves, terms);
    }

    private void solve(Draft draft, int p, long[] moves, Terms terms) {
        solved++;
        pair = network.pairs[p];
        moved = moves;
        prepare();
        limits(draft, p, terms);
        int row = 0;
        Arrays.fill(rows[0], from, pair.states, 0);
        int stage = pair.stages.length;
        first = stage == 0 ? network.buckets : pair.stages[0].arrival();
        for (int t = network.buckets - 1; t >= first; t--) {
            int shift = t + 1 < network.buckets ? states(moved[t + 1] - moved[t]) : 0;
            addBucket(t, rows[row], rows[row + 1], shift);
            row++;
            while (stage > 0 && pair.stages[stage - 1].arrival() == t) {
                stage--;
                row = relax(draft, p, terms, stage, row);
            }
        }
        top = row;
    }

    /**
     * The best orders and moves of a pair that answers to nothing but prices.
     *
     * @param prices of what is moved, and what the pair then does, by lane of its item
     * @return money by the terms and prices
     */
    double solveAlone(int p, Terms terms, Exchange prices) {
        solved++;
        pair = network.pairs[p];
        from = 0;
        stride = 1;
        prepare();
        for (int t = 0; t < network.buckets; t++) {
            room[t] = 0;
            already[t] = 0;
            perPallet[t] = terms.space[pair.location * network.buckets + t];
        }
        int row = 0;
        Arrays.fill(rows[0], from, pair.states, 0);
        int stage = pair.stages.length;
        int[] lanes = network.lanesInto[pair.location];
        for (int t = network.buckets - 1; t >= 0; t--) {
            addBucket(t, rows[row], rows[row + 1], 0);
            row++;
            while (stage > 0 && pair.stages[stage - 1].arrival() == t) {
                stage--;
                most[stage] = within(network.capacity[pair.stages[stage].slot()], stage);
                fixed[stage] =
                        pair.stages[stage].source().lineCost()
                                + terms.header[pair.stages[stage].order()];
                row = offer(terms, stage, row);
            }
            for (int k = lanes.length - 1; k >= 0; k--) {
                if (network.lane(lanes[k]).leadTimeBuckets() == t) {
                    row = receive(k, lanes[k], prices, row);
                }
            }
        }
        top = row;
        return follow(lanes, prices);
    }

    /** Offers what may be moved in on a lane to every state. */
    private int receive(int k, int lane, Exchange prices, int row) {
        afterLane[k] = row;
        beforeLane[k] = row;
        long step = network.moveStep(pair.item, lane);
        int from = pair.item * network.locations + network.lane(lane).from();
        int lots = step == 0 ? 0 : (int) (network.pairs[from].stock.onHand() / step);
        if (lots == 0) {
            return row;
        }
        double[] value = rows[row + 1];
        System.arraycopy(rows[row], 0, value, 0, pair.states);
        int width = (int) (step / pair.unit);
        double perUnit = prices.perUnitIn(lane) * pair.unit;
        slide(rows[row], value, width, 1, lots, perUnit, prices.fixedIn(lane));
        if (perUnit < 0) {
            // who is paid for taking might take more than there are states for; no later cost falls
            double all = rows[row][pair.states - 1] + perUnit * lots * width + prices.fixedIn(lane);
            for (int s = Math.max(0, pair.states - lots * width); s < pair.states; s++) {
                value[s] = Math.min(value[s], all);
            }
        }
        beforeLane[k] = row + 1;
        return row + 1;
    }

    /** Follows the best path from what is moved out to the last bucket. */
    private double follow(int[] lanes, Exchange prices) {
        int state = pair.below;
        double least = rows[top][state];
        int outLane = -1;
        for (int lane : network.lanesFrom[pair.location]) {
            prices.sent[lane] = 0;
            long step = network.moveStep(pair.item, lane);
            int width = step == 0 ? pair.states : (int) (step / pair.unit);
            for (int q = 1; pair.below - q * width >= 0; q++) {
                double offer = rows[top][pair.below - q * width] - prices.price[lane] * step * q;
                if (offer < least) {
                    least = offer;
                    outLane = lane;
                    state = pair.below - q * width;
                }
            }
        }
        if (outLane >= 0) {
            prices.sent[outLane] = (pair.below - state) * pair.unit;
        }
        int stage = 0;
        orders = new long[pair.stages.length];
        path = new int[network.buckets];
        for (int t = 0; t < network.buckets; t++) {
            for (int k = 0; k < lanes.length; k++) {
                if (network.lane(lanes[k]).leadTimeBuckets() == t) {
                    prices.received[lanes[k]] = 0;
                    if (rows[beforeLane[k]][state] < rows[afterLane[k]][state]) {
                        int received = received(k, lanes[k], prices, state);
                        state += received;
                        prices.received[lanes[k]] = received * pair.unit;
                    }
                }
            }
            for (; stage < orders.length && pair.stages[stage].arrival() == t; stage++) {
                if (rows[before[stage]][state] < rows[after[stage]][state]) {
                    int steps = quantity(stage, state);
                    orders[stage] = steps * pair.stages[stage].step();
                    state += (int) (orders[stage] / pair.unit);
                }
            }
            path[t] = state;
        }
        return least;
    }

    private int received(int k, int lane, Exchange prices, int state) {
        double[] next = rows[afterLane[k]];
        long step = network.moveStep(pair.item, lane);
        int width = (int) (step / pair.unit);
        int from = pair.item * network.locations + network.lane(lane).from();
        int lots = (int) (network.pairs[from].stock.onHand() / step);
        double perUnit = prices.perUnitIn(lane) * pair.unit;
        int chosen = 0;
        double least = NEVER;
        for (int q = 1; q <= lots && state + q * width < pair.states; q++) {
            double offer = next[state + q * width] + perUnit * q * width;
            if (offer < least) {
                least = offer;
                chosen = q * width;
            }
        }
        return chosen;
    }

    /** Orders by stage of the last pair solved alone, units. */
    long[] ordersAlone() {
        return orders;
    }

    /** Expected stock at the end of bucket t of the last pair solved alone, units. */
    double stockAlone(int t) {
        return pair.stockAt[t][path[t]];
    }

    private int states(long units) {
        return (int) Math.floorDiv(units, pair.unit);
    }

    private void prepare() {
        int stages = pair.stages.length;
        int wanted = stages + network.buckets + network.lanes + 1;
        if (rows.length < wanted || rows[0].length < pair.states) {
            int width = Math.max(pair.states, rows.length == 0 ? 0 : rows[0].length);
            rows = new double[Math.max(wanted, rows.length)][width];
            windowValue = new double[width];
            window = new int[width];
        }
        if (after.length < stages) {
            after = new int[stages];
            before = new int[stages];
            most = new int[stages];
            fixed = new double[stages];
            priced = new double[stages];
        }
    }

    private void limits(Draft draft, int p, Terms terms) {
        for (int t = 0; t < network.buckets; t++) {
            int k = pair.location * network.buckets + t;
            double others = draft.occupied[k] - pair.volume * draft.pair(p).stock()[t];
            room[t] = terms.relaxed ? 0 : network.space[pair.location] - others;
            perPallet[t] = terms.relaxed ? terms.space[k] : network.overflowCost;
            already[t] = Math.max(0, -room[t]) * perPallet[t];
        }
    }

    /** The next row with the holding, backorder and overflow of bucket t before it. */
    private void addBucket(int t, double[] next, double[] value, int shift) {
        double[] stock = pair.stockAt[t];
        double[] cost = pair.costAt[t];
        int states = pair.states;
        double volume = pair.volume;
        double charge = perPallet[t];
        double free = room[t];
        double paid = already[t];
        for (int s = from; s < states; s += stride) {
            double over = volume * stock[s] - free;
            // more than could be used is not worth a state
            double later = s + shift < states ? next[Math.max(0, s + shift)] : NEVER;
            value[s] = cost[s] + (over > 0 ? charge * over : 0) + later - paid;
        }
    }

    /** Holding, backorder and overflow of bucket t in a state, money. */
    private double bucket(int t, int state) {
        double over = pair.volume * pair.stockAt[t][state] - room[t];
        return pair.costAt[t][state] + perPallet[t] * Math.max(0, over) - already[t];
    }

    /**
     * Offers a line of this stage to every state, at every quantity; the row that is then on top.
     */
    private int relax(Draft draft, int p, Terms terms, int k, int row) {
        Stage stage = pair.stages[k];
        after[k] = row;
        before[k] = row;
        if (stage.tiers().length == 0) {
            return row;
        }
        boolean alone =
                draft.orderUsers[stage.order()] == 0
                        || (draft.orderUsers[stage.order()] == 1 && draft.pair(p).orders()[k] > 0);
        fixed[k] =
                stage.source().lineCost()
                        + (alone ? terms.header[stage.order()] : terms.headerInUse[stage.order()]);
        double left =
                terms.relaxed
                        ? 1e9
                        : stage.slot() == terms.open
                                ? network.capacity[stage.slot()]
                                : Math.min(draft.capacityLeft(p, k), terms.ration[stage.slot()]);
        most[k] = within(left, k);
        if (fixed[k] == NEVER || most[k] < stage.tiers()[0].low()) {
            return row;
        }
        return offer(terms, k, row);
    }

    /** Steps of a stage that need no more than so many pallets. */
    private int within(double pallets, int k) {
        double perStep = pair.volume * pair.stages[k].step();
        if (perStep == 0) {
            return Integer.MAX_VALUE;
        }
        return pallets < 0 ? 0 : (int) Math.min(1e9, (pallets + 1e-9) / perStep);
    }

    private int offer(Terms terms, int k, int row) {
        Stage stage = pair.stages[k];
        after[k] = row;
        before[k] = row;
        if (stage.tiers().length == 0) {
            return row;
        }
        priced[k] = terms.capacity[stage.slot()] * pair.volume;
        int width = stage.width();
        double[] next = rows[row];
        double[] value = rows[row + 1];
        System.arraycopy(next, from, value, from, pair.states - from);
        for (Tier tier : stage.tiers()) {
            int high = Math.min(tier.high(), most[k]);
            if (tier.low() <= high) {
                double perUnit = (tier.premium() + priced[k]) * pair.unit;
                long farthest = (long) high * width;
                if (perUnit >= 0 && farthest >= pair.enough) {
                    atLeast(next, value, width, tier.low() * width, perUnit, fixed[k]);
                } else {
                    slide(next, value, width, tier.low(), high, perUnit, fixed[k]);
                }
            }
        }
        before[k] = row + 1;
        return row + 1;
    }

    /**
     * Offers every quantity from the least on. Only for states in which supply does not cover every
     * demand; in the others nobody orders who has to pay for it.
     */
    private void atLeast(
            double[] next, double[] value, int width, int least, double perUnit, double fixed) {
        int start = Math.min(pair.enough - 1, pair.states - 1 - least);
        double down = width;
        for (int s0 = start; s0 > start - width && s0 >= from; s0--) {
            if ((s0 - from) % stride != 0) {
                continue;
            }
            double best = NEVER;
            double at = s0;
            double there = s0 + least;
            for (int s = s0; s >= from; s -= width) {
                double offer = next[s + least] + perUnit * there;
                if (offer < best) {
                    best = offer;
                }
                double total = best - perUnit * at + fixed;
                if (total < value[s]) {
                    value[s] = total;
                }
                at -= down;
                there -= down;
            }
        }
    }

    /** Sliding-window minimum over states that are {@code width} apart. */
    private void slide(
            double[] next,
            double[] value,
            int width,
            int low,
            int high,
            double perUnit,
            double fixed) {
        int states = pair.states;
        for (int s0 = states - 1; s0 > states - 1 - width && s0 >= from; s0--) {
            if ((s0 - from) % stride != 0) {
                continue;
            }
            int head = 0;
            int tail = 0;
            int enters = s0;
            for (int s = s0; s >= from; s -= width) {
                for (; enters >= s + low * width; enters -= width) {
                    double candidate = next[enters] + perUnit * enters;
                    while (tail > head && windowValue[tail - 1] >= candidate) {
                        tail--;
                    }
                    windowValue[tail] = candidate;
                    window[tail++] = enters;
                }
                while (head < tail && window[head] > s + (long) high * width) {
                    head++;
                }
                if (head < tail) {
                    value[s] = Math.min(value[s], windowValue[head] - perUnit * s + fixed);
                }
            }
        }
    }

    /**
     * Money of the last pair solved, by the terms, if this much more were moved from a bucket on;
     * never where that is more than could be used.
     */
    double value(long[] moved, int from, long more) {
        double sum = 0;
        int state = 0;
        int end = Math.min(first, network.buckets - 1);
        for (int t = 0; t <= end; t++) {
            state = pair.state(t < from ? moved[t] : moved[t] + more);
            if (state < 0 || state >= pair.states) {
                return NEVER;
            }
            sum += t < first ? bucket(t, state) : 0;
        }
        return first < network.buckets ? sum + rows[top][state] : sum;
    }

    /** The best orders by stage for what is moved, units. */
    long[] orders(long[] moved) {
        long[] orders = new long[pair.stages.length];
        if (orders.length == 0) {
            return orders;
        }
        int t = first;
        int state = pair.bounded(pair.state(moved[t]));
        for (int k = 0; k < orders.length; k++) {
            Stage stage = pair.stages[k];
            state = pair.bounded(state + states(moved[stage.arrival()] - moved[t]));
            t = stage.arrival();
            if (rows[before[k]][state] < rows[after[k]][state]) {
                int steps = quantity(k, state);
                orders[k] = steps * stage.step();
                state += (int) (orders[k] / pair.unit);
            }
        }
        return orders;
    }

    private int quantity(int k, int state) {
        Stage stage = pair.stages[k];
        double[] next = rows[after[k]];
        int width = stage.width();
        int chosen = 0;
        double least = NEVER;
        for (Tier tier : stage.tiers()) {
            double perUnit = (tier.premium() + priced[k]) * pair.unit;
            int high = Math.min(tier.high(), most[k]);
            for (int q = tier.low(); q <= high && state + q * width < pair.states; q++) {
                double offer = next[state + q * width] + perUnit * q * width;
                if (offer < least) {
                    least = offer;
                    chosen = q;
                }
            }
        }
        return chosen;
    }
}
