package io.restock.local.history;

import io.restock.operators.forecast.launch.ItemCategories;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A sales history in the history layout: one folder of CSV files. Small files are read at once,
 * sales row by row. A file that does not keep to the layout is a {@link HistoryException} that
 * names file, line, column and value.
 */
public final class HistoryFolder {
    private static final List<String> SALES_COLUMNS =
            List.of(
                    "date",
                    "location",
                    "item",
                    "units",
                    "discount",
                    "promotion",
                    "stockout",
                    "hourly");
    private static final List<String> WEATHER_COLUMNS =
            List.of(
                    "date",
                    "location",
                    "precipitation_mm",
                    "temperature_c",
                    "humidity_pct",
                    "wind_level");

    private final Path folder;
    private final List<LocationInfo> locations;
    private final List<ItemInfo> items;
    private final List<SeriesInfo> series;
    private final List<HolidayRow> holidays;
    private final List<WeatherRow> weather;
    private final List<AheadRow> ahead;

    private HistoryFolder(Path folder) {
        this.folder = folder;
        this.locations =
                read(
                        "locations.csv",
                        List.of("location", "region"),
                        2,
                        t -> new LocationInfo(t.id(0), t.id(1)));
        this.items =
                read(
                        "items.csv",
                        List.of("item", "category1", "category2", "category3"),
                        1,
                        t -> new ItemInfo(t.id(0), t.text(1), t.text(2), t.text(3)));
        this.series =
                read(
                        "series.csv",
                        List.of("location", "item", "group"),
                        2,
                        t -> new SeriesInfo(t.id(0), t.id(1), t.text(2)));
        this.holidays =
                read(
                        "holidays.csv",
                        List.of("date", "holiday", "region"),
                        2,
                        HistoryFolder::holiday);
        this.weather =
                read(
                        name("weather.csv"),
                        WEATHER_COLUMNS,
                        WEATHER_COLUMNS.size(),
                        HistoryFolder::weather);
        this.ahead =
                Files.exists(folder.resolve("ahead.csv.gz"))
                        ? read(
                                "ahead.csv.gz",
                                List.of("date", "location", "item", "discount", "promotion"),
                                5,
                                HistoryFolder::ahead)
                        : List.of();
    }

