package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Transfer;
import java.util.Arrays;

/**
 * Prices for what items and locations share: a share of every header for each item that might be on
 * the order, of every truck for each item that might be moved, a price per pallet of capacity and
 * of space, and a price per unit moved. Found by subgradient steps on the Lagrangian relaxation.
 *
 * <p>{@link #step} lets every item answer with its moves, which finds good prices quickly. {@link
 * #tighten} lets every pair answer for itself, moves for what they are priced at: what that costs
 * is a proven lower bound.
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
    private static final double SPACE_STEP = 0.3;

    /** The first step of prices per unit moved, as a share of the item's dearest premium. */
    private static final double EXCHANGE_STEP = 0.3;

    /** Steps until those of prices per unit moved are half as long. */
    private static final double EXCHANGE_HALVES = 10;

    /** What is left of a step's length after one that found nothing better. */
    private static final double SHORTER = 0.9;

    private static final double SHORTER_BOUND = 0.97;

    /** Relative excess beyond which more does not make a price rise faster. */
    private static final double MOST_EXCESS = 10;

    /** What rounding may add to a sum of costs, as a share of the sum of their sizes. */
    private static final double ROUNDING = 1e-9;

    private final Network network;
    private final PairSolver solver;
    private final ItemSolver items;
    private final Terms terms;
    private final Draft nothing;

    /** Money by pair and stage; those of an order sum to its header cost. */
    private final double[][] shares;

    /** Whether a pair orders at a stage, by pair and stage. */
    private final boolean[][] uses;

    private final Exchange[] exchanges;

    /** Money per unit, by item: its dearest premium over standard cost. */
    private final double[] premium;

    /** Items that may be moved, by lane. */
    private final int[] riders;

    private final double[] capacity;
    private final double[] space;
    private final double[] used;
    private final double[] occupied;
    private final int[] users;
    private final boolean exact;
    private double bound = Double.NEGATIVE_INFINITY;
    private double best = Double.NEGATIVE_INFINITY;
    private double length = 1;
    private double boundLength = 1;
    private int tightened;

    Prices(Network network, PairSolver solver) {
        this.network = network;
        this.solver = solver;
        items = new ItemSolver(network);
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
        exact = Arrays.stream(network.pairs).allMatch(pair -> pair.exact);
        exchanges = new Exchange[network.items];
        premium = new double[network.items];
        riders = new int[network.lanes];
        exchanges();
    }

    private void exchanges() {
        Transfer none = new Transfer(1, 0, new double[network.lanes]);
        for (int i = 0; i < network.items; i++) {
            Transfer transfer = network.item(i).transfer();
            exchanges[i] = new Exchange(transfer == null ? none : transfer, network.lanes);
            for (Source source : network.item(i).sources()) {
                double price = source.priceBreaks().get(0).unitPrice();
                premium[i] = Math.max(premium[i], Math.abs(price - network.item(i).standardCost()));
            }
            for (int lane = 0; lane < network.lanes; lane++) {
                riders[lane] += mayMove(i, lane) ? 1 : 0;
            }
        }
        for (int lane = 0; lane < network.lanes; lane++) {
            for (int i = 0; i < network.items; i++) {
                if (mayMove(i, lane)) {
                    exchanges[i].truckShare[lane] = network.truckCost[lane] / riders[lane];
                }
            }
        }
    }

    private boolean mayMove(int item, int lane) {
        long step = network.moveStep(item, lane);
        int from = item * network.locations + network.lane(lane).from();
        return step > 0 && network.pairs[from].stock.onHand() >= step;
    }

    /**
     * Money that no plan costs less than, as far as {@link #tighten} has shown; negative infinity
     * where quantities are too many to look at all of them, or a supplier sells below standard
     * cost.
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

    /** Sets what an item pays for headers and trucks: its shares. */
    void shares(Terms asked, int item) {
        for (int l = 0; l < network.locations; l++) {
            headers(asked, item * network.locations + l, 1);
        }
        for (int lane = 0; lane < network.lanes; lane++) {
            asked.lane(lane, exchanges[item].truckShare[lane]);
        }
    }

    /** Sets the price of capacity, times a factor. */
    void capacity(Terms asked, double factor) {
        for (int slot = 0; slot < capacity.length; slot++) {
            asked.capacity[slot] = factor * capacity[slot];
        }
    }

    /** One step towards a plan that is known to cost this much, money, by the items' answers. */
    void step(double known) {
        begin();
        double value = network.sunk;
        for (int i = 0; i < network.items; i++) {
            shares(terms, i);
            int mark = nothing.mark();
            items.respond(nothing, i, terms);
            value += items.value();
            System.arraycopy(nothing.moves(i), 0, exchanges[i].received, 0, network.lanes);
            for (int l = 0; l < network.locations; l++) {
                PairPlan plan = nothing.pair(i * network.locations + l);
                count(i * network.locations + l, plan.orders());
                for (int t = 0; t < network.buckets; t++) {
                    occupied[l * network.buckets + t] += network.item(i).volume() * plan.stock()[t];
                }
            }
            nothing.undo(mark);
        }
        value -= limits();
        if (value > best) {
            best = value;
        } else {
            length *= SHORTER;
        }
        if (known > value) {
            move(length * (known - value));
        }
    }

    /** Sets prices per unit moved between what the items' answers are worth at both ends. */
    void exchange() {
        begin();
        for (int i = 0; i < network.items; i++) {
            shares(terms, i);
            items.prices(nothing, i, terms, exchanges[i].price);
        }
    }

    /** One step that raises the bound, towards a plan that is known to cost this much, money. */
    void tighten(double known) {
        begin();
        double value = network.sunk;
        double size = Math.abs(network.sunk);
        for (int p = 0; p < network.pairs.length; p++) {
            Pair pair = network.pairs[p];
            headers(terms, p, 1);
            double alone = solver.solveAlone(p, terms, exchanges[pair.item]);
            value += alone;
            size += Math.abs(alone);
            count(p, solver.ordersAlone());
            for (int t = 0; t < network.buckets; t++) {
                occupied[pair.location * network.buckets + t] += pair.volume * solver.stockAlone(t);
            }
        }
        double limits = limits();
        value -= limits;
        double proven = value - ROUNDING * (size + limits);
        if (exact && proven > bound) {
            bound = proven;
        } else {
            boundLength *= SHORTER_BOUND;
        }
        if (known > value) {
            move(boundLength * (known - value));
            moveExchanges();
        }
    }

    private void begin() {
        Arrays.fill(used, 0);
        Arrays.fill(occupied, 0);
        Arrays.fill(users, 0);
        terms.relaxed = true;
        System.arraycopy(space, 0, terms.space, 0, space.length);
        capacity(terms, 1);
    }

    private void count(int p, long[] orders) {
        Pair pair = network.pairs[p];
        for (int k = 0; k < orders.length; k++) {
            Stage stage = pair.stages[k];
            uses[p][k] = orders[k] > 0;
            users[stage.order()] += orders[k] > 0 ? 1 : 0;
            used[stage.slot()] += pair.volume * orders[k];
        }
    }

    /** What all capacity and space are worth at their prices, money. */
    private double limits() {
        double worth = 0;
        for (int slot = 0; slot < capacity.length; slot++) {
            worth += capacity[slot] * network.capacity[slot];
        }
        for (int k = 0; k < space.length; k++) {
            worth += space[k] * room(k);
        }
        return worth;
    }

    private void move(double distance) {
        moveHeaders(HEADER_STEP * distance);
        moveCapacity(CAPACITY_STEP * distance);
        moveSpace(SPACE_STEP * distance);
        moveTrucks(HEADER_STEP * distance);
    }

    private double room(int k) {
        return network.space[k / network.buckets];
    }

    /** How far a limit is exceeded, as a share of it; what is free counts while it has a price. */
    private static double excess(double used, double limit, double price) {
        double excess = Math.min(MOST_EXCESS, used / Math.max(limit, 1e-9) - 1);
        return price == 0 ? Math.max(0, excess) : excess;
    }

    private void moveCapacity(double distance) {
        double norm = 1;
        for (int slot = 0; slot < capacity.length; slot++) {
            double excess = excess(used[slot], network.capacity[slot], capacity[slot]);
            norm += excess * excess;
        }
        for (int slot = 0; slot < capacity.length; slot++) {
            double limit = network.capacity[slot];
            double up = distance / norm * excess(used[slot], limit, capacity[slot]);
            capacity[slot] = Math.max(0, capacity[slot] + up / Math.max(limit, 1e-9));
        }
    }

    private void moveSpace(double distance) {
        double norm = 1;
        for (int k = 0; k < space.length; k++) {
            double excess = excess(occupied[k], room(k), space[k]);
            norm += excess * excess;
        }
        for (int k = 0; k < space.length; k++) {
            double up = distance / norm * excess(occupied[k], room(k), space[k]);
            double price = space[k] + up / Math.max(room(k), 1e-9);
            space[k] = Math.min(network.overflowCost, Math.max(0, price));
        }
    }

    /** What more units are wanted of than sent becomes dearer, the other way round cheaper. */
    private void moveExchanges() {
        double step = EXCHANGE_STEP / (1 + tightened++ / EXCHANGE_HALVES);
        for (int i = 0; i < network.items; i++) {
            Exchange e = exchanges[i];
            for (int lane = 0; lane < network.lanes; lane++) {
                long most = Math.max(e.sent[lane], e.received[lane]);
                if (most > 0) {
                    double excess = (double) (e.received[lane] - e.sent[lane]) / most;
                    e.price[lane] += step * premium[i] * excess;
                }
            }
        }
    }

    /** Who is on a truck pays more of it, the others less. */
    private void moveTrucks(double distance) {
        int[] on = new int[network.lanes];
        for (Exchange e : exchanges) {
            for (int lane = 0; lane < network.lanes; lane++) {
                on[lane] += e.received[lane] > 0 ? 1 : 0;
            }
        }
        double norm = 1;
        for (int lane = 0; lane < network.lanes; lane++) {
            norm += on[lane] > 0 ? on[lane] * (1 - (double) on[lane] / riders[lane]) : 0;
        }
        for (int lane = 0; lane < network.lanes; lane++) {
            double sum = 0;
            for (Exchange e : exchanges) {
                e.truckShare[lane] += e.received[lane] > 0 ? distance / norm : 0;
                sum += e.truckShare[lane];
            }
            for (Exchange e : exchanges) {
                e.truckShare[lane] *= sum > 0 ? network.truckCost[lane] / sum : 1;
            }
        }
    }

    /** Who was on an order pays more of its header, the others less. */
    private void moveHeaders(double distance) {
        double norm = 1;
        for (int order : network.orders) {
            double share = (double) users[order] / network.bidders[order].length;
            norm += users[order] * (1 - share);
        }
        double[] sum = new double[users.length];
        for (int p = 0; p < shares.length; p++) {
            Stage[] stages = network.pairs[p].stages;
            for (int k = 0; k < stages.length; k++) {
                shares[p][k] += uses[p][k] ? distance / norm : 0;
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
