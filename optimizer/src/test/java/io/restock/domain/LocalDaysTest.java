package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocalDaysTest {
    @ParameterizedTest
    @CsvSource({
        "2025-03-29T22:59:59.999Z, 3600, 2025-03-29",
        "2025-03-29T23:00:00Z, 3600, 2025-03-30",
        "2025-03-30T21:59:59.999Z, 7200, 2025-03-30",
        "2025-03-30T22:00:00Z, 7200, 2025-03-31",
        "2025-01-01T04:59:59Z, -18000, 2024-12-31",
        "2025-01-01T05:00:00Z, -18000, 2025-01-01",
        "2024-02-28T18:15:00Z, 20700, 2024-02-29",
        "1969-12-31T23:59:59.999Z, 0, 1969-12-31",
        "1970-01-01T00:00:00Z, 0, 1970-01-01",
        "1970-01-01T00:00:00Z, -1, 1969-12-31",
    })
    void dayIsThatOfTheWallClock(Instant moment, int offset, LocalDate day) {
        assertThat(LocalDays.of(moment.toEpochMilli(), offset)).isEqualTo(day.toEpochDay());
    }

    @Property(tries = 500)
    void agreesWithTheCalendarOfJava(
            @ForAll @LongRange(min = -4_000_000_000_000L, max = 8_000_000_000_000L) long millis,
            @ForAll @IntRange(min = -64_800, max = 64_800) int offset) {
        assertThat(LocalDays.of(millis, offset))
                .isEqualTo(
                        Instant.ofEpochMilli(millis)
                                .atOffset(ZoneOffset.ofTotalSeconds(offset))
                                .toLocalDate()
                                .toEpochDay());
    }

    @Property(tries = 500)
    void dayEndsWhereTheNextBegins(
            @ForAll @IntRange(min = -40_000, max = 90_000) int day,
            @ForAll @IntRange(min = -64_800, max = 64_800) int offset) {
        long end = LocalDays.endMillis(day, offset);

        assertThat(LocalDays.of(end - 1, offset)).isEqualTo(day);
        assertThat(LocalDays.of(end, offset)).isEqualTo(day + 1);
        assertThat(end - LocalDays.endMillis(day - 1, offset)).isEqualTo(LocalDays.MILLIS);
    }

    @Test
    void saleIsOfTheDayOnItsOwnWall() {
        long lastMinute = Instant.parse("2025-06-01T21:59:00Z").toEpochMilli();

        assertThat(new Sale("e", "S1", "APPLE", lastMinute, 7200, 1, "").localDay())
                .isEqualTo(LocalDate.of(2025, 6, 1).toEpochDay());
        assertThat(new Sale("e", "S1", "APPLE", lastMinute, 10_800, 1, "").localDay())
                .isEqualTo(LocalDate.of(2025, 6, 2).toEpochDay());
    }
}
