package io.restock.optimizer;

import io.restock.domain.PriceBreak;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Site;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What every problem must keep: a planner that was given falling quantiles or price breaks out of
 * order would answer all the same, and wrongly.
 */
final class ProblemRules {
    private static final double SUM_TOLERANCE = 1e-6;

    private final Problem problem;

    private ProblemRules(Problem problem) {
        this.problem = problem;
    }

    /**
     * Checks shapes and ranges.
     *
     * @throws IllegalArgumentException naming what breaks which rule
     */
    static void check(Problem problem) {
        new ProblemRules(problem).check();
    }

    private void check() {
        String name = "problem " + problem.name();
        must(problem.buckets() >= 1, name, "buckets", problem.buckets(), ">= 1");
        must(
                problem.epochs() >= 1 && problem.epochs() <= problem.buckets(),
                name,
                "epochs",
                problem.epochs(),
                "in 1.." + problem.buckets());
        double[] weights = problem.weights();
        length(weights.length, problem.levels().length, name, "weights");
        double sum = 0;
        for (double weight : weights) {
            atLeastZero(weight, name, "weights");
            sum += weight;
        }
        must(Math.abs(sum - 1) <= SUM_TOLERANCE, name, "sum of the weights", sum, "1");
        atLeastZero(problem.overflowCost(), name, "overflowCost");
        for (Site site : problem.locations()) {
            atLeastZero(site.space(), "location " + site.id(), "space");
        }
        problem.suppliers().forEach(this::supplier);
        problem.lanes().forEach(this::lane);
        problem.items().forEach(this::item);
    }

    private void supplier(Vendor supplier) {
        String name = "supplier " + supplier.id();
        must(
                supplier.leadTimeBuckets() >= 0,
                name,
                "lead time",
                supplier.leadTimeBuckets(),
                ">= 0");
        length(supplier.capacityPerEpoch().length, problem.epochs(), name, "capacityPerEpoch");
        length(
                supplier.orderHeaderCost().length,
                problem.locations().size(),
                name,
                "orderHeaderCost");
        atLeastZero(supplier.capacityPerEpoch(), name, "capacityPerEpoch");
        atLeastZero(supplier.orderHeaderCost(), name, "orderHeaderCost");
    }

    private void lane(Lane lane) {
        String name = "lane " + lane.id();
        index(lane.from(), problem.locations(), name, "from");
        index(lane.to(), problem.locations(), name, "to");
        must(lane.from() != lane.to(), name, "to", lane.to(), "another location than from");
        must(lane.leadTimeBuckets() >= 0, name, "lead time", lane.leadTimeBuckets(), ">= 0");
        atLeastZero(lane.truckCost(), name, "truckCost");
    }

    private void item(Item item) {
        String name = "item " + item.id();
        atLeastZero(item.volume(), name, "volume");
        atLeastZero(item.standardCost(), name, "standardCost");
        length(item.stock().size(), problem.locations().size(), name, "stock");
        for (int l = 0; l < item.stock().size(); l++) {
            stock(item.stock().get(l), name + " at " + problem.locations().get(l).id());
        }
        Set<Integer> suppliers = new HashSet<>();
        for (Source source : item.sources()) {
            index(source.supplier(), problem.suppliers(), name, "supplier of a source");
            String from = name + " from " + problem.suppliers().get(source.supplier()).id();
            must(suppliers.add(source.supplier()), from, "sources", "two", "one");
            source(source, from);
        }
        Transfer transfer = item.transfer();
        if (transfer != null) {
            String moved = name + " moved";
            must(
                    transfer.orderMultiple() >= 1,
                    moved,
                    "multiple",
                    transfer.orderMultiple(),
                    ">= 1");
            atLeastZero(transfer.lineCost(), moved, "lineCost");
            length(transfer.unitCost().length, problem.lanes().size(), moved, "unitCost");
            atLeastZero(transfer.unitCost(), moved, "unitCost");
        }
    }

    private void stock(Stock stock, String name) {
        must(stock.onHand() >= 0, name, "onHand", stock.onHand(), ">= 0");
        length(stock.scheduledReceipts().length, problem.buckets(), name, "scheduledReceipts");
        atLeastZero(stock.holdingCost(), name, "holdingCost");
        atLeastZero(stock.backorderCost(), name, "backorderCost");
        long[][] demand = stock.cumulativeDemand();
        length(demand.length, problem.buckets(), name, "cumulativeDemand");
        for (int t = 0; t < demand.length; t++) {
            length(demand[t].length, problem.weights().length, name, "cumulativeDemand");
            for (int q = 0; q < demand[t].length; q++) {
                must(
                        (q == 0 || demand[t][q] >= demand[t][q - 1])
                                && (t == 0 || demand[t][q] >= demand[t - 1][q]),
                        name,
                        "cumulativeDemand",
                        "bucket " + t + ", quantile " + q,
                        "no less than at the quantile and in the bucket before");
            }
        }
    }

    private void source(Source source, String name) {
        must(source.orderMultiple() >= 1, name, "multiple", source.orderMultiple(), ">= 1");
        must(
                source.minimumOrderQuantity() >= 0,
                name,
                "minimum",
                source.minimumOrderQuantity(),
                ">= 0");
        length(
                source.maximumOrderQuantity().length,
                problem.locations().size(),
                name,
                "maximumOrderQuantity");
        atLeastZero(source.lineCost(), name, "lineCost");
        List<PriceBreak> breaks = source.priceBreaks();
        must(!breaks.isEmpty(), name, "price breaks", 0, ">= 1");
        for (int k = 0; k < breaks.size(); k++) {
            atLeastZero(breaks.get(k).unitPrice(), name, "unitPrice");
            must(
                    k == 0 || breaks.get(k).fromQuantity() > breaks.get(k - 1).fromQuantity(),
                    name,
                    "price break from",
                    breaks.get(k).fromQuantity(),
                    "above the break before it");
        }
    }

    private static void atLeastZero(double[] values, String name, String what) {
        for (double value : values) {
            atLeastZero(value, name, what);
        }
    }

    private static void atLeastZero(double value, String name, String what) {
        must(value >= 0 && value < Double.POSITIVE_INFINITY, name, what, value, ">= 0 and finite");
    }

    private static void index(int index, List<?> list, String name, String what) {
        must(index >= 0 && index < list.size(), name, what, index, "in 0.." + (list.size() - 1));
    }

    private static void length(int length, int wanted, String name, String what) {
        must(length == wanted, name, "length of " + what, length, "" + wanted);
    }

    private static void must(boolean right, String name, String what, Object value, String be) {
        if (!right) {
            throw new IllegalArgumentException(
                    "The %s (%s) of %s must be %s.".formatted(what, value, name, be));
        }
    }
}
