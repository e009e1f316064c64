package io.restock.optimizer;

import io.restock.optimizer.Network.Pair;
import io.restock.optimizer.Network.Stage;

/**
 * What is ordered for an item at a location, and what follows from it; not changed once made.
 *
 * @param orders units by stage of the pair
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
        double standardCost = network.item(pair.item).standardCost();
        for (int k = 0; k < orders.length; k++) {
            if (orders[k] > 0) {
                Stage stage = pair.stages[k];
                double premium = CostModel.unitPrice(stage.source(), orders[k]) - standardCost;
                arrivals[stage.arrival()] += orders[k];
                cost += stage.source().lineCost() + premium * orders[k];
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
}