    /** Reads all of a folder but the sales. */
    public static HistoryFolder open(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new HistoryException(
                    "The data folder (%s) must be a folder in the history layout."
                            .formatted(folder));
        }
        return new HistoryFolder(folder);
    }

    /** Locations in the order of the file. */
    public List<LocationInfo> locations() {
        return locations;
    }

    /** Items in the order of the file. */
    public List<ItemInfo> items() {
        return items;
    }

    /** Categories of the items that have one. */
    public ItemCategories categories() {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        for (ItemInfo item : items) {
            List<String> path = new ArrayList<>();
            for (String category : List.of(item.category1(), item.category2(), item.category3())) {
                if (category.isEmpty()) {
                    break;
                }
                path.add(category);
            }
            if (!path.isEmpty()) {
                paths.put(item.item(), List.copyOf(path));
            }
        }
        return new ItemCategories(paths);
    }

    /** Series in the order of the file. */
    public List<SeriesInfo> series() {
        return series;
    }

    /** Holidays, which may run past the sales. */
    public List<HolidayRow> holidays() {
        return holidays;
    }

    /** Weather of locations; with a plan ahead it holds the days ahead too. */
    public List<WeatherRow> weather() {
        return weather;
    }

    /** The series-days to forecast; empty where the folder has no plan ahead. */
    public List<AheadRow> ahead() {
        return ahead;
    }

    /** Region of each location. */
    public Map<String, String> regions() {
        Map<String, String> regions = new LinkedHashMap<>();
        locations.forEach(location -> regions.put(location.location(), location.region()));
        return regions;
    }

    /**
     * Reads all sales, region by region, within a region by date, location and item.
     *
     * @param to told of each row
     */
    public void forEachSale(Consumer<SalesRow> to) {
        Map<String, String> regions = regions();
        for (String region : new TreeSet<>(regions.values())) {
            forEachSale(region, regions, true, to);
        }
    }

    /** The same with no hours in the rows, several times as fast. */
    public void forEachSaleWithoutHours(Consumer<SalesRow> to) {
        Map<String, String> regions = regions();
        for (String region : new TreeSet<>(regions.values())) {
            forEachSale(region, regions, false, to);
        }
    }

    /** Reads the sales of one region, by date, location and item. */
    public void forEachSale(String region, Consumer<SalesRow> to) {
        forEachSale(region, regions(), true, to);
    }

    /** First and last day of the sales of some region. */
    public DayRange days() {
        int first = Integer.MAX_VALUE;
        int last = Integer.MIN_VALUE;
        for (String region : new TreeSet<>(regions().values())) {
            try (CsvTable table = sales(region)) {
                while (table.next()) {
                    first = Math.min(first, table.day(0));
                    last = Math.max(last, table.day(0));
                }
            }
        }
        if (last == Integer.MIN_VALUE) {
            throw new HistoryException("The sales must have at least one row.");
        }
        return new DayRange(first, last);
    }

    private CsvTable sales(String region) {
        return new CsvTable(folder.resolve(name("sales/" + region + ".csv")), SALES_COLUMNS, 7);
    }

    private void forEachSale(
            String region, Map<String, String> regions, boolean hours, Consumer<SalesRow> to) {
        try (CsvTable table = sales(region)) {
            int lastDay = Integer.MIN_VALUE;
            while (table.next()) {
                SalesRow row = sale(table, hours);
                if (row.epochDay() < lastDay) {
                    throw table.bad(0, "no earlier than the line before: rows are sorted by date");
                }
                if (!region.equals(regions.get(row.location()))) {
                    throw table.bad(1, "a location of region " + region + " in locations.csv");
                }
                lastDay = row.epochDay();
                to.accept(row);
            }
        }
    }

    private static SalesRow sale(CsvTable t, boolean hours) {
        return new SalesRow(
                t.day(0),
                t.id(1),
                t.id(2),
                t.number(3, 0),
                t.number(4, 0),
                t.flag(5),
                t.mask(6),
                hours ? t.hours(7) : new float[0]);
    }

    private static WeatherRow weather(CsvTable t) {
        double any = Double.NEGATIVE_INFINITY;
        return new WeatherRow(
                t.day(0),
                t.id(1),
                t.number(2, 0),
                t.number(3, any),
                t.number(4, any),
                t.number(5, any));
    }

    private static AheadRow ahead(CsvTable t) {
        return new AheadRow(t.day(0), t.id(1), t.id(2), t.number(3, 0), t.flag(4));
    }

    private static HolidayRow holiday(CsvTable t) {
        float flag = t.flag(1);
        if (Float.isNaN(flag)) {
            throw t.bad(1, "0 or 1");
        }
        return new HolidayRow(t.day(0), flag > 0, t.text(2));
    }

    private String name(String plain) {
        return Files.exists(folder.resolve(plain)) ? plain : plain + ".gz";
    }

    private <T> List<T> read(
            String name, List<String> columns, int required, Function<CsvTable, T> row) {
        Path file = folder.resolve(name);
        if (!Files.exists(file)) {
            throw new HistoryException(
                    "%s is missing. The history layout needs locations.csv, items.csv, series.csv,"
                                    .formatted(file)
                            + " holidays.csv, weather.csv.gz and sales/REGION.csv.gz.");
        }
        List<T> rows = new ArrayList<>();
        try (CsvTable table = new CsvTable(file, columns, required)) {
            while (table.next()) {
                rows.add(row.apply(table));
            }
        }
        return List.copyOf(rows);
    }
}
