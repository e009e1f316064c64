package io.restock.operators.forecast.statistical;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.distribution.Forecaster;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every forecaster. */
class ForecastersTest {
    static Stream<Forecaster> all() {
        return Stream.of(
                new SeasonalNaive(),
                new MovingMean(7),
                new SeasonalLevel(),
                new ExponentialSmoothing(),
                new SeasonalArima(),
                new SparseDemand(),
                new SimilarDays(Set.of()),
                new CovariateRegression());
    }

    @Property(tries = 40)
    void anyHistoryHasADistribution(
            @ForAll @IntRange(min = 0, max = 70) int days, @ForAll long seed) {
        List<SeriesHistory> histories = Histories.many(3, days, 7, seed);
        for (int t = 0; t < days; t += 3) {
            histories.get(0).units()[t] = Float.NaN;
            histories.get(1).units()[t] = 0;
            histories.get(1).stockOutShare()[t] = 1;
            histories.get(2).stockOutShare()[t] = Float.NaN;
        }
        all().forEach(
                        forecaster -> {
                            List<DemandQuantiles> forecasts = forecaster.forecast(histories, 9);
                            assertThat(forecasts).hasSize(3);
                            for (DemandQuantiles forecast : forecasts) {
                                assertIsADistribution(forecaster, forecast, 9);
                            }
                        });
    }

    private static void assertIsADistribution(Forecaster by, DemandQuantiles forecast, int days) {
        assertThat(forecast.horizon()).as(by.name()).isEqualTo(days);
        for (int day = 0; day < days; day++) {
            int at = day * Quantiles.COUNT;
            float[] of = Arrays.copyOfRange(forecast.quantiles(), at, at + Quantiles.COUNT);
            assertThat(of).as(by.name()).isSorted();
            assertThat(of[0]).as(by.name()).isNotNegative().isFinite();
            assertThat(of[Quantiles.COUNT - 1]).as(by.name()).isFinite();
            assertThat(forecast.mean()[day]).as(by.name()).isNotNegative().isFinite();
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void whatIsAlwaysTheSameIsForecastAsItIs(Forecaster forecaster) {
        List<DemandQuantiles> forecast =
                forecaster.forecast(List.of(Histories.flat(4, 60, 7), Histories.flat(2, 60, 7)), 7);

        for (int day = 0; day < 7; day++) {
            assertThat(forecast.get(0).mean()[day]).as(forecaster.name()).isBetween(3.8f, 4.2f);
        }
    }

    /** Of nothing, of a day, of days nobody knows, and of shelves that were always empty. */
    @ParameterizedTest
    @MethodSource("all")
    void whereNothingIsKnownOfDemandNothingIsForecast(Forecaster forecaster) {
        SeriesHistory unknown = Histories.flat(Float.NaN, 60, 7);
        SeriesHistory empty = Histories.flat(0, 60, 7);
        Arrays.fill(empty.stockOutShare(), 1);
        SeriesHistory none = Histories.flat(1, 0, 7);

        for (DemandQuantiles forecast : forecaster.forecast(List.of(unknown, empty, none), 7)) {
            assertIsADistribution(forecaster, forecast, 7);
            for (float mean : forecast.mean()) {
                assertThat(mean).as(forecaster.name()).isLessThan(0.3f);
            }
        }
        assertThat(forecaster.forecast(List.of(), 7)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void oneDayIsEnoughForAForecastOfItsSize(Forecaster forecaster) {
        for (int days : new int[] {1, 2, 6, 7, 8, 13, 14, 20, 21, 22}) {
            DemandQuantiles forecast =
                    forecaster.forecast(List.of(Histories.flat(6, days, 7)), 7).get(0);

            assertIsADistribution(forecaster, forecast, 7);
            assertThat(forecast.mean()[6])
                    .as("%s after %d days", forecaster.name(), days)
                    .isBetween(days < 7 ? 0f : 5f, 7f);
        }
    }

    /** A bulk order once, among days of a few units. */
    @ParameterizedTest
    @MethodSource("all")
    void anEnormousDayMakesNoForecastEndless(Forecaster forecaster) {
        List<SeriesHistory> histories = Histories.many(3, 70, 7, 5);
        histories.get(0).units()[69] = 1e9f;
        histories.get(1).units()[3] = 1e9f;

        for (DemandQuantiles forecast : forecaster.forecast(histories, 7)) {
            assertIsADistribution(forecaster, forecast, 7);
            for (float mean : forecast.mean()) {
                assertThat(mean).as(forecaster.name()).isLessThan(3e9f);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void noForecastDependsOnDaysAfterItsOrigin(Forecaster forecaster) {
        List<SeriesHistory> whole = Histories.many(4, 70, 7, 8);
        List<SeriesHistory> known =
                whole.stream().map(h -> h.window(Histories.MONDAY + 62, 63, 7)).toList();
        List<DemandQuantiles> before = forecaster.forecast(known, 7);
        for (SeriesHistory history : whole) {
            Arrays.fill(history.units(), 63, 70, 1000);
        }
        List<SeriesHistory> again =
                whole.stream().map(h -> h.window(Histories.MONDAY + 62, 63, 7)).toList();

        List<DemandQuantiles> after = forecaster.forecast(again, 7);

        for (int i = 0; i < before.size(); i++) {
            assertThat(after.get(i).quantiles()).isEqualTo(before.get(i).quantiles());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void quantilesHoldTheirShareOfActuals(Forecaster forecaster) {
        List<SeriesHistory> whole = Histories.many(60, 84, 0, 21);
        int origin = Histories.MONDAY + 76;
        List<SeriesHistory> known = whole.stream().map(h -> h.window(origin, 77, 7)).toList();
        List<DemandQuantiles> forecasts = forecaster.forecast(known, 7);
        ForecastScore score = new ForecastScore(7);
        for (int i = 0; i < whole.size(); i++) {
            for (int day = 0; day < 7; day++) {
                if (whole.get(i).stockOutShare()[77 + day] == 0) {
                    score.add(day, whole.get(i).units()[77 + day], forecasts.get(i));
                }
            }
        }

        assertThat(score.coverage(1)).as(forecaster.name()).isBetween(0.02, 0.22);
        assertThat(score.coverage(Quantiles.MEDIAN)).as(forecaster.name()).isBetween(0.38, 0.65);
        assertThat(score.coverage(17)).as(forecaster.name()).isBetween(0.8, 0.98);
    }
}
