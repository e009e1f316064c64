package io.restock.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeriesHistoryTest {
    private static final float UNKNOWN = Float.NaN;
    private static final int FIRST = 20_000;

    /** Five days of the past, three of the future; each value says its array and day. */
    private static final SeriesHistory HISTORY =
            new SeriesHistory(
                    "S1",
                    "APPLE",
                    FIRST,
                    days(100, 5),
                    days(200, 5),
                    new Covariates(
                            days(300, 8),
                            days(400, 8),
                            days(500, 8),
                            days(600, 8),
                            days(700, 8),
                            days(800, 8),
                            days(900, 8)));

    @Test
    void originIsTheLastDayThatIsKnown() {
        assertThat(HISTORY.originEpochDay()).isEqualTo(FIRST + 4);
        assertThat(HISTORY.horizon()).isEqualTo(3);
        assertThat(HISTORY.key()).isEqualTo("S1|APPLE");
    }

    @Test
    void windowIsThePastAndTheKnownFutureOfAnOrigin() {
        SeriesHistory window = HISTORY.window(FIRST + 3, 2, 3);

        assertThat(window.firstEpochDay()).isEqualTo(FIRST + 2);
        assertThat(window.originEpochDay()).isEqualTo(FIRST + 3);
        assertThat(window.horizon()).isEqualTo(3);
        assertThat(window.units()).containsExactly(102, 103);
        assertThat(window.stockOutShare()).containsExactly(202, 203);
        assertThat(window.covariates().discount()).containsExactly(302, 303, 304, 305, 306);
        assertThat(window.covariates().windLevel()).containsExactly(902, 903, 904, 905, 906);
    }

    @Test
    void daysOutsideOfWhatIsKnownAreUnknown() {
        SeriesHistory window = HISTORY.window(FIRST + 1, 4, 9);

        assertThat(window.firstEpochDay()).isEqualTo(FIRST - 2);
        assertThat(window.units()).containsExactly(UNKNOWN, UNKNOWN, 100, 101);
        assertThat(window.covariates().holiday())
                .containsExactly(
                        UNKNOWN, UNKNOWN, 500, 501, 502, 503, 504, 505, 506, 507, UNKNOWN, UNKNOWN,
                        UNKNOWN);
    }

    @Test
    void windowOfAnOriginKnowsNoSaleAfterIt() {
        SeriesHistory window = HISTORY.window(FIRST + 1, 2, 3);

        assertThat(window.units()).hasSize(2);
        assertThat(window.stockOutShare()).hasSize(2);
    }

    @Property(tries = 300)
    void everyDayOfAWindowIsThatDayOfTheSeries(
            @ForAll @IntRange(min = -12, max = 20) int origin,
            @ForAll @IntRange(min = 0, max = 15) int past,
            @ForAll @IntRange(min = 0, max = 15) int future) {
        SeriesHistory window = HISTORY.window(FIRST + origin, past, future);

        assertThat(window.units()).hasSize(past);
        assertThat(window.horizon()).isEqualTo(future);
        for (int i = 0; i < past + future; i++) {
            int day = window.firstEpochDay() + i - FIRST;
            assertThat(window.covariates().temperatureC()[i])
                    .isEqualTo(Float.valueOf(day >= 0 && day < 8 ? 600 + day : UNKNOWN));
            if (i < past) {
                assertThat(window.units()[i])
                        .isEqualTo(Float.valueOf(day >= 0 && day < 5 ? 100 + day : UNKNOWN));
            }
        }
    }

    @Test
    void windowOfAWindowIsTheWindow() {
        assertThat(HISTORY.window(FIRST + 4, 4, 3).window(FIRST + 3, 2, 2))
                .usingRecursiveComparison()
                .isEqualTo(HISTORY.window(FIRST + 3, 2, 2));
    }

    @Test
    void unknownCovariatesAreUnknownOnEveryDay() {
        Covariates unknown = Covariates.unknown(4);

        assertThat(unknown.length()).isEqualTo(4);
        for (float[] array :
                new float[][] {
                    unknown.discount(),
                    unknown.promotion(),
                    unknown.holiday(),
                    unknown.temperatureC(),
                    unknown.precipitationMm(),
                    unknown.humidityPct(),
                    unknown.windLevel()
                }) {
            assertThat(array).containsExactly(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
        }
    }

    @Test
    void sliceLeavesTheOriginalAlone() {
        Covariates before = Covariates.unknown(3);
        Covariates slice = before.slice(0, 3);
        Arrays.fill(slice.discount(), 0.5f);

        assertThat(before.discount()).containsOnly(UNKNOWN);
    }

    private static float[] days(int start, int n) {
        float[] values = new float[n];
        for (int i = 0; i < n; i++) {
            values[i] = start + i;
        }
        return values;
    }
}
