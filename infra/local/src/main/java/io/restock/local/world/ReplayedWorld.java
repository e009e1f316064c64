package io.restock.local.world;

import io.restock.domain.Holiday;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.SeriesHistory;
import io.restock.domain.SeriesKey;
import io.restock.domain.WeatherDay;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HistorySeries;
import io.restock.local.history.HolidayRow;
import io.restock.local.history.LocationInfo;
import io.restock.local.history.SalesRow;
import io.restock.local.history.WeatherRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A recorded history, played again: sales hour by hour, stock-out hours, weather, holidays and
 * promotions as recorded. The network around it is assumed, and so is the stock: recorded sales are
 * the demand that the stock of the run must cover.
 */
public final class ReplayedWorld implements World {
    /** Days whose mean is what a series usually sells. */
    private static final int MEAN_DAYS = 14;

    private final String title;
    private final LocalTimes times;
    private final int firstDay;
    private final int firstRunDay;
    private final int lastDay;
    private final Set<String> stores;
    private final TreeMap<Integer, List<SalesRow>> rows;
    private final Map<Integer, List<WeatherRow>> weather;
    private final List<HolidayRow> holidays;
    private final Map<Integer, List<Promotion>> promotions;
    private final List<PlanningGroup> groups;
    private final List<String> assumptions;
    private final Map<String, Long> opening;
    private final HistoryFolder folder;

    private ReplayedWorld(
            HistoryFolder folder,
            String title,
            Assumptions assume,
            @Nullable Integer from,
            int days,
            int locations) {
        this.folder = folder;
        this.times = new LocalTimes(assume.zone());
        this.stores = new HashSet<>();
        folder.locations().stream()
                .map(LocationInfo::location)
                .limit(locations)
                .forEach(stores::add);
        TreeMap<Integer, List<SalesRow>> byDay = new TreeMap<>();
        folder.forEachSale(
                row -> {
                    if (stores.contains(row.location())) {
                        byDay.computeIfAbsent(row.epochDay(), k -> new ArrayList<>()).add(row);
                    }
                });
        if (byDay.isEmpty()) {
            throw new IllegalArgumentException("The data has no sales in the chosen locations.");
        }
        this.rows = byDay;
        this.firstDay = byDay.firstKey();
        int end = byDay.lastKey();
        this.firstRunDay = from == null ? end - days + 1 : from;
        this.lastDay = firstRunDay + days - 1;
        check(end, days);
        this.title =
                "%s, %d locations, recorded %s to %s"
                        .formatted(
                                title,
                                stores.size(),
                                LocalDate.ofEpochDay(firstDay),
                                LocalDate.ofEpochDay(end));
        this.weather = new HashMap<>();
        for (WeatherRow row : folder.weather()) {
            if (stores.contains(row.location())) {
                weather.computeIfAbsent(row.epochDay(), k -> new ArrayList<>()).add(row);
            }
        }
        this.holidays = folder.holidays();
        this.promotions = announcements();
        Map<String, Double> means = meanUnits();
        Map<String, String> categories = new HashMap<>();
        folder.items().forEach(i -> categories.put(i.item(), i.category1()));
        AssumedNetwork network = new AssumedNetwork(assume, folder.regions(), categories, means);
        this.groups = network.groups();
        this.opening = opening(assume, means, network);
        this.assumptions = new ArrayList<>(assume.sentences());
        assumptions.add(
                "network: each region has one warehouse, each coarse category two suppliers and is"
                        + " planned together");
        assumptions.add("weather forecast: the weather as it was recorded later stands in for it");
        assumptions.add(
                "demand: recorded sales are what the simulated stock must cover; demand that was"
                        + " missed in the recording is unknown");
        assumptions.add("discount 0: taken as unknown, for nothing is given away");
    }

    /**
     * The world of a folder in the history layout.
     *
     * @param title of the folder, for people
     * @param from first day that is run; null = so that the run ends with the data
     * @param days that are run
     * @param locations how many of the folder's locations, the first ones
     */
    public static ReplayedWorld of(
            HistoryFolder folder,
            String title,
            Assumptions assumptions,
            @Nullable Integer from,
            int days,
            int locations) {
        if (days < 1 || locations < 1) {
            throw new IllegalArgumentException(
                    "The days (%d) and locations (%d) must be >= 1.".formatted(days, locations));
        }
        return new ReplayedWorld(folder, title, assumptions, from, days, locations);
    }

