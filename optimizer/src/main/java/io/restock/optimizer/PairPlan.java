package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;

/**
 * What is ordered for an item at a location, and what follows from it; not changed once made.
 *
 * @param orders units by slot
 * @param moved cumulative units moved in minus out, by bucket
 * @param supply cumulative supply by bucket, units
 * @param stock expected stock at the end of each bucket, units
 * @param cost money: premium over standard cost, lines, holding, backorder, run-out
 */
record PairPlan(long[] orders, long[] moved, long[] supply, double[] stock, double cost) {
    /** Prices these orders and moves. */
    static PairPlan of(Network network, Pair pair, long[] orders, long[] moved) {
        long[] arrivals = new long[network.buckets];
        double cost = 0;
        for (int slot = 0; slot < orders.length; slot++) {
            if (orders[slot] > 0) {
                int lead = network.problem.suppliers().get(slot / network.epochs).leadTimeBuckets();
                arrivals[slot % network.epochs + lead] += orders[slot];
                cost += lineCost(network, pair, slot, orders[slot]);
            }
        }
        double[] stock = new double[network.buckets];
        long ordered = 0;
        long[] supply = new long[network.buckets];
        for (int t = 0; t < network.buckets; t++) {
            ordered += arrivals[t];
            supply[t] = pair.supply[t] + moved[t] + ordered;
            stock[t] = pair.expectedStock(t, supply[t]);
            cost += pair.bucketCost(t, supply[t], stock[t]);
        }
        return new PairPlan(
                orders, moved, supply, stock, cost + pair.runOut(supply[network.buckets - 1]));
    }

    private static double lineCost(Network network, Pair pair, int slot, long quantity) {
        Problem.Item item = network.item(pair.item);
        for (Problem.Source source : item.sources()) {
            if (source.supplier() == slot / network.epochs) {
                double premium = CostModel.unitPrice(source, quantity) - item.standardCost();
                return source.lineCost() + premium * quantity;
            }
        }
        throw new IllegalArgumentException(
                "The supplier #%d must sell the item %s."
                        .formatted(slot / network.epochs, item.id()));
    }
}
