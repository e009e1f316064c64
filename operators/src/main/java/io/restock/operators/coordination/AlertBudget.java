package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** So that a storm does not hide the alert that matters, nobody gets more than a number at once. */
final class AlertBudget {
    private AlertBudget() {}

    /**
     * The alerts of one moment, in their order: of each owner those of the most money, all that
     * end, and one in the place of the rest.
     */
    static List<Alert> within(List<Alert> alerts, int most, long timeMillis) {
        Map<String, List<Alert>> byOwner =
                alerts.stream()
                        .filter(a -> !a.ended())
                        .collect(
                                Collectors.groupingBy(
                                        Alert::owner, TreeMap::new, Collectors.toList()));
        List<Alert> left = new ArrayList<>(alerts);
        byOwner.values().stream()
                .filter(of -> of.size() > most)
                .forEach(
                        of -> {
                            List<Alert> ranked = new ArrayList<>(of);
                            ranked.sort(
                                    Comparator.comparingDouble(Alert::money)
                                            .reversed()
                                            .thenComparing(Alert::alertId));
                            List<Alert> withheld = ranked.subList(most, ranked.size());
                            left.removeAll(withheld);
                            left.add(instead(withheld, timeMillis));
                        });
        return List.copyOf(left);
    }

    private static Alert instead(List<Alert> withheld, long timeMillis) {
        Alert first = withheld.get(0);
        double money = withheld.stream().mapToDouble(Alert::money).sum();
        String kinds =
                withheld.stream()
                        .collect(
                                Collectors.groupingBy(
                                        a -> a.kind().name(), TreeMap::new, Collectors.counting()))
                        .entrySet()
                        .stream()
                        .map(e -> e.getValue() + " " + e.getKey())
                        .collect(Collectors.joining(", "));
        String owner = first.owner().isEmpty() ? first.group() : first.owner();
        return new Alert(
                "%s:%d:%d:WITHHELD:%s"
                        .formatted(first.group(), first.cycleEpochDay(), timeMillis, owner),
                AlertKind.ALERTS_WITHHELD,
                first.group(),
                "",
                "",
                "",
                "",
                first.cycleEpochDay(),
                -1,
                1,
                0,
                money,
                String.format(
                        Locale.ROOT,
                        "%d more alerts of less money were not said: %s. Together %.2f.",
                        withheld.size(),
                        kinds,
                        money),
                timeMillis,
                "WITHHELD:" + first.group() + ":" + owner,
                first.owner(),
                0,
                false);
    }
}
