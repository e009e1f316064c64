package io.restock.operators.context;

import io.restock.domain.WeatherDay;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was issued about the weather of one region and day: one forecast per issue and the
 * observation, some 20 entries with daily issues. Older issues stay, for a day that is late is
 * given what was known when it should have been issued.
 */
public final class DayWeather {
    public List<WeatherDay> issues = new ArrayList<>();

    void add(WeatherDay issue) {
        issues.removeIf(known -> known.eventId().equals(issue.eventId()));
        issues.add(issue);
    }

    /** The last observation issued at or before the moment; null = none. */
    @Nullable WeatherDay observedBy(long millis) {
        return latest(millis, true);
    }

    /** The last issue, observation or forecast, at or before the moment; null = none. */
    @Nullable WeatherDay expectedBy(long millis) {
        return latest(millis, false);
    }

    private @Nullable WeatherDay latest(long millis, boolean observedOnly) {
        WeatherDay best = null;
        for (WeatherDay issue : issues) {
            if (issue.issuedMillis() <= millis
                    && (issue.observed() || !observedOnly)
                    && (best == null || isAfter(issue, best))) {
                best = issue;
            }
        }
        return best;
    }

    /** Of two issues of one moment the greater id holds, whichever came first. */
    private static boolean isAfter(WeatherDay issue, WeatherDay other) {
        return issue.issuedMillis() > other.issuedMillis()
                || (issue.issuedMillis() == other.issuedMillis()
                        && issue.eventId().compareTo(other.eventId()) > 0);
    }
}
