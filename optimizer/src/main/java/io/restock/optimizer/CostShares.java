package io.restock.optimizer;

import io.restock.domain.PlanCost;
import io.restock.optimizer.Plan.Move;
import io.restock.optimizer.Plan.Order;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What of a plan's cost belongs to which of the lines that are carried out.
 *
 * <p>A line has its own price, credit, handling and moving; an equal part of the header of its
 * order, or of its truck; and the holding, run-out, backorder, overflow and sunk cost of the
 * position (item and location) that it supplies, over the whole horizon and under the whole plan.
 * Lines that supply one position share that by quantity. Overflow is a location's; a position has
 * of it what it has of the pallets there. What is left of the plan's cost belongs to no such line:
 * positions that none supplies, and orders of later epochs.
 *
 * @param orders of each order line carried out, in their order
 * @param transfers of each transfer line of the plan, in their order
 */
public record CostShares(List<PlanCost> orders, List<PlanCost> transfers) {

    /**
     * The shares of a plan's lines.
     *
     * @param now lines of the plan that are carried out: whole orders
     */
    public static CostShares of(Problem problem, Plan plan, List<Order> now) {
        return new Builder(problem, plan, now).build();
    }

    private record Position(int item, int location) {}

    private record Document(int supplier, int location, int epoch) {}

    private static final class Builder {
        private final Problem problem;
        private final Plan plan;
        private final List<Order> now;
        private final CostModel model;
        private final PlanCost[][] positions;
        private final Map<Position, Long> supplied = new HashMap<>();
        private final Map<Document, Integer> linesOfOrder = new HashMap<>();
        private final Map<Integer, Integer> linesOfTruck = new HashMap<>();

        Builder(Problem problem, Plan plan, List<Order> now) {
            this.problem = problem;
            this.plan = plan;
            this.now = now;
            model = CostModel.of(problem);
            positions = model.positions(plan);
        }

        CostShares build() {
            for (Order o : now) {
                supplied.merge(position(o), o.quantity(), Long::sum);
                linesOfOrder.merge(document(o), 1, Integer::sum);
            }
            for (Move m : plan.transfers()) {
                supplied.merge(position(m), m.quantity(), Long::sum);
                linesOfTruck.merge(m.lane(), 1, Integer::sum);
            }
            return new CostShares(
                    now.stream().map(this::order).toList(),
                    plan.transfers().stream().map(this::transfer).toList());
        }

        private PlanCost order(Order o) {
            PlanCost own =
                    new PlanCost(
                            model.purchase(o),
                            model.orderLine(o),
                            model.orderHeader(o) / linesOfOrder.getOrDefault(document(o), 1),
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            0,
                            model.endOfHorizonCredit(o),
                            0);
            return own.plus(share(position(o), o.quantity()));
        }

        private PlanCost transfer(Move m) {
            PlanCost own =
                    new PlanCost(
                            0,
                            0,
                            0,
                            model.truck(m) / linesOfTruck.getOrDefault(m.lane(), 1),
                            model.transferUnits(m),
                            model.transferLine(m),
                            0,
                            0,
                            0,
                            0,
                            0,
                            0);
            return own.plus(share(position(m), m.quantity()));
        }

        private PlanCost share(Position at, long quantity) {
            double part = (double) quantity / supplied.getOrDefault(at, quantity);
            return positions[at.item()][at.location()].times(part);
        }

        private Position position(Move m) {
            return new Position(m.item(), problem.lanes().get(m.lane()).to());
        }

        private static Position position(Order o) {
            return new Position(o.item(), o.location());
        }

        private static Document document(Order o) {
            return new Document(o.supplier(), o.location(), o.epoch());
        }
    }
}
