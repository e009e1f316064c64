package io.restock.operators.coordination;

import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Versions of planning groups → the items that they name, and those that they name no more.
 *
 * <p>Keyed by group. State: the latest version, kept as long as the job, so that an item that moves
 * to another group is let go by the one it was in, in whatever order the two are read. No timers,
 * no side outputs.
 */
final class ItemNames extends KeyedProcessFunction<String, PlanningGroup, ItemGroup> {
    /** Identity of the operator in savepoints. */
    static final String UID = "route-items";

    private transient ValueState<PlanningGroup> latest;

    static ValueStateDescriptor<PlanningGroup> latestState() {
        return new ValueStateDescriptor<>("latest-version", PlanningGroup.class);
    }

    @Override
    public void open(OpenContext unused) {
        latest = getRuntimeContext().getState(latestState());
    }

    @Override
    public void processElement(PlanningGroup group, Context ctx, Collector<ItemGroup> out)
            throws Exception {
        PlanningGroup before = latest.value();
        if (before != null && before.version() >= group.version()) {
            return;
        }
        latest.update(group);
        Set<String> named = items(group);
        if (before != null) {
            for (String item : items(before)) {
                if (!named.contains(item)) {
                    out.collect(new ItemGroup(item, group.id(), group.version(), false));
                }
            }
        }
        named.forEach(i -> out.collect(new ItemGroup(i, group.id(), group.version(), true)));
    }

    private static Set<String> items(PlanningGroup group) {
        return group.items().stream()
                .map(NetworkItem::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
