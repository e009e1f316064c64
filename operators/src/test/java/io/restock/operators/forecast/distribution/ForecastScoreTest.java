package io.restock.operators.forecast.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ForecastScoreTest {
    @Test
    void wapeIsTakenByDayAndAveragedOverDays() {
        ForecastScore score = new ForecastScore(3);

        score.addPoint(0, 10, 12);
        score.addPoint(0, 10, 9);
        score.addPoint(1, 1, 2);

        assertThat(score.wape()).isCloseTo((3 / 20.0 + 1) / 2, within(1e-12));
        assertThat(score.wpe()).isCloseTo((1 / 20.0 + 1) / 2, within(1e-12));
        assertThat(score.rows()).isEqualTo(3);
    }

    @Test
    void pointsHaveNoDistribution() {
        ForecastScore score = new ForecastScore(1);

        score.addPoint(0, 1, 1);

        assertThat(score.pinball()).isNaN();
        assertThat(score.wapeOfMedian()).isNaN();
        assertThat(score.coverage(Quantiles.MEDIAN)).isNaN();
    }

    @Test
    void nothingSoldHasNoWape() {
        ForecastScore score = new ForecastScore(1);

        score.addPoint(0, 0, 1);

        assertThat(score.wape()).isNaN();
    }

    @Test
    void coverageIsTheShareAtOrBelowTheQuantile() {
        float[] quantiles = new float[Quantiles.COUNT];
        for (int k = 0; k < quantiles.length; k++) {
            quantiles[k] = k + 1;
        }
        DemandQuantiles forecast = new DemandQuantiles(new float[] {10}, quantiles);
        ForecastScore score = new ForecastScore(1);

        for (int units = 1; units <= 20; units++) {
            score.add(0, units, forecast);
        }

        assertThat(score.coverage(1)).isEqualTo(0.1);
        assertThat(score.coverage(Quantiles.MEDIAN)).isEqualTo(0.5);
        assertThat(score.pinball()).isPositive();
        assertThat(score.wape()).isEqualTo(score.wapeOfMedian());
    }

    @Test
    void maseScalesByWhatSeasonalNaiveErred() {
        DemandQuantiles forecast =
                new DemandQuantiles(new float[] {10}, new float[Quantiles.COUNT]);
        ForecastScore score = new ForecastScore(1);

        score.add(0, 13, forecast, 2);
        score.add(0, 10, forecast, 1);
        score.add(0, 99, forecast, 0);
        score.add(0, 99, forecast, Double.NaN);

        assertThat(score.mase()).isCloseTo((1.5 + 0) / 2, within(1e-12));
        assertThat(new ForecastScore(1).mase()).isNaN();
    }

    @Test
    void pinballLossIsToldByLevel() {
        float[] quantiles = new float[Quantiles.COUNT];
        Arrays.fill(quantiles, 10);
        ForecastScore score = new ForecastScore(1);

        score.add(0, 14, new DemandQuantiles(new float[] {10}, quantiles));

        assertThat(score.pinball(1)).isCloseTo(0.4, within(1e-9));
        assertThat(score.pinball(17)).isCloseTo(3.6, within(1e-9));
        assertThat(score.pinball()).isCloseTo(2, within(1e-9));
        assertThat(new ForecastScore(1).pinball(1)).isNaN();
    }
}
