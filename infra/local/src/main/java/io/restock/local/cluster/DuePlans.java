package io.restock.local.cluster;

import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.operators.coordination.Network;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which groups lack a plan that is due. Event time is known to have come as far as the latest
 * cut-off that anybody has planned; a group must have planned all of its own until then. One that
 * did not plan its last cut-off before the upgrade, as it is held or its stock is not reported, is
 * not asked for any.
 */
final class DuePlans {
    private final Map<String, Network> networks = new TreeMap<>();
    private final Map<String, Integer> lastCycle = new HashMap<>();
    private final Map<String, Set<Integer>> planned = new HashMap<>();
    private final Set<String> expected = new HashSet<>();
    private long reachedMillis = Long.MIN_VALUE;

    /**
     * @param groups as they were announced; the greatest version counts
     * @param before plans from before the upgrade, the latest of each group among them; where there
     *     are none at all, every group is to plan
     */
    DuePlans(Collection<PlanningGroup> groups, Collection<PlanRecord> before) {
        for (PlanningGroup group : groups) {
            Network known = networks.get(group.id());
            boolean newer = known == null || known.group().version() < group.version();
            if (newer && !group.items().isEmpty() && Network.faults(group).isEmpty()) {
                networks.put(group.id(), Network.of(group));
            }
        }
        List<PlanRecord> plans = before.stream().filter(this::isOfCutOff).toList();
        plans.forEach(plan -> lastCycle.merge(plan.group(), plan.cycleEpochDay(), Math::max));
        long reachedBefore = plans.stream().mapToLong(this::cutOff).max().orElse(Long.MIN_VALUE);
        networks.forEach(
                (id, network) -> {
                    Integer last = lastCycle.get(id);
                    boolean keptUp = last != null && last >= lastPassed(network, reachedBefore);
                    if (lastCycle.isEmpty() || keptUp) {
                        expected.add(id);
                    }
                });
    }

    /** A plan from after the upgrade. */
    void take(PlanRecord plan) {
        if (isOfCutOff(plan)) {
            planned.computeIfAbsent(plan.group(), g -> new HashSet<>()).add(plan.cycleEpochDay());
            reachedMillis = Math.max(reachedMillis, cutOff(plan));
        }
    }

    /** A sentence for each cycle that groups have not planned though their cut-off has passed. */
    List<String> complaints() {
        if (reachedMillis == Long.MIN_VALUE) {
            return List.of();
        }
        Map<Integer, List<String>> missing = new TreeMap<>();
        for (String group : expected.stream().sorted().toList()) {
            int until = lastPassed(known(group), reachedMillis);
            int from = lastCycle.getOrDefault(group, until - 1) + 1;
            for (int cycle = from; cycle <= until; cycle++) {
                if (!planned.getOrDefault(group, Set.of()).contains(cycle)) {
                    missing.computeIfAbsent(cycle, c -> new ArrayList<>()).add(group);
                }
            }
        }
        return missing.entrySet().stream()
                .map(
                        e ->
                                "of %s there is no plan of %s"
                                        .formatted(
                                                LocalDate.ofEpochDay(e.getKey()),
                                                e.getValue().stream()
                                                        .collect(Collectors.joining(", "))))
                .toList();
    }

    /** Neither one that covers a shortfall, nor a second one of its day. */
    private boolean isOfCutOff(PlanRecord plan) {
        return plan.covers().isEmpty() && plan.run() == 0 && networks.containsKey(plan.group());
    }

    private long cutOff(PlanRecord plan) {
        return known(plan.group()).cutOffMillis(plan.cycleEpochDay());
    }

    private Network known(String group) {
        return Objects.requireNonNull(networks.get(group));
    }

    /** The last cycle whose cut-off is not after a moment. */
    private static int lastPassed(Network network, long millis) {
        return millis == Long.MIN_VALUE ? Integer.MIN_VALUE : network.cycleOf(millis + 1) - 1;
    }
}
