package io.restock.jobs.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.LocalDays;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoTest {
    private static final long END_OF_2199 = 7_258_118_399_999L;

    @Property
    void readsTheTimesItWrites(
            @ForAll @LongRange(min = LocalDays.MILLIS, max = END_OF_2199 - LocalDays.MILLIS)
                    long millis,
            @ForAll @IntRange(min = -18 * 60, max = 18 * 60) int offsetMinutes) {
        String text = Iso.time(millis, offsetMinutes * 60);

        assertThat(millisOf(text)).isEqualTo(millis);
        assertThat(Iso.readOffset(text.toCharArray(), 0, text.length()))
                .isEqualTo(offsetMinutes * 60);
    }

    @Property
    void agreesWithTheJdkOnTimes(
            @ForAll @LongRange(min = LocalDays.MILLIS, max = END_OF_2199 - LocalDays.MILLIS)
                    long millis) {
        OffsetDateTime time =
                OffsetDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.ofHours(-3));

        String text =
                "xx" + time.format(DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSXXX"));

        assertThat(Iso.readMillis(text.toCharArray(), 2, text.length() - 2)).isEqualTo(millis);
    }

    @Property
    void readsTheDaysItWrites(@ForAll @IntRange(max = 84_000) int day) {
        assertThat(Iso.readDay(Iso.day(day).toCharArray(), 0, 10)).isEqualTo(day);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22",
                "2026-11-22T10:15:30",
                "2026-11-22T10:15:30.Z",
                "2026-11-22T10:15:30.1234567890Z",
                "2026-11-22T10:15:30.1.2Z",
                "2026-11-22T10:15:30z",
                "2026-11-22T24:00:00Z",
                "2026-11-22T10:60:30Z",
                "2026-11-22T10:15:60Z",
                "2026-11-22 10:15:30Z",
                "2026-11-22T10:15:30+0100",
                "2026-11-22T10:15:30+01:60",
                "2026-11-22T10:15:30+19:00",
                "2026-11-22T10:15:30+18:01",
                "2026-11-22T10:15:30Z ",
                "2026-13-01T10:15:30Z",
                "2026-02-29T10:15:30Z",
                "1969-12-31T10:15:30Z",
                "2200-01-01T10:15:30Z",
                "٢٠٢٦-11-22T10:15:30Z",
            })
    void readsNothingElseAsTime(String text) {
        assertThat(millisOf(text)).isEqualTo(Iso.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "2026-11-2", "2026-11-222", "2026/11/22", "2100-02-29", "2026-00-10"})
    void readsNothingElseAsDay(String text) {
        assertThat(Iso.readDay(text.toCharArray(), 0, text.length())).isEqualTo(Iso.NONE);
    }

    private static long millisOf(String text) {
        return Iso.readMillis(text.toCharArray(), 0, text.length());
    }
}
