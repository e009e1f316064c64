package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SimilarDaysTest {
    private final SimilarDays method = new SimilarDays(Set.of());

    @Test
    void weighsDaysAsPublished() {
        // Monday to Thursday are known, Friday is asked for, all at full price and dry.
        SeriesHistory history = Histories.of(new float[] {1, 2, 4, 8}, 1);

        float forecast = method.forecast(List.of(history), 1).get(0).mean()[0];

        // All are working days (-3) of another weekday; no Friday is known, so none is scaled.
        double sum = 0;
        double weights = 0;
        double[] units = {1, 2, 4, 8};
        for (int t = 0; t < 4; t++) {
            double distance = 18 - t / 5.0 - 3;
            sum += Math.exp(18 - distance) * units[t];
            weights += Math.exp(18 - distance);
        }
        assertThat((double) forecast).isCloseTo(sum / weights, within(1e-4));
    }

    @Test
    void scalesDaysByWhatTheirKindSells() {
        float[] units = new float[28];
        for (int t = 0; t < units.length; t++) {
            units[t] = t % 7 >= 5 ? 20 : 10;
        }

        float[] mean = method.forecast(List.of(Histories.of(units, 7)), 7).get(0).mean();

        assertThat((double) mean[0]).isCloseTo(10, within(0.01));
        assertThat((double) mean[6]).isCloseTo(20, within(0.01));
    }

    @Test
    void looksAtDaysOfTheSamePrice() {
        SeriesHistory history = Histories.flat(10, 29, 7);
        Arrays.fill(history.covariates().discount(), 1);
        for (int t = 0; t < 28; t += 2) {
            history.covariates().discount()[t] = 0.5f;
            history.units()[t] = 30;
        }
        history.covariates().discount()[29] = 0.5f;

        float[] mean = method.forecast(List.of(history), 2).get(0).mean();

        assertThat(mean[0]).isGreaterThan(28);
        assertThat(mean[1]).isLessThan(14);
    }

    @Test
    void looksAtWetDaysWhenItWillRain() {
        SeriesHistory history = Histories.flat(10, 28, 2);
        Arrays.fill(history.covariates().precipitationMm(), 0);
        for (int t = 0; t < 28; t += 2) {
            history.covariates().precipitationMm()[t] = 9;
            history.units()[t] = 4;
        }
        history.covariates().precipitationMm()[28] = 9;

        float[] mean = method.forecast(List.of(history), 2).get(0).mean();

        assertThat(mean[0]).isLessThan(5);
        assertThat(mean[1]).isGreaterThan(9);
    }

    @Test
    void ordinaryDaysAreNoHolidays() {
        int third = (int) LocalDate.of(2024, 5, 3).toEpochDay();
        int past = third - Histories.MONDAY;
        SeriesHistory history = Histories.flat(10, past, 1);
        for (int t = 0; t <= past; t++) {
            boolean weekend = t % 7 >= 5;
            history.covariates().holiday()[t] = weekend || t == past ? 1 : 0;
            if (t < past) {
                history.units()[t] = weekend ? 20 : 10;
            }
        }

        assertThat(method.forecast(List.of(history), 1).get(0).mean()[0]).isGreaterThan(19);
        assertThat(SimilarDays.published().forecast(List.of(history), 1).get(0).mean()[0])
                .isLessThan(11);
    }

    @Test
    void aLongPastEndsInItsLastDays() {
        float[] units = new float[200];
        Arrays.fill(units, 0, 150, 5);
        Arrays.fill(units, 150, 200, 9);

        assertThat(method.forecast(List.of(Histories.of(units, 1)), 1).get(0).mean()[0])
                .isGreaterThan(8.9f);
    }
}
