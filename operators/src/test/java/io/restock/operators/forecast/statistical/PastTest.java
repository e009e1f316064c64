package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PastTest {
    @ParameterizedTest
    @CsvSource({
        // units, share out of stock, usable, in stock, weight
        "4, 0, true, true, 1",
        "4, NaN, true, true, 1",
        "4, 0.5, true, false, 0.15",
        "4, 0.9, true, false, 0.03",
        "4, 0.95, false, false, 0.015",
        "0, 1, false, false, 0",
        "NaN, 0, false, false, 1",
        "NaN, NaN, false, false, 1",
    })
    void aDaySaysLessOfDemandTheLongerItWasOutOfStock(
            float units, float share, boolean usable, boolean inStock, double weight) {
        SeriesHistory history = Histories.flat(units, 1, 0);
        history.stockOutShare()[0] = share;
        Past past = new Past(history);

        assertThat(past.usable(0)).isEqualTo(usable);
        assertThat(past.inStock(0)).isEqualTo(inStock);
        assertThat(past.weight(0)).isCloseTo(weight, within(1e-6));
    }

    @Test
    void theMeanIsOfTheKnownDaysAndOfThoseThereAre() {
        Past past = new Past(Histories.of(new float[] {2, Float.NaN, 6}, 0));

        assertThat(past.mean(0, 2)).isEqualTo(4);
        assertThat(past.mean(-5, 1)).isEqualTo(2);
        assertThat(past.mean(1, 1)).isNaN();
        assertThat(past.last()).isEqualTo(2);
    }

    @Test
    void weekdaysGoOnBeforeAndAfterTheEpoch() {
        Past past = new Past(Histories.flat(1, 3, 0));

        for (int t = 0; t < 30; t++) {
            assertThat(past.weekday(t)).isEqualTo(past.weekday(t + 7)).isBetween(0, 6);
            assertThat(past.weekday(t + 1)).isEqualTo((past.weekday(t) + 1) % 7);
        }
    }

    @ParameterizedTest
    @CsvSource({
        // weekday (0 = Monday), announced, kind
        "0, NaN, 0",
        "4, NaN, 4",
        "5, NaN, 5",
        "6, NaN, 5",
        "0, 1, 5",
        "3, 0, 3",
        "5, 0, 0",
        "6, 0, 0",
    })
    void aDayOffIsWhatIsAnnouncedAndElseTheWeekend(int weekday, float holiday, int kind) {
        SeriesHistory history = Histories.flat(1, 7, 0);
        history.covariates().holiday()[weekday] = holiday;

        assertThat(DayKind.of(history, weekday, Set.of())).isEqualTo(kind);
    }

    @Test
    void anOrdinaryDayIsNoDayOffThoughItIsAnnounced() {
        SeriesHistory history = Histories.flat(1, 7, 0);
        history.covariates().holiday()[2] = 1;

        assertThat(DayKind.of(history, 2, Set.of(Histories.MONDAY + 2))).isEqualTo(2);
        assertThat(DayKind.of(history, 2, Set.of(Histories.MONDAY + 3))).isEqualTo(DayKind.FREE);
    }

    @Test
    void daysAfterWhatIsKnownAreOfTheirWeekday() {
        SeriesHistory history = Histories.flat(1, 7, 0);

        assertThat(DayKind.of(history, 8, Set.of())).isEqualTo(1);
        assertThat(DayKind.of(history, 12, Set.of())).isEqualTo(DayKind.FREE);
    }
}
