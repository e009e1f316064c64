package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Series of which the right forecast is known on paper. */
class ClosedFormsTest {
    static Stream<SeriesForecaster> ofOneSeries() {
        return Stream.of(
                new SeasonalNaive(),
                new MovingMean(7),
                new ExponentialSmoothing(),
                new SeasonalArima(),
                new SparseDemand());
    }

    @ParameterizedTest
    @MethodSource("ofOneSeries")
    void aConstantIsForecastWithoutAnyDoubt(SeriesForecaster forecaster) {
        DemandQuantiles forecast = forecaster.forecast(Histories.flat(12.5f, 70, 0), 14);

        assertThat(forecast.mean()).as(forecaster.name()).containsOnly(12.5f);
        assertThat(forecast.quantiles()).as(forecaster.name()).containsOnly(12.5f);
    }

    /** Nobody knows the unit that an item is counted in. */
    @ParameterizedTest
    @MethodSource("ofOneSeries")
    void fourTimesTheUnitsAreFourTimesTheForecast(SeriesForecaster forecaster) {
        SeriesHistory once = Histories.one("S", "I", 70, 0, 11);
        SeriesHistory fourfold = Histories.one("S", "I", 70, 0, 11);
        for (int t = 0; t < 70; t++) {
            fourfold.units()[t] *= 4;
        }

        DemandQuantiles a = forecaster.forecast(once, 7);
        DemandQuantiles b = forecaster.forecast(fourfold, 7);

        for (int day = 0; day < 7; day++) {
            assertThat(b.mean()[day]).isCloseTo(4 * a.mean()[day], within(0.001f));
        }
        for (int k = 0; k < a.quantiles().length; k++) {
            assertThat(b.quantiles()[k]).isCloseTo(4 * a.quantiles()[k], within(0.001f));
        }
    }

    /** y = 50 + d, d = φ·d₋₁ + e: h days ahead the best forecast is 50 + φ^h·d. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, 0.8})
    void arimaFindsTheParameterOfAnAutoregressiveSeries(double phi) {
        double[] products = new double[4];
        double squares = 0;
        for (int seed = 0; seed < 30; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            float[] units = new float[280];
            double deviation = 0;
            for (int t = 0; t < units.length; t++) {
                deviation = phi * deviation + random.nextGaussian();
                units[t] = (float) (50 + deviation);
            }
            float[] mean = new SeasonalArima().forecast(Histories.of(units, 0), 4).mean();
            squares += deviation * deviation;
            for (int day = 0; day < 4; day++) {
                products[day] += deviation * (mean[day] - 50);
            }
        }

        for (int day = 0; day < 4; day++) {
            assertThat(products[day] / squares)
                    .as("day %d", day + 1)
                    .isCloseTo(Math.pow(phi, day + 1), within(0.15));
        }
    }

    /** The steps of a damped trend shrink by the same factor from day to day. */
    @Test
    void smoothingDampsATrendGeometrically() {
        float[] units = new float[70];
        for (int t = 0; t < units.length; t++) {
            units[t] = 20 + 2 * t;
        }

        float[] mean = new ExponentialSmoothing().forecast(Histories.of(units, 0), 22).mean();

        // Of the same weekday, so that the season falls out.
        double first = mean[7] - mean[0];
        double second = mean[14] - mean[7];
        double third = mean[21] - mean[14];
        assertThat(first).isPositive();
        assertThat(second / first).isBetween(Math.pow(0.8, 7), Math.pow(0.98, 7));
        assertThat(third / second).isCloseTo(second / first, within(0.01));
    }

    @Test
    void sparseDemandIsZeroAsOftenAsNothingSold() {
        SplittableRandom random = new SplittableRandom(3);
        float[] units = new float[140];
        for (int t = 0; t < units.length; t++) {
            units[t] = random.nextDouble() < 0.3 ? 5 : 0;
        }

        DemandQuantiles forecast = new SparseDemand().forecast(Histories.of(units, 0), 1);

        double chance = forecast.mean()[0] / 5.0;
        assertThat(chance).isCloseTo(0.3, within(0.15));
        for (int k = 0; k < Quantiles.COUNT; k++) {
            assertThat(forecast.quantiles()[k])
                    .as("level %s of chance %s", Quantiles.level(k), chance)
                    .isEqualTo(Quantiles.level(k) <= 1 - chance ? 0f : 5f);
        }
    }

