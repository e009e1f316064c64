package io.restock.local.plan;

import io.restock.optimizer.Feasibility;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Weekly planning against demand that happens: each week a policy sees the stock and what is on its
 * way, its orders of now and its transfers are carried out, the rest of its plan is dropped, and
 * only then customers come. What is not there is owed. Prices count beyond standard cost, and what
 * is left in the end is neither credited nor charged.
 *
 * <p>Source: the closed loop of the coordination benchmark.
 */
final class WeeklyLoop {
    /** What to do in a week. */
    interface Policy {
        /**
         * A feasible plan.
         *
         * @param week the problem as it stands at the start of the week
         * @param number of the week, from 0
         */
        Plan plan(Problem week, int number);
    }

    private final Problem first;
    private final WeeklyDemand demand;

    /** Stock minus backlog, units, by item and location. */
    private final long[][] net;

    /** What becomes usable so many weeks from now, units, by item and location. */
    private final long[][][] pipe;

    private double premium;
    private double orderLines;
    private double transfers;
    private double headersAndTrucks;
    private double holding;
    private double backorder;
    private double overflow;
    private long wanted;
    private long unmet;

    private WeeklyLoop(Problem first, WeeklyDemand demand) {
        this.first = first;
        this.demand = demand;
        int items = first.items().size();
        int locations = first.locations().size();
        net = new long[items][locations];
        pipe = new long[items][locations][];
        for (int i = 0; i < items; i++) {
            for (int l = 0; l < locations; l++) {
                Stock stock = first.items().get(i).stock().get(l);
                net[i][l] = stock.onHand();
                pipe[i][l] = stock.scheduledReceipts().clone();
            }
        }
    }

    /** Lives through all weeks of the demand. */
    static WeeklyOutcome run(Problem first, WeeklyDemand demand, Policy policy) {
        WeeklyLoop loop = new WeeklyLoop(first, demand);
        for (int week = 0; week < demand.weeks(); week++) {
            Problem seen = loop.observe();
            Plan plan = policy.plan(seen, week);
            List<String> violations = Feasibility.violations(seen, plan);
            if (!violations.isEmpty()) {
                throw new IllegalArgumentException(
                        "The plan of week %d breaks a rule: %s.".formatted(week, violations));
            }
            loop.book(seen, plan);
            loop.meet(week);
            loop.charge();
        }
        return loop.outcome();
    }

    private Problem observe() {
        List<Item> items = new ArrayList<>();
        for (int i = 0; i < net.length; i++) {
            Item item = first.items().get(i);
            List<Stock> stocks = new ArrayList<>();
            for (int l = 0; l < net[i].length; l++) {
                stocks.add(stock(i, l));
            }
            List<Source> sources = item.sources().stream().map(s -> source(s, stocks)).toList();
            items.add(
                    new Item(
                            item.id(),
                            item.volume(),
                            item.standardCost(),
                            stocks,
                            sources,
                            item.transfer()));
        }
        return first.withItems(items);
    }

    private Stock stock(int i, int l) {
        Stock stock = first.items().get(i).stock().get(l);
        long[] receipts = pipe[i][l].clone();
        receipts[0] += Math.min(0, net[i][l]);
        return new Stock(
                Math.max(0, net[i][l]),
                receipts,
                stock.holdingCost(),
                stock.backorderCost(),
                stock.cumulativeDemand(),
                stock.runOutDemand(),
                stock.meanPerBucket(),
                stock.standardDeviationPerBucket());
    }

    /** A line may bring the most that demand may need, and the quantity of the third price. */
    private Source source(Source source, List<Stock> stocks) {
        long multiple = source.orderMultiple();
        long third =
                source.priceBreaks().size() < 3
                        ? 0
                        : source.priceBreaks().get(2).fromQuantity() / multiple;
        long[] most = new long[stocks.size()];
        for (int l = 0; l < most.length; l++) {
            Stock stock = stocks.get(l);
            long[] last = stock.cumulativeDemand()[first.buckets() - 1];
            long open = last[last.length - 1] - Arrays.stream(stock.scheduledReceipts()).sum();
            most[l] = multiple * Math.max(third, -Math.floorDiv(-open, multiple));
        }
        return new Source(
                source.supplier(),
                multiple,
                source.minimumOrderQuantity(),
                most,
                source.priceBreaks(),
                source.lineCost());
    }

    private void book(Problem seen, Plan plan) {
        boolean[][] headers = new boolean[first.suppliers().size()][first.locations().size()];
        for (Plan.Order order : plan.orders()) {
            if (order.epoch() > 0) {
                continue;
            }
            Item item = seen.items().get(order.item());
            Source source =
                    item.sources().stream()
                            .filter(s -> s.supplier() == order.supplier())
                            .findFirst()
                            .orElseThrow();
            double price =
                    source.priceBreaks().stream()
                            .filter(b -> b.fromQuantity() <= order.quantity())
                            .reduce((lower, higher) -> higher)
                            .orElseThrow()
                            .unitPrice();
            premium += (price - item.standardCost()) * order.quantity();
            orderLines += source.lineCost();
            headers[order.supplier()][order.location()] = true;
            int lead = first.suppliers().get(order.supplier()).leadTimeBuckets();
            pipe[order.item()][order.location()][lead] += order.quantity();
        }
        boolean[] trucks = new boolean[first.lanes().size()];
        for (Plan.Move move : plan.transfers()) {
            Lane lane = first.lanes().get(move.lane());
            Problem.Transfer terms =
                    Objects.requireNonNull(first.items().get(move.item()).transfer());
            transfers += terms.unitCost()[move.lane()] * move.quantity() + terms.lineCost();
            trucks[move.lane()] = true;
            net[move.item()][lane.from()] -= move.quantity();
            pipe[move.item()][lane.to()][lane.leadTimeBuckets()] += move.quantity();
        }
        for (int s = 0; s < headers.length; s++) {
            for (int l = 0; l < headers[s].length; l++) {
                headersAndTrucks +=
                        headers[s][l] ? first.suppliers().get(s).orderHeaderCost()[l] : 0;
            }
        }
        for (int lane = 0; lane < trucks.length; lane++) {
            headersAndTrucks += trucks[lane] ? first.lanes().get(lane).truckCost() : 0;
        }
    }

    private void meet(int week) {
        for (int i = 0; i < net.length; i++) {
            for (int l = 0; l < net[i].length; l++) {
                long asked = demand.units()[i][l][week];
                long available = net[i][l] + pipe[i][l][0];
                wanted += asked;
                unmet += Math.max(0, asked - Math.max(0, available));
                net[i][l] = available - asked;
                int last = pipe[i][l].length - 1;
                System.arraycopy(pipe[i][l], 1, pipe[i][l], 0, last);
                pipe[i][l][last] = 0;
            }
        }
    }

    private void charge() {
        for (int l = 0; l < first.locations().size(); l++) {
            double pallets = 0;
            for (int i = 0; i < net.length; i++) {
                Stock stock = first.items().get(i).stock().get(l);
                holding += stock.holdingCost() * Math.max(0, net[i][l]);
                backorder += stock.backorderCost() * Math.max(0, -net[i][l]);
                pallets += first.items().get(i).volume() * Math.max(0, net[i][l]);
            }
            double space = first.locations().get(l).space();
            overflow += first.overflowCost() * Math.max(0, pallets - space);
        }
    }

    private WeeklyOutcome outcome() {
        return new WeeklyOutcome(
                1 - (double) unmet / wanted,
                premium,
                orderLines,
                transfers,
                headersAndTrucks,
                holding,
                backorder,
                overflow);
    }
}
