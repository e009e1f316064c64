package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class FittedForecastersTest {
    @Test
    void theSimplexFindsTheBottomOfABowl() {
        double[] found =
                Simplex.minimise(
                        x -> 1 + Math.pow(x[0] - 3, 2) + 10 * Math.pow(x[1] + x[0], 2),
                        new double[] {0, 0},
                        1,
                        300);

        assertThat(found[0]).isCloseTo(3, within(0.05));
        assertThat(found[1]).isCloseTo(-3, within(0.05));
    }

    @Test
    void smoothingFollowsTheWeek() {
        float[] mean = forecast(new ExponentialSmoothing(), 70, t -> t % 7 >= 5 ? 20 : 10).mean();

        assertThat(mean[0]).isBetween(9f, 11f);
        assertThat(mean[5]).isBetween(19f, 21f);
    }

    @Test
    void smoothingFollowsALevelThatHasMoved() {
        float[] mean = forecast(new ExponentialSmoothing(), 70, t -> t < 49 ? 10 : 20).mean();

        assertThat(mean[0]).isBetween(18f, 22f);
    }

    @Test
    void smoothingDampsATrend() {
        float[] mean = forecast(new ExponentialSmoothing(), 70, t -> 10 + 0.5 * t).mean();

        assertThat(mean[0]).isBetween(43f, 47f);
        assertThat(mean[6]).isGreaterThan(mean[0]).isLessThan(49f);
    }

    @Test
    void arimaUndoesTheDifferenceOverTheWeek() {
        float[] mean = forecast(new SeasonalArima(), 70, t -> 10 + 3 * (t % 7)).mean();

        for (int day = 0; day < 7; day++) {
            assertThat((double) mean[day]).isCloseTo(10 + 3 * day, within(0.2));
        }
    }

    @Test
    void arimaExpectsADeviationToFade() {
        SplittableRandom random = new SplittableRandom(7);
        float[] units = new float[84];
        double deviation = 0;
        for (int t = 0; t < units.length; t++) {
            deviation = 0.8 * deviation + random.nextGaussian();
            units[t] = (float) (50 + deviation);
        }
        units[83] = 60;

        float[] mean = new SeasonalArima().forecast(Histories.of(units, 0), 7).mean();

        assertThat(mean[0]).isBetween(53f, 60f);
        assertThat(mean[6]).isLessThan(mean[0] - 2);
    }

    @Test
    void daysOutOfStockHardlyMoveThem() {
        for (SeriesForecaster forecaster :
                new SeriesForecaster[] {new ExponentialSmoothing(), new SeasonalArima()}) {
            SeriesHistory history = Histories.flat(10, 70, 0);
            for (int t = 60; t < 70; t++) {
                history.units()[t] = 1;
                history.stockOutShare()[t] = 0.95f;
            }

            assertThat(forecaster.forecast(history, 7).mean()[3])
                    .as(forecaster.name())
                    .isBetween(9.5f, 10.5f);
        }
    }

    @Test
    void shortHistoriesGetTheMeanOfTheLastWeek() {
        SeriesHistory history = Histories.flat(3, 10, 0);

        assertThat(new ExponentialSmoothing().forecast(history, 2).mean()).containsExactly(3, 3);
        assertThat(new SeasonalArima().forecast(history, 2).mean()).containsExactly(3, 3);
    }

    @Test
    void sparseDemandIsZeroOnMostDaysAndTheSizeSeenOnOthers() {
        SplittableRandom random = new SplittableRandom(2);

        DemandQuantiles forecast =
                forecast(new SparseDemand(), 84, t -> random.nextDouble() < 0.2 ? 5 : 0);

        assertThat((double) forecast.mean()[0]).isCloseTo(1, within(0.4));
        assertThat(forecast.quantiles()[Quantiles.MEDIAN]).isZero();
        assertThat(forecast.quantiles()[18]).isBetween(4f, 6f);
    }

    @Test
    void sparseDemandForgetsAnItemThatNoLongerSells() {
        float[] sells = forecast(new SparseDemand(), 84, t -> t % 4 == 0 ? 4 : 0).mean();
        float[] gone = forecast(new SparseDemand(), 84, t -> t < 42 && t % 4 == 0 ? 4 : 0).mean();

        assertThat(gone[0]).isLessThan(0.5f * sells[0]);
    }

    private static DemandQuantiles forecast(
            SeriesForecaster forecaster, int days, IntToDoubleFunction units) {
        float[] of = new float[days];
        for (int t = 0; t < days; t++) {
            of[t] = (float) units.applyAsDouble(t);
        }
        return forecaster.forecast(Histories.of(of, 0), 7);
    }
}
