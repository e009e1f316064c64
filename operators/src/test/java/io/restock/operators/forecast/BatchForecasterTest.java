package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchForecasterTest {
    private static final int DAYS = Models.HORIZON;

    @Test
    void aSeriesOfWhichNothingIsKnownIsForecastAsOthersSell() {
        SeriesHistory nothing = known(Histories.one("L1", "new", 40, DAYS, 3), 0);

        DemandQuantiles forecast = forecast(nothing);

        assertThat(forecast.mean()[0]).isBetween(2f, 20f); // the others sell 2 to 12
    }

    @ParameterizedTest
    @CsvSource({"3, 0.5", "14, 1", "30, 1"})
    void givesWayToTheModelByEachKnownDay(int days, double share) {
        SeriesHistory series = known(Histories.one("L1", "new", 40, DAYS, 3), days);

        float said = forecast(series).mean()[0];

        float prior = Models.small().prior().forecast(series, DAYS).mean()[0];
        float model;
        try (ForecastEngine engine = EngineFactory.LSTM_LAYER.create(Models.small())) {
            model =
                    engine.forecast(List.of(Models.small().seriesEncoder().encode(series)))
                            .get(0)
                            .mean()[0];
        }
        assertThat(prior).isNotEqualTo(model);
        assertThat((double) said).isCloseTo(share * model + (1 - share) * prior, within(1e-3));
    }

    @Test
    void aSeriesThatIsSoldAgainIsForecastAtItsOldLevel() {
        SeriesHistory closed = Histories.flat(30, 90, DAYS);
        Arrays.fill(closed.units(), 50, 90, Float.NaN);

        assertThat(forecast(closed).mean()[0]).isBetween(20f, 35f);
    }

    private static SeriesHistory known(SeriesHistory of, int lastDays) {
        Arrays.fill(of.units(), 0, of.units().length - lastDays, Float.NaN);
        return of;
    }

    private static DemandQuantiles forecast(SeriesHistory of) {
        try (BatchForecaster forecaster = new BatchForecaster(Models.small())) {
            return forecaster.forecast(List.of(of), DAYS).get(0);
        }
    }
}
