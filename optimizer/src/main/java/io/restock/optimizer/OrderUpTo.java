package io.restock.optimizer;

import io.restock.domain.PlanCost;
import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import io.restock.optimizer.Problem.Item;
import io.restock.optimizer.Problem.Lane;
import io.restock.optimizer.Problem.Source;
import io.restock.optimizer.Problem.Stock;
import io.restock.optimizer.Problem.Transfer;
import io.restock.optimizer.Problem.Vendor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rule a planner would use: in every epoch raise the inventory position of every item and
 * location to the quantile b/(b+h) of the demand until the next order can arrive, from the cheapest
 * supplier with capacity left. Where no supplier delivers, the lanes that lead there do, as far as
 * the stock at their other end lasts.
 *
 * <p>The position is everything on hand, due, moved and ordered so far minus what has been moved
 * away. The plan is feasible; its cost is what the optimizer has to beat.
 */
public final class OrderUpTo implements Planner {
    /** The rule does not depend on limits or seeds. */
    @Override
    public Optimized plan(Problem problem, Limits limits) {
        Plan plan = plan(problem);
        PlanCost cost = CostModel.of(problem).cost(plan);
        return new Optimized(plan, cost, cost, Double.NEGATIVE_INFINITY, 0);
    }

    /** The rule's plan. */
    public static Plan plan(Problem problem) {
        Draft draft = new Draft(problem);
        draft.transfers();
        for (int epoch = 0; epoch < problem.epochs(); epoch++) {
            draft.orders(epoch);
        }
        return Plan.of(draft.orders, draft.moves);
    }

    /**
     * Units that cover the demand of buckets 0 … t with probability b/(b+h), by linear
     * interpolation between the quantiles.
     */
    static double level(Problem problem, Stock stock, int t) {
        double[] levels = problem.levels();
        long[] demand = stock.cumulativeDemand()[t];
        double perUnit = stock.backorderCost() + stock.holdingCost();
        double service = perUnit > 0 ? stock.backorderCost() / perUnit : 0;
        if (service <= levels[0]) {
            return demand[0];
        }
        for (int q = 1; q < levels.length; q++) {
            if (service <= levels[q]) {
                double share = (service - levels[q - 1]) / (levels[q] - levels[q - 1]);
                return demand[q - 1] + share * (demand[q] - demand[q - 1]);
            }
        }
        return demand[levels.length - 1];
    }

    /** Lines so far and what they leave of capacity, stock and need. */
    private static final class Draft {
        final Problem problem;
        final List<Order> orders = new ArrayList<>();
        final List<Move> moves = new ArrayList<>();
        private final double[][] capacity;
        private final long[][] onHand;
        private final long[][] position;

        Draft(Problem problem) {
            this.problem = problem;
            int items = problem.items().size();
            int locations = problem.locations().size();
            capacity = new double[problem.suppliers().size()][];
            for (int s = 0; s < capacity.length; s++) {
                capacity[s] = problem.suppliers().get(s).capacityPerEpoch().clone();
            }
            onHand = new long[items][locations];
            position = new long[items][locations];
            for (int i = 0; i < items; i++) {
                for (int l = 0; l < locations; l++) {
                    Stock stock = problem.items().get(i).stock().get(l);
                    long[] supply = CostModel.supplyWithoutPlan(stock, problem.buckets());
                    onHand[i][l] = stock.onHand();
                    position[i][l] = supply[problem.buckets() - 1];
                }
            }
        }

        void transfers() {
            for (int i = 0; i < problem.items().size(); i++) {
                Transfer terms = problem.items().get(i).transfer();
                if (terms == null) {
                    continue;
                }
                for (int from = 0; from < problem.locations().size(); from++) {
                    share(i, from, terms);
                }
            }
        }

