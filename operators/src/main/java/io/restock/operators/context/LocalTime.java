package io.restock.operators.context;

import io.restock.domain.Location;
import io.restock.operators.demand.ClosedDay;
import io.restock.operators.demand.OffsetUse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/** Whether the events of a day were told in the local time of their location. */
final class LocalTime {
    private LocalTime() {}

    /**
     * Why a day is not one of the location's: an event with an offset that its zone did not have at
     * that moment. Offsets do not come back within a day, so the first and the last event of each
     * speak for those between. Null = all are the zone's.
     */
    static @Nullable String complaint(ClosedDay day, Location location) {
        ZoneRules rules = ZoneId.of(location.zone()).getRules();
        for (OffsetUse use : day.offsets()) {
            for (long millis : new long[] {use.firstMillis(), use.lastMillis()}) {
                ZoneOffset there = rules.getOffset(Instant.ofEpochMilli(millis));
                if (there.getTotalSeconds() != use.utcOffsetSeconds()) {
                    return complaint(day, location, use.utcOffsetSeconds(), millis, there);
                }
            }
        }
        return null;
    }

    private static String complaint(
            ClosedDay day, Location location, int offset, long millis, ZoneOffset there) {
        return "The offset (%s) of an event of item %s at %s must be that of the zone %s of location %s then (%s); day %s with %s units does not count."
                .formatted(
                        ZoneOffset.ofTotalSeconds(offset),
                        day.demand().item(),
                        Instant.ofEpochMilli(millis),
                        location.zone(),
                        location.id(),
                        there,
                        LocalDate.ofEpochDay(day.demand().epochDay()),
                        day.demand().units());
    }
}
