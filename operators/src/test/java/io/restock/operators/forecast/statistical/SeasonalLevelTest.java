package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SeasonalLevelTest {
    @Test
    void constantDemandIsForecastAsItIs() {
        DemandQuantiles forecast = new SeasonalLevel().forecast(Histories.flat(4, 60, 0), 7);

        assertThat(forecast.horizon()).isEqualTo(7);
        for (float quantile : forecast.quantiles()) {
            assertThat(quantile).isEqualTo(4);
        }
    }

    @Test
    void followsTheWeek() {
        float[] units = new float[56];
        for (int t = 0; t < units.length; t++) {
            units[t] = t % 7 >= 5 ? 10 : 5;
        }

        float[] mean = new SeasonalLevel().forecast(Histories.of(units, 0), 7).mean();

        assertThat((double) mean[0]).isCloseTo(5, within(1.0));
        assertThat((double) mean[5]).isCloseTo(10, within(2.0));
    }

    @Test
    void daysOutOfStockDoNotPullItDown() {
        SeriesHistory history = Histories.flat(4, 56, 0);
        for (int t = 0; t < 56; t += 2) {
            history.units()[t] = 0;
            history.stockOutShare()[t] = 1;
        }

        assertThat((double) new SeasonalLevel().forecast(history, 1).mean()[0])
                .isCloseTo(4, within(0.1));
    }

    @Property(tries = 100)
    void anyHistoryHasADistribution(
            @ForAll @IntRange(min = 0, max = 70) int days, @ForAll long seed) {
        SeriesHistory history = Histories.one("L", "I", days, 7, seed);
        for (int t = 0; t < days; t += 3) {
            history.units()[t] = Float.NaN;
        }

        DemandQuantiles forecast = new SeasonalLevel().forecast(history, 7);

        for (int day = 0; day < 7; day++) {
            int at = day * Quantiles.COUNT;
            float[] of = Arrays.copyOfRange(forecast.quantiles(), at, at + Quantiles.COUNT);
            assertThat(of).isSorted();
            assertThat(of[0]).isNotNegative().isFinite();
            assertThat(forecast.mean()[day]).isNotNegative().isFinite();
        }
    }

    @Test
    void withoutAnyKnownDayItIsZero() {
        SeriesHistory nothing = Histories.flat(Float.NaN, 30, 0);

        assertThat(new SeasonalLevel().forecast(nothing, 2).mean()).containsOnly(0);
    }
}
