package io.restock.local.loop;

import io.restock.domain.Forecast;
import io.restock.domain.PlanningGroup;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.Simulation;
import io.restock.local.world.World;
import io.restock.operators.coordination.CoordinationSettings;
import io.restock.operators.coordination.GroupEvent;
import io.restock.operators.coordination.GroupState;
import io.restock.operators.coordination.Outcome;
import io.restock.operators.coordination.PlannerChoice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The same world, demand, suppliers and forecasts under another planner, without Kafka and Flink:
 * what a plan's cost is compared with.
 */
public final class ReferenceLoop {
    private final World world;
    private final Map<Integer, Map<String, Forecast>> forecasts;
    private final Days days;
    private final Simulation simulation;
    private final Map<String, GroupState> groups = new LinkedHashMap<>();
    private final Map<String, String> groupByItem = new LinkedHashMap<>();

    private ReferenceLoop(
            World world,
            Map<Integer, Map<String, Forecast>> forecasts,
            CoordinationSettings settings,
            LoopOptions options) {
        this.world = world;
        this.forecasts = forecasts;
        this.days = new Days(world, false);
        this.simulation = new Simulation(world, options.seed(), options.manners());
        for (PlanningGroup group : world.groups()) {
            GroupState state = GroupState.inMemory(settings);
            state.on(GroupEvent.network(group), Long.MIN_VALUE);
            groups.put(group.id(), state);
            group.items().forEach(item -> groupByItem.put(item.id(), group.id()));
        }
    }

    /**
     * Runs a world to its last day.
     *
     * @param forecasts by origin and series, which stand for every policy
     * @param planner who decides
     * @return what each day came to
     */
    public static List<DayOutcome> run(
            World world,
            Map<Integer, Map<String, Forecast>> forecasts,
            PlannerChoice planner,
            LoopOptions options) {
        CoordinationSettings settings = LoopSettings.coordination(world, options, planner);
        return new ReferenceLoop(world, forecasts, settings, options).run();
    }

    private List<DayOutcome> run() {
        List<DayOutcome> outcomes = new ArrayList<>();
        List<StockLevel> levels = days.openingStock();
        for (int day = world.firstRunDay(); day <= world.lastDay(); day++) {
            long before = days.cutOffMillis(day) - 1;
            for (StockLevel level : levels) {
                learn(group(level.item()), level, before);
            }
            for (Forecast f : forecasts.getOrDefault(day - 1, Map.of()).values()) {
                if (groupByItem.containsKey(f.item())) {
                    GroupState state = state(group(f.item()));
                    carryOut(state.on(GroupEvent.forecast(group(f.item()), f), before));
                }
            }
            for (GroupState state : groups.values()) {
                carryOut(state.advance(days.cutOffMillis(day)));
            }
            for (SupplierReply reply : simulation.morning(day)) {
                carryOut(state(reply.group()).on(GroupEvent.reply(reply), days.cutOffMillis(day)));
            }
            for (GroupState state : groups.values()) {
                carryOut(state.advance(days.morningOverMillis(day)));
            }
            DayOutcome outcome = simulation.trade(day);
            outcomes.add(outcome);
            levels = days.stock(day, outcome.series());
        }
        return outcomes;
    }

    private void learn(String group, StockLevel level, long watermark) {
        carryOut(state(group).on(GroupEvent.level(group, level), watermark));
    }

    private void carryOut(Outcome outcome) {
        outcome.purchaseOrders().forEach(simulation::order);
        outcome.transferOrders().forEach(simulation::transfer);
    }

    private String group(String item) {
        return Objects.requireNonNull(groupByItem.get(item), item);
    }

    private GroupState state(String group) {
        return Objects.requireNonNull(groups.get(group), group);
    }
}
