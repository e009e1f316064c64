package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A plan that is being worked on, with running sums of what its items share. Changes are kept in a
 * journal, so that a neighbourhood that did not pay is undone. One thread.
 */
final class Draft {
    final Network network;

    /** Pallets by slot. */
    final double[] used;

    /** Items by order. */
    final int[] orderUsers;

    /** Items by lane. */
    final int[] laneUsers;

    /** Expected pallets by location · buckets + bucket. */
    final double[] occupied;

    private final PairPlan[] pairs;
    private final long[][] moves;
    private final List<Runnable> journal = new ArrayList<>();

    /** Money, everything but what is sunk. */
    private double cost;

    /** The empty plan. */
    Draft(Network network) {
        this.network = network;
        used = new double[network.slots];
        orderUsers = new int[network.slots * network.locations];
        laneUsers = new int[network.lanes];
        occupied = new double[network.locations * network.buckets];
        pairs = new PairPlan[network.pairs.length];
        moves = new long[network.items][network.lanes];
        long[] unmoved = new long[network.buckets];
        for (int p = 0; p < pairs.length; p++) {
            pairs[p] = PairPlan.of(network, network.pairs[p], nothing(p), unmoved);
            occupy(p, 1);
            cost += pairs[p].cost();
        }
    }

    /** Money per plan, as the cost model counts it. */
    double total() {
        return cost + network.sunk;
    }

    /** Money for this many pallets in a location and bucket. */
    double overflow(int k, double pallets) {
        return network.overflowCost * Math.max(0, pallets - network.space[k / network.buckets]);
    }

    PairPlan pair(int p) {
        return pairs[p];
    }

    long[] moves(int item) {
        return moves[item];
    }

    /** Units of an item that are moved out of a location. */
    long movedOut(int item, int location) {
        long out = 0;
        for (int lane : network.lanesFrom[location]) {
            out += moves[item][lane];
        }
        return out;
    }

    /** No orders of a pair. */
    long[] nothing(int p) {
        return new long[network.pairs[p].stages.length];
    }

    /** Units that a pair orders in a slot. */
    long ordered(int p, int slot) {
        int k = network.pairs[p].stage(slot);
        return k < 0 ? 0 : pairs[p].orders()[k];
    }

    /** Pallets of the slot of a stage that the other pairs leave. */
    double capacityLeft(int p, int k) {
        Pair pair = network.pairs[p];
        int slot = pair.stages[k].slot();
        return network.capacity[slot] - used[slot] + pair.volume * pairs[p].orders()[k];
    }

    /** Replaces the orders of a pair; {@code orders} must not be changed afterwards. */
    void setOrders(int p, long[] orders) {
        if (!Arrays.equals(orders, pairs[p].orders())) {
            put(p, PairPlan.of(network, network.pairs[p], orders, pairs[p].moved()));
        }
    }

    /** Replaces the moves of an item; {@code changed} must not be changed afterwards. */
    void setMoves(int item, long[] changed) {
        long[] before = moves[item];
        if (Arrays.equals(before, changed)) {
            return;
        }
        putMoves(item, changed);
        boolean[] touched = new boolean[network.locations];
        for (int lane = 0; lane < changed.length; lane++) {
            if (before[lane] != changed[lane]) {
                touched[network.lane(lane).from()] = true;
                touched[network.lane(lane).to()] = true;
            }
        }
        for (int l = 0; l < touched.length; l++) {
            if (touched[l]) {
                int p = item * network.locations + l;
                put(p, PairPlan.of(network, network.pairs[p], pairs[p].orders(), moved(item, l)));
            }
        }
    }

    /** Takes over an item's plan as it is. */
    void set(int item, ItemPlan plan) {
        putMoves(item, plan.moves());
        for (int l = 0; l < network.locations; l++) {
            put(item * network.locations + l, plan.pairs()[l]);
        }
    }

    /** The item's plan as it is now. */
    ItemPlan item(int item) {
        PairPlan[] own =
                Arrays.copyOfRange(pairs, item * network.locations, (item + 1) * network.locations);
        double sum = 0;
        for (PairPlan pair : own) {
            sum += pair.cost();
        }
        for (int lane = 0; lane < network.lanes; lane++) {
            sum += network.moveCost(item, lane, moves[item][lane]);
        }
        return new ItemPlan(own, moves[item], sum);
    }

    /** A point to come back to. */
    int mark() {
        return journal.size();
    }

    /** Undoes everything since the mark. */
    void undo(int mark) {
        for (int k = journal.size() - 1; k >= mark; k--) {
            journal.get(k).run();
        }
        journal.subList(mark, journal.size()).clear();
    }

    /** Forgets how to undo. */
    void keep() {
        journal.clear();
    }

    /** Takes over the lines of a plan. */
    void load(Plan plan) {
        long[][] orders = new long[pairs.length][];
        Arrays.setAll(orders, this::nothing);
        long[][] lanes = new long[network.items][network.lanes];
        for (Order o : plan.orders()) {
            int p = o.item() * network.locations + o.location();
            int k = network.pairs[p].stage(o.supplier() * network.epochs + o.epoch());
            orders[p][k] = o.quantity();
        }
        for (Move m : plan.transfers()) {
            lanes[m.item()][m.lane()] = m.quantity();
        }
        for (int p = 0; p < pairs.length; p++) {
            setOrders(p, orders[p]);
        }
        for (int i = 0; i < network.items; i++) {
            setMoves(i, lanes[i]);
        }
        keep();
    }

