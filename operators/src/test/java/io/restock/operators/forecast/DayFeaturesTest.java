package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.SeriesHistory;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DayFeaturesTest {
    private static final int HORIZON = 7;

    private final Scalers months = Scalers.fit(Histories.many(4, 60, 0, 3), Integer.MAX_VALUE / 2);
    private final Scalers years = Scalers.fit(Histories.many(2, 500, 0, 3), Integer.MAX_VALUE / 2);

    @Property(tries = 50)
    void trainingAndServingSeeTheSame(
            @ForAll @IntRange(min = 13, max = 150) int origin, @ForAll long seed) {
        SeriesHistory all = Histories.one("L", "I", 160, 0, seed);
        SeriesHistory served =
                all.window(
                        Histories.MONDAY + origin,
                        Math.min(origin + 1, FeatureEncoder.CONTEXT_DAYS),
                        HORIZON);

        assertThat(rows(months, served, served.units().length - 1))
                .containsExactly(rows(months, all, origin));
    }

    @Property(tries = 50)
    void neverSeesDemandAfterTheOriginNorPlansAfterTheHorizon(
            @ForAll @IntRange(min = 13, max = 480) int origin, @ForAll long seed) {
        SeriesHistory history = Histories.one("L", "I", 500, 2 * HORIZON, seed);
        float[] before = rows(years, history, origin);

        Arrays.fill(history.units(), origin + 1, 500, 1e6f);
        Arrays.fill(history.stockOutShare(), origin + 1, 500, 1);
        int end = history.covariates().length();
        for (float[] plan :
                List.of(
                        history.covariates().discount(),
                        history.covariates().promotion(),
                        history.covariates().holiday(),
                        history.covariates().precipitationMm(),
                        history.covariates().temperatureC())) {
            Arrays.fill(plan, origin + HORIZON + 1, end, 0.123f);
        }

        assertThat(rows(years, history, origin)).containsExactly(before);
    }

    @Test
    void countsTheDaysClosedOnEitherSide() {
        SeriesHistory history = Histories.one("L", "I", 60, HORIZON, 1);
        float[] open = rows(months, history, 59);
        history.units()[59] = Float.NaN; // the day before the target
        history.covariates().discount()[61] = Float.NaN; // the day after it
        history.covariates().promotion()[61] = Float.NaN;
        history.covariates().discount()[62] = Float.NaN;
        history.covariates().promotion()[62] = Float.NaN;

        float[] closed = rows(months, history, 59);

        assertThat(gaps(open)).containsExactly(0, 0);
        assertThat(gaps(closed)).containsExactly(1, 2);
    }

    @Test
    void whereNoPlanIsKnownNoDayIsCalledClosed() {
        SeriesHistory history = Histories.flat(3, 60, HORIZON);

        assertThat(gaps(rows(months, history, 59))).containsExactly(0, 0);
    }

    @Test
    void tellsADaysPlaceAmongFreeDays() {
        SeriesHistory history = Histories.flat(3, 60, HORIZON); // ends on a Thursday
        float[] holiday = history.covariates().holiday();
        Arrays.fill(holiday, 0);
        Arrays.fill(holiday, 61, 64, 1); // Saturday … Monday

        float[] rows = rows(months, history, 59);

        assertThat(rest(rows, 0)).containsExactly(0, 3, 0); // Friday
        assertThat(rest(rows, 1)).containsExactly(0, 2, 3);
        assertThat(rest(rows, 3)).containsExactly(2, 0, 3);
        assertThat(rest(rows, 4)).containsExactly(3, 0, 0); // Tuesday
    }

    /** Closed days before and after the first day ahead. */
    private static float[] gaps(float[] rows) {
        int at = FeatureEncoder.FUTURE - 14;
        return Arrays.copyOfRange(rows, at, at + 2);
    }

    /** Free days before a day and after it, and of them all with it. */
    private static float[] rest(float[] rows, int day) {
        int at = (day + 1) * FeatureEncoder.FUTURE - 10;
        return Arrays.copyOfRange(rows, at, at + 3);
    }

    private static float[] rows(Scalers scalers, SeriesHistory history, int origin) {
        FeatureEncoder encoder = new FeatureEncoder(scalers, GroupTrends.none(), HORIZON);
        FeatureEncoder.Sample sample = new FeatureEncoder.Sample(HORIZON);
        encoder.encode(history, origin, sample);
        return sample.rows;
    }
}
