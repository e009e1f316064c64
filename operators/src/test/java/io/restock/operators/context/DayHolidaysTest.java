package io.restock.operators.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Holiday;
import org.junit.jupiter.api.Test;

class DayHolidaysTest {
    private final DayHolidays day = new DayHolidays();

    @Test
    void isAWorkingDayUntilAHolidayIsAnnounced() {
        day.add(announced("*", true, 10));

        assertThat(day.isHoliday("north", 9)).isFalse();
        assertThat(day.isHoliday("north", 10)).isTrue();
    }

    @Test
    void holdsTheLatestAnnouncementWhicheverCameFirst() {
        day.add(announced("*", false, 20));
        day.add(announced("*", true, 10));

        assertThat(day.isHoliday("north", 15)).isTrue();
        assertThat(day.isHoliday("north", 20)).isFalse();
    }

    @Test
    void decidesForTheHolidayBetweenAnnouncementsOfOneMoment() {
        day.add(announced("*", true, 10));
        day.add(announced("*", false, 10));

        assertThat(day.isHoliday("north", 10)).isTrue();
    }

    @Test
    void concernsOneRegionWhereItIsNamed() {
        day.add(announced("north", true, 10));

        assertThat(day.isHoliday("north", 10)).isTrue();
        assertThat(day.isHoliday("south", 10)).isFalse();
    }

    @Test
    void takesAnAnnouncementOnce() {
        day.add(announced("*", true, 10));
        day.add(announced("*", true, 10));

        assertThat(day.announcements).hasSize(1);
    }

    private static Holiday announced(String region, boolean holiday, long millis) {
        return new Holiday(region, 20_000, holiday, "", millis);
    }
}
