package io.restock.operators.coordination;

import io.restock.domain.Forecast;
import io.restock.domain.LineOverride;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderStatus;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanLine;
import io.restock.domain.PriceBreak;
import io.restock.domain.SeriesKey;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.optimizer.CostShares;
import io.restock.optimizer.Plan;
import io.restock.optimizer.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A line that a review carries out, with why it is what it is. */
final class ReviewLine {
    private final Review.Route route;
    private final NetworkItem item;
    private final int leadTimeDays;
    private final long quantity;
    private final double unitPrice;
    private final String bound;
    private final PlanCost cost;
    private final InventoryPosition found;
    private final DemandTotal protection;
    private final double positionAfter;
    private final double serviceTarget;
    private final int cycle;
    private final int lastDay;
    private final LineOverride override;
    private String number = "";

    private ReviewLine(
            Review.Route route,
            NetworkItem item,
            int leadTimeDays,
            long quantity,
            double unitPrice,
            String bound,
            PlanCost cost,
            Context at) {
        this(
                route,
                item,
                leadTimeDays,
                quantity,
                unitPrice,
                bound,
                cost,
                at.supply.found(route.to(), item.id()),
                at.demands.of(route.to(), item.id()).between(0, leadTimeDays),
                at.positionAfter(route.to(), item.id()),
                serviceTarget(item, at.serviceFactor),
                at.cycle,
                at.demands.of(route.to(), item.id()).lastDay(),
                LineOverride.NONE);
    }

    private ReviewLine(
            Review.Route route,
            NetworkItem item,
            int leadTimeDays,
            long quantity,
            double unitPrice,
            String bound,
            PlanCost cost,
            InventoryPosition found,
            DemandTotal protection,
            double positionAfter,
            double serviceTarget,
            int cycle,
            int lastDay,
            LineOverride override) {
        this.route = route;
        this.item = item;
        this.leadTimeDays = leadTimeDays;
        this.quantity = quantity;
        this.unitPrice = unitPrice;
        this.bound = bound;
        this.cost = cost;
        this.found = found;
        this.protection = protection;
        this.positionAfter = positionAfter;
        this.serviceTarget = serviceTarget;
        this.cycle = cycle;
        this.lastDay = lastDay;
        this.override = override;
    }

    /** b / (b + h), with the backorder cost that is planned with. */
    static double serviceTarget(NetworkItem item, double serviceFactor) {
        double backorder = item.backorderCostPerDay() * serviceFactor;
        double both = backorder + item.holdingCostPerDay();
        return both > 0 ? backorder / both : 0;
    }

    /**
     * What of a stage's plan is carried out: its transfers, and its orders of epoch 0, but for what
     * would arrive when nothing is needed any more.
     */
    static List<ReviewLine> of(
            ReviewProblem stage,
            Plan plan,
            Supply supply,
            ReviewProblem.Demands demands,
            double serviceFactor,
            int cycle) {
        List<Plan.Order> now =
                plan.orders().stream()
                        .filter(o -> o.epoch() == 0 && o.supplier() < stage.suppliers().size())
                        .toList();
        Context at =
                new Context(stage, now, plan.transfers(), supply, demands, serviceFactor, cycle);
        CostShares shares = CostShares.of(stage.problem(), plan, now);
        List<ReviewLine> lines = new ArrayList<>();
        for (int n = 0; n < now.size(); n++) {
            lines.add(at.order(now.get(n), shares.orders().get(n)));
        }
        for (int n = 0; n < plan.transfers().size(); n++) {
            lines.add(at.move(plan.transfers().get(n), shares.transfers().get(n)));
        }
        lines.removeIf(ReviewLine::isTooLate);
        return lines;
    }

    /** Whether it arrives after the last day on which anything is needed. */
    boolean isTooLate() {
        return leadTimeDays > lastDay;
    }

    /** The last cut-off whose order still comes in time; 0 where the item is sold all year. */
    private int lastOrderEpochDay() {
        return lastDay == Integer.MAX_VALUE ? 0 : cycle + lastDay - leadTimeDays;
    }

    Review.Route route() {
        return route;
    }

    boolean isSaid() {
        return !number.isEmpty();
    }

    /** The line is on this document. */
    void say(String orderNumber) {
        number = orderNumber;
    }

