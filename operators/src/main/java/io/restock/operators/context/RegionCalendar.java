package io.restock.operators.context;

import io.restock.domain.DemandDay;
import io.restock.domain.WeatherDay;
import org.jspecify.annotations.Nullable;

/** Weather and holidays of a region as they were known at a moment, laid out around a day. */
final class RegionCalendar {
    /**
     * Days before the demand's that are given again, so that weather observed late still reaches
     * the history.
     */
    static final int BACK = 7;

    /** Where a day's weather is found. */
    interface Weather {
        @Nullable DayWeather of(int epochDay) throws Exception;
    }

    /** Where a day's holidays are found. */
    interface Holidays {
        @Nullable DayHolidays of(int epochDay) throws Exception;
    }

    private RegionCalendar() {}

    /**
     * The context of a day; its arrays are safe to share between the series of the region.
     *
     * @param issuedMillis only what was issued or announced at or before it counts
     */
    static ContextedDay around(
            DemandDay demand,
            String region,
            long issuedMillis,
            int horizon,
            Weather weather,
            Holidays holidays)
            throws Exception {
        int first = demand.epochDay() - BACK;
        int n = BACK + 1 + horizon;
        ContextedDay day =
                new ContextedDay(
                        demand,
                        issuedMillis,
                        first,
                        new float[n],
                        new float[n],
                        new float[n],
                        new float[n],
                        new float[n]);
        for (int i = 0; i < n; i++) {
            DayHolidays announced = holidays.of(first + i);
            boolean holiday = announced != null && announced.isHoliday(region, issuedMillis);
            day.holiday()[i] = holiday ? 1 : 0;
            DayWeather issued = weather.of(first + i);
            WeatherDay known = null;
            if (issued != null) {
                known =
                        i <= BACK
                                ? issued.observedBy(issuedMillis)
                                : issued.expectedBy(issuedMillis);
            }
            day.temperatureC()[i] = known == null ? Float.NaN : known.temperatureC();
            day.precipitationMm()[i] = known == null ? Float.NaN : known.precipitationMm();
            day.humidityPct()[i] = known == null ? Float.NaN : known.humidityPct();
            day.windLevel()[i] = known == null ? Float.NaN : known.windLevel();
        }
        return day;
    }

    /** The same context for another series. */
    static ContextedDay share(ContextedDay context, DemandDay demand) {
        return new ContextedDay(
                demand,
                context.issuedMillis(),
                context.firstEpochDay(),
                context.holiday(),
                context.temperatureC(),
                context.precipitationMm(),
                context.humidityPct(),
                context.windLevel());
    }
}
