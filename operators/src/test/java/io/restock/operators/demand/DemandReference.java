package io.restock.operators.demand;

import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.operators.recovery.HourProfile;
import io.restock.operators.recovery.SoldHours;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * What the demand days of one series are, told from all of its events at once: no order, no state,
 * no watermark. Good for events that are on time and gaps shorter than retirement.
 */
final class DemandReference {
    private DemandReference() {}

    static List<DemandDay> days(List<Sale> sales, List<StockLevel> stock, Duration lateness) {
        Map<String, Sale> events = new LinkedHashMap<>();
        sales.forEach(sale -> events.putIfAbsent(sale.eventId(), sale));
        Map<Integer, Double> units = new HashMap<>();
        Map<String, Sale> holding = holding(events);
        NavigableSet<Integer> observed = new TreeSet<>();
        Map<Integer, Sale> latestSale = new HashMap<>();
        Map<Integer, double[]> hourly = new HashMap<>();
        for (Sale sale : events.values()) {
            if (sale.corrects().isEmpty()) {
                units.merge(sale.localDay(), holding.get(sale.eventId()).units(), Double::sum);
                observed.add(sale.localDay());
                int hour = LocalDays.hourOf(sale.timeMillis(), sale.utcOffsetSeconds());
                hourly.computeIfAbsent(sale.localDay(), d -> new double[24])[hour] +=
                        holding.get(sale.eventId()).units();
                latestSale.merge(sale.localDay(), sale, DemandReference::later);
            }
        }
        Map<Integer, StockLevel> reports = new HashMap<>();
        for (StockLevel report : stock) {
            observed.add(report.epochDay());
            reports.merge(
                    report.epochDay(), report, (a, b) -> a.timeMillis() >= b.timeMillis() ? a : b);
        }
        return observed.isEmpty()
                ? List.of()
                : days(units, observed, latestSale, hourly, reports, lateness);
    }

    private static List<DemandDay> days(
            Map<Integer, Double> units,
            NavigableSet<Integer> observed,
            Map<Integer, Sale> latestSale,
            Map<Integer, double[]> hourly,
            Map<Integer, StockLevel> reports,
            Duration lateness) {
        List<DemandDay> days = new ArrayList<>();
        int offset = 0;
        SoldHours sold = new SoldHours(new float[0]);
        for (int day = observed.first(); day <= observed.last(); day++) {
            StockLevel report = reports.get(day);
            Sale last = latestSale.get(day);
            if (report != null) {
                offset = report.utcOffsetSeconds();
            } else if (last != null) {
                offset = last.utcOffsetSeconds();
            }
            days.add(
                    new DemandDay(
                            Events.STORE,
                            Events.ITEM,
                            day,
                            units.getOrDefault(day, 0.0),
                            report == null ? -1 : report.stockOutHours(),
                            report == null ? Double.NaN : report.onHand(),
                            observed.contains(day),
                            LocalDays.endMillis(day, offset) + lateness.toMillis(),
                            0,
                            report == null
                                    ? 0
                                    : (float)
                                            (1 - sold.profile().inStock(report.stockOutHours()))));
            if (report != null && hourly.containsKey(day) && isInStock(report)) {
                sold.learn(hourly.get(day));
            }
        }
        return days;
    }

    private static boolean isInStock(StockLevel report) {
        return report.stockOutHours() >= 0
                && (report.stockOutHours() & HourProfile.OPENING_HOURS) == 0;
    }

    /** For each sale, the event whose units hold: itself, or the latest that corrects it. */
    private static Map<String, Sale> holding(Map<String, Sale> events) {
        Map<String, Sale> holding = new HashMap<>(events);
        events.values().stream()
                .filter(event -> !event.corrects().isEmpty())
                .sorted(Comparator.comparingLong(Sale::timeMillis))
                .forEach(
                        correction -> {
                            Sale root = events.get(correction.corrects());
                            while (root != null && !root.corrects().isEmpty()) {
                                root = events.get(root.corrects());
                            }
                            if (root != null) {
                                holding.put(root.eventId(), correction);
                            }
                        });
        return holding;
    }

    private static Sale later(Sale a, Sale b) {
        return b.timeMillis() > a.timeMillis() ? b : a;
    }
}
