package io.restock.operators.forecast.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Covariates;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.Histories;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchPriorTest {
    private static final int DAYS = 7;
    private static final Assortments ASSORTMENT = new Assortments(20, 70, 1, 5);

    @Test
    void anItemKnownElsewhereIsForecastAtTheLevelOfTheLocation() {
        for (int place = 0; place < Assortments.PLACES; place++) {
            SeriesHistory hidden = ASSORTMENT.series().get(3 * Assortments.PLACES + place);

            DemandQuantiles forecast = forecast(ASSORTMENT.without(hidden), hidden, 0);

            double usual = ASSORTMENT.level(hidden);
            assertThat(week(forecast) / 7).isCloseTo(usual, within(0.3 * usual));
        }
    }

    @Test
    void anItemKnownNowhereIsForecastAsItsCategory() {
        Map<String, List<String>> paths = new TreeMap<>(ASSORTMENT.categories().paths());
        paths.put("A", List.of("small"));
        paths.put("B", List.of("large"));
        LaunchPrior prior =
                LaunchPrior.fit(
                        ASSORTMENT.series(), new ItemCategories(paths), ASSORTMENT.lastDay());

        double small = week(prior.forecast(nothingOf("L2", "A"), DAYS));
        double large = week(prior.forecast(nothingOf("L2", "B"), DAYS));
        double unknown = week(prior.forecast(nothingOf("L2", "C"), DAYS));

        assertThat(large / small).isBetween(3.5, 9.0); // 6 in truth
        assertThat(unknown).isBetween(small, large);
    }

    @Test
    void theLessIsKnownTheWiderIsTheForecast() {
        SeriesHistory hidden = ASSORTMENT.series().get(20);
        LaunchPrior prior = ASSORTMENT.without(hidden);

        double ofUnknownItem = spread(prior.forecast(nothingOf("L2", "new"), DAYS));
        double ofKnownItem = spread(forecast(prior, hidden, 0));
        double ofOwnDays = spread(forecast(prior, hidden, 14));

        assertThat(ofUnknownItem).isGreaterThan(1.5 * ofKnownItem);
        assertThat(ofKnownItem).isGreaterThan(ofOwnDays);
    }

    @Test
    void nineOfTenHiddenSeriesAreBelowTheirNinetyPercentQuantile() {
        int below = 0;
        int days = 0;
        for (int s = 0; s < ASSORTMENT.series().size(); s += 7) {
            SeriesHistory hidden = ASSORTMENT.series().get(s);
            LaunchPrior prior = ASSORTMENT.without(hidden);
            SeriesHistory asked = hidden.window(Assortments.MONDAY + 55, 56, 7);
            DemandQuantiles forecast = forecast(prior, asked, 0);
            for (int day = 0; day < DAYS; day++) {
                below += hidden.units()[56 + day] <= forecast.quantiles()[day * 19 + 17] ? 1 : 0;
                days++;
            }
        }
        assertThat(below / (double) days).isBetween(0.8, 1.0);
    }

    @Property(tries = 50)
    void givesWayToItsOwnDays(
            @ForAll @IntRange(min = 0, max = 119) int series,
            @ForAll @DoubleRange(min = 0.1, max = 10) double unlikeTheOthers) {
        SeriesHistory hidden = Assortments.scaled(ASSORTMENT.series().get(series), unlikeTheOthers);
        LaunchPrior prior = ASSORTMENT.without(ASSORTMENT.series().get(series));
        double own = week(forecast(prior, hidden, 56));

        double few = Math.abs(Math.log(week(forecast(prior, hidden, 2)) / own));
        double none = Math.abs(Math.log(week(forecast(prior, hidden, 0)) / own));

        double truth = ASSORTMENT.level(hidden) * unlikeTheOthers;
        assertThat(own / 7).isCloseTo(truth, within(0.3 * truth));
        assertThat(few).isLessThan(Math.max(0.35, none));
    }

    @Property(tries = 30)
    void unitsDoNotMatter(
            @ForAll @IntRange(min = 0, max = 119) int series,
            @ForAll @IntRange(min = 0, max = 30) int known,
            @ForAll @DoubleRange(min = 10, max = 5000) double factor) {
        SeriesHistory hidden = ASSORTMENT.series().get(series);
        List<SeriesHistory> rest =
                ASSORTMENT.series().stream()
                        .filter(other -> !other.key().equals(hidden.key()))
                        .toList();
        List<SeriesHistory> restScaled =
                rest.stream().map(other -> Assortments.scaled(other, factor)).toList();
        LaunchPrior scaled =
                LaunchPrior.fit(restScaled, ASSORTMENT.categories(), ASSORTMENT.lastDay());

        float[] said = forecast(ASSORTMENT.without(hidden), hidden, known).quantiles();
        float[] saidScaled =
                forecast(scaled, Assortments.scaled(hidden, factor), known).quantiles();

        for (int k = 0; k < said.length; k++) {
            assertThat((double) saidScaled[k])
                    .isCloseTo(said[k] * factor, within(1e-4 * factor + 1e-3 * saidScaled[k]));
        }
    }

    @Property(tries = 60)
    void whateverIsMissingThereIsADistribution(
            @ForAll @IntRange(min = 1, max = 6) int series,
            @ForAll @IntRange(min = 0, max = 90) int days,
            @ForAll boolean categories,
            @ForAll boolean covariates,
            @ForAll boolean sold,
            @ForAll long seed) {
        List<SeriesHistory> histories = Histories.many(series, days, DAYS, seed);
        for (SeriesHistory history : histories) {
            for (int t = 0; t < days; t++) {
                history.units()[t] = sold ? history.units()[t] : 0;
                history.stockOutShare()[t] = t % 3 == 0 ? Float.NaN : history.stockOutShare()[t];
            }
            for (int t = 0; t < days; t += 4) {
                history.units()[t] = Float.NaN;
            }
        }
        ItemCategories known =
                categories
                        ? new ItemCategories(Map.of("I0", List.of("a", "b")))
                        : ItemCategories.none();
        LaunchPrior prior = LaunchPrior.fit(histories, known, Histories.MONDAY + days - 1);
        SeriesHistory asked = histories.get(0);
        SeriesHistory bare =
                new SeriesHistory(
                        "elsewhere",
                        "new",
                        Histories.MONDAY,
                        asked.units(),
                        asked.stockOutShare(),
                        covariates ? asked.covariates() : Covariates.unknown(days));

        for (SeriesHistory of : List.of(asked, bare, Assortments.knownOf(bare, 0))) {
            DemandQuantiles forecast = prior.forecast(of, 9);
            assertThat(forecast.isFinite()).isTrue();
            assertThat(forecast.horizon()).isEqualTo(9);
            for (int day = 0; day < 9; day++) {
                float[] quantiles =
                        Arrays.copyOfRange(
                                forecast.quantiles(),
                                day * Quantiles.COUNT,
                                (day + 1) * Quantiles.COUNT);
                assertThat(quantiles).isSorted();
                assertThat(quantiles[0]).isNotNegative();
                assertThat(forecast.mean()[day]).isNotNegative();
            }
        }
    }

    @Test
    void whereNothingWasSoldNothingIsExpectedButOwnDaysCount() {
        LaunchPrior nothing =
                LaunchPrior.fit(
                        List.of(Histories.flat(0, 40, 0)),
                        ItemCategories.none(),
                        Histories.MONDAY + 39);

        assertThat(nothing.forecast(nothingOf("L9", "new"), 2).mean()).containsOnly(0);
        SeriesHistory own =
                new SeriesHistory(
                        "L9",
                        "new",
                        19_814,
                        new float[] {4, 4, 4},
                        new float[3],
                        Covariates.unknown(5));
        assertThat(nothing.forecast(own, 2).mean()).containsOnly(4);
    }

    @Test
    void aPromotionIsExpectedToSellAsPromotionsDo() {
        SeriesHistory asked = nothingOf("L2", "I3");
        asked.covariates().promotion()[asked.units().length] = 1;
        asked.covariates().promotion()[asked.units().length + 7] = 0;

        float[] mean = fit(ASSORTMENT).forecast(asked, 8).mean();

        assertThat(mean[0] / (double) mean[7]).isCloseTo(2, within(0.3));
    }

    @Test
    void launchesThatBeganSlowlyAreExpectedAgain() {
        Assortments slow = new Assortments(10, 84, 0.3, 6);
        for (int i = 0; i < 8; i++) {
            slow.add("late" + i, 5, 35);
        }

        float[] mean = fit(slow).forecast(nothingOf("L2", "new"), 21).mean();

        double firstWeek = week(mean, 0);
        double third = week(mean, 14);
        assertThat(firstWeek / third).isCloseTo(0.3, within(0.15));
    }

    @Test
    void ownDaysOfASlowBeginningAreReadAsSuch() {
        Assortments slow = new Assortments(10, 84, 0.3, 6);
        for (int i = 0; i < 8; i++) {
            slow.add("late" + i, 5, 35);
        }
        slow.add("hidden", 5, 77);
        SeriesHistory hidden = slow.series().get(slow.series().size() - 4);

        float[] mean = slow.without(hidden).forecast(hidden, 14).mean();

        double level = 1.1 * slow.level(hidden);
        assertThat(week(mean, 7) / 7).isCloseTo(level, within(0.3 * level));
    }

    @Test
    void oneLaunchSaysLittleOfOthers() {
        Assortments one = new Assortments(10, 84, 0.1, 6);
        one.add("late", 5, 35);
        SeriesHistory launched = one.series().get(60);
        List<SeriesHistory> few =
                one.series().stream()
                        .filter(s -> !s.item().equals("late") || s.key().equals(launched.key()))
                        .toList();

        float[] mean =
                LaunchPrior.fit(few, one.categories(), one.lastDay())
                        .forecast(nothingOf("L2", "new"), 21)
                        .mean();

        assertThat(week(mean, 0) / week(mean, 14)).isGreaterThan(0.6);
    }

    @Test
    void theHistorysFirstWeeksAreNoLaunches() {
        Assortments from = new Assortments(10, 84, 0.1, 6);
        for (int i = 0; i < 8; i++) {
            from.add("early" + i, 5, 10);
        }

        float[] mean = fit(from).forecast(nothingOf("L2", "new"), 21).mean();

        assertThat(week(mean, 0) / week(mean, 14)).isCloseTo(1, within(0.02));
    }

    @Test
    void aSeriesThatWasLearnedFromIsRemembered() {
        SeriesHistory one = Assortments.scaled(ASSORTMENT.series().get(9), 6);
        List<SeriesHistory> all = new ArrayList<>(ASSORTMENT.series());
        all.set(9, one);
        LaunchPrior prior = LaunchPrior.fit(all, ASSORTMENT.categories(), ASSORTMENT.lastDay());

        double own = 6 * ASSORTMENT.level(one);

        assertThat(week(forecast(prior, one, 0)) / 7).isCloseTo(own, within(0.3 * own));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 20})
    void saysTheSameAfterWritingAndReading(int known) throws IOException {
        SeriesHistory hidden = ASSORTMENT.series().get(50);
        LaunchPrior prior = ASSORTMENT.without(hidden);

        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        prior.write(new DataOutputStream(bytes));
        LaunchPrior read =
                LaunchPrior.read(
                        new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        assertThat(read.series()).isEqualTo(119);
        assertThat(forecast(read, hidden, known).quantiles())
                .containsExactly(forecast(prior, hidden, known).quantiles());
    }

    @Test
    void aSeriesIsSilentAfterFourWeeksOfNothing() {
        SeriesHistory history = Histories.flat(3, 60, 0);
        assertThat(LaunchPrior.isSilent(history)).isFalse();
        Arrays.fill(history.units(), 32, 60, Float.NaN);
        assertThat(LaunchPrior.isSilent(history)).isTrue();
        history.units()[32] = 0;
        assertThat(LaunchPrior.isSilent(history)).isFalse();
        assertThat(LaunchPrior.isSilent(Assortments.knownOf(history, 0))).isFalse();
    }

    private static LaunchPrior fit(Assortments of) {
        return LaunchPrior.fit(of.series(), of.categories(), of.lastDay());
    }

    private static DemandQuantiles forecast(LaunchPrior by, SeriesHistory of, int knownDays) {
        return by.forecast(Assortments.knownOf(of, knownDays), DAYS);
    }

    /** A series of which no day is known; its next day is a Monday. */
    private static SeriesHistory nothingOf(String location, String item) {
        float[] units = new float[70];
        Arrays.fill(units, Float.NaN);
        return new SeriesHistory(
                location, item, Assortments.MONDAY, units, units, Covariates.unknown(91));
    }

    private static double week(DemandQuantiles of) {
        return week(of.mean(), 0);
    }

    private static double week(float[] mean, int from) {
        double sum = 0;
        for (int day = from; day < from + 7; day++) {
            sum += mean[day];
        }
        return sum;
    }

    /** 90 % quantile ÷ 10 % quantile of the first day. */
    private static double spread(DemandQuantiles of) {
        return of.quantiles()[17] / of.quantiles()[1];
    }
}
