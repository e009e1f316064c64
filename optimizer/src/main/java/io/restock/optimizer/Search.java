package io.restock.optimizer;

import io.jenetics.AnyGene;
import io.jenetics.Genotype;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * Large neighbourhoods of a draft. Each changes what is shared — closes an order or a lane, gives
 * one away, takes out what some pairs or a whole location ordered — lets the items concerned answer
 * one after the other by their exact best response, and is undone unless it pays. One thread.
 */
final class Search {
    private static final double GAIN = 1e-7;

    /**
     * What a neighbourhood may cost at the start of a search, as a share of a pair's mean cost:
     * this much where pairs are many, and more by the second figure over their number. Where pairs
     * are few, one header or one lot of scarce capacity is a large part of the cost.
     */
    private static final double HEAT = 0.08;

    private static final double HEAT_OF_FEW = 2.5;

    /** How often pairs that were taken out are planned anew with rationed capacity. */
    private static final double RATIONED = 0.3;

    /** Neighbourhoods after which a search looks whether it has to stop. */
    private static final int TRIES_BETWEEN_LOOKS = 64;

    private static final double[] CAPACITY_AUCTION = {3, 1.5, 1};

    private final Network network;
    private final Draft draft;
    private final PairSolver orders;
    private final ItemSolver moves;
    private final Prices prices;
    private final Terms terms;
    private final RandomGenerator random;

    /** Money that a neighbourhood may cost, about; falls to 0 during a search. */
    private double temperature;

    /** Money of the best draft of a search. */
    private double best;

