package io.restock.operators.context;

import io.restock.domain.DemandDay;
import io.restock.domain.Holiday;
import io.restock.domain.WeatherDay;
import java.util.HashMap;
import java.util.Map;

/**
 * What was announced to one region, without the operator: it gives a closed day the weather and
 * holidays that {@link ContextJoin} would have given it. All is announced before the first day is
 * asked for; what a day may know of it, its moment of issue says.
 */
public final class PastContext {
    private final String region;
    private final ContextSettings settings;
    private final Map<Integer, DayWeather> weather = new HashMap<>();
    private final Map<Integer, DayHolidays> holidays = new HashMap<>();
    private final Map<Integer, ContextedDay> shared = new HashMap<>();

    /** A region of which nothing is known. */
    public PastContext(String region, ContextSettings settings) {
        this.region = region;
        this.settings = settings;
    }

    /** Takes in an issue of the weather; of another region it says nothing. */
    public void announce(WeatherDay issue) {
        if (issue.region().equals(region)) {
            weather.computeIfAbsent(issue.epochDay(), day -> new DayWeather()).add(issue);
        }
    }

    /** Takes in a holiday, or that one is none. */
    public void announce(Holiday holiday) {
        holidays.computeIfAbsent(holiday.epochDay(), day -> new DayHolidays()).add(holiday);
    }

    /** A closed day with what had been announced by its moment of issue. */
    public ContextedDay around(DemandDay day) {
        long issued = day.closedMillis() + settings.patience().toMillis();
        ContextedDay context = shared.get(day.epochDay());
        if (context == null || context.issuedMillis() != issued) {
            context = context(day, issued);
            shared.put(day.epochDay(), context);
        }
        return RegionCalendar.share(context, day);
    }

    private ContextedDay context(DemandDay day, long issuedMillis) {
        try {
            return RegionCalendar.around(
                    day, region, issuedMillis, settings.horizon(), weather::get, holidays::get);
        } catch (Exception e) {
            throw new IllegalStateException("What is in memory cannot be read.", e);
        }
    }
}
