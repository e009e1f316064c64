package io.restock.optimizer;

import io.restock.domain.PlanCost;
import io.restock.domain.PriceBreak;
import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;

/**
 * What a plan costs, by its definition: one method per component, straight from the formula. With A
 * the cumulative supply and D the cumulative demand of buckets 0 … t, stock minus backlog at the
 * end of bucket t is A − D under full backordering, so expected stock and backlog are exact.
 *
 * <p>Meant to be read and trusted, not to be fast: the search keeps its own sums, and every plan it
 * returns is priced here again.
 */
public final class CostModel {
    private final Problem problem;

    private CostModel(Problem problem) {
        this.problem = problem;
    }

    /** The cost model of a problem. */
    public static CostModel of(Problem problem) {
        return new CostModel(problem);
    }

    /** All components of a plan whose lines name things of the problem. */
    public PlanCost cost(Plan plan) {
        long[][][] supply = supply(plan);
        return new PlanCost(
                purchase(plan),
                orderLines(plan),
                orderHeaders(plan),
                trucks(plan),
                transferUnits(plan),
                transferLines(plan),
                holding(supply),
                runOutHolding(supply),
                backorder(supply),
                overflow(supply),
                endOfHorizonCredit(plan),
                sunk());
    }

    /** Every order line at the all-unit price of its quantity. */
    double purchase(Plan plan) {
        return sum(plan.orders(), this::purchase);
    }

    double purchase(Order line) {
        return unitPrice(source(line), line.quantity()) * line.quantity();
    }

    /** Handling of every order line. */
    double orderLines(Plan plan) {
        return sum(plan.orders(), this::orderLine);
    }

    double orderLine(Order line) {
        return source(line).lineCost();
    }

    /** Once per supplier, location and epoch with a line, whatever the number of items on it. */
    double orderHeaders(Plan plan) {
        Set<List<Integer>> seen = new HashSet<>();
        return sum(
                plan.orders(),
                o -> seen.add(List.of(o.supplier(), o.location(), o.epoch())) ? orderHeader(o) : 0);
    }

    /** Of the whole order that the line is on. */
    double orderHeader(Order line) {
        return problem.suppliers().get(line.supplier()).orderHeaderCost()[line.location()];
    }

    /** Once per lane with a line. */
    double trucks(Plan plan) {
        Set<Integer> seen = new HashSet<>();
        return sum(plan.transfers(), m -> seen.add(m.lane()) ? truck(m) : 0);
    }

    /** Of the whole truck that the line is on. */
    double truck(Move line) {
        return problem.lanes().get(line.lane()).truckCost();
    }

    /** Every unit moved. */
    double transferUnits(Plan plan) {
        return sum(plan.transfers(), this::transferUnits);
    }

    double transferUnits(Move line) {
        return transfer(line).unitCost()[line.lane()] * line.quantity();
    }

    /** Handling of every transfer line. */
    double transferLines(Plan plan) {
        return sum(plan.transfers(), this::transferLine);
    }

    double transferLine(Move line) {
        return transfer(line).lineCost();
    }

    /** Expected stock at the end of every bucket. */
    double holding(long[][][] supply) {
        return sum(supply, this::holding);
    }

    private double holding(Stock stock, long[] supply) {
        double units = 0;
        for (int t = 0; t < supply.length; t++) {
            units += expectedStock(stock, t, supply[t]);
        }
        return stock.holdingCost() * units;
    }

    /** Stock left at the horizon, until expected demand has used it up. */
    double runOutHolding(long[][][] supply) {
        return sum(supply, CostModel::runOutHolding);
    }

    private static double runOutHolding(Stock stock, long[] supply) {
        double units = 0;
        for (long demand : stock.runOutDemand()) {
            units += Math.max(0, supply[supply.length - 1] - demand);
        }
        return stock.holdingCost() * units;
    }

    /** Expected backlog at the end of every bucket. */
    double backorder(long[][][] supply) {
        return sum(supply, this::backorder);
    }

    private double backorder(Stock stock, long[] supply) {
        double units = 0;
        for (int t = 0; t < supply.length; t++) {
            units += expectedBacklog(stock, t, supply[t]);
        }
        return stock.backorderCost() * units;
    }

    /** Expected pallets above a location's space at the end of every bucket. */
    double overflow(long[][][] supply) {
        double cost = 0;
        for (double[] ofItem : overflowShares(supply)) {
            cost += Arrays.stream(ofItem).sum();
        }
        return cost;
    }

    /** The same [item][location]: each item's share by its own expected pallets. */
    private double[][] overflowShares(long[][][] supply) {
        double[][] shares = new double[supply.length][problem.locations().size()];
        double[] pallets = new double[supply.length];
        for (int l = 0; l < problem.locations().size(); l++) {
            for (int t = 0; t < problem.buckets(); t++) {
                for (int i = 0; i < supply.length; i++) {
                    pallets[i] =
                            problem.items().get(i).volume()
                                    * expectedStock(stock(i, l), t, supply[i][l][t]);
                }
                double all = Arrays.stream(pallets).sum();
                double above = all - problem.locations().get(l).space();
                for (int i = 0; above > 0 && i < supply.length; i++) {
                    shares[i][l] += problem.overflowCost() * above * pallets[i] / all;
                }
            }
        }
        return shares;
    }

