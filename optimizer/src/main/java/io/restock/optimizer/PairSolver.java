package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;
import io.restock.optimizer.Network.Tier;
import java.util.Arrays;

/**
 * The best orders of one item at one location when everything else stays: an exact dynamic
 * programme over cumulative supply. Stages are the chances to order in the sequence of their
 * arrivals; between them each bucket adds its holding, backorder and overflow. A stage costs states
 * × price tiers, since the best quantity within a tier is a sliding-window minimum.
 *
 * <p>One thread; holds scratch space only.
 */
final class PairSolver {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Network network;
    private double[] value = new double[0];
    private double[] next = new double[0];
    private double[] windowValue = new double[0];
    private int[] window = new int[0];
    private int[][] choice = new int[0][];
    private int reach;

    /** Money of the last solution, by the terms. */
    private double solution;

    /** Number of programmes solved: the measure of effort. */
    private long solved;

    PairSolver(Network network) {
        this.network = network;
    }

    long solved() {
        return solved;
    }

    double solution() {
        return solution;
    }

    /**
     * Replaces the orders of a pair by the best response under the terms, and tells if they
     * changed. Capacity that others use is never exceeded.
     */
    boolean respond(Draft draft, int p, Terms terms) {
        long[] orders = solve(draft, p, terms);
        if (Arrays.equals(orders, draft.pair(p).orders())) {
            return false;
        }
        draft.setOrders(p, orders);
        return true;
    }

    /** The best orders by stage, units. */
    long[] solve(Draft draft, int p, Terms terms) {
        solved++;
        Pair pair = network.pairs[p];
        PairPlan now = draft.pair(p);
        int last = network.buckets - 1;
        long top = pair.highest() - pair.supply[last] - now.moved()[last];
        int states = (int) ((Math.max(0, top) + pair.slack) / pair.unit) + 1;
        prepare(states, pair.stages.length);
        int stage = 0;
        for (int t = 0; t < network.buckets; t++) {
            while (stage < pair.stages.length && pair.stages[stage].arrival() <= t) {
                relax(draft, p, terms, stage++, states);
            }
            addBucket(draft, pair, now, terms, t);
        }
        int best = best();
        solution = value[best];
        return backtrack(pair, best);
    }

    private void prepare(int states, int stages) {
        if (value.length < states) {
            value = new double[states];
            next = new double[states];
            windowValue = new double[states];
            window = new int[states];
        }
        if (choice.length < stages || (choice.length > 0 && choice[0].length < states)) {
            int width = value.length;
            choice = new int[Math.max(stages, choice.length)][width];
        }
        value[0] = 0;
        reach = 0;
    }

    /** Offers a line of this stage to every state, at every quantity it may have. */
    private void relax(Draft draft, int p, Terms terms, int k, int states) {
        Pair pair = network.pairs[p];
        Stage stage = pair.stages[k];
        int[] chosen = choice[k];
        if (stage.tiers().length == 0) {
            Arrays.fill(chosen, 0, reach + 1, 0);
            return;
        }
        boolean alone =
                draft.orderUsers[stage.order()] == 0
                        || (draft.orderUsers[stage.order()] == 1 && draft.pair(p).orders()[k] > 0);
        double fixed =
                stage.source().lineCost()
                        + (alone ? terms.header[stage.order()] : terms.headerInUse[stage.order()]);
        double left =
                terms.relaxed
                        ? 1e9
                        : Math.min(draft.capacityLeft(p, k), terms.ration[stage.slot()]);
        double perStep = pair.volume * stage.step();
        int most = perStep > 0 ? (int) Math.min(1e9, (left + 1e-9) / perStep) : Integer.MAX_VALUE;
        if (left < 0 && perStep > 0) {
            most = 0;
        }
        int width = (int) (stage.step() / pair.unit);
        int high = Math.min(most, stage.tiers()[stage.tiers().length - 1].high());
        int end = (int) Math.min(states - 1, reach + (long) high * width);
        if (fixed == NEVER || most < stage.tiers()[0].low()) {
            Arrays.fill(chosen, 0, reach + 1, 0);
            return;
        }
        Arrays.fill(value, reach + 1, end + 1, NEVER);
        System.arraycopy(value, 0, next, 0, end + 1);
        Arrays.fill(chosen, 0, end + 1, 0);
        double priced = terms.capacity[stage.slot()] * pair.volume;
        for (Tier tier : stage.tiers()) {
            int to = Math.min(tier.high(), most);
            if (tier.low() <= to) {
                double perUnit = (tier.premium() + priced) * pair.unit;
                for (int first = 0; first < width; first++) {
                    slide(first, width, end, tier.low(), to, perUnit, fixed, chosen);
                }
            }
        }
        double[] swap = value;
        value = next;
        next = swap;
        reach = end;
    }

