package io.restock.local.loop;

import io.restock.domain.Forecast;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** Why statistical forecasts stood in for the model's, the most frequent reason first. */
public final class FallbackReasons {
    /**
     * A reason.
     *
     * @param reason as the forecasts give it
     * @param count forecasts that give it
     * @param items ids of the items that were forecast so, ascending
     */
    public record Reason(String reason, int count, List<String> items) {}

    private FallbackReasons() {}

    /** Reasons of the forecasts of a run, by origin and series. */
    public static List<Reason> of(Map<Integer, Map<String, Forecast>> forecasts) {
        Map<String, List<Forecast>> byReason = new TreeMap<>();
        for (Map<String, Forecast> origin : forecasts.values()) {
            for (Forecast forecast : origin.values()) {
                if (forecast.isFallback()) {
                    byReason.computeIfAbsent(forecast.fallbackReason(), k -> new ArrayList<>())
                            .add(forecast);
                }
            }
        }
        List<Reason> reasons = new ArrayList<>();
        byReason.forEach(
                (reason, of) -> {
                    TreeSet<String> items = new TreeSet<>();
                    of.forEach(forecast -> items.add(forecast.item()));
                    reasons.add(new Reason(reason, of.size(), List.copyOf(items)));
                });
        reasons.sort(Comparator.comparingInt(Reason::count).reversed());
        return reasons;
    }
}
