package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Forecast;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemandTest {
    @Test
    void weightsOfTheQuantilesSumToOne() {
        assertThat(Arrays.stream(DemandTotal.WEIGHTS).sum()).isEqualTo(1, within(1e-12));
        assertThat(DemandTotal.LEVELS).hasSameSizeAs(DemandTotal.WEIGHTS).isSorted();
    }

    @ParameterizedTest
    @CsvSource({"10, 4", "0.6, 0.8", "300, 20", "2, 2"})
    void momentsOfADayComeBackFromItsQuantiles(double mean, double deviation) {
        Forecast forecast = Shop.forecast("S1", "APPLE", MONDAY, mean, deviation);

        DemandTotal day = DemandSum.day(forecast, 3);

        assertThat(day.mean()).isCloseTo(mean, Percentage.withPercentage(2));
        assertThat(Math.sqrt(day.variance())).isCloseTo(deviation, Percentage.withPercentage(6));
    }

    @Test
    void sumsDaysFromTheCycleOn() {
        Forecast forecast = Shop.forecast("S1", "APPLE", MONDAY - 1, 10, 4);

        DemandSum demand = DemandSum.of(forecast, MONDAY, 1, 20, 0);

        assertThat(demand.between(0, 3).mean()).isCloseTo(40, Percentage.withPercentage(2));
        assertThat(demand.between(0, 3).variance()).isCloseTo(64, Percentage.withPercentage(12));
        assertThat(demand.between(2, 1)).isEqualTo(DemandTotal.ZERO);
        assertThat(demand.between(2, 19).mean())
                .isEqualTo(
                        demand.between(0, 19).mean() - demand.between(0, 1).mean(), within(1e-9));
    }

    @Test
    void correlationWidensSums() {
        Forecast forecast = Shop.forecast("S1", "APPLE", MONDAY - 1, 10, 4);
        DemandTotal day = DemandSum.day(forecast, 0);

        double alone = DemandSum.of(forecast, MONDAY, 1, 9, 0).between(0, 3).variance();
        double half = DemandSum.of(forecast, MONDAY, 1, 9, 0.5).between(0, 3).variance();
        double whole = DemandSum.of(forecast, MONDAY, 1, 9, 1).between(0, 3).variance();

        assertThat(alone).isEqualTo(4 * day.variance(), within(1e-9));
        assertThat(half).isEqualTo((alone + whole) / 2, within(1e-9));
        assertThat(whole).isEqualTo(16 * day.variance(), within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        // origin, first and last day asked for, sum
        "-1, 0, 2, 3", // 0 + 1 + 2
        "-1, -1, -1, 6", // the day before is as the one a week later
        "-1, -3, -1, 15", // 4 + 5 + 6
        "-1, -8, -8, 6",
        "-1, 10, 10, 3", // beyond the tenth day: the last week again
        "-1, 9, 10, 12",
        "-5, -1, 0, 7", // an old forecast knows the day itself
        "-1, 1, 0, 0",
    })
    void meanOfPastDaysIsThatOfTheSameWeekdays(int origin, int from, int to, double sum) {
        float[] quantiles = new float[190];
        for (int d = 0; d < 10; d++) {
            Arrays.fill(quantiles, d * 19, d * 19 + 19, d);
        }
        Forecast forecast =
                new Forecast(
                        "S1",
                        "APPLE",
                        MONDAY + origin,
                        0,
                        "m",
                        "lstm",
                        "",
                        new float[10],
                        quantiles);

        assertThat(DemandSum.mean(forecast, MONDAY + from, MONDAY + to))
                .isEqualTo(sum, within(1e-9));
    }

    @Test
    void laterDaysAreAsTheLastSevenInTheMean() {
        float[] mean = new float[10];
        float[] quantiles = new float[190];
        for (int d = 0; d < 10; d++) {
            Arrays.fill(quantiles, d * 19, d * 19 + 19, d);
        }
        Forecast forecast =
                new Forecast("S1", "APPLE", MONDAY - 1, 0, "m", "lstm", "", mean, quantiles);

        DemandSum demand = DemandSum.of(forecast, MONDAY, 1, 30, 0);

        assertThat(demand.between(9, 9).mean()).isEqualTo(9, within(1e-9));
        assertThat(demand.between(10, 10).mean()).isEqualTo(6, within(1e-9));
        assertThat(demand.between(29, 29).mean()).isEqualTo(6, within(1e-9));
    }

    @Test
    void afterTheSeasonOfItsItemThereIsNone() {
        DemandSum demand = DemandSum.of(Shop.season("S1", "APPLE", 10), MONDAY, 1, 30, 0.5);

        assertThat(demand.lastDay()).isEqualTo(9);
        assertThat(demand.between(9, 9).mean()).isPositive();
        assertThat(demand.between(10, 29).mean()).isZero();
        assertThat(demand.between(10, 29).variance()).isZero();
        assertThat(demand.from(3).lastDay()).isEqualTo(9);
        assertThat(demand.from(3).between(0, 2).mean()).isZero();
        assertThat(DemandSum.mean(Shop.season("S1", "APPLE", 2), MONDAY, MONDAY + 20))
                .isEqualTo(2 * demand.between(0, 0).mean(), within(1e-3));
    }

    @Test
    void aWarehouseIsNeededAsLongAsItsShipmentsComeInTime() {
        Demand store = DemandSum.of(Shop.season("S1", "APPLE", 10), MONDAY, 1, 30, 0.5);

        DependentDemand warehouse =
                DependentDemand.of(
                        List.of(
                                new DependentDemand.Receiver(store, 0, 1, 0.9),
                                new DependentDemand.Receiver(store, 0, 3, 0.9)),
                        20);

        assertThat(warehouse.lastDay()).isEqualTo(8);
        assertThat(warehouse.between(11, 19).mean()).isZero();
    }

    @Test
    void staleForecastIsReadFromTheDayThatIsPlanned() {
        float[] quantiles = new float[7 * 19];
        for (int d = 0; d < 7; d++) {
            Arrays.fill(quantiles, d * 19, d * 19 + 19, d);
        }
        Forecast stale =
                new Forecast(
                        "S1", "APPLE", MONDAY - 3, 0, "m", "lstm", "", new float[7], quantiles);

        assertThat(DemandSum.of(stale, MONDAY, 1, 9, 0).between(0, 0).mean())
                .isEqualTo(2, within(1e-9));
    }

    @Test
    void countsInBaseUnits() {
        Forecast forecast = Shop.forecast("S1", "APPLE", MONDAY - 1, 1, 0.5);

        DemandTotal tenths = DemandSum.of(forecast, MONDAY, 0.1, 9, 0).between(0, 0);

        assertThat(tenths.mean()).isCloseTo(10, Percentage.withPercentage(2));
        assertThat(Math.sqrt(tenths.variance())).isCloseTo(5, Percentage.withPercentage(6));
    }

    @Property(tries = 200)
    void quantilesAreThoseOfTheGamma(
            @ForAll @DoubleRange(min = 0.01, max = 1e4) double mean,
            @ForAll @DoubleRange(min = 0.03, max = 1500) double shape) {
        DemandTotal total = new DemandTotal(mean, mean * mean / shape);
        GammaDistribution gamma = GammaDistribution.of(shape, mean / shape);

        double[] quantiles = total.quantiles();

        assertThat(quantiles).isSorted();
        for (int q = 0; q < quantiles.length; q++) {
            assertThat(quantiles[q])
                    .isCloseTo(
                            gamma.inverseCumulativeProbability(DemandTotal.LEVELS[q]),
                            within(mean * 0.003));
        }
    }

    @Property(tries = 200)
    void excessAndProbabilityAgreeWithTheQuantiles(
            @ForAll @DoubleRange(min = 0.5, max = 100) double mean,
            @ForAll @DoubleRange(min = 0.5, max = 50) double shape,
            @ForAll @DoubleRange(min = 0, max = 3) double times) {
        DemandTotal total = new DemandTotal(mean, mean * mean / shape);
        double stock = times * mean;

        double probability = total.probabilityAtMost(stock);
        double excess = total.expectedAbove(stock);

        assertThat(probability).isBetween(0.0, 1.0);
        assertThat(total.probabilityAtMost(total.quantile(0.85))).isEqualTo(0.85, within(0.01));
        assertThat(excess).isBetween(Math.max(0, mean - stock) - 1e-9, mean + 1e-9);
        assertThat(total.above(stock).mean()).isEqualTo(excess, within(0.06 * mean));
    }

    @Test
    void certainDemandHasOneValue() {
        DemandTotal certain = new DemandTotal(7, 0);

        assertThat(certain.quantiles()).containsOnly(7);
        assertThat(certain.probabilityAtMost(6.9)).isZero();
        assertThat(certain.probabilityAtMost(7)).isEqualTo(1);
        assertThat(certain.expectedAbove(5)).isEqualTo(2);
        assertThat(certain.above(5)).isEqualTo(new DemandTotal(2, 0));
        assertThat(DemandTotal.ZERO.quantiles()).containsOnly(0);
        assertThat(DemandTotal.ZERO.expectedAbove(3)).isZero();
        assertThat(DemandTotal.ZERO.expectedAbove(-3)).isEqualTo(3);
    }

    @Test
    void quantileBeyondTheLevelsIsTheNearest() {
        DemandTotal total = new DemandTotal(10, 16);

        assertThat(total.quantile(0.001)).isEqualTo(total.quantiles()[0]);
        assertThat(total.quantile(0.9999)).isEqualTo(total.quantiles()[11]);
    }

    @Test
    void warehouseNeedsWhatItsStoresWillNeedBeyondTheirPosition() {
        Demand certain = (from, to) -> new DemandTotal(Math.max(0, 10 * (to - from + 1)), 0);
        // Position 35 covers days 0 and 1 and one of the 20 that day 2 must stand at.
        var receiver = new DependentDemand.Receiver(certain, 35, 1, 0.95);

        DependentDemand demand = DependentDemand.of(List.of(receiver, receiver), 6);

        assertThat(demand.between(0, 0).mean()).isZero();
        assertThat(demand.between(0, 1).mean()).isZero();
        assertThat(demand.between(0, 2).mean()).isEqualTo(2 * 5, within(1e-9));
        assertThat(demand.between(3, 3).mean()).isEqualTo(2 * 10, within(1e-9));
        assertThat(demand.between(4, 3)).isEqualTo(DemandTotal.ZERO);
    }

    @Property(tries = 100)
    void dependentDemandNeverFalls(
            @ForAll @DoubleRange(min = -50, max = 200) double position,
            @ForAll @DoubleRange(min = 0.2, max = 20) double mean) {
        Demand demand =
                DemandSum.of(
                        Shop.forecast("S1", "APPLE", MONDAY - 1, mean, mean * 0.6),
                        MONDAY,
                        1,
                        30,
                        0.1);
        var receiver = new DependentDemand.Receiver(demand, Math.round(position), 2, 0.9);

        DependentDemand dependent = DependentDemand.of(List.of(receiver), 20);

        for (int t = 1; t < 20; t++) {
            assertThat(dependent.between(t, t).mean()).isNotNegative();
            assertThat(dependent.between(t, t).variance()).isNotNegative();
        }
        // What is needed in the mean; the need of the lucky days is never negative, so it is more.
        double all = demand.between(0, 18).mean() + demand.between(19, 21).quantile(0.9) - position;
        assertThat(dependent.between(0, 19).mean())
                .isGreaterThan(Math.max(0, all) - 0.05 * demand.between(0, 18).mean() - 1);
    }
}
