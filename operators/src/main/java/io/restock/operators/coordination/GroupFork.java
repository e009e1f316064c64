package io.restock.operators.coordination;

import io.restock.domain.Forecast;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.jspecify.annotations.Nullable;

/**
 * Planning groups as they stand in a savepoint, each asked what it would plan at its next cut-off
 * if something were otherwise. Every question is put to a copy in memory, by the code and with the
 * seeds of the job; what comes of it is told to who asks, and to nobody else.
 *
 * <p>Forecasts and stock that the job still waits for stay as they were last known.
 */
public final class GroupFork {
    private final KeyedGroupStore state;
    private final CoordinationSettings settings;

    /**
     * Takes hold of the states of {@link Coordinator#UID}.
     *
     * @param settings of the job
     */
    public GroupFork(RuntimeContext context, CoordinationSettings settings) {
        this.state = new KeyedGroupStore(context, new GroupMetrics());
        this.settings = settings;
    }

    /**
     * Asks the group of the current key.
     *
     * @return one plan a scenario, in their order; none of a group that plans nothing, as it is
     *     held, or nothing of it has ever been reported
     */
    public List<ForkedPlan> ask(String group, List<Scenario> scenarios) {
        state.turnTo(group);
        InMemoryStore known = InMemoryStore.of(state);
        List<ForkedPlan> plans = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            ForkedPlan plan = plan(InMemoryStore.of(known), scenario);
            if (plan != null) {
                plans.add(plan);
            }
        }
        return plans;
    }

    private @Nullable ForkedPlan plan(InMemoryStore store, Scenario scenario) {
        GroupClock clock = store.clock();
        if (!clock.hasNetwork() || !clock.isStarted()) {
            return null;
        }
        int cycle = clock.nextCycle();
        GroupState group =
                GroupState.over(
                        store,
                        settings,
                        settings.planner().planner(),
                        new HashMap<>(),
                        1,
                        Long.MIN_VALUE);
        long cutOff = Network.of(Objects.requireNonNull(store.network())).cutOffMillis(cycle);
        List<String> unknown = happen(scenario, store, group);
        store.clock(store.clock().withNewestDay(cycle - 1));
        Outcome outcome = group.advance(cutOff);
        if (ofCutOff(outcome, cycle) == null) {
            outcome = group.advance(cutOff + settings.forecastPatienceMinutes() * 60_000L);
        }
        PlanRecord plan = ofCutOff(outcome, cycle);
        if (plan == null) {
            return null;
        }
        Set<String> said = new HashSet<>(plan.orderNumbers());
        Set<String> moved = new HashSet<>(plan.transferNumbers());
        return new ForkedPlan(
                scenario.name(),
                Objects.requireNonNull(store.network()).currency(),
                plan,
                outcome.purchaseOrders().stream()
                        .filter(order -> said.contains(order.number()))
                        // What people have set is ordered whatever is planned.
                        .filter(order -> !scenario.suppliersGone().contains(order.supplier()))
                        .toList(),
                outcome.transferOrders().stream()
                        .filter(order -> moved.contains(order.number()))
                        .toList(),
                unknown);
    }

    private static @Nullable PlanRecord ofCutOff(Outcome outcome, int cycle) {
        return outcome.plans().stream()
                .filter(plan -> plan.cycleEpochDay() == cycle && plan.covers().isEmpty())
                .findFirst()
                .orElse(null);
    }

    /** Makes it so; gives what the group does not have. */
    private static List<String> happen(Scenario scenario, InMemoryStore store, GroupState group) {
        PlanningGroup before = Objects.requireNonNull(store.network());
        List<String> unknown = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        for (String supplier : scenario.suppliersGone()) {
            if (before.suppliers().stream().anyMatch(s -> s.id().equals(supplier))) {
                gone.add(supplier);
            } else {
                unknown.add("supplier " + supplier);
            }
        }
        for (Scenario.ClosedLane lane : scenario.closed()) {
            if (before.lanes().stream().noneMatch(lane::closes)) {
                unknown.add("lane from %s to %s".formatted(lane.from(), lane.to()));
            }
        }
        if (scenario.demandFactor() != 1) {
            scale(store, (float) scenario.demandFactor());
        }
        store.allOrders().stream()
                .filter(order -> order.isOpen() && gone.contains(order.from()))
                .filter(order -> order.lines().stream().allMatch(GroupFork::isStillThere))
                .forEach(order -> store.removeOrder(order.number()));
        PlanningGroup after = without(gone, scenario.closed(), before);
        if (!after.equals(before)) {
            group.on(GroupEvent.network(after), Long.MIN_VALUE);
        }
        return unknown;
    }

    private static boolean isStillThere(OpenLine line) {
        return line.shipped() + line.received() == 0;
    }

    private static void scale(InMemoryStore store, float factor) {
        for (SeriesState series : store.allSeries()) {
            Forecast forecast = series.forecast();
            if (forecast != null) {
                store.putSeries(series.plan(scaled(forecast, factor)));
            }
        }
        store.mapKept(
                event ->
                        event.forecast() == null
                                ? event
                                : GroupEvent.forecast(
                                        event.group(), scaled(event.forecast(), factor)));
    }

    private static Forecast scaled(Forecast f, float factor) {
        return new Forecast(
                f.location(),
                f.item(),
                f.originEpochDay(),
                f.issuedMillis(),
                f.modelVersion(),
                f.method(),
                f.fallbackReason(),
                times(f.mean(), factor),
                times(f.quantiles(), factor),
                f.seasonEndEpochDay());
    }

    private static float[] times(float[] values, float factor) {
        float[] scaled = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            scaled[i] = values[i] * factor;
        }
        return scaled;
    }

    /**
     * The network without some suppliers and with closed lanes. Where nobody else sells an item its
     * supplier stays, with nothing to sell, so that what is missed counts. What is sent over a
     * closed lane comes so much later; what would come after the days that are planned comes on the
     * last of them.
     */
    private static PlanningGroup without(
            Set<String> gone, List<Scenario.ClosedLane> closed, PlanningGroup g) {
        List<Supplier> suppliers = g.suppliers().stream().map(s -> without(gone, s)).toList();
        List<TransferLane> lanes =
                g.lanes().stream().map(lane -> late(lane, closed, g.buckets() - 1)).toList();
        List<NetworkItem> items = g.items().stream().map(item -> without(gone, item)).toList();
        boolean same =
                suppliers.equals(g.suppliers())
                        && lanes.equals(g.lanes())
                        && items.equals(g.items());
        return same
                ? g
                : new PlanningGroup(
                        g.id(),
                        g.version() + 1,
                        g.zone(),
                        g.cutOffMinute(),
                        g.buckets(),
                        g.overflowCost(),
                        g.currency(),
                        g.assumed(),
                        g.locations(),
                        suppliers,
                        lanes,
                        items);
    }

    private static Supplier without(Set<String> gone, Supplier s) {
        return gone.contains(s.id())
                ? new Supplier(
                        s.id(), s.leadTimeDays(), 0, s.orderHeaderCost(), s.owner(), s.documents())
                : s;
    }

    private static NetworkItem without(Set<String> gone, NetworkItem i) {
        List<SupplySource> others =
                i.sources().stream().filter(s -> !gone.contains(s.supplier())).toList();
        return others.isEmpty() || others.size() == i.sources().size()
                ? i
                : new NetworkItem(
                        i.id(),
                        i.category(),
                        i.baseUnit(),
                        i.volume(),
                        i.standardCost(),
                        i.holdingCostPerDay(),
                        i.backorderCostPerDay(),
                        i.transferMultiple(),
                        i.transferLineCost(),
                        others,
                        i.stores());
    }

    private static TransferLane late(
            TransferLane lane, List<Scenario.ClosedLane> closed, int mostDays) {
        int late =
                closed.stream()
                        .filter(c -> c.closes(lane))
                        .mapToInt(Scenario.ClosedLane::days)
                        .max()
                        .orElse(0);
        return new TransferLane(
                lane.from(),
                lane.to(),
                Math.min(lane.leadTimeDays() + late, mostDays),
                lane.truckCost(),
                lane.costPerPallet());
    }
}
