package io.restock.local.value;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.PlanningGroup;
import io.restock.domain.SeriesKey;
import io.restock.operators.coordination.Network;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which override of a forecast was in force at a cut-off, as the job counts decisions: each once by
 * its id, those of a cycle in the order in which they came, and the latest of a series replaces
 * those before it, whichever days they are about.
 */
public final class Overrides {
    private final Map<String, Network> networks = new HashMap<>();
    private final Map<String, Decision> decisions = new LinkedHashMap<>();
    private final Set<String> refused = new HashSet<>();

    /**
     * An override of a series.
     *
     * @param cycle the first cut-off that counts it, as its local day
     */
    record SetForecast(int cycle, Decision decision) {
        boolean holdsOn(int epochDay) {
            return decision.fromEpochDay() <= epochDay && epochDay <= decision.untilEpochDay();
        }
    }

    /** A group as it is known; the greatest version counts. */
    public void learn(PlanningGroup group) {
        Network known = networks.get(group.id());
        if (known == null || known.group().version() < group.version()) {
            if (Network.faults(group).isEmpty()) {
                networks.put(group.id(), Network.of(group));
            }
        }
    }

    /** What somebody decided, in the order in which it came. */
    public void decide(Decision decision) {
        if (decision.kind() == DecisionKind.OVERRIDE_FORECAST && decision.isComplete()) {
            decisions.putIfAbsent(decision.group() + '|' + decision.eventId(), decision);
        }
    }

    /** The job did not allow it. */
    public void refuse(Decision decision) {
        refused.add(decision.group() + '|' + decision.eventId());
    }

    /** Currency of a group; empty where it is unknown. */
    String currency(String group) {
        Network network = networks.get(group);
        return network == null ? "" : network.group().currency();
    }

    /** Overrides by series, each list in the order in which they came to count. */
    Map<String, List<SetForecast>> bySeries() {
        Map<String, List<SetForecast>> bySeries = new TreeMap<>();
        decisions.forEach(
                (id, decision) -> {
                    Network network = networks.get(decision.group());
                    if (network != null && !refused.contains(id)) {
                        bySeries.computeIfAbsent(
                                        SeriesKey.id(decision.location(), decision.item()),
                                        k -> new ArrayList<>())
                                .add(
                                        new SetForecast(
                                                network.cycleOf(decision.timeMillis()), decision));
                    }
                });
        bySeries.values().forEach(list -> list.sort(Comparator.comparingInt(SetForecast::cycle)));
        return bySeries;
    }

    /** The one that the plan of a cycle went by for a day; null for none. */
    static @Nullable SetForecast inForce(List<SetForecast> overrides, int cycle, int epochDay) {
        SetForecast latest = null;
        for (SetForecast override : overrides) {
            if (override.cycle() <= cycle) {
                latest = override;
            }
        }
        return latest != null && latest.holdsOn(epochDay) ? latest : null;
    }

    /** Ids of the series that anybody has overridden. */
    public Set<String> series() {
        return bySeries().keySet();
    }
}