    Search(Network network, PairSolver orders, Prices prices, RandomGenerator random) {
        this.network = network;
        this.orders = orders;
        this.prices = prices;
        this.random = random;
        draft = new Draft(network);
        moves = new ItemSolver(network);
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

    /**
     * A plan for nearly the same problem, mended: what fits of it, answered by every item again.
     */
    void mend(Plan last) {
        draft.loadWhatFits(last);
        terms.plain();
        repair();
        settle(2);
        closeWhatPays();
        draft.keep();
    }

    /** The draft by item. */
    ItemPlan[] items() {
        ItemPlan[] items = new ItemPlan[network.items];
        Arrays.setAll(items, draft::item);
        return items;
    }

    /**
     * Fresh orders and moves for everything, every item paying its share of headers and trucks.
     * Capacity goes to those who lose most without it: its price starts many times too high and
     * comes down. Then orders that are not worth their header close.
     */
    void construct() {
        for (double times : CAPACITY_AUCTION) {
            for (int i : shuffled(network.items)) {
                prices.shares(terms, i);
                prices.capacity(terms, times);
                moves.respond(draft, i, terms);
            }
            draft.keep();
        }
        terms.plain();
        closeWhatPays();
        draft.keep();
    }

    /** Closes every order once that costs more than it is worth. */
    void closeWhatPays() {
        for (int k : shuffled(network.orders.length)) {
            int order = network.orders[k];
            if (draft.orderUsers[order] > 0) {
                attemptInside(() -> close(order));
            }
        }
    }

    /** Makes the draft feasible: what is too much is taken out and planned again. */
    void repair() {
        for (int i = 0; i < network.items; i++) {
            returnStock(i);
        }
        for (int slot = 0; slot < network.slots; slot++) {
            if (overfull(slot)) {
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
            if (!overfull(slot)) {
                break;
            }
            if (draft.ordered(p, slot) > 0) {
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
        fewer[network.pairs[p].stage(slot)] = 0;
        draft.setOrders(p, fewer);
    }

    /** Lets every pair and every stock answer, until nothing gets much better. */
    void settle(int sweeps) {
        terms.joining = false;
        terms.plain();
        double before = draft.total();
        for (int k = 0; k < sweeps; k++) {
            if (network.lanes > 0) {
                for (int i : shuffled(network.items)) {
                    answer(() -> moves.respond(draft, i, terms));
                }
            } else {
                for (int p : shuffled(network.pairs.length)) {
                    answer(() -> orders.respond(draft, p, terms));
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

    /** A best response, if it pays. */
    private void answer(BooleanSupplier response) {
        int mark = draft.mark();
        double before = draft.total();
        if (response.getAsBoolean() && draft.total() > before - GAIN) {
            draft.undo(mark);
        }
    }

    /**
     * Neighbourhoods at random until so many pairs have been solved, or until told to stop. What
     * costs a little is let through at first, less and less often; the best draft on the way is
     * what is left.
     *
     * @return pairs solved
     */
    long improve(long effort, BooleanSupplier stop) {
        if (network.orders.length == 0 && network.lanes == 0) {
            return 0;
        }
        long start = solved();
        best = draft.total();
        double pairs = network.pairs.length;
        double hot = (HEAT + HEAT_OF_FEW / pairs) * Math.abs(best) / pairs;
        draft.keep();
        for (int tries = 0; solved() < start + effort && tries < effort; tries++) {
            if (tries % TRIES_BETWEEN_LOOKS == 0 && stop.getAsBoolean()) {
                break;
            }
            temperature = hot * (1 - (double) (solved() - start) / effort);
            neighbourhood();
        }
        if (draft.total() > best) {
            draft.undo(0);
        }
        draft.keep();
        return solved() - start;
    }

    private long solved() {
        return orders.solved() + moves.solved();
    }

    private void neighbourhood() {
        terms.joining = random.nextBoolean();
        terms.plain();
        // those of lanes come first, so that without lanes, or without orders, one range is left
        int least = network.lanes > 0 ? 0 : 8;
        int most = network.orders.length > 0 ? 43 : 8;
        int kind = least + random.nextInt(most - least);
        if (kind < 3) {
            lane(random.nextInt(network.lanes));
        } else if (kind < 8) {
            attempt(() -> moves.respond(draft, random.nextInt(network.items), terms));
        } else if (kind < 12) {
            order(network.orders[random.nextInt(network.orders.length)]);
        } else if (kind < 13) {
            attempt(() -> redo(random.nextInt(network.locations)));
        } else if (kind < 28) {
            attempt(this::ruin);
        } else {
            attempt(this::evict);
        }
    }

    /**
     * Takes all orders of some pairs out, most of them users of one slot, and plans them anew in
     * another sequence: first by the price of capacity, at times with rations of it, then for what
     * they really cost.
     */
    private void ruin() {
        int order = network.orders[random.nextInt(network.orders.length)];
        int[] out = concerned(order / network.locations, 2 + random.nextInt(12));
        for (int p : out) {
            draft.setOrders(p, draft.nothing(p));
        }
        prices.capacity(terms, 2 * Math.exp(random.nextGaussian()));
        if (random.nextDouble() < RATIONED) {
            ration();
        }
        for (int p : out) {
            orders.respond(draft, p, terms);
        }
        Arrays.fill(terms.capacity, 0);
        terms.unrationed();
        for (int p : out) {
            orders.respond(draft, p, terms);
        }
    }

    /**
     * A pair takes what it likes of a slot, and others that are on it make room, one after the
     * other.
     */
    private void evict() {
        int order = network.orders[random.nextInt(network.orders.length)];
        int slot = order / network.locations;
        int p = network.bidders[order][random.nextInt(network.bidders[order].length)];
        prices.capacity(terms, 2 * random.nextDouble());
        terms.capacity[slot] *= random.nextDouble();
        terms.open = slot;
        orders.respond(draft, p, terms);
        terms.open = Terms.NONE;
        int start = random.nextInt(network.pairs.length);
        for (int k = 0; k < network.pairs.length && overfull(slot); k++) {
            int other = (start + k) % network.pairs.length;
            if (other != p && draft.ordered(other, slot) > 0) {
                orders.respond(draft, other, terms);
            }
        }
        if (overfull(slot)) {
            orders.respond(draft, p, terms);
        }
        Arrays.fill(terms.capacity, 0);
    }

    private boolean overfull(int slot) {
        return draft.used[slot] > network.capacity[slot] + 1e-9;
    }

    /**
     * Lets nobody take more than a part of what is left of some slots, so that who comes first
     * makes room: one price for all would move it from a slot altogether, or not at all.
     */
    private void ration() {
        for (int slot = 0; slot < network.slots; slot++) {
            if (random.nextBoolean()) {
                double left = Math.max(0, network.capacity[slot] - draft.used[slot]);
                terms.ration[slot] = left * random.nextDouble();
            }
        }
    }

    /** Pairs at random, so many at most: mostly users of a slot, and a few others. */
    private int[] concerned(int slot, int most) {
        int[] found = new int[most];
        int n = 0;
        int start = random.nextInt(network.pairs.length);
        for (int k = 0; k < network.pairs.length && n < most; k++) {
            int p = (start + k) % network.pairs.length;
            boolean on = draft.ordered(p, slot) > 0;
            if (on ? random.nextInt(3) > 0 : random.nextInt(12) == 0) {
                found[n++] = p;
            }
        }
        return shuffle(Arrays.copyOf(found, n));
    }

    /** Makes a change and undoes it, unless it pays or costs little enough for now. */
    private void attempt(Runnable change) {
        int mark = draft.mark();
        double before = draft.total();
        change.run();
        double after = draft.total();
        double more = temperature > 0 ? -temperature * Math.log(1 - random.nextDouble()) : 0;
        if (after > before - GAIN + more) {
            draft.undo(mark);
        } else if (after < best) {
            best = after;
            draft.keep();
        }
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
        int slot = order / network.locations;
        terms.order(order, Double.POSITIVE_INFINITY);
        for (int p : network.bidders[order]) {
            if (draft.ordered(p, slot) > 0) {
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
        for (int p : shuffle(network.bidders[order].clone())) {
            orders.respond(draft, p, terms);
        }
        terms.plainOrder(order);
        for (int other = l; other < before.length; other += network.locations) {
            if (draft.orderUsers[other] > 0 && draft.orderUsers[other] < before[other]) {
                int closing = other;
                attemptInside(() -> close(closing));
            }
        }
    }

    /** Makes a change within another one, and undoes it unless it pays. */
    private void attemptInside(Runnable change) {
        int mark = draft.mark();
        double before = draft.total();
        change.run();
        if (draft.total() > before - GAIN) {
            draft.undo(mark);
        }
    }

    /** Plans a location's orders anew by prices that are shaken a little, then exactly. */
    private void redo(int l) {
        double factor = Math.exp(random.nextGaussian() * 0.5);
        int[] sequence = shuffled(network.items);
        for (int i : sequence) {
            int p = i * network.locations + l;
            prices.headers(terms, p, factor);
            prices.capacity(terms, 1);
            orders.respond(draft, p, terms);
        }
        terms.plain();
        for (int i : sequence) {
            orders.respond(draft, i * network.locations + l, terms);
        }
        closeWhatPays(l);
    }

    private void closeWhatPays(int l) {
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
        int to = network.lane(lane).to();
        boolean again = random.nextBoolean();
        for (int i = 0; i < network.items; i++) {
            boolean uses = draft.moves(i)[lane] > 0;
            if (charge == 0 && again) {
                draft.setOrders(
                        i * network.locations + to, draft.nothing(i * network.locations + to));
            }
            if (charge == 0 || uses) {
                moves.respondOn(draft, i, lane, terms);
            }
        }
        terms.plainLane(lane);
    }

    private int[] shuffled(int n) {
        int[] sequence = new int[n];
        Arrays.setAll(sequence, k -> k);
        return shuffle(sequence);
    }

    private int[] shuffle(int[] sequence) {
        for (int k = sequence.length - 1; k > 0; k--) {
            int other = random.nextInt(k + 1);
            int swap = sequence[k];
            sequence[k] = sequence[other];
            sequence[other] = swap;
        }
        return sequence;
    }
}
