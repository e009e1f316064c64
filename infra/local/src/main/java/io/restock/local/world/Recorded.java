package io.restock.local.world;

import io.restock.domain.Holiday;
import io.restock.domain.WeatherDay;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.HolidayRow;
import io.restock.local.history.LocationInfo;
import io.restock.local.history.SalesRow;
import io.restock.local.history.WeatherRow;
import java.util.List;
import java.util.function.Predicate;

/** What rows of a recorded history say of a day, as it was said then. */
public final class Recorded {
    private static final int OBSERVED_MINUTE = 10;
    private static final int FORECAST_MINUTE = 30;

    private Recorded() {}

    /** Where only the day's total is known, it is sold at noon. */
    static SeriesDay sold(SalesRow row) {
        float[] hourly = row.hourly();
        if (hourly.length == 0) {
            hourly = new float[24];
            hourly[12] = Float.isNaN(row.units()) ? 0 : row.units();
        }
        return new SeriesDay(row.location(), row.item(), hourly, row.stockOutHours());
    }

    /** What was sold, of a stock that nobody counted. */
    public static SeriesOutcome outcome(SalesRow row) {
        SeriesDay sold = sold(row);
        return new SeriesOutcome(
                row.location(),
                row.item(),
                sold.hourly(),
                sold.units(),
                0,
                Double.NaN,
                row.stockOutHours());
    }

    /**
     * What was said of a day's weather in the night after a day: what was observed, or for a day to
     * come what was observed later, which stands in for a forecast. Locations are regions.
     *
     * @param said the day; not after that of the weather
     */
    public static WeatherDay weather(WeatherRow row, int said, LocalTimes times) {
        boolean observed = row.epochDay() == said;
        return new WeatherDay(
                row.location() + "/" + row.epochDay() + "/" + (observed ? "observed" : said),
                row.location(),
                row.epochDay(),
                times.millis(said + 1, observed ? OBSERVED_MINUTE : FORECAST_MINUTE),
                observed,
                row.temperatureC(),
                row.precipitationMm(),
                row.humidityPct(),
                row.windLevel());
    }

    /**
     * Announcements of a holiday. A line for one region holds for each of its locations, which are
     * regions of their own.
     *
     * @param locations which of the folder's count
     * @param whenMillis moment of the announcement
     */
    public static List<Holiday> holiday(
            HolidayRow row, HistoryFolder folder, Predicate<String> locations, long whenMillis) {
        if (row.region().isEmpty()) {
            return List.of(
                    new Holiday(Holiday.EVERYWHERE, row.epochDay(), row.holiday(), "", whenMillis));
        }
        return folder.locations().stream()
                .filter(l -> l.region().equals(row.region()))
                .map(LocationInfo::location)
                .filter(locations)
                .map(l -> new Holiday(l, row.epochDay(), row.holiday(), "", whenMillis))
                .toList();
    }
}
