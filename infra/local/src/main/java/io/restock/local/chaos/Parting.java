package io.restock.local.chaos;

import io.restock.domain.Forecast;
import io.restock.domain.PlanRecord;
import io.restock.jobs.wire.Messages;
import io.restock.local.loop.LoopResult;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where two runs of a world part, for whoever looks for the reason: after the first forecast or
 * plan that differs the closed loop makes all differ.
 */
final class Parting {
    private Parting() {}

    /** The first forecasts and the first plans that differ, a line each; none where none do. */
    static List<String> of(LoopResult undisturbed, LoopResult disturbed) {
        List<String> lines = new ArrayList<>(forecasts(undisturbed, disturbed));
        lines.addAll(plans(undisturbed, disturbed));
        return lines;
    }

    /** Of the first origin with any. */
    private static List<String> forecasts(LoopResult undisturbed, LoopResult disturbed) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<Integer, Map<String, Forecast>> origin :
                undisturbed.forecasts().entrySet()) {
            Map<String, Forecast> others =
                    disturbed.forecasts().getOrDefault(origin.getKey(), Map.of());
            origin.getValue()
                    .forEach(
                            (series, one) -> {
                                String is = text(one);
                                Forecast other = others.get(series);
                                String was = other == null ? "none" : text(other);
                                if (!is.equals(was)) {
                                    lines.add(
                                            "forecast of %s of %s: %s, undisturbed %s"
                                                    .formatted(
                                                            series,
                                                            LocalDate.ofEpochDay(origin.getKey()),
                                                            was,
                                                            is));
                                }
                            });
            if (!lines.isEmpty()) {
                return lines;
            }
        }
        return lines;
    }

    /** Of the first cycle with any. */
    private static List<String> plans(LoopResult undisturbed, LoopResult disturbed) {
        Map<String, String> others = new HashMap<>();
        disturbed.plans().forEach(plan -> others.put(plan.decisionId(), text(plan)));
        List<String> lines = new ArrayList<>();
        int cycle = Integer.MAX_VALUE;
        for (PlanRecord plan : undisturbed.plans()) {
            String is = text(plan);
            String was = others.getOrDefault(plan.decisionId(), "none");
            if (!is.equals(was) && plan.cycleEpochDay() <= cycle) {
                cycle = plan.cycleEpochDay();
                lines.add("plan %s: %s, undisturbed %s".formatted(plan.decisionId(), was, is));
            }
        }
        return lines;
    }

    private static String text(Object message) {
        return new String(Messages.encode(message), StandardCharsets.UTF_8);
    }
}
