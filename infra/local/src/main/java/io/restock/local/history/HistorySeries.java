package io.restock.local.history;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import io.restock.domain.SeriesKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Gathers a {@link HistoryFolder} into one {@link SeriesHistory} a series. */
public final class HistorySeries {
    private HistorySeries() {}

    /**
     * Reads all series of a folder, in the order of its series file. All have the same days: from
     * the first day of the sales to the last one, or to {@code untilEpochDay} where that is
     * earlier; covariates run {@code future} days further, with what is known of them. A day
     * without a row is unknown.
     *
     * @param untilEpochDay last day of the past; {@link Integer#MAX_VALUE} = all
     * @param future days of known future after it. After an earlier last day they hold the prices
     *     and promotions of that time's rows, which stand for the plan that was known
     */
    public static List<SeriesHistory> read(HistoryFolder folder, int untilEpochDay, int future) {
        Map<String, List<SalesRow>> rows = new LinkedHashMap<>();
        folder.series()
                .forEach(
                        series ->
                                rows.put(
                                        SeriesKey.id(series.location(), series.item()),
                                        new ArrayList<>()));
        int[] days = {Integer.MAX_VALUE, Integer.MIN_VALUE};
        folder.forEachSaleWithoutHours(
                row -> {
                    List<SalesRow> of = rows.get(SeriesKey.id(row.location(), row.item()));
                    if (of == null) {
                        throw new HistoryException(
                                "The series (%s, %s) of the sales must be in series.csv."
                                        .formatted(row.location(), row.item()));
                    }
                    days[0] = Math.min(days[0], row.epochDay());
                    days[1] = Math.max(days[1], row.epochDay());
                    of.add(row);
                });
        if (days[1] == Integer.MIN_VALUE) {
            throw new HistoryException("The sales must have at least one row.");
        }
        int last = Math.min(days[1], untilEpochDay);
        if (last < days[0]) {
            throw new HistoryException("The sales must begin before the last day asked for.");
        }
        return new Builder(folder, days[0], last - days[0] + 1, future).build(rows);
    }

    /** Holds what series of a location or region share. */
    private static final class Builder {
        private final HistoryFolder folder;
        private final int first;
        private final int past;
        private final int length;
        private final Map<String, float[]> holidays = new HashMap<>();
        private final Map<String, Covariates> weather = new HashMap<>();
        private final Map<String, List<AheadRow>> ahead = new HashMap<>();

        Builder(HistoryFolder folder, int first, int past, int future) {
            this.folder = folder;
            this.first = first;
            this.past = past;
            this.length = past + future;
        }

        List<SeriesHistory> build(Map<String, List<SalesRow>> rows) {
            folder.regions().values().forEach(r -> holidays.computeIfAbsent(r, this::holidays));
            for (WeatherRow row : folder.weather()) {
                weather(row);
            }
            for (AheadRow row : folder.ahead()) {
                ahead.computeIfAbsent(
                                SeriesKey.id(row.location(), row.item()), k -> new ArrayList<>())
                        .add(row);
            }
            Map<String, String> regions = folder.regions();
            List<SeriesHistory> all = new ArrayList<>(rows.size());
            for (SeriesInfo series : folder.series()) {
                String region = regions.get(series.location());
                if (region == null) {
                    throw new HistoryException(
                            "The location (%s) of series.csv must be in locations.csv."
                                    .formatted(series.location()));
                }
                String key = SeriesKey.id(series.location(), series.item());
                all.add(one(series, region, rows.getOrDefault(key, List.of())));
            }
            return all;
        }

        private SeriesHistory one(SeriesInfo series, String region, List<SalesRow> rows) {
            float[] units = unknown(past);
            float[] share = unknown(past);
            float[] discount = unknown(length);
            float[] promotion = unknown(length);
            for (SalesRow row : rows) {
                int t = row.epochDay() - first;
                if (t < length) {
                    discount[t] = row.discount();
                    promotion[t] = row.promotion();
                }
                if (t < past) {
                    units[t] = row.units();
                    share[t] = row.stockOutShare();
                }
            }
            String key = SeriesKey.id(series.location(), series.item());
            for (AheadRow row : ahead.getOrDefault(key, List.of())) {
                int t = row.epochDay() - first;
                if (t >= past && t < length) {
                    discount[t] = row.discount();
                    promotion[t] = row.promotion();
                }
            }
            Covariates sky =
                    weather.computeIfAbsent(series.location(), l -> Covariates.unknown(length));
            return new SeriesHistory(
                    series.location(),
                    series.item(),
                    first,
                    units,
                    share,
                    new Covariates(
                            discount,
                            promotion,
                            holidays.computeIfAbsent(region, this::holidays),
                            sky.temperatureC(),
                            sky.precipitationMm(),
                            sky.humidityPct(),
                            sky.windLevel()));
        }

        private float[] holidays(String region) {
            float[] days = unknown(length);
            for (HolidayRow row : folder.holidays()) {
                int t = row.epochDay() - first;
                boolean here = row.region().isEmpty() || row.region().equals(region);
                if (here && t >= 0 && t < length) {
                    days[t] = row.holiday() ? 1 : 0;
                }
            }
            return days;
        }

        private void weather(WeatherRow row) {
            int t = row.epochDay() - first;
            if (t < 0 || t >= length) {
                return;
            }
            Covariates of =
                    weather.computeIfAbsent(row.location(), l -> Covariates.unknown(length));
            of.temperatureC()[t] = row.temperatureC();
            of.precipitationMm()[t] = row.precipitationMm();
            of.humidityPct()[t] = row.humidityPct();
            of.windLevel()[t] = row.windLevel();
        }

        private static float[] unknown(int n) {
            float[] a = new float[n];
            Arrays.fill(a, Float.NaN);
            return a;
        }
    }
}
