package io.restock.operators.context;

import io.restock.domain.Holiday;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All announcements about one day, of all regions. */
public final class DayHolidays {
    public List<Holiday> announcements = new ArrayList<>();

    void add(Holiday announcement) {
        if (!announcements.contains(announcement)) {
            announcements.add(announcement);
        }
    }

    /**
     * Whether the day was known as a holiday of the region. What was announced for the region goes
     * before what was announced for all; of each, the latest announcement holds.
     */
    boolean isHoliday(String region, long byMillis) {
        Holiday own = latest(region, byMillis);
        Holiday general = latest(Holiday.EVERYWHERE, byMillis);
        Holiday holds = own == null ? general : own;
        return holds != null && holds.holiday();
    }

    private @Nullable Holiday latest(String region, long byMillis) {
        Holiday best = null;
        for (Holiday each : announcements) {
            if (each.region().equals(region)
                    && each.announcedMillis() <= byMillis
                    && (best == null || isAfter(each, best))) {
                best = each;
            }
        }
        return best;
    }

    /** Of two announcements of one moment, that of a holiday holds, whichever came first. */
    private static boolean isAfter(Holiday each, Holiday other) {
        return each.announcedMillis() > other.announcedMillis()
                || (each.announcedMillis() == other.announcedMillis() && each.holiday());
    }
}
