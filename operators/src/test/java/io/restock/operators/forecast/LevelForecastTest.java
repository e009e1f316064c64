package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class LevelForecastTest {
    @Test
    void movesEveryQuantileByAShareOfTheWayToTheTrees() {
        LevelForecast forecast = new LevelForecast(rising(1, 0.1), new double[] {2.4}, 10);

        DemandQuantiles networks = forecast.weighing(0);
        DemandQuantiles half = forecast.weighing(0.5);
        DemandQuantiles trees = forecast.weighing(1);

        assertThat(networks.quantiles()[Quantiles.MEDIAN]).isCloseTo(19, within(1e-3f));
        assertThat(half.quantiles()[Quantiles.MEDIAN]).isCloseTo(21.5f, within(1e-3f));
        assertThat(trees.quantiles()[Quantiles.MEDIAN]).isCloseTo(24, within(1e-3f));
        assertThat(trees.quantiles()[0]).isCloseTo(15, within(1e-3f));
        assertThat(trees.quantiles()[18]).isCloseTo(33, within(1e-3f));
    }

    @Test
    void withoutTreesItIsWhatTheNetworksSay() {
        LevelForecast forecast = new LevelForecast(rising(1, 0.1), new double[0], 10);

        assertThat(forecast.weighing(0.7).quantiles())
                .containsExactly(forecast.weighing(0).quantiles());
    }

    @Test
    void weightNoneLeavesWhatTheNetworksSay() {
        double[] quantiles = rising(0.37, 0.013);

        DemandQuantiles found = new LevelForecast(quantiles, new double[] {8}, 3).weighing(0);

        DemandQuantiles alone = DemandQuantiles.of(quantiles, 3, 1);
        assertThat(found.quantiles()).containsExactly(alone.quantiles());
        assertThat(found.mean()).containsExactly(alone.mean());
    }

    @Test
    void movesEachDayByItselfAndLeavesItsInputAlone() {
        double[] quantiles = new double[2 * Quantiles.COUNT];
        System.arraycopy(rising(1, 0.1), 0, quantiles, 0, Quantiles.COUNT);
        System.arraycopy(rising(4, 0.1), 0, quantiles, Quantiles.COUNT, Quantiles.COUNT);
        double[] before = quantiles.clone();

        float[] found =
                new LevelForecast(quantiles, new double[] {2.9, 3.9}, 1).weighing(1).quantiles();

        assertThat(found[Quantiles.MEDIAN]).isCloseTo(2.9f, within(1e-3f));
        assertThat(found[Quantiles.COUNT + Quantiles.MEDIAN]).isCloseTo(3.9f, within(1e-3f));
        assertThat(quantiles).containsExactly(before);
    }

    @Property(tries = 200)
    void staysInOrderAndAboveZero(
            @ForAll long seed, @ForAll @DoubleRange(min = 0, max = 1) double weight) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] quantiles = rising(random.nextDouble() - 0.3, random.nextDouble());
        double[] medians = {3 * random.nextDouble()};

        float[] found = new LevelForecast(quantiles, medians, 5).weighing(weight).quantiles();

        float last = 0;
        for (float quantile : found) {
            assertThat(quantile).isGreaterThanOrEqualTo(last);
            last = quantile;
        }
    }

    private static double[] rising(double from, double step) {
        double[] quantiles = new double[Quantiles.COUNT];
        for (int k = 0; k < quantiles.length; k++) {
            quantiles[k] = from + k * step;
        }
        return quantiles;
    }
}
