package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.WeatherDay;
import java.time.LocalDate;
import java.time.Month;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class ClimateTest {
    private static final LocalTimes TIMES = new LocalTimes(ZoneId.of("Europe/Berlin"));
    private static final int FIRST = (int) LocalDate.of(2026, 1, 1).toEpochDay();
    private static final int DAYS = 3 * 365;
    private static final Climate NORTH = new Climate(7, "north", TIMES, FIRST, FIRST + DAYS);

    @Test
    void summersAreWarmAndWintersCold() {
        assertThat(mean(Month.JUNE)).isCloseTo(20, within(2.5));
        assertThat(mean(Month.DECEMBER)).isCloseTo(0, within(2.5));
    }

    @Test
    void daysResembleTheDayBefore() {
        double together = 0;
        double alone = 0;
        double mean = 0;
        for (int day = FIRST; day < FIRST + DAYS; day++) {
            mean += unusual(day) / DAYS;
        }
        for (int day = FIRST; day < FIRST + DAYS - 1; day++) {
            together += (unusual(day) - mean) * (unusual(day + 1) - mean);
            alone += Math.pow(unusual(day) - mean, 2);
        }
        assertThat(together / alone).isCloseTo(0.75, within(0.08));
    }

    @Test
    void someDaysAreWetAndMostAreDry() {
        int wet = 0;
        for (int day = FIRST; day < FIRST + DAYS; day++) {
            wet += NORTH.rain(day) > 0 ? 1 : 0;
            assertThat(NORTH.rain(day)).isNotNegative();
        }
        assertThat((double) wet / DAYS).isBetween(0.15, 0.4);
    }

    @Test
    void forecastsErrMoreTheFartherTheyLookAndNotToOneSide() {
        double near = 0;
        double far = 0;
        double bias = 0;
        int n = DAYS - World.AHEAD_DAYS;
        for (int today = FIRST; today < FIRST + n; today++) {
            near += Math.pow(error(today + 1, today), 2) / n;
            far += Math.pow(error(today + 9, today), 2) / n;
            bias += error(today + 9, today) / n;
        }
        assertThat(near).isCloseTo(0.25, within(0.04));
        assertThat(far).isCloseTo(9 * 0.25, within(0.35));
        assertThat(bias).isCloseTo(0, within(0.2));
    }

    @Test
    void forecastIsSaidAfterTheDayAndObservedBeforeIt() {
        WeatherDay observed = NORTH.observed(FIRST + 3);
        WeatherDay forecast = NORTH.forecast(FIRST + 5, FIRST + 3);

        assertThat(observed.observed()).isTrue();
        assertThat(forecast.observed()).isFalse();
        assertThat(observed.issuedMillis()).isLessThan(forecast.issuedMillis());
        assertThat(forecast.issuedMillis()).isLessThan(TIMES.millis(FIRST + 4, 240));
        assertThat(forecast.eventId()).isNotEqualTo(observed.eventId());
    }

    @Test
    void namesTheDayItKnowsNothingOf() {
        assertThatThrownBy(() -> NORTH.rain(FIRST - 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(Integer.toString(FIRST - 1));
    }

    private static double error(int day, int today) {
        return NORTH.forecast(day, today).temperatureC() - NORTH.temperature(day);
    }

    /** Temperature less that of the season. */
    private static double unusual(int day) {
        double ofYear = Math.floorMod(day + 10, 365) / 365.0;
        return NORTH.temperature(day) - (10 - 10 * Math.cos(2 * Math.PI * ofYear));
    }

    private static double mean(Month month) {
        double sum = 0;
        int days = 0;
        for (int day = FIRST; day < FIRST + DAYS; day++) {
            if (LocalDate.ofEpochDay(day).getMonth() == month) {
                sum += NORTH.temperature(day);
                days++;
            }
        }
        return sum / days;
    }
}