    /** What stock and backlog cost [item][location]: all of a plan but what its lines cost. */
    PlanCost[][] positions(Plan plan) {
        long[][][] supply = supply(plan);
        double[][] overflow = overflowShares(supply);
        PlanCost[][] costs = new PlanCost[supply.length][problem.locations().size()];
        for (int i = 0; i < costs.length; i++) {
            for (int l = 0; l < costs[i].length; l++) {
                Stock stock = stock(i, l);
                costs[i][l] =
                        new PlanCost(
                                0,
                                0,
                                0,
                                0,
                                0,
                                0,
                                holding(stock, supply[i][l]),
                                runOutHolding(stock, supply[i][l]),
                                backorder(stock, supply[i][l]),
                                overflow[i][l],
                                0,
                                sunk(stock));
            }
        }
        return costs;
    }

    /** What was bought, at standard cost: no dumping at the end of the horizon. */
    double endOfHorizonCredit(Plan plan) {
        return sum(plan.orders(), this::endOfHorizonCredit);
    }

    double endOfHorizonCredit(Order line) {
        return -problem.items().get(line.item()).standardCost() * line.quantity();
    }

    /** Holding and backorder of bucket 0 without any plan, which nobody can change any more. */
    double sunk() {
        double cost = 0;
        for (Item item : problem.items()) {
            for (Stock stock : item.stock()) {
                cost += sunk(stock);
            }
        }
        return cost;
    }

    private double sunk(Stock stock) {
        long supply = stock.onHand() + stock.scheduledReceipts()[0];
        return -stock.holdingCost() * expectedStock(stock, 0, supply)
                - stock.backorderCost() * expectedBacklog(stock, 0, supply);
    }

    /** The all-unit price per unit of a line of this quantity, money. */
    static double unitPrice(Source source, long quantity) {
        double price = source.priceBreaks().get(0).unitPrice();
        for (PriceBreak step : source.priceBreaks()) {
            if (quantity >= step.fromQuantity()) {
                price = step.unitPrice();
            }
        }
        return price;
    }

    /** Units expected at the end of bucket t when this much has been supplied until then. */
    double expectedStock(Stock stock, int t, long supply) {
        double units = 0;
        for (int q = 0; q < problem.weights().length; q++) {
            units += problem.weights()[q] * Math.max(0, supply - stock.cumulativeDemand()[t][q]);
        }
        return units;
    }

    /** Units owed at the end of bucket t when this much has been supplied until then. */
    double expectedBacklog(Stock stock, int t, long supply) {
        double units = 0;
        for (int q = 0; q < problem.weights().length; q++) {
            units += problem.weights()[q] * Math.max(0, stock.cumulativeDemand()[t][q] - supply);
        }
        return units;
    }

    /** Cumulative supply [item][location][bucket] under a plan, units. */
    long[][][] supply(Plan plan) {
        int items = problem.items().size();
        int locations = problem.locations().size();
        long[][][] supply = new long[items][locations][problem.buckets()];
        for (int i = 0; i < items; i++) {
            for (int l = 0; l < locations; l++) {
                supply[i][l] = supplyWithoutPlan(stock(i, l), problem.buckets());
            }
        }
        for (Order o : plan.orders()) {
            int arrival = o.epoch() + problem.suppliers().get(o.supplier()).leadTimeBuckets();
            addFrom(supply[o.item()][o.location()], arrival, o.quantity());
        }
        for (Move m : plan.transfers()) {
            Lane lane = problem.lanes().get(m.lane());
            addFrom(supply[m.item()][lane.from()], 0, -m.quantity());
            addFrom(supply[m.item()][lane.to()], lane.leadTimeBuckets(), m.quantity());
        }
        return supply;
    }

    /** On hand plus scheduled receipts until each bucket, units. */
    static long[] supplyWithoutPlan(Stock stock, int buckets) {
        long[] supply = Arrays.copyOf(stock.scheduledReceipts(), buckets);
        supply[0] += stock.onHand();
        for (int t = 1; t < buckets; t++) {
            supply[t] += supply[t - 1];
        }
        return supply;
    }

    private static void addFrom(long[] supply, int bucket, long quantity) {
        for (int t = bucket; t < supply.length; t++) {
            supply[t] += quantity;
        }
    }

    private Stock stock(int item, int location) {
        return problem.items().get(item).stock().get(location);
    }

    private Source source(Order order) {
        for (Source source : problem.items().get(order.item()).sources()) {
            if (source.supplier() == order.supplier()) {
                return source;
            }
        }
        throw new IllegalArgumentException(
                "The supplier (%s) of an order line must sell the item (%s)."
                        .formatted(
                                problem.suppliers().get(order.supplier()).id(),
                                problem.items().get(order.item()).id()));
    }

    private Transfer transfer(Move move) {
        Item item = problem.items().get(move.item());
        Transfer transfer = item.transfer();
        if (transfer == null) {
            throw new IllegalArgumentException(
                    "The item (%s) of a transfer line must have terms of moving it."
                            .formatted(item.id()));
        }
        return transfer;
    }

    private double sum(long[][][] supply, ToDoubleBiFunction<Stock, long[]> cost) {
        double sum = 0;
        for (int i = 0; i < supply.length; i++) {
            for (int l = 0; l < supply[i].length; l++) {
                sum += cost.applyAsDouble(stock(i, l), supply[i][l]);
            }
        }
        return sum;
    }

    private static <T> double sum(List<T> lines, ToDoubleFunction<T> cost) {
        double sum = 0;
        for (T line : lines) {
            sum += cost.applyAsDouble(line);
        }
        return sum;
    }
}
