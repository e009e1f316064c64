package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.distribution.Forecaster;
import java.util.List;
import org.junit.jupiter.api.Test;

class CovariateRegressionTest {
    @Test
    void learnsWhatAPromotionDoes() {
        List<SeriesHistory> histories = Histories.many(40, 70, 7, 3);
        for (SeriesHistory history : histories) {
            for (int t = 70; t < 77; t++) {
                history.covariates().promotion()[t] = t == 71 ? 1 : 0;
                history.covariates().discount()[t] = t == 71 ? 0.7f : 1;
            }
        }

        List<DemandQuantiles> forecasts = new CovariateRegression().forecast(histories, 7);

        double promoted = 0;
        double plain = 0;
        for (DemandQuantiles forecast : forecasts) {
            promoted += forecast.mean()[1];
            plain += forecast.mean()[2];
        }
        assertThat(promoted / plain).isBetween(1.5, 1.9); // 1.7 in truth
    }

    @Test
    void beatsWhatKnowsNoPrices() {
        List<SeriesHistory> whole = Histories.many(40, 84, 0, 9);

        double regression = wape(new CovariateRegression(), whole);

        assertThat(regression).isLessThan(0.75 * wape(new SeasonalLevel(), whole));
        assertThat(regression).isLessThan(0.55 * wape(new SeasonalNaive(), whole));
    }

    @Test
    void ofTooFewDaysOnlyTheLevelIsSaid() {
        float[] mean =
                new CovariateRegression()
                        .forecast(List.of(Histories.flat(5, 9, 7)), 3)
                        .get(0)
                        .mean();

        assertThat(mean).containsOnly(5.25f); // its level, and the floor that all levels have
    }

    private static double wape(Forecaster forecaster, List<SeriesHistory> whole) {
        List<SeriesHistory> known =
                whole.stream().map(h -> h.window(Histories.MONDAY + 76, 77, 7)).toList();
        List<DemandQuantiles> forecasts = forecaster.forecast(known, 7);
        ForecastScore score = new ForecastScore(7);
        for (int i = 0; i < whole.size(); i++) {
            for (int day = 0; day < 7; day++) {
                if (whole.get(i).stockOutShare()[77 + day] == 0) {
                    score.add(day, whole.get(i).units()[77 + day], forecasts.get(i));
                }
            }
        }
        return score.wape();
    }
}
