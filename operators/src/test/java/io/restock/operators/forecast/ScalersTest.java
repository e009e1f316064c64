package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScalersTest {
    private static final int TEMPERATURE = 0;
    private static final int RAIN = 1;
    private static final int HUMIDITY = 2;
    private static final int WIND = 3;

    @Test
    void meanIsOfTheKnownDaysOfAllSeries() {
        SeriesHistory one = Histories.of(new float[] {2, Float.NaN, 4}, 0);
        SeriesHistory other = Histories.of(new float[] {9}, 0);

        assertThat(fit(one, other).meanUnits()).isEqualTo(5);
    }

    @Test
    void aSeriesThatBeginsAfterTheTrainingPartDoesNotCount() {
        SeriesHistory early = Histories.of(new float[] {2, 2, 2}, 0);
        SeriesHistory late =
                new SeriesHistory(
                        "L",
                        "J",
                        Histories.MONDAY + 3,
                        new float[] {100},
                        new float[1],
                        Covariates.unknown(1));

        List<SeriesHistory> both = List.of(early, late);

        assertThat(Scalers.fit(both, Histories.MONDAY + 2).meanUnits()).isEqualTo(2);
        assertThat(Scalers.fit(both, Histories.MONDAY + 3).meanUnits()).isEqualTo(106 / 4.0);
    }

    @Test
    void theLastDayOfTheTrainingPartCounts() {
        SeriesHistory history = Histories.of(new float[] {1, 2, 6, 50}, 0);

        assertThat(Scalers.fit(List.of(history), Histories.MONDAY + 2).meanUnits()).isEqualTo(3);
    }

    @Test
    void withoutASaleItStillHasALevel() {
        assertThat(fit(Histories.flat(0, 20, 0)).meanUnits()).isEqualTo(1);
        assertThat(fit(Histories.flat(Float.NaN, 20, 0)).meanUnits()).isEqualTo(1);
        assertThat(fit(Histories.flat(0, 20, 0)).leastLevel()).isPositive();
    }

    @Test
    void leastLevelIsATwentiethOfTheMean() {
        assertThat(fit(Histories.flat(8, 20, 0)).leastLevel()).isCloseTo(0.4, within(1e-12));
    }

    @Test
    void standardisesTheWeather() {
        SeriesHistory history = Histories.flat(1, 4, 0);
        set(history.covariates().temperatureC(), 10, 20, 10, 20);
        set(history.covariates().precipitationMm(), 0, 0, 0, (float) Math.expm1(4));
        Scalers scalers = fit(history);

        assertThat(scalers.weatherMean()[TEMPERATURE]).isCloseTo(15, within(1e-9));
        assertThat(scalers.weatherDeviation()[TEMPERATURE]).isCloseTo(5, within(1e-9));
        assertThat(scalers.weather(history.covariates(), TEMPERATURE, 0))
                .isCloseTo(-1, within(1e-9));
        assertThat(scalers.weather(history.covariates(), TEMPERATURE, 3))
                .isCloseTo(1, within(1e-9));
        assertThat(scalers.weatherMean()[RAIN]).isCloseTo(1, within(1e-6));
        assertThat(scalers.weatherDeviation()[RAIN]).isCloseTo(Math.sqrt(3), within(1e-6));
    }

    @Test
    void weatherThatNeverChangesIsTheMean() {
        SeriesHistory history = Histories.flat(1, 4, 0);
        set(history.covariates().humidityPct(), 60, 60, 60, 60);
        Scalers scalers = fit(history);

        assertThat(scalers.weatherDeviation()[HUMIDITY]).isEqualTo(1);
        assertThat(scalers.weather(history.covariates(), HUMIDITY, 2)).isZero();
    }

    @Test
    void unknownWeatherStaysUnknownAndDoesNotCount() {
        SeriesHistory history = Histories.flat(1, 4, 0);
        set(history.covariates().windLevel(), 1, Float.NaN, 3, Float.NaN);
        Scalers scalers = fit(history);

        assertThat(scalers.weatherMean()[WIND]).isEqualTo(2);
        assertThat(scalers.weather(history.covariates(), WIND, 1)).isNaN();
        assertThat(scalers.weather(history.covariates(), WIND, -1)).isNaN();
        assertThat(scalers.weather(history.covariates(), WIND, 4)).isNaN();
        assertThat(scalers.weather(history.covariates(), TEMPERATURE, 0)).isNaN();
        assertThat(scalers.weatherMean()[TEMPERATURE]).isZero();
        assertThat(scalers.weatherDeviation()[TEMPERATURE]).isEqualTo(1);
    }

    @Test
    void aWeatherNeverSeenIsNoFurtherThanFourDeviations() {
        SeriesHistory history = Histories.flat(1, 4, 2);
        set(history.covariates().temperatureC(), 10, 20, 10, 20, 900, -900);
        Scalers scalers = fit(history);

        assertThat(scalers.weather(history.covariates(), TEMPERATURE, 4)).isEqualTo(4);
        assertThat(scalers.weather(history.covariates(), TEMPERATURE, 5)).isEqualTo(-4);
    }

    @Test
    void tellsSeasonsOnlyFromAHistoryOfMoreThanAYear() {
        List<SeriesHistory> enough = List.of(Histories.flat(1, Scalers.YEAR + 1, 0));
        List<SeriesHistory> tooFew = List.of(Histories.flat(1, Scalers.YEAR, 0));
        int last = Histories.MONDAY + Scalers.YEAR;

        assertThat(Scalers.fit(enough, last).seasons()).isTrue();
        assertThat(Scalers.fit(enough, last - 1).seasons()).isFalse();
        assertThat(Scalers.fit(tooFew, last + 1000).seasons()).isFalse();
    }

    @Test
    void noSeriesAtAllGivesScalersThatDoNoHarm() {
        Scalers scalers = Scalers.fit(List.of(), Histories.MONDAY);

        assertThat(scalers.meanUnits()).isEqualTo(1);
        assertThat(scalers.weatherDeviation()).containsOnly(1);
        assertThat(scalers.seasons()).isFalse();
    }

    @Test
    void jsonKeepsEveryBit() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Scalers scalers = Scalers.fit(Histories.many(3, 50, 0, 4), Histories.MONDAY + 49);

        Scalers read = json.readValue(json.writeValueAsBytes(scalers), Scalers.class);

        assertThat(read.meanUnits()).isEqualTo(scalers.meanUnits());
        assertThat(read.weatherMean()).containsExactly(scalers.weatherMean());
        assertThat(read.weatherDeviation()).containsExactly(scalers.weatherDeviation());
        assertThat(read.seasons()).isEqualTo(scalers.seasons());
    }

    private static Scalers fit(SeriesHistory... histories) {
        return Scalers.fit(List.of(histories), histories[0].originEpochDay());
    }

    private static void set(float[] to, float... values) {
        System.arraycopy(values, 0, to, 0, values.length);
    }
}
