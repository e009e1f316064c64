package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.SeriesKey;
import io.restock.domain.SupplySource;
import io.restock.domain.Texts;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Alerts about stock: of stock-outs that are likely before the next receipt, the plan's own
 * receipts included, and of stock that nobody has reported.
 */
final class ReviewAlerts {
    /** Items that a sentence names. */
    private static final int NAMED = 5;

    /** Part of the alert's probability below which an alert ends. */
    private static final double HYSTERESIS = 0.7;

    /** An alert that is on is said again when this many times as much will be short. */
    private static final double WORSE = 2;

    private final ReviewInputs inputs;
    private final CoordinationSettings settings;
    private final Supply supply;
    private final ReviewProblem.Demands demands;
    private final Map<String, SeriesState> series;
    private final Map<String, Double> goingOn = new TreeMap<>();

    /**
     * @param series what is known by {@link SeriesKey#id}
     */
    ReviewAlerts(
            ReviewInputs inputs,
            CoordinationSettings settings,
            Supply supply,
            ReviewProblem.Demands demands,
            Map<String, SeriesState> series) {
        this.series = series;
        this.inputs = inputs;
        this.settings = settings;
        this.supply = supply;
        this.demands = demands;
    }

    /**
     * Series of which people know that they will likely run out, with the base units short that
     * they were told of. One whose alert was withheld is not among them: the next review may say
     * it.
     *
     * @param said what is said of this review
     */
    Map<String, Double> told(List<Alert> said) {
        Map<String, Double> told = new TreeMap<>(goingOn);
        for (Alert alert : said) {
            if (alert.kind() == AlertKind.STOCK_OUT && !alert.ended()) {
                told.put(
                        SeriesKey.id(alert.location(), alert.item()),
                        alert.expectedShortBaseUnits());
            }
        }
        return Map.copyOf(told);
    }

    /**
     * Of the likely stock-outs, and of those that are likely no more. What has been an alert goes
     * on to be one until it is clearly less likely, so that it does not come and go; it is said
     * again only when it has become much worse.
     */
    List<Alert> all() {
        List<Alert> alerts = new ArrayList<>();
        for (NetworkItem item : inputs.network().group().items()) {
            for (String store : item.stores()) {
                Location at = inputs.network().location(store);
                if (at.kind() == LocationKind.STORE) {
                    check(at, item, alerts);
                }
            }
        }
        return List.copyOf(alerts);
    }

    /** Of a location with items that are needed and not planned, as nobody has reported them. */
    Alert unknown(String location, List<String> items) {
        List<String> sorted = items.stream().sorted().toList();
        String named = String.join(", ", sorted.subList(0, Math.min(NAMED, sorted.size())));
        String group = inputs.network().group().id();
        return new Alert(
                "%s:%d:%d:%s:%s"
                        .formatted(
                                group,
                                inputs.cycle(),
                                inputs.run(),
                                location,
                                AlertKind.STOCK_UNKNOWN),
                AlertKind.STOCK_UNKNOWN,
                group,
                location,
                "",
                "",
                "",
                inputs.cycle(),
                -1,
                0,
                0,
                0,
                Texts.cut(
                        "%d items are not planned at %s, as nobody has reported their stock (onHand): %s%s."
                                .formatted(
                                        sorted.size(),
                                        location,
                                        named,
                                        sorted.size() > NAMED
                                                ? " and %d more".formatted(sorted.size() - NAMED)
                                                : "")),
                inputs.issuedMillis());
    }

    private void check(Location store, NetworkItem item, List<Alert> alerts) {
        long[] receipts = supply.receipts(store.id(), item.id());
        int next = 1;
        while (next < receipts.length && receipts[next] == 0) {
            next++;
        }
        boolean due = next < receipts.length;
        int days = due ? next : soonest(store, item);
        DemandTotal demand = demands.of(store.id(), item.id()).between(0, days - 1);
        double stock = supply.net(store.id(), item.id()) + (double) receipts[0];
        double probability = 1 - demand.probabilityAtMost(Math.max(0, stock));
        String id = SeriesKey.id(store.id(), item.id());
        SeriesState known = series.get(id);
        boolean alerting = known != null && known.alerting();
        double likely = settings.alertProbability() * (alerting ? HYSTERESIS : 1);
        if (demand.mean() <= 0 || probability < likely) {
            if (alerting) {
                alerts.add(
                        alert(
                                store,
                                item,
                                due ? inputs.cycle() + next : -1,
                                probability,
                                0,
                                "%s will likely not run out at %s any more."
                                        .formatted(item.id(), store.id()),
                                true));
            }
            return;
        }
        double units = demand.expectedAbove(Math.max(0, stock));
        if (known != null && alerting) {
            goingOn.put(id, known.toldShort());
            if (units <= WORSE * known.toldShort()) {
                return;
            }
        }
        int receipt = due ? inputs.cycle() + next : -1;
        alerts.add(
                alert(
                        store,
                        item,
                        receipt,
                        probability,
                        units,
                        text(store, item, probability, units, receipt),
                        false));
    }

    private Alert alert(
            Location store,
            NetworkItem item,
            int receipt,
            double probability,
            double units,
            String text,
            boolean ended) {
        String group = inputs.network().group().id();
        return new Alert(
                "%s:%d:%d:%s:%s"
                        .formatted(group, inputs.cycle(), inputs.run(), store.id(), item.id()),
                AlertKind.STOCK_OUT,
                group,
                store.id(),
                item.id(),
                "",
                "",
                inputs.cycle(),
                receipt,
                probability,
                units,
                units * item.backorderCostPerDay(),
                text,
                inputs.issuedMillis(),
                SeriesKey.id(store.id(), item.id()) + ":" + AlertKind.STOCK_OUT,
                "",
                0,
                ended);
    }

    private String text(
            Location store, NetworkItem item, double probability, double units, int receipt) {
        return String.format(
                Locale.ROOT,
                "%s will likely (%.0f %%) run out at %s %s: %.1f base units short, expected.",
                item.id(),
                100 * probability,
                store.id(),
                receipt < 0
                        ? "before anything can come"
                        : "before the receipt of " + LocalDate.ofEpochDay(receipt),
                units);
    }

    /** Days until something ordered at the next cut-off could arrive. */
    private int soonest(Location store, NetworkItem item) {
        if (!store.servedBy().isEmpty()) {
            return 1 + inputs.network().lane(store.servedBy(), store.id()).leadTimeDays();
        }
        return 1
                + item.sources().stream()
                        .map(SupplySource::supplier)
                        .mapToInt(s -> inputs.network().supplier(s).leadTimeDays())
                        .min()
                        .orElse(0);
    }
}
