package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import org.junit.jupiter.api.Test;

class SimpleForecastersTest {
    @Test
    void seasonalNaiveTakesTheLastKnownDayOfTheWeekday() {
        float[] units = new float[21];
        for (int t = 0; t < units.length; t++) {
            units[t] = t;
        }
        units[15] = Float.NaN;
        SeriesHistory history = Histories.of(units, 0);

        assertThat(new SeasonalNaive().points(history, 9))
                .containsExactly(14, 8, 16, 17, 18, 19, 20, 14, 8);
        assertThat(new SeasonalNaive().forecast(history, 9).mean())
                .containsExactly(14, 8, 16, 17, 18, 19, 20, 14, 8);
    }

    @Test
    void movingMeanTakesKnownDaysOnly() {
        SeriesHistory history = Histories.of(new float[] {100, 1, Float.NaN, 3}, 0);

        assertThat(new MovingMean(3).points(history, 2)).containsExactly(2, 2);
        assertThat(new MovingMean(3).forecast(history, 2).mean()).containsExactly(2, 2);
    }

    @Test
    void withoutAnyKnownDayTheyAreZero() {
        SeriesHistory nothing = Histories.flat(Float.NaN, 30, 0);

        assertThat(new SeasonalNaive().points(nothing, 2)).containsOnly(0);
        assertThat(new MovingMean(7).points(nothing, 2)).containsOnly(0);
        assertThat(new MovingMean(7).forecast(nothing, 2).quantiles()).containsOnly(0);
    }

    @Test
    void quantilesSpreadAsTheMethodErred() {
        float[] units = new float[60];
        for (int t = 0; t < units.length; t++) {
            units[t] = t % 2 == 0 ? 8 : 12;
        }

        DemandQuantiles forecast = new MovingMean(28).forecast(Histories.of(units, 0), 1);

        assertThat(forecast.mean()[0]).isEqualTo(10);
        assertThat(forecast.quantiles()[0]).isEqualTo(8);
        assertThat(forecast.quantiles()[18]).isEqualTo(12);
    }

    @Test
    void aWindowWithoutDaysIsRefused() {
        assertThatThrownBy(() -> new MovingMean(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("window (0)");
    }
}
