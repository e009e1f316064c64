package io.restock.operators.forecast.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Covariates;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeasonsTest {
    private static final LocalDate FIRST = LocalDate.parse("2022-01-01");
    private static final int DAYS = 2 * 365 + 150; // until the end of May 2024

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void learnsWhenStrawberriesAreSold(boolean rowsOutOfSeason) {
        Seasons seasons = Seasons.fit(strawberries(rowsOutOfSeason), day("2024-05-29"));

        assertThat(seasons.inSeason("strawberries", day("2024-05-29"))).isGreaterThan(0.99);
        assertThat(seasons.inSeason("strawberries", day("2024-03-01"))).isZero();
        assertThat(seasons.inSeason("strawberries", day("2024-04-20"))).isBetween(0.2, 0.8);
        assertThat(seasons.inSeason("strawberries", day("2024-07-10"))).isBetween(0.2, 0.8);
        assertThat(seasons.inSeason("strawberries", day("2024-08-01"))).isZero();
        int last = seasons.lastDay("strawberries", day("2024-05-29"));
        assertThat(LocalDate.ofEpochDay(last))
                .isBetween(LocalDate.parse("2024-07-10"), LocalDate.parse("2024-07-24"));
        assertThat(seasons.lastDay("strawberries", last)).isEqualTo(last);
        assertThat(seasons.lastDay("strawberries", last + 1)).isCloseTo(last + 365, within(1));
    }

    @Test
    void aSeasonMayRunOverTheTurnOfTheYear() {
        Seasons seasons =
                Seasons.fit(
                        List.of(sold("L1", "skis", 11, 15, 120, true)),
                        (int) FIRST.toEpochDay() + DAYS - 1);

        assertThat(seasons.inSeason("skis", day("2024-12-31"))).isGreaterThan(0.99);
        assertThat(seasons.inSeason("skis", day("2024-07-01"))).isZero();
        assertThat(LocalDate.ofEpochDay(seasons.lastDay("skis", day("2024-12-31"))))
                .isBetween(LocalDate.parse("2025-03-10"), LocalDate.parse("2025-03-30"));
    }

    @Test
    void whatIsSoldAllYearHasNoSeason() {
        Seasons seasons =
                Seasons.fit(List.of(sold("L1", "milk", 1, 1, 365, true)), day("2024-05-29"));

        assertThat(seasons.isSeasonal("milk")).isFalse();
        assertThat(seasons.inSeason("milk", day("2024-08-01"))).isEqualTo(1);
        assertThat(seasons.lastDay("milk", day("2024-08-01"))).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void whatBeganOnceEndedOnceOrWasClosedOnceHasNoSeason() {
        SeriesHistory launched = sold("L1", "launched", 1, 1, 365, true);
        Arrays.fill(launched.units(), 0, DAYS - 100, 0);
        SeriesHistory delisted = sold("L1", "delisted", 1, 1, 365, true);
        Arrays.fill(delisted.units(), 200, DAYS, Float.NaN);
        SeriesHistory closed = sold("L1", "closed", 1, 1, 365, true);
        Arrays.fill(closed.units(), 250, 450, Float.NaN);
        SeriesHistory once = sold("L1", "once", 1, 1, 365, true);
        Arrays.fill(once.units(), 0, 300, 0);
        Arrays.fill(once.units(), 380, DAYS, 0);

        Seasons seasons = Seasons.fit(List.of(launched, delisted, closed, once), day("2024-05-29"));

        assertThat(seasons.size()).isZero();
    }

    @Test
    void anotherLocationThatSellsAllYearTellsThatThereIsNoSeason() {
        List<SeriesHistory> both =
                List.of(sold("L1", "ice", 5, 1, 80, true), sold("L2", "ice", 1, 1, 365, true));

        assertThat(Seasons.fit(both, day("2024-05-29")).size()).isZero();
    }

    @Test
    void lessThanAYearTellsNothing() {
        List<SeriesHistory> all = strawberries(true);

        assertThat(Seasons.fit(all, (int) FIRST.toEpochDay() + 360).size()).isZero();
    }

    @Test
    void aForecastFadesTowardsTheEndAndIsNothingAfterIt() {
        Seasons seasons = Seasons.fit(strawberries(true), day("2024-05-29"));
        int origin = day("2024-06-25");
        int last = seasons.lastDay("strawberries", origin);
        DemandQuantiles faded = seasons.faded("strawberries", origin, always(10, 42));

        for (int day = 1; day < 42; day++) {
            assertThat(faded.mean()[day]).isLessThanOrEqualTo(faded.mean()[day - 1]);
        }
        assertThat(faded.mean()[0]).isGreaterThan(9.9f);
        for (int day = last - origin; day < 42; day++) {
            assertThat(faded.mean()[day]).isZero();
            assertThat(faded.quantiles()[day * Quantiles.COUNT + Quantiles.COUNT - 1]).isZero();
        }
        int middle = day("2024-07-10") - origin - 1;
        assertThat(faded.quantiles()[middle * Quantiles.COUNT]).isZero();
        assertThat(faded.quantiles()[middle * Quantiles.COUNT + 18]).isGreaterThan(10);
    }

    @Property(tries = 60)
    void aFadedForecastIsADistribution(@ForAll @IntRange(min = 0, max = 730) int from) {
        Seasons seasons = Seasons.fit(strawberries(true), day("2024-05-29"));

        DemandQuantiles faded =
                seasons.faded("strawberries", (int) FIRST.toEpochDay() + from, always(3, 30));

        for (int day = 0; day < 30; day++) {
            int at = day * Quantiles.COUNT;
            assertThat(Arrays.copyOfRange(faded.quantiles(), at, at + Quantiles.COUNT)).isSorted();
            assertThat(faded.mean()[day]).isBetween(0f, 3.5f);
        }
    }

    @Test
    void beforeItsSeasonAnItemIsForecastAtTheLevelOfTheLastOne() {
        List<SeriesHistory> all = strawberries(true);
        LaunchPrior prior = LaunchPrior.fit(all, ItemCategories.none(), day("2024-03-20"));
        SeriesHistory march = all.get(0).window(day("2024-04-01"), 300, 42);

        float[] mean =
                prior.seasons()
                        .faded(
                                "strawberries",
                                day("2024-04-01"),
                                prior.forecast(prior.seasons().inSeasonOnly(march), 42))
                        .mean();

        assertThat(mean[0]).isZero();
        assertThat((double) mean[41]).isCloseTo(10, within(3.0));
    }

    @Test
    void saysTheSameAfterWritingAndReading() throws IOException {
        Seasons seasons = Seasons.fit(strawberries(true), day("2024-05-29"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        seasons.write(new DataOutputStream(bytes));

        Seasons read =
                Seasons.read(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));

        int day = day("2024-07-08");
        assertThat(read.lastDay("strawberries", day))
                .isEqualTo(seasons.lastDay("strawberries", day));
        assertThat(read.inSeason("strawberries", day))
                .isEqualTo(seasons.inSeason("strawberries", day));
    }

    /** In three places from about 20 April to about 10 July, beside milk. */
    private static List<SeriesHistory> strawberries(boolean rowsOutOfSeason) {
        List<SeriesHistory> all = new ArrayList<>();
        for (int place = 0; place < 3; place++) {
            all.add(sold("L" + place, "strawberries", 4, 20, 82, rowsOutOfSeason));
            all.add(sold("L" + place, "milk", 1, 1, 365, true));
        }
        return all;
    }

    /** About ten a day for so many days of each year; nothing, or no row, else. */
    private static SeriesHistory sold(
            String location, String item, int month, int from, int length, boolean rows) {
        SplittableRandom random = new SplittableRandom(month);
        float[] units = new float[DAYS];
        for (int t = 0; t < DAYS; t++) {
            LocalDate date = FIRST.plusDays(t);
            LocalDate start = LocalDate.of(date.getYear(), month, from);
            start = start.isAfter(date) ? start.minusYears(1) : start;
            boolean on = date.toEpochDay() - start.toEpochDay() < length + date.getYear() % 2 * 3;
            units[t] = on ? 8 + random.nextInt(5) : rows ? 0 : Float.NaN;
        }
        return new SeriesHistory(
                location,
                item,
                (int) FIRST.toEpochDay(),
                units,
                new float[DAYS],
                Covariates.unknown(DAYS));
    }

    private static DemandQuantiles always(double level, int days) {
        double[] scaled = new double[days * Quantiles.COUNT];
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = 0.5 + Quantiles.level(i % Quantiles.COUNT);
        }
        return DemandQuantiles.of(scaled, level, days);
    }

    private static int day(String date) {
        return (int) LocalDate.parse(date).toEpochDay();
    }
}
