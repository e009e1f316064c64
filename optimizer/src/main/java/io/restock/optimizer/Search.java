package io.restock.optimizer;

import io.jenetics.AnyGene;
import io.jenetics.Genotype;
import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Large neighbourhoods of a draft. Each changes what is shared — closes an order or a lane, gives
 * one away, empties a supplier's epoch or a location's orders — lets the items concerned answer one
 * after the other by their exact best response, and is undone unless the whole got cheaper. One
 * thread.
 */
final class Search {
    private static final double GAIN = 1e-7;

    private final Network network;
    private final Draft draft;
    private final PairSolver orders;
    private final MoveSolver moves;
    private final Prices prices;
    private final Terms terms;
    private final RandomGenerator random;

    Search(Network network, PairSolver orders, Prices prices, RandomGenerator random) {
        this.network = network;
        this.orders = orders;
        this.prices = prices;
        this.random = random;
        draft = new Draft(network);
        moves = new MoveSolver(network);
        terms = new Terms(network);
    }

    Draft draft() {
        return draft;
    }

    /** Takes over a genotype, which may exceed what is shared. */
    void load(Genotype<AnyGene<ItemPlan>> genotype) {
        for (int i = 0; i < network.items; i++) {
            draft.set(i, genotype.chromosome().get(i).allele());
        }
        draft.keep();
    }

    /** The draft by item. */
    ItemPlan[] items() {
        ItemPlan[] items = new ItemPlan[network.items];
        Arrays.setAll(items, draft::item);
        return items;
    }

    /** Fresh orders for everything, every pair paying its share of what it uses. */
    void construct(double factor) {
        for (int p : shuffled(network.pairs.length)) {
            prices.ask(terms, network.pairs[p], factor);
            orders.respond(draft, p, terms);
        }
        terms.plain();
        draft.keep();
    }

    /** Makes the draft feasible: what is too much is taken out and planned again. */
    void repair() {
        for (int i = 0; i < network.items; i++) {
            returnStock(i);
        }
        for (int slot = 0; slot < network.slots; slot++) {
            if (draft.used[slot] > network.capacity[slot] + 1e-9) {
                relieve(slot);
            }
        }
        draft.keep();
    }

    private void returnStock(int item) {
        for (int l = 0; l < network.locations; l++) {
            long onHand = network.pairs[item * network.locations + l].stock.onHand();
            for (int lane : network.lanesFrom[l]) {
                if (draft.movedOut(item, l) > onHand) {
                    long[] fewer = draft.moves(item).clone();
                    fewer[lane] = 0;
                    draft.setMoves(item, fewer);
                }
            }
        }
    }

    private void relieve(int slot) {
        int[] sequence = shuffled(network.pairs.length);
        int[] out = new int[sequence.length];
        int n = 0;
        for (int p : sequence) {
            if (draft.used[slot] <= network.capacity[slot] + 1e-9) {
                break;
            }
            if (draft.pair(p).orders()[slot] > 0) {
                drop(p, slot);
                out[n++] = p;
            }
        }
        for (int k = 0; k < n; k++) {
            orders.respond(draft, out[k], terms);
        }
    }

    private void drop(int p, int slot) {
        long[] fewer = draft.pair(p).orders().clone();
        fewer[slot] = 0;
        draft.setOrders(p, fewer);
    }

    /** Lets every pair and every stock answer, until nothing gets much better. */
    void settle(int sweeps) {
        double before = draft.total();
        for (int k = 0; k < sweeps; k++) {
            for (int p : shuffled(network.pairs.length)) {
                answer(p);
            }
            if (network.lanes > 0) {
                for (int i = 0; i < network.items; i++) {
                    for (int l = 0; l < network.locations; l++) {
                        moves.respond(draft, i, l, terms);
                    }
                }
            }
            draft.keep();
            double after = draft.total();
            if (after > before * (1 - 1e-4)) {
                return;
            }
            before = after;
        }
    }

    /** A pair's best response, if it pays. */
    private void answer(int p) {
        int mark = draft.mark();
        double before = draft.total();
        if (orders.respond(draft, p, terms) && draft.total() > before - GAIN) {
            draft.undo(mark);
        }
    }

    /** Neighbourhoods at random until so many pairs have been solved, or there is nothing to do. */
    void improve(long effort) {
        long end = orders.solved() + effort;
        for (int tries = 0; orders.solved() < end && tries < effort; tries++) {
            neighbourhood();
        }
    }

    private void neighbourhood() {
        int kind = random.nextInt(network.lanes > 0 ? 20 : 16);
        if (kind < 10) {
            order(random.nextInt(network.headerCost.length));
        } else if (kind < 13) {
            attempt(() -> emptySlot(random.nextInt(network.slots)));
        } else if (kind < 16) {
            attempt(() -> redo(random.nextInt(network.locations)));
        } else if (kind < 19) {
            lane(random.nextInt(network.lanes));
        } else {
            attempt(() -> swapItem(random.nextInt(network.items)));
        }
    }

