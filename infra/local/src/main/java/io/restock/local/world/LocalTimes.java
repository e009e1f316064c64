package io.restock.local.world;

import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** Moments of local days in one time zone. */
public record LocalTimes(ZoneId zone) implements Serializable {

    /** Milliseconds since the epoch at a minute (0 … 1439, or later) of a local day. */
    public long millis(int epochDay, int minute) {
        return local(epochDay, minute).atZone(zone).toInstant().toEpochMilli();
    }

    /** Offset of local time from UTC at that moment, seconds. */
    public int offsetSeconds(int epochDay, int minute) {
        return local(epochDay, minute).atZone(zone).getOffset().getTotalSeconds();
    }

    private static LocalDateTime local(int epochDay, int minute) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay().plusMinutes(minute);
    }
}