        /**
         * Fills what the lanes from a location must fill. Where its stock is too little, every
         * receiver gets the same share of its need, and the first ones what rounding leaves.
         */
        private void share(int i, int from, Transfer terms) {
            List<Integer> lanes = new ArrayList<>();
            List<Long> needs = new ArrayList<>();
            long wanted = 0;
            for (int n = 0; n < problem.lanes().size(); n++) {
                Lane lane = problem.lanes().get(n);
                if (lane.from() != from || !mustFill(i, lane)) {
                    continue;
                }
                Stock stock = problem.items().get(i).stock().get(lane.to());
                double level = level(problem, stock, lane.leadTimeBuckets());
                long need = roundUp(level - position[i][lane.to()], terms.orderMultiple());
                if (need > 0) {
                    lanes.add(n);
                    needs.add(need);
                    wanted += need;
                }
            }
            long have = onHand[i][from];
            long[] given = new long[lanes.size()];
            long left = have;
            for (int k = 0; k < given.length; k++) {
                double fair = wanted <= have ? needs.get(k) : (double) needs.get(k) * have / wanted;
                given[k] = roundDown(fair, terms.orderMultiple());
                left -= given[k];
            }
            for (int k = 0; k < given.length; k++) {
                if (given[k] < needs.get(k) && left >= terms.orderMultiple()) {
                    given[k] += terms.orderMultiple();
                    left -= terms.orderMultiple();
                }
                move(i, lanes.get(k), given[k]);
            }
        }

        /**
         * No supplier can be asked now to deliver to the end of the lane, and the lane gets there
         * within the horizon.
         */
        private boolean mustFill(int i, Lane lane) {
            if (lane.leadTimeBuckets() >= problem.buckets()) {
                return false;
            }
            for (Source source : problem.items().get(i).sources()) {
                double capacityNow =
                        problem.suppliers().get(source.supplier()).capacityPerEpoch()[0];
                if (capacityNow > 0
                        && source.maximumOrderQuantity()[lane.to()]
                                >= source.minimumOrderQuantity()) {
                    return false;
                }
            }
            return true;
        }

        private void move(int i, int lane, long quantity) {
            if (quantity > 0) {
                moves.add(new Move(i, lane, quantity));
                onHand[i][problem.lanes().get(lane).from()] -= quantity;
                position[i][problem.lanes().get(lane).from()] -= quantity;
                position[i][problem.lanes().get(lane).to()] += quantity;
            }
        }

        void orders(int epoch) {
            for (int i = 0; i < problem.items().size(); i++) {
                for (int l = 0; l < problem.locations().size(); l++) {
                    List<Order> tried = new ArrayList<>();
                    for (Order o = cheapest(i, l, epoch, tried);
                            o != null;
                            o = cheapest(i, l, epoch, tried)) {
                        tried.add(o);
                        orders.add(o);
                        position[i][l] += o.quantity();
                        capacity[o.supplier()][epoch] -=
                                problem.items().get(i).volume() * o.quantity();
                    }
                }
            }
        }

        /** The best offer for what is still needed, among suppliers without a line; or null. */
        private @Nullable Order cheapest(int i, int l, int epoch, List<Order> tried) {
            Order best = null;
            double bestPrice = Double.POSITIVE_INFINITY;
            for (Source source : problem.items().get(i).sources()) {
                if (tried.stream().anyMatch(o -> o.supplier() == source.supplier())) {
                    continue;
                }
                long quantity = quantity(i, l, epoch, source);
                if (quantity <= 0) {
                    continue;
                }
                double price = CostModel.unitPrice(source, quantity) + source.lineCost() / quantity;
                if (price < bestPrice) {
                    bestPrice = price;
                    best = new Order(i, source.supplier(), l, epoch, quantity);
                }
            }
            return best;
        }

        /** Units to order now from a source: what is short, in lots, within its limits; or 0. */
        private long quantity(int i, int l, int epoch, Source source) {
            Vendor supplier = problem.suppliers().get(source.supplier());
            int arrival = epoch + supplier.leadTimeBuckets();
            if (arrival >= problem.buckets()) {
                return 0;
            }
            Item item = problem.items().get(i);
            long multiple = source.orderMultiple();
            double level = level(problem, item.stock().get(l), arrival);
            long need = roundUp(level - position[i][l], multiple);
            if (need <= 0) {
                return 0;
            }
            long low = roundUp((double) source.minimumOrderQuantity(), multiple);
            long most = roundDown((double) source.maximumOrderQuantity()[l], multiple);
            if (item.volume() > 0) {
                double fits = capacity[source.supplier()][epoch] / item.volume();
                most = Math.min(most, roundDown(fits + 1e-9, multiple));
            }
            long quantity = Math.min(Math.max(need, low), most);
            return quantity < low ? 0 : quantity;
        }

        private static long roundUp(double units, long multiple) {
            return (long) Math.ceil(units / multiple - 1e-9) * multiple;
        }

        private static long roundDown(double units, long multiple) {
            return (long) Math.floor(units / multiple) * multiple;
        }
    }
}