    /** Counts it as coming. */
    void book(Supply supply) {
        if (route.transfer()) {
            supply.move(route.from(), route.to(), item.id(), leadTimeDays, quantity);
        } else {
            supply.order(route.to(), item.id(), leadTimeDays, quantity);
        }
    }

    /**
     * As it is ordered: asked for by the day of the contract, expected when such orders come.
     *
     * @param agreedDays days that the contract says
     */
    OpenLine openLine(int line, int agreedDays) {
        return OpenLine.of(
                        line, item.id(), item.baseUnit(), unitPrice, quantity, cycle + agreedDays)
                .promise(quantity, cycle + leadTimeDays);
    }

    int leadTimeDays() {
        return leadTimeDays;
    }

    long quantity() {
        return quantity;
    }

    /**
     * A line that a person has set; of the plan's cost it has no part.
     *
     * @param quantity base units of it that have not been ordered before
     * @param wanted the plan's own lines of the item from there
     */
    static ReviewLine set(
            NetworkItem item,
            Supplier supplier,
            SupplySource terms,
            Intervention by,
            long quantity,
            List<ReviewLine> wanted,
            Supply supply,
            ReviewProblem.Demands demands,
            double serviceFactor,
            int cycle) {
        String location = by.location();
        long planned = wanted.stream().mapToLong(ReviewLine::quantity).sum();
        double plannedMoney = wanted.stream().mapToDouble(l -> l.quantity * l.unitPrice).sum();
        double price = 0;
        for (PriceBreak step : terms.priceBreaks()) {
            price = price == 0 || quantity >= step.fromQuantity() ? step.unitPrice() : price;
        }
        Demand demand = demands.of(location, item.id());
        return new ReviewLine(
                new Review.Route(false, supplier.id(), location),
                item,
                supplier.leadTimeDays(),
                quantity,
                price,
                "override",
                PlanCost.ZERO,
                supply.found(location, item.id()),
                demand.between(0, supplier.leadTimeDays()),
                (double) supply.position(location, item.id()) + quantity,
                serviceTarget(item, serviceFactor),
                cycle,
                demand.lastDay(),
                new LineOverride(by.by(), planned, quantity * price - plannedMoney));
    }

    /** An order that nobody has looked at yet. */
    static OpenOrder draft(
            ReviewInputs inputs,
            Review.Route route,
            String number,
            String decisionId,
            List<OpenLine> lines) {
        return new OpenOrder(
                number,
                0,
                route.transfer(),
                OrderStatus.DRAFT,
                inputs.network().group().id(),
                inputs.cycle(),
                inputs.reached(),
                route.from(),
                route.to(),
                decisionId,
                inputs.issuedMillis(),
                0,
                List.copyOf(lines),
                List.of());
    }

    PlanLine planLine(ReviewInputs inputs, String decisionId, long seed, @Nullable Forecast by) {
        return new PlanLine(
                decisionId,
                number,
                inputs.network().group().id(),
                cycle,
                item.id(),
                route.to(),
                route.from(),
                quantity,
                found.onHand() - found.reserved(),
                found.onOrder(),
                found.inTransit(),
                leadTimeDays + 1,
                protection.mean(),
                protection.probabilityAtMost(positionAfter),
                serviceTarget,
                bound,
                cost,
                by == null ? "dependent" : by.method(),
                by == null ? "" : by.modelVersion(),
                seed,
                lastOrderEpochDay(),
                override);
    }

    String item() {
        return item.id();
    }

    /** What of the plan's cost belongs to it, money. */
    PlanCost cost() {
        return cost;
    }

    /** A stage's lines together: what they leave of capacity and stock. */
    private static final class Context {
        private final ReviewProblem stage;
        private final Supply supply;
        private final ReviewProblem.Demands demands;
        private final double serviceFactor;
        private final int cycle;
        private final Map<Integer, Double> leftOfSupplier = new HashMap<>();
        private final Map<List<Integer>, Long> leftOfStock = new HashMap<>();
        private final Map<String, Long> added = new HashMap<>();