    private void check(int end, int days) {
        if (firstRunDay <= firstDay || lastDay > end) {
            throw new IllegalArgumentException(
                    "The run %s to %s (%d days) must lie after the first day of the data (%s) and end by its last (%s). Maybe --from or --days should be smaller."
                            .formatted(
                                    LocalDate.ofEpochDay(firstRunDay),
                                    LocalDate.ofEpochDay(lastDay),
                                    days,
                                    LocalDate.ofEpochDay(firstDay),
                                    LocalDate.ofEpochDay(end)));
        }
    }

    @Override
    public String title() {
        return title;
    }

    @Override
    public LocalTimes times() {
        return times;
    }

    @Override
    public int firstDay() {
        return firstDay;
    }

    @Override
    public int firstRunDay() {
        return firstRunDay;
    }

    @Override
    public int lastDay() {
        return lastDay;
    }

    @Override
    public List<PlanningGroup> groups() {
        return groups;
    }

    @Override
    public List<String> assumptions() {
        return Collections.unmodifiableList(assumptions);
    }

    @Override
    public News news(int day) {
        List<WeatherDay> said = new ArrayList<>();
        for (int ahead = 0; ahead <= AHEAD_DAYS; ahead++) {
            for (WeatherRow row : weather.getOrDefault(day + ahead, List.of())) {
                said.add(Recorded.weather(row, day, times));
            }
        }
        List<Holiday> announced = new ArrayList<>();
        if (day == firstDay) {
            long firstMillis = times.millis(firstDay, 0);
            for (HolidayRow row : holidays) {
                announced.addAll(Recorded.holiday(row, folder, stores::contains, firstMillis));
            }
        }
        return new News(said, announced, promotions.getOrDefault(day, List.of()), List.of());
    }

    @Override
    public List<SeriesOutcome> past(int day) {
        List<SeriesOutcome> outcomes = new ArrayList<>();
        for (SalesRow row : rowsOf(day)) {
            outcomes.add(Recorded.outcome(row));
        }
        return outcomes;
    }

    @Override
    public List<SeriesDay> demand(int day) {
        return rowsOf(day).stream().map(Recorded::sold).toList();
    }

    @Override
    public boolean recorded() {
        return true;
    }

    @Override
    public long openingStock(String location, String item) {
        return opening.getOrDefault(SeriesKey.id(location, item), 0L);
    }

    @Override
    public long launchStock(String location, String item, int day) {
        return 0;
    }

    @Override
    public boolean launched(String item, int day) {
        return true;
    }

    @Override
    public List<SeriesHistory> histories() {
        return HistorySeries.read(folder, firstRunDay - 1, 0).stream()
                .filter(s -> stores.contains(s.location()))
                .toList();
    }

    private List<SalesRow> rowsOf(int day) {
        return rows.getOrDefault(day, List.of());
    }

    /** Price plans by the day on which they are announced. */
    private Map<Integer, List<Promotion>> announcements() {
        Map<Integer, List<Promotion>> plan = new HashMap<>();
        PricePlans plans =
                new PricePlans(
                        times,
                        firstDay,
                        (promotion, day) ->
                                plan.computeIfAbsent(day, k -> new ArrayList<>()).add(promotion));
        rows.values().forEach(day -> day.forEach(plans::add));
        plans.end();
        return plan;
    }

    /** Mean daily sales of the last days of the past, by series in the order of the file. */
    private Map<String, Double> meanUnits() {
        Map<String, Double> means = new LinkedHashMap<>();
        folder.series().stream()
                .filter(s -> stores.contains(s.location()))
                .forEach(s -> means.put(SeriesKey.id(s.location(), s.item()), 0.0));
        int from = Math.max(firstDay, firstRunDay - MEAN_DAYS);
        for (int day = from; day < firstRunDay; day++) {
            for (SalesRow row : rowsOf(day)) {
                double share = Recorded.sold(row).units() / (firstRunDay - from);
                means.merge(SeriesKey.id(row.location(), row.item()), share, Double::sum);
            }
        }
        return means;
    }

    private static Map<String, Long> opening(
            Assumptions assume, Map<String, Double> means, AssumedNetwork network) {
        Map<String, Double> units = new HashMap<>();
        means.forEach(
                (key, mean) -> {
                    int bar = key.indexOf('|');
                    String location = key.substring(0, bar);
                    units.merge(key, assume.value("openingStoreDays") * mean, Double::sum);
                    units.merge(
                            SeriesKey.id(network.warehouse(location), key.substring(bar + 1)),
                            assume.value("openingWarehouseDays") * mean,
                            Double::sum);
                });
        Map<String, Long> opening = new HashMap<>();
        // A millionth of a base unit is the dust of adding tenths.
        units.forEach(
                (key, u) ->
                        opening.put(key, (long) Math.ceil(u / assume.value("baseUnit") - 1e-6)));
        return opening;
    }
}