    private boolean attempt(Runnable change) {
        int mark = draft.mark();
        double before = draft.total();
        change.run();
        if (draft.total() > before - GAIN) {
            draft.undo(mark);
            return false;
        }
        draft.keep();
        return true;
    }

    private void order(int order) {
        if (draft.orderUsers[order] > 0) {
            attempt(() -> close(order));
        } else {
            attempt(() -> open(order));
        }
    }

    /** Whoever is on the order finds another way. */
    private void close(int order) {
        int l = order % network.locations;
        int slot = order / network.locations;
        terms.order(order, Double.POSITIVE_INFINITY);
        for (int i = 0; i < network.items; i++) {
            int p = i * network.locations + l;
            if (draft.pair(p).orders()[slot] > 0) {
                orders.respond(draft, p, terms);
            }
        }
        terms.plainOrder(order);
    }

    /** The order is free for a while; then orders it has made small close. */
    private void open(int order) {
        int l = order % network.locations;
        terms.order(order, 0);
        int[] before = draft.orderUsers.clone();
        for (int i : shuffled(network.items)) {
            int p = i * network.locations + l;
            if (offers(p, order)) {
                orders.respond(draft, p, terms);
            }
        }
        terms.plainOrder(order);
        for (int other = l; other < before.length; other += network.locations) {
            if (draft.orderUsers[other] > 0 && draft.orderUsers[other] < before[other]) {
                int closing = other;
                attemptInside(() -> close(closing));
            }
        }
    }

    /** Like {@link #attempt}, within one that may still be undone. */
    private void attemptInside(Runnable change) {
        int mark = draft.mark();
        double before = draft.total();
        change.run();
        if (draft.total() > before - GAIN) {
            draft.undo(mark);
        }
    }

    private boolean offers(int p, int order) {
        for (Stage stage : network.pairs[p].stages) {
            if (stage.order() == order) {
                return true;
            }
        }
        return false;
    }

    /** Takes some of a supplier's epoch out and offers it to everybody, in another sequence. */
    private void emptySlot(int slot) {
        int share = 1 + random.nextInt(3);
        int[] sequence = shuffled(network.pairs.length);
        int[] out = new int[sequence.length];
        int n = 0;
        for (int p : sequence) {
            boolean on = draft.pair(p).orders()[slot] > 0;
            if (on ? random.nextInt(3) < share : n < 40 && random.nextInt(10) == 0) {
                if (on) {
                    drop(p, slot);
                }
                out[n++] = p;
            }
        }
        for (int k = n - 1; k >= 0; k--) {
            orders.respond(draft, out[k], terms);
        }
    }

    /** Plans a location's orders anew by prices that are shaken a little, then exactly. */
    private void redo(int l) {
        double factor = Math.exp(random.nextGaussian() * 0.5);
        int[] sequence = shuffled(network.items);
        for (int i : sequence) {
            Pair pair = network.pairs[i * network.locations + l];
            prices.ask(terms, pair, factor);
            orders.respond(draft, i * network.locations + l, terms);
        }
        terms.plain();
        for (int i : sequence) {
            orders.respond(draft, i * network.locations + l, terms);
        }
        for (int order = l; order < network.headerCost.length; order += network.locations) {
            if (draft.orderUsers[order] > 0) {
                int closing = order;
                attemptInside(() -> close(closing));
            }
        }
    }

    private void lane(int lane) {
        if (draft.laneUsers[lane] > 0) {
            attempt(() -> bend(lane, Double.POSITIVE_INFINITY));
        } else {
            attempt(() -> bend(lane, 0));
        }
    }

    /** Every item answers to another price of a lane, with its orders at both ends. */
    private void bend(int lane, double charge) {
        terms.lane(lane, charge);
        int from = network.lane(lane).from();
        int to = network.lane(lane).to();
        for (int i = 0; i < network.items; i++) {
            boolean uses = draft.moves(i)[lane] > 0;
            if ((charge == 0 || uses) && moves.respond(draft, i, from, terms)) {
                orders.respond(draft, i * network.locations + to, terms);
                orders.respond(draft, i * network.locations + from, terms);
            }
        }
        terms.plainLane(lane);
    }

    /** Plans one item anew, its stock shared out before its orders. */
    private void swapItem(int item) {
        long[] none = new long[network.slots];
        for (int l = 0; l < network.locations; l++) {
            draft.setOrders(item * network.locations + l, none);
        }
        for (int l : shuffled(network.locations)) {
            moves.respond(draft, item, l, terms);
        }
        for (int l : shuffled(network.locations)) {
            orders.respond(draft, item * network.locations + l, terms);
        }
    }

    private int[] shuffled(int n) {
        int[] sequence = new int[n];
        Arrays.setAll(sequence, k -> k);
        for (int k = n - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int swap = sequence[k];
            sequence[k] = sequence[other];
            sequence[other] = swap;
        }
        return sequence;
    }
}
