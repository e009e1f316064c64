package io.restock.operators.forecast.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class DemandQuantilesTest {
    @Test
    void meanOfAnExponentialDistributionIsItsOwn() {
        DemandQuantiles made = of(level -> -Math.log1p(-level), 3);

        assertThat((double) made.mean()[0]).isCloseTo(3, within(0.05));
    }

    @Test
    void meanOfAConstantIsTheConstant() {
        assertThat((double) of(level -> 1, 2.5).mean()[0]).isCloseTo(2.5, within(1e-4));
    }

    @Test
    void demandIsNeverNegative() {
        DemandQuantiles made = of(level -> level - 0.5, 10);

        assertThat(made.quantiles()[0]).isZero();
        assertThat(made.quantiles()).isSorted();
        assertThat(made.mean()[0]).isPositive();
    }

    @Test
    void keepsFourDecimalsAndTheDaysAskedFor() {
        double[] scaled = new double[3 * Quantiles.COUNT];
        Arrays.fill(scaled, 1.0 / 3);

        DemandQuantiles made = DemandQuantiles.of(scaled, 1, 2);

        assertThat(made.horizon()).isEqualTo(2);
        assertThat(made.quantiles()).hasSize(2 * Quantiles.COUNT).containsOnly(0.3333f);
    }

    private static DemandQuantiles of(DoubleUnaryOperator quantile, double level) {
        double[] scaled = new double[Quantiles.COUNT];
        for (int k = 0; k < scaled.length; k++) {
            scaled[k] = quantile.applyAsDouble(Quantiles.level(k));
        }
        return DemandQuantiles.of(scaled, level, 1);
    }

    @Test
    void quantilesAroundAPointNeitherCrossNorFallBelowZero() {
        double[] quantiles = new double[Quantiles.COUNT];
        for (int k = 0; k < quantiles.length; k++) {
            quantiles[k] = k % 2 == 0 ? k - 4 : 0;
        }

        DemandQuantiles made = DemandQuantiles.around(new double[] {-2}, quantiles);

        assertThat(made.mean()).containsExactly(0);
        assertThat(made.quantiles()).isSorted();
        assertThat(made.quantiles()[0]).isZero();
        assertThat(made.quantiles()[18]).isEqualTo(14);
    }

    @Test
    void theFirstDaysAreAsBefore() {
        double[] quantiles = new double[2 * Quantiles.COUNT];
        Arrays.fill(quantiles, Quantiles.COUNT, 2 * Quantiles.COUNT, 3);
        DemandQuantiles both = DemandQuantiles.around(new double[] {1, 3}, quantiles);

        assertThat(both.first(1).mean()).containsExactly(1);
        assertThat(both.first(1).quantiles()).hasSize(Quantiles.COUNT).containsOnly(0);
        assertThat(both.first(2)).isSameAs(both);
    }
}