    /**
     * Takes over what fits of a plan for nearly the same problem, of the same items, places and
     * suppliers: quantities come into the range of the terms that hold now, lines that nobody
     * offers any more, or that lie beyond the horizon, are left out. What is shared may be
     * exceeded.
     */
    void loadWhatFits(Plan last) {
        List<Order> orders = new ArrayList<>();
        for (Order o : last.orders()) {
            Objects.checkIndex(o.item(), network.items);
            Objects.checkIndex(o.location(), network.locations);
            Pair pair = network.pairs[o.item() * network.locations + o.location()];
            boolean ahead = o.epoch() >= network.epochs;
            int k = ahead ? -1 : pair.stage(o.supplier() * network.epochs + o.epoch());
            long fits = k < 0 ? 0 : pair.stages[k].fit(o.quantity(), pair.location);
            if (fits > 0) {
                orders.add(new Order(o.item(), o.supplier(), o.location(), o.epoch(), fits));
            }
        }
        List<Move> transfers = new ArrayList<>();
        long[][] sent = new long[network.items][network.locations];
        for (Move m : last.transfers()) {
            int from = network.lane(m.lane()).from();
            long step = network.moveStep(m.item(), m.lane());
            long onHand = network.pairs[m.item() * network.locations + from].stock.onHand();
            long most = onHand - sent[m.item()][from];
            long fits = step > 0 ? Math.min(m.quantity(), most) / step * step : 0;
            if (fits > 0) {
                sent[m.item()][from] += fits;
                transfers.add(new Move(m.item(), m.lane(), fits));
            }
        }
        load(Plan.of(orders, transfers));
    }

    /** The lines as they are now. */
    Plan plan() {
        List<Order> orders = new ArrayList<>();
        List<Move> transfers = new ArrayList<>();
        for (int p = 0; p < pairs.length; p++) {
            Pair pair = network.pairs[p];
            for (int k = 0; k < pair.stages.length; k++) {
                long quantity = pairs[p].orders()[k];
                if (quantity > 0) {
                    int supplier = pair.stages[k].slot() / network.epochs;
                    int epoch = pair.stages[k].slot() % network.epochs;
                    orders.add(new Order(pair.item, supplier, pair.location, epoch, quantity));
                }
            }
        }
        for (int i = 0; i < network.items; i++) {
            for (int lane = 0; lane < network.lanes; lane++) {
                if (moves[i][lane] > 0) {
                    transfers.add(new Move(i, lane, moves[i][lane]));
                }
            }
        }
        return Plan.of(orders, transfers);
    }

    private void put(int p, PairPlan plan) {
        PairPlan before = pairs[p];
        if (before.equals(plan)) {
            return;
        }
        journal.add(() -> swap(p, before));
        swap(p, plan);
    }

    private void swap(int p, PairPlan plan) {
        occupy(p, -1);
        use(p, -1);
        cost -= pairs[p].cost();
        pairs[p] = plan;
        cost += plan.cost();
        use(p, 1);
        occupy(p, 1);
    }

    private void putMoves(int item, long[] changed) {
        long[] before = moves[item];
        journal.add(() -> swapMoves(item, before));
        swapMoves(item, changed);
    }

    private void swapMoves(int item, long[] changed) {
        for (int lane = 0; lane < network.lanes; lane++) {
            if (moves[item][lane] != changed[lane]) {
                cost -= network.moveCost(item, lane, moves[item][lane]);
                cost += network.moveCost(item, lane, changed[lane]);
                cost -= laneUsers[lane] > 0 ? network.truckCost[lane] : 0;
                laneUsers[lane] += (changed[lane] > 0 ? 1 : 0) - (moves[item][lane] > 0 ? 1 : 0);
                cost += laneUsers[lane] > 0 ? network.truckCost[lane] : 0;
            }
        }
        moves[item] = changed;
    }

    private void use(int p, int sign) {
        long[] orders = pairs[p].orders();
        Pair pair = network.pairs[p];
        for (int k = 0; k < orders.length; k++) {
            if (orders[k] > 0) {
                int order = pair.stages[k].order();
                used[pair.stages[k].slot()] += sign * pair.volume * orders[k];
                cost -= orderUsers[order] > 0 ? network.headerCost[order] : 0;
                orderUsers[order] += sign;
                cost += orderUsers[order] > 0 ? network.headerCost[order] : 0;
            }
        }
    }

    private void occupy(int p, int sign) {
        Pair pair = network.pairs[p];
        for (int t = 0; t < network.buckets; t++) {
            int k = pair.location * network.buckets + t;
            cost -= overflow(k, occupied[k]);
            occupied[k] += sign * pair.volume * pairs[p].stock()[t];
            cost += overflow(k, occupied[k]);
        }
    }

    private long[] moved(int item, int location) {
        long[] moved = new long[network.buckets];
        for (int lane : network.lanesInto[location]) {
            for (int t = network.lane(lane).leadTimeBuckets(); t < moved.length; t++) {
                moved[t] += moves[item][lane];
            }
        }
        long out = movedOut(item, location);
        for (int t = 0; t < moved.length; t++) {
            moved[t] -= out;
        }
        return moved;
    }
}