    /** After the last sale the chance of one fades by the same factor every day. */
    @Test
    void sparseDemandFadesGeometrically() {
        float[] mean = new float[6];
        for (int silent = 0; silent < mean.length; silent++) {
            float[] units = new float[60 + silent];
            for (int t = 0; t < 40; t += 3) {
                units[t] = 6;
            }
            mean[silent] = new SparseDemand().forecast(Histories.of(units, 0), 1).mean()[0];
        }

        for (int silent = 2; silent < mean.length; silent++) {
            assertThat(mean[silent] / mean[silent - 1])
                    .isCloseTo(mean[1] / mean[0], within(0.02f))
                    .isBetween(0.69f, 0.99f);
        }
    }

    @Test
    void sparseDemandScalesSizesToTheirPresentMean() {
        float[] units = new float[140];
        for (int t = 0; t < units.length; t += 2) {
            units[t] = t < 70 ? 2 : 8;
        }

        DemandQuantiles forecast = new SparseDemand().forecast(Histories.of(units, 0), 1);

        assertThat(forecast.mean()[0]).isBetween(3.2f, 5f); // half of the days, nearly eight each
        assertThat(forecast.quantiles()[Quantiles.COUNT - 1]).isGreaterThan(8);
    }

    @Test
    void fewErrorsSpreadLikeAnExponentialDistribution() {
        DemandQuantiles forecast =
                ErrorSpread.around(new double[] {10}, new double[] {-1, 0, 1, 2, 3, 4, 5});

        for (int k = 0; k < Quantiles.COUNT; k++) {
            assertThat((double) forecast.quantiles()[k])
                    .isCloseTo(-10 * Math.log(1 - Quantiles.level(k)), within(1e-3));
        }
    }

    @Test
    void errorsNeverMakeAQuantileNegative() {
        double[] errors = {-9, -8, -7, -6, -5, -4, -3, -2, -1, 0};

        float[] quantiles = ErrorSpread.around(new double[] {4}, errors).quantiles();

        assertThat(quantiles).isSorted();
        assertThat(quantiles[0]).isZero();
        assertThat((double) quantiles[18]).isCloseTo(4 + 0.0, within(1e-6));
    }

    @Test
    void aSampleIsReadBetweenItsValues() {
        double[] sorted = {0, 10, 40, 50};

        assertThat(ErrorSpread.sample(sorted, 0.125)).isZero();
        assertThat(ErrorSpread.sample(sorted, 0.25)).isCloseTo(5, within(1e-9));
        assertThat(ErrorSpread.sample(sorted, 0.5)).isCloseTo(25, within(1e-9));
        assertThat(ErrorSpread.sample(sorted, 0.01)).isZero();
        assertThat(ErrorSpread.sample(sorted, 0.99)).isEqualTo(50);
        assertThat(ErrorSpread.sample(new double[] {7}, 0.3)).isEqualTo(7);
    }

    @Test
    void theSimplexFindsACurvedValley() {
        double[] start = {-1.2, 1};

        double[] found = Simplex.minimise(ClosedFormsTest::rosenbrock, start, 0.5, 2000);

        assertThat(rosenbrock(found)).isLessThan(1e-4);
        assertThat(Simplex.minimise(ClosedFormsTest::rosenbrock, start, 0.5, 2000))
                .containsExactly(found);
        assertThat(start).containsExactly(-1.2, 1);
    }

    @Test
    void theSimplexKeepsToItsEvaluationsAndIsNeverWorseThanItsStart() {
        int[] made = {0};

        double[] found =
                Simplex.minimise(
                        x -> {
                            made[0]++;
                            return rosenbrock(x);
                        },
                        new double[] {-1.2, 1},
                        0.5,
                        40);

        assertThat(made[0]).isBetween(40, 44);
        assertThat(rosenbrock(found)).isLessThan(rosenbrock(new double[] {-1.2, 1}));
    }

    private static double rosenbrock(double[] x) {
        return Math.pow(1 - x[0], 2) + 100 * Math.pow(x[1] - x[0] * x[0], 2);
    }
}
