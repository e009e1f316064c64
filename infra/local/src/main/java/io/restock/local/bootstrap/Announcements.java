package io.restock.local.bootstrap;

import io.restock.domain.Holiday;
import io.restock.domain.WeatherDay;
import io.restock.local.history.HistoryFolder;
import io.restock.local.history.WeatherRow;
import io.restock.local.world.LocalTimes;
import io.restock.local.world.Recorded;
import io.restock.local.world.World;
import java.util.ArrayList;
import java.util.List;

/**
 * What was announced until the night after the last day.
 *
 * @param firstDay nothing was said before it
 * @param lastDay local day
 */
record Announcements(LocalTimes times, int firstDay, int lastDay) {

    /** All that was said of the weather of a day, as forecast first and as observed. */
    List<WeatherDay> of(WeatherRow row) {
        List<WeatherDay> said = new ArrayList<>();
        int from = Math.max(firstDay, row.epochDay() - World.AHEAD_DAYS);
        for (int day = from; day <= Math.min(lastDay, row.epochDay()); day++) {
            said.add(Recorded.weather(row, day, times));
        }
        return said;
    }

    /** All holidays, which are announced on the first day. */
    List<Holiday> holidays(HistoryFolder folder) {
        long first = times.millis(firstDay, 0);
        List<Holiday> said = new ArrayList<>();
        folder.holidays()
                .forEach(row -> said.addAll(Recorded.holiday(row, folder, each -> true, first)));
        return said;
    }
}
