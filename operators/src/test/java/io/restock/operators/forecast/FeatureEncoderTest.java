package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Covariates;
import io.restock.domain.SeriesHistory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FeatureEncoderTest {
    private static final int HORIZON = 7;
    private static final int CHANGE = 16; // feature: what the year before did

    private final Scalers scalers = Scalers.fit(Histories.many(4, 60, 0, 3), Integer.MAX_VALUE / 2);
    private final FeatureEncoder encoder = new FeatureEncoder(scalers, GroupTrends.none(), HORIZON);

    @Property(tries = 50)
    void trainingAndServingSeeTheSame(
            @ForAll @IntRange(min = 13, max = 150) int origin, @ForAll long seed) {
        SeriesHistory all = Histories.one("L", "I", 160, 0, seed);
        SeriesHistory served =
                all.window(
                        Histories.MONDAY + origin,
                        Math.min(origin + 1, FeatureEncoder.CONTEXT_DAYS),
                        HORIZON);

        FeatureEncoder.Sample trained = encode(all, origin);
        FeatureEncoder.Sample asked = encode(served, served.units().length - 1);

        assertThat(asked.level).isEqualTo(trained.level);
        assertThat(asked.past).containsExactly(trained.past);
        assertThat(asked.future).containsExactly(trained.future);
    }

    @Property(tries = 50)
    void neverSeesDemandAfterTheOrigin(
            @ForAll @IntRange(min = 13, max = 98) int origin, @ForAll long seed) {
        SeriesHistory history = Histories.one("L", "I", 100, HORIZON, seed);
        FeatureEncoder.Sample before = encode(history, origin);

        Arrays.fill(history.units(), origin + 1, 100, 1e6f);
        Arrays.fill(history.stockOutShare(), origin + 1, 100, 1);
        FeatureEncoder.Sample after = encode(history, origin);

        assertThat(after.past).containsExactly(before.past);
        assertThat(after.future).containsExactly(before.future);
    }

    @Property(tries = 20)
    void groupsDoNotTellOfDaysAfterTheOriginEither(
            @ForAll @IntRange(min = 20, max = 98) int origin, @ForAll long seed) {
        List<SeriesHistory> histories = Histories.many(6, 100, HORIZON, seed);
        FeatureEncoder.Sample before = encodeWithGroups(histories, origin);

        for (SeriesHistory history : histories) {
            Arrays.fill(history.units(), origin + 1, 100, 1e6f);
            Arrays.fill(history.stockOutShare(), origin + 1, 100, 0);
        }
        FeatureEncoder.Sample after = encodeWithGroups(histories, origin);

        assertThat(after.future).containsExactly(before.future);
        assertThat(after.base).containsExactly(before.base);
    }

    private FeatureEncoder.Sample encodeWithGroups(List<SeriesHistory> histories, int origin) {
        GroupTrends trends = GroupTrends.of(histories, scalers, Histories.MONDAY + 99);
        FeatureEncoder.Sample sample = new FeatureEncoder.Sample(HORIZON);
        new FeatureEncoder(scalers, trends, HORIZON).encode(histories.get(2), origin, sample);
        return sample;
    }

    @Property(tries = 60)
    void aDayIsTheSameAloneAsAmongOthers(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int days = 15; // so that days have weekdays in common
        SeriesHistory history = Histories.one("L1", "I1", 90, days, seed);
        FeatureEncoder ofDays = new FeatureEncoder(encoder.scalers(), GroupTrends.none(), days);
        Covariates of = history.covariates();
        for (int t = 0; t < of.length(); t++) {
            of.discount()[t] = random.nextInt(6) == 0 ? Float.NaN : 0.7f + 0.1f * random.nextInt(4);
            of.promotion()[t] =
                    random.nextInt(6) == 0
                            ? Float.NaN
                            : random.nextInt(9) == 0 ? 0.4f : random.nextInt(2);
            of.holiday()[t] = random.nextInt(6) == 0 ? Float.NaN : random.nextInt(2);
            if (t < 90 && random.nextInt(6) == 0) {
                history.units()[t] = Float.NaN;
            }
        }
        FeatureEncoder.Sample all = new FeatureEncoder.Sample(days);
        ofDays.encode(history, 89, all);
        int age = GroupTrends.none().ageAt(history.originEpochDay());

        for (int day = 0; day < days; day++) {
            FeatureEncoder.Sample alone = new FeatureEncoder.Sample(days);
            ofDays.encode(history, 89, new int[] {day}, 1, age, alone);
            int at = day * FeatureEncoder.FUTURE;
            assertThat(Arrays.copyOfRange(all.rows, at, at + FeatureEncoder.FUTURE))
                    .containsExactly(Arrays.copyOf(alone.rows, FeatureEncoder.FUTURE));
            assertThat(Arrays.copyOfRange(all.future, at, at + FeatureEncoder.FUTURE))
                    .containsExactly(Arrays.copyOf(alone.future, FeatureEncoder.FUTURE));
            assertThat(all.base[day]).isEqualTo(alone.base[0]);
        }
    }

    @Test
    void whatIsOfTheOriginIsTheSameForAllDays() {
        for (SeriesHistory history : Histories.many(20, 70, HORIZON, 19)) {
            FeatureEncoder.Sample sample = encode(history, 69);
            for (int[] same : FeatureEncoder.OF_ORIGIN) {
                for (int day = 1; day < HORIZON; day++) {
                    int row = day * FeatureEncoder.FUTURE;
                    assertThat(Arrays.copyOfRange(sample.future, row + same[0], row + same[1]))
                            .containsExactly(Arrays.copyOfRange(sample.future, same[0], same[1]));
                }
            }
        }
    }

    @Test
    void someDaysOfTheHorizonAreEncodedAsAmongAll() {
        SeriesHistory history = Histories.one("L", "I", 60, HORIZON, 1);
        FeatureEncoder.Sample some = new FeatureEncoder.Sample(HORIZON);

        encoder.encode(history, 59, new int[] {5, 2}, 2, 0, some);

        FeatureEncoder.Sample all = encode(history, 59);
        assertThat(day(some.future, 0)).containsExactly(day(all.future, 5));
        assertThat(day(some.future, 1)).containsExactly(day(all.future, 2));
        assertThat(some.base[0]).isEqualTo(all.base[5]);
        assertThat(some.base[1]).isEqualTo(all.base[2]);
    }

    @Test
    void unknownValuesBecomeNumbers() {
        float[] units = new float[20];
        Arrays.fill(units, Float.NaN);
        units[3] = 2;
        float[] stockOut = new float[20];
        Arrays.fill(stockOut, Float.NaN);
        SeriesHistory history =
                new SeriesHistory(
                        "L", "I", Histories.MONDAY, units, stockOut, Covariates.unknown(20));

        FeatureEncoder.Sample sample = encode(history, 19);

        for (float value : sample.past) {
            assertThat(value).isFinite();
        }
        for (float value : sample.future) {
            assertThat(value).isFinite();
        }
        assertThat(sample.level).isPositive();
    }

    @Test
    void demandIsMeasuredInLevelsOfTheSeries() {
        SeriesHistory small = Histories.flat(1, 40, HORIZON);
        SeriesHistory large = Histories.flat(1000, 40, HORIZON);
        FeatureEncoder plain =
                new FeatureEncoder(
                        Scalers.of(1e-6, new double[4], new double[] {1, 1, 1, 1}, false),
                        GroupTrends.none(),
                        HORIZON);
        FeatureEncoder.Sample ofSmall = new FeatureEncoder.Sample(HORIZON);
        FeatureEncoder.Sample ofLarge = new FeatureEncoder.Sample(HORIZON);

        plain.encode(small, 39, ofSmall);
        plain.encode(large, 39, ofLarge);

        assertThat(ofLarge.level / ofSmall.level).isCloseTo(1000, within(0.1));
        for (int i = 0; i < ofSmall.past.length; i++) {
            assertThat((double) ofLarge.past[i]).isCloseTo(ofSmall.past[i], within(1e-4));
        }
    }

    @Test
    void aPriceOfZeroIsUnknown() {
        SeriesHistory free = Histories.flat(1, 40, HORIZON);
        Arrays.fill(free.covariates().discount(), 0);

        assertThat(encode(free, 39).future)
                .containsExactly(encode(Histories.flat(1, 40, HORIZON), 39).future);
    }

    @Test
    void priceOfADayReachesOtherDaysAsTheirNeighbourAlone() {
        SeriesHistory usual = Histories.one("L", "I", 60, HORIZON, 1);
        SeriesHistory cheap = Histories.one("L", "I", 60, HORIZON, 1);
        cheap.covariates().discount()[60 + 2] = 0.4f;

        float[] before = encode(usual, 59).future;
        float[] after = encode(cheap, 59).future;

        assertThat(day(after, 2)).isNotEqualTo(day(before, 2));
        for (int other : List.of(0, 1, 3, 4, 5, 6)) {
            assertThat(own(after, other)).containsExactly(own(before, other));
        }
    }

    @Test
    void networksReadTheValuesOfADayStandardised() {
        SeriesHistory history = Histories.one("L", "I", 60, HORIZON, 1);
        FeatureEncoder.Sample sample = encode(history, 59);
        int own = FeatureEncoder.FUTURE - DayFeatures.COUNT;

        assertThat(own(sample.future, 3)).containsExactly(own(sample.rows, 3));
        for (int f = own; f < FeatureEncoder.FUTURE; f++) {
            float of = sample.rows[f];
            double standard = (of - scalers.dayMean()[f - own]) / scalers.dayDeviation()[f - own];
            double within = Math.max(-4, Math.min(4, standard));
            assertThat(sample.future[f])
                    .isCloseTo((float) (Float.isNaN(of) ? 0 : within), within(1e-6f));
        }
    }

    @Test
    void aLongHistoryTellsOfTheWeekOfTheYearBefore() {
        float[] units = new float[500];
        Arrays.fill(units, 2);
        int target = 500 + 3;
        Arrays.fill(units, target - 364 - 3, target - 364 + 4, 6);
        SeriesHistory all = Histories.of(units, HORIZON);
        SeriesHistory recent = all.window(all.originEpochDay(), 84, HORIZON);

        float[] known = day(encode(seasonal(), all).future, 3);
        float[] unknown = day(encode(seasonal(), recent).future, 3);

        assertThat(known[CHANGE]).isEqualTo(6 / 2f - 1);
        assertThat(known[CHANGE + 1]).isZero();
        assertThat(unknown[CHANGE]).isZero();
        assertThat(unknown[CHANGE + 1]).isOne();
    }

    @Test
    void onlyALongHistoryTellsTheDayOfTheMonth() {
        SeriesHistory april = Histories.flat(1, 60, HORIZON);
        SeriesHistory later =
                new SeriesHistory(
                        "L",
                        "I",
                        april.firstEpochDay() + 7,
                        april.units(),
                        april.stockOutShare(),
                        april.covariates());

        assertThat(encode(later, 59).future).containsExactly(encode(april, 59).future);
        assertThat(encode(seasonal(), later).future).isNotEqualTo(encode(seasonal(), april).future);
    }

    @Test
    void aHistoryIsLongFromFourHundredDaysOn() {
        List<SeriesHistory> histories = Histories.many(2, 410, 0, 1);

        assertThat(Scalers.fit(histories, Histories.MONDAY + 400).seasons()).isTrue();
        assertThat(Scalers.fit(histories, Histories.MONDAY + 399).seasons()).isFalse();
    }

    private static FeatureEncoder seasonal() {
        Scalers ofYears = Scalers.of(1e-6, new double[4], new double[] {1, 1, 1, 1}, true);
        return new FeatureEncoder(ofYears, GroupTrends.none(), HORIZON);
    }

    private static FeatureEncoder.Sample encode(FeatureEncoder by, SeriesHistory history) {
        FeatureEncoder.Sample sample = new FeatureEncoder.Sample(HORIZON);
        by.encode(history, history.units().length - 1, sample);
        return sample;
    }

    @Test
    void knowsEnoughFromFourteenKnownDaysOn() {
        float[] units = new float[28];
        Arrays.fill(units, 0, 14, Float.NaN);
        assertThat(FeatureEncoder.knowsEnough(Histories.of(units, 0))).isTrue();

        units[20] = Float.NaN;
        assertThat(FeatureEncoder.knowsEnough(Histories.of(units, 0))).isFalse();
    }

    @Test
    void scalersDoNotSeeDaysAfterTheTrainingPart() {
        List<SeriesHistory> histories = Histories.many(2, 50, 0, 1);
        Scalers before = Scalers.fit(histories, Histories.MONDAY + 29);

        for (SeriesHistory history : histories) {
            Arrays.fill(history.units(), 30, 50, 1e6f);
            Arrays.fill(history.covariates().temperatureC(), 30, 50, -100);
        }
        Scalers after = Scalers.fit(histories, Histories.MONDAY + 29);

        assertThat(after.meanUnits()).isEqualTo(before.meanUnits());
        assertThat(after.weatherMean()).containsExactly(before.weatherMean());
        assertThat(after.weatherDeviation()).containsExactly(before.weatherDeviation());
    }

    private FeatureEncoder.Sample encode(SeriesHistory history, int origin) {
        FeatureEncoder.Sample sample = new FeatureEncoder.Sample(HORIZON);
        encoder.encode(history, origin, sample);
        return sample;
    }

    /** A day's values that the encoder makes itself. */
    private static float[] own(float[] future, int day) {
        int own = FeatureEncoder.FUTURE - DayFeatures.COUNT;
        return Arrays.copyOf(day(future, day), own);
    }

    private static float[] day(float[] future, int day) {
        int from = day * FeatureEncoder.FUTURE;
        return Arrays.copyOfRange(future, from, from + FeatureEncoder.FUTURE);
    }
}