    /** Sliding-window minimum over the states {@code first, first + width, …}. */
    private void slide(
            int first,
            int width,
            int end,
            int low,
            int high,
            double perUnit,
            double fixed,
            int[] chosen) {
        int head = 0;
        int tail = 0;
        int n = low;
        for (int j = first + low * width; j <= end; j += width, n++) {
            int enters = j - low * width;
            double candidate = value[enters] - perUnit * enters;
            if (candidate < NEVER) {
                while (tail > head && windowValue[tail - 1] >= candidate) {
                    tail--;
                }
                windowValue[tail] = candidate;
                window[tail++] = n - low;
            }
            while (head < tail && window[head] < n - high) {
                head++;
            }
            if (head < tail) {
                double offer = windowValue[head] + perUnit * j + fixed;
                if (offer < next[j]) {
                    next[j] = offer;
                    chosen[j] = n - window[head];
                }
            }
        }
    }

    /** Adds holding, backorder and overflow of bucket t, walking up its demand quantiles. */
    private void addBucket(Draft draft, Pair pair, PairPlan now, Terms terms, int t) {
        int k = pair.location * network.buckets + t;
        double others = draft.occupied[k] - pair.volume * now.stock()[t];
        double room = network.space[pair.location] - others;
        if (terms.relaxed) {
            room = 0;
        }
        double perPallet = terms.relaxed ? terms.space[k] : network.overflowCost;
        double already = Math.max(0, -room) * perPallet;
        double[] weights = network.problem.weights();
        long[] demand = pair.stock.cumulativeDemand()[t];
        long base = pair.supply[t] + now.moved()[t];
        boolean end = t == network.buckets - 1;
        double holding = pair.stock.holdingCost();
        double backorder = pair.stock.backorderCost();
        double passed = 0;
        double passedDemand = 0;
        int q = 0;
        for (int j = 0; j <= reach; j++) {
            long units = base + j * pair.unit;
            while (q < demand.length && demand[q] < units) {
                passed += weights[q];
                passedDemand += weights[q] * demand[q];
                q++;
            }
            double stock = passed * units - passedDemand;
            double cost = holding * stock + backorder * (stock - units + pair.mean[t]);
            double over = pair.volume * stock - room;
            if (over > 0) {
                cost += perPallet * over - already;
            }
            value[j] += end ? cost + pair.runOut(units) : cost;
        }
    }

    private int best() {
        int best = 0;
        for (int j = 1; j <= reach; j++) {
            if (value[j] < value[best]) {
                best = j;
            }
        }
        return best;
    }

    private long[] backtrack(Pair pair, int state) {
        long[] orders = new long[pair.stages.length];
        int j = state;
        for (int k = pair.stages.length - 1; k >= 0; k--) {
            Stage stage = pair.stages[k];
            if (choice[k][j] > 0) {
                orders[k] = choice[k][j] * stage.step();
                j -= (int) (choice[k][j] * (stage.step() / pair.unit));
            }
        }
        return orders;
    }
}
