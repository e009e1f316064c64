package io.restock.optimizer;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

/** Problems made of others. */
final class Problems {
    private Problems() {}

    static Problem withSuppliers(Problem p, List<Vendor> suppliers, List<Item> items) {
        return of(p, p.overflowCost(), p.locations(), suppliers, p.lanes(), items);
    }

    /** The problem with so many pallets of every supplier in every epoch. */
    static Problem withCapacity(Problem p, double pallets) {
        double[] capacity = new double[p.epochs()];
        Arrays.fill(capacity, pallets);
        List<Vendor> roomy =
                p.suppliers().stream()
                        .map(
                                s ->
                                        new Vendor(
                                                s.id(),
                                                s.leadTimeBuckets(),
                                                capacity,
                                                s.orderHeaderCost()))
                        .toList();
        return withSuppliers(p, roomy, p.items());
    }

    /** The problem with another first item. */
    static Problem withItem(Problem p, UnaryOperator<Item> change) {
        return p.withItems(List.of(change.apply(p.items().get(0))));
    }

    /** The same in a currency of which {@code rate} are one of the old. */
    static Problem inMoney(Problem p, double rate) {
        return of(
                p,
                p.overflowCost() * rate,
                p.locations(),
                p.suppliers().stream()
                        .map(
                                s ->
                                        new Vendor(
                                                s.id(),
                                                s.leadTimeBuckets(),
                                                s.capacityPerEpoch(),
                                                times(s.orderHeaderCost(), rate)))
                        .toList(),
                p.lanes().stream().map(n -> lane(n, rate)).toList(),
                p.items().stream().map(i -> scaled(i, rate, 1)).toList());
    }

    /** The same in a unit of which {@code many} are one of the old. */
    static Problem inUnits(Problem p, long many) {
        return p.withItems(p.items().stream().map(i -> scaled(i, 1, many)).toList());
    }

    private static Lane lane(Lane n, double rate) {
        return new Lane(n.id(), n.from(), n.to(), n.leadTimeBuckets(), n.truckCost() * rate);
    }

    private static Item scaled(Item i, double rate, long many) {
        double perUnit = rate / many;
        Transfer t = i.transfer();
        return new Item(
                i.id(),
                i.volume() / many,
                i.standardCost() * perUnit,
                i.stock().stream().map(s -> scaled(s, perUnit, many)).toList(),
                i.sources().stream().map(s -> scaled(s, rate, many)).toList(),
                t == null
                        ? null
                        : new Transfer(
                                t.orderMultiple() * many,
                                t.lineCost() * rate,
                                times(t.unitCost(), perUnit)));
    }

    private static Stock scaled(Stock s, double perUnit, long many) {
        long[][] demand = new long[s.cumulativeDemand().length][];
        for (int t = 0; t < demand.length; t++) {
            demand[t] = times(s.cumulativeDemand()[t], many);
        }
        return new Stock(
                s.onHand() * many,
                times(s.scheduledReceipts(), many),
                s.holdingCost() * perUnit,
                s.backorderCost() * perUnit,
                demand,
                times(s.runOutDemand(), many),
                s.meanPerBucket() * many,
                s.standardDeviationPerBucket() * many);
    }

    private static Source scaled(Source s, double rate, long many) {
        return new Source(
                s.supplier(),
                s.orderMultiple() * many,
                s.minimumOrderQuantity() * many,
                times(s.maximumOrderQuantity(), many),
                s.priceBreaks().stream()
                        .map(
                                b ->
                                        new PriceBreak(
                                                b.fromQuantity() * many,
                                                b.unitPrice() * rate / many))
                        .toList(),
                s.lineCost() * rate);
    }

    private static double[] times(double[] values, double factor) {
        return DoubleStream.of(values).map(v -> v * factor).toArray();
    }

    private static long[] times(long[] values, long factor) {
        return LongStream.of(values).map(v -> v * factor).toArray();
    }

    private static Problem of(
            Problem p,
            double overflowCost,
            List<Site> locations,
            List<Vendor> suppliers,
            List<Lane> lanes,
            List<Item> items) {
        return new Problem(
                p.name(),
                p.buckets(),
                p.epochs(),
                p.levels(),
                p.weights(),
                overflowCost,
                locations,
                suppliers,
                lanes,
                items);
    }
}
