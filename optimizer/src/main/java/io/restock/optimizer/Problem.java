package io.restock.optimizer;

import io.restock.domain.PriceBreak;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to order, from whom, for where, when, and what to move: a coordination problem. Locations,
 * suppliers and lanes are named by their index in the lists here. Quantities are whole base units,
 * volumes pallets.
 *
 * @param name for messages
 * @param buckets T, time buckets; bucket 0 starts now
 * @param epochs E, order epochs 0 … E−1, each at the start of its bucket
 * @param levels probability of each demand quantile, for information
 * @param weights probability given to each demand quantile; sums to 1
 * @param overflowCost money per pallet and bucket above a location's space
 * @param locations where stock is
 * @param suppliers who delivers
 * @param lanes the only directions of transfers
 * @param items what is planned
 */
public record Problem(
        String name,
        int buckets,
        int epochs,
        double[] levels,
        double[] weights,
        double overflowCost,
        List<Site> locations,
        List<Vendor> suppliers,
        List<Lane> lanes,
        List<Item> items) {

    /**
     * Checks shapes, ranges and order.
     *
     * @throws IllegalArgumentException naming the item, supplier, location or lane that breaks
     *     which rule
     */
    public Problem(
            String name,
            int buckets,
            int epochs,
            double[] levels,
            double[] weights,
            double overflowCost,
            List<Site> locations,
            List<Vendor> suppliers,
            List<Lane> lanes,
            List<Item> items) {
        this.name = name;
        this.buckets = buckets;
        this.epochs = epochs;
        this.levels = levels;
        this.weights = weights;
        this.overflowCost = overflowCost;
        this.locations = locations;
        this.suppliers = suppliers;
        this.lanes = lanes;
        this.items = items;
        ProblemRules.check(this);
    }

    /** The same with other items. */
    public Problem withItems(List<Item> others) {
        return new Problem(
                name,
                buckets,
                epochs,
                levels,
                weights,
                overflowCost,
                locations,
                suppliers,
                lanes,
                others);
    }

    /**
     * A location.
     *
     * @param id its id
     * @param space pallets, a soft limit
     */
    public record Site(String id, double space) {}

    /**
     * A supplier.
     *
     * @param id its id
     * @param leadTimeBuckets an order of epoch e is usable at the start of bucket e + lead time
     * @param capacityPerEpoch pallets over all items and locations, a hard limit, length E
     * @param orderHeaderCost money per order, by location
     */
    public record Vendor(
            String id, int leadTimeBuckets, double[] capacityPerEpoch, double[] orderHeaderCost) {}

    /**
     * A direction of transfers.
     *
     * @param id its id
     * @param from index of the location that ships, now
     * @param to index of the location that receives
     * @param leadTimeBuckets usable there at the start of this bucket
     * @param truckCost money, once if the lane is used
     */
    public record Lane(String id, int from, int to, int leadTimeBuckets, double truckCost) {}

    /**
     * An item.
     *
     * @param id its id
     * @param volume pallets per unit
     * @param standardCost money per unit, credited for stock at the horizon
     * @param stock by location, in the order of {@link Problem#locations}
     * @param sources suppliers that sell it
     * @param transfer terms of moving it; null where no lane carries it
     */
    public record Item(
            String id,
            double volume,
            double standardCost,
            List<Stock> stock,
            List<Source> sources,
            @Nullable Transfer transfer) {}

    /**
     * Stock and demand of an item at a location.
     *
     * @param onHand units at the start of bucket 0, &gt;= 0
     * @param scheduledReceipts units usable at the start of each bucket, length T; a negative first
     *     value is a backlog
     * @param holdingCost money per unit and bucket
     * @param backorderCost money per unit and bucket
     * @param cumulativeDemand [t][q], units: quantiles of the demand of buckets 0 … t together
     * @param runOutDemand expected demand from now to the end of the (j+1)-th bucket after the
     *     horizon
     * @param meanPerBucket units, for information
     * @param standardDeviationPerBucket units, for information
     */
    public record Stock(
            long onHand,
            long[] scheduledReceipts,
            double holdingCost,
            double backorderCost,
            long[][] cumulativeDemand,
            long[] runOutDemand,
            double meanPerBucket,
            double standardDeviationPerBucket) {}

    /**
     * Terms of a supplier for an item. Quantities are units per line.
     *
     * @param supplier index of the supplier
     * @param orderMultiple lot multiple, &gt;= 1
     * @param minimumOrderQuantity &gt;= 1
     * @param maximumOrderQuantity by location; below the minimum where the supplier does not
     *     deliver
     * @param priceBreaks ascending, all-unit
     * @param lineCost money per line
     */
    public record Source(
            int supplier,
            long orderMultiple,
            long minimumOrderQuantity,
            long[] maximumOrderQuantity,
            List<PriceBreak> priceBreaks,
            double lineCost) {}

    /**
     * Terms of moving an item.
     *
     * @param orderMultiple lot multiple, &gt;= 1
     * @param lineCost money per (item, lane) used
     * @param unitCost money per unit, by lane
     */
    public record Transfer(long orderMultiple, double lineCost, double[] unitCost) {}
}