        Context(
                ReviewProblem stage,
                List<Plan.Order> orders,
                List<Plan.Move> moves,
                Supply supply,
                ReviewProblem.Demands demands,
                double serviceFactor,
                int cycle) {
            this.stage = stage;
            this.supply = supply;
            this.demands = demands;
            this.serviceFactor = serviceFactor;
            this.cycle = cycle;
            orders.forEach(this::count);
            moves.forEach(this::count);
        }

        private void count(Plan.Order o) {
            double volume = stage.problem().items().get(o.item()).volume() * o.quantity();
            leftOfSupplier.merge(
                    o.supplier(),
                    stage.problem().suppliers().get(o.supplier()).capacityPerEpoch()[0] - volume,
                    (left, unused) -> left - volume);
            add(stage.sites().get(o.location()).id(), o.item(), o.quantity());
        }

        private void count(Plan.Move m) {
            Problem.Lane lane = stage.problem().lanes().get(m.lane());
            leftOfStock.merge(
                    List.of(m.item(), lane.from()),
                    stage.problem().items().get(m.item()).stock().get(lane.from()).onHand()
                            - m.quantity(),
                    (left, unused) -> left - m.quantity());
            add(stage.sites().get(lane.to()).id(), m.item(), m.quantity());
            add(stage.sites().get(lane.from()).id(), m.item(), -m.quantity());
        }

        private void add(String location, int item, long quantity) {
            added.merge(SeriesKey.id(location, stage.items().get(item).id()), quantity, Long::sum);
        }

        ReviewLine order(Plan.Order o, PlanCost cost) {
            NetworkItem item = stage.items().get(o.item());
            Supplier supplier = stage.suppliers().get(o.supplier());
            Problem.Source terms = terms(o);
            return new ReviewLine(
                    new Review.Route(false, supplier.id(), stage.sites().get(o.location()).id()),
                    item,
                    supplier.leadTimeDays(),
                    o.quantity(),
                    unitPrice(terms, o.quantity()),
                    bound(o, terms),
                    cost,
                    this);
        }

        ReviewLine move(Plan.Move m, PlanCost cost) {
            NetworkItem item = stage.items().get(m.item());
            TransferLane lane = stage.lanes().get(m.lane());
            return new ReviewLine(
                    new Review.Route(true, lane.from(), lane.to()),
                    item,
                    lane.leadTimeDays(),
                    m.quantity(),
                    0,
                    bound(m, item),
                    cost,
                    this);
        }

        /** The position with all lines of the stage, before any of them is booked. */
        double positionAfter(String location, String itemId) {
            return (double) supply.position(location, itemId)
                    + added.getOrDefault(SeriesKey.id(location, itemId), 0L);
        }

        private Problem.Source terms(Plan.Order o) {
            return stage.problem().items().get(o.item()).sources().stream()
                    .filter(s -> s.supplier() == o.supplier())
                    .findFirst()
                    .orElseThrow();
        }

        private static double unitPrice(Problem.Source terms, long quantity) {
            double price = terms.priceBreaks().get(0).unitPrice();
            for (PriceBreak step : terms.priceBreaks()) {
                price = quantity >= step.fromQuantity() ? step.unitPrice() : price;
            }
            return price;
        }

        private String bound(Plan.Order o, Problem.Source terms) {
            long lot = terms.orderMultiple();
            double volume = stage.problem().items().get(o.item()).volume();
            if (leftOfSupplier.getOrDefault(o.supplier(), 0.0) < lot * volume) {
                return "capacity";
            }
            if (o.quantity() + lot > terms.maximumOrderQuantity()[o.location()]) {
                return "maximum";
            }
            if (o.quantity() - lot < terms.minimumOrderQuantity()
                    && terms.minimumOrderQuantity() > lot) {
                return "minimum";
            }
            for (PriceBreak step : terms.priceBreaks().subList(1, terms.priceBreaks().size())) {
                if (o.quantity() >= step.fromQuantity()
                        && o.quantity() - lot < step.fromQuantity()) {
                    return "price-break";
                }
            }
            return lot > 1 ? "multiple" : "none";
        }

        private String bound(Plan.Move m, NetworkItem item) {
            int from = stage.problem().lanes().get(m.lane()).from();
            if (leftOfStock.getOrDefault(List.of(m.item(), from), 0L) < item.transferMultiple()) {
                return "stock";
            }
            return item.transferMultiple() > 1 ? "multiple" : "none";
        }
    }
}
