package io.restock.operators.forecast.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Forecast;
import io.restock.domain.LocalDays;
import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Pinball;
import io.restock.operators.forecast.life.ModelEvidence;
import io.restock.operators.forecast.life.ModelInUse;
import io.restock.operators.forecast.life.ModelRole;
import io.restock.operators.forecast.life.ShadowForecast;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class FusionOperatorTest {
    private static final int FIRST = 20_000;
    private static final int ITEMS = 40;
    private static final int DAYS = 2;
    private static final float[] NONE = {};

    @Test
    void startsWithTheModelAndALittleOfTheOther() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(of("S1", 1, FIRST, Float.NaN, 10, 20), issued(FIRST));
            harness.processWatermark(issued(FIRST));

            Forecast said = harness.extractOutputValues().get(0);
            assertThat(said.method()).isEqualTo("lstm 0.90 + statistical 0.10");
            assertThat(said.quantile(0, Quantiles.MEDIAN)).isBetween(10.5f, 11.5f);
        }
    }

    @Test
    void waitsForTheMomentOfIssueAndSaysEachForecastOnce() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(of("S1", 2, FIRST, Float.NaN, 10, 10), issued(FIRST));
            harness.processElement(of("S1", 1, FIRST, Float.NaN, 10, 10), issued(FIRST));

            harness.processWatermark(issued(FIRST) - 1);
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(issued(FIRST));
            harness.processWatermark(issued(FIRST) + 1);
            assertThat(harness.extractOutputValues())
                    .extracting(Forecast::item)
                    .containsExactly("I1", "I2");
        }
    }

    @Test
    void aModelThatIsOffLosesItsWeightWhereItIsOff() throws Exception {
        try (var harness = harness()) {
            harness.open();
            SplittableRandom random = new SplittableRandom(1);
            for (int day = FIRST; day < FIRST + 14; day++) {
                for (int item = 0; item < ITEMS; item++) {
                    float actual = demand(random);
                    harness.processElement(of("GOOD", item, day, actual, 10, 10.8), issued(day));
                    harness.processElement(of("BAD", item, day, actual, 10.8, 10), issued(day));
                }
                harness.processWatermark(issued(day));
            }

            assertThat(share(last(harness, "GOOD"))).isGreaterThan(0.9);
            assertThat(share(last(harness, "BAD"))).isLessThan(0.3);
        }
    }

    @Test
    void quantilesComeToHoldTheirShareOfActuals() throws Exception {
        try (var harness = harness()) {
            harness.open();
            SplittableRandom random = new SplittableRandom(2);
            int below = 0;
            int rows = 0;
            float tenth = Float.NaN;
            for (int day = FIRST; day < FIRST + 60; day++) {
                for (int item = 0; item < ITEMS; item++) {
                    // Both say 14 where 10 is sold.
                    float actual = demand(random);
                    if (day >= FIRST + 30) {
                        rows++;
                        below += actual <= tenth ? 1 : 0;
                    }
                    harness.processElement(of("S1", item, day, actual, 14, 14), issued(day));
                }
                harness.processWatermark(issued(day));
                tenth = last(harness, "S1").quantile(0, 1);
            }

            assertThat(below / (double) rows).isBetween(0.08, 0.12);
        }
    }

    @Test
    void doesNotLearnFromADayThatIsUnknownOrFromAnOldForecast() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(of("S1", 1, FIRST, Float.NaN, 10, 10), issued(FIRST));
            harness.processWatermark(issued(FIRST));
            harness.processElement(of("S1", 1, FIRST + 1, Float.NaN, 10, 10), issued(FIRST + 1));
            harness.processWatermark(issued(FIRST + 1));
            harness.processElement(of("S1", 1, FIRST + 3, 50, 10, 10), issued(FIRST + 3));
            harness.processWatermark(issued(FIRST + 3));

            List<Forecast> said = harness.extractOutputValues();
            assertThat(said.get(2).quantiles()).isEqualTo(said.get(0).quantiles());
        }
    }

    @Test
    void keepsTheReasonOfAFallbackAndCalibratesIt() throws Exception {
        try (var harness = harness()) {
            harness.open();
            SplittableRandom random = new SplittableRandom(3);
            for (int day = FIRST; day < FIRST + 20; day++) {
                for (int item = 0; item < ITEMS; item++) {
                    MemberForecasts with = of("S1", item, day, demand(random), 14, 14);
                    harness.processElement(withoutModel(with), issued(day));
                }
                harness.processWatermark(issued(day));
            }

            Forecast said = last(harness, "S1");
            assertThat(said.method()).isEqualTo("seasonal-level");
            assertThat(said.fallbackReason()).isEqualTo("deadline");
            assertThat(said.quantile(0, Quantiles.MEDIAN)).isLessThan(12);
        }
    }

    @Test
    void anyOrderOfArrivalAndARestoreGiveTheSame() throws Exception {
        List<String> one = run(false);

        assertThat(run(true)).isEqualTo(one);
    }

    @Test
    void tellsWhatAModelWasWorthThatIsOnlyCompared() throws Exception {
        try (var harness = harness()) {
            harness.open();
            ModelInUse challenger = new ModelInUse("new", "/new", ModelRole.CHALLENGER, 5);
            MemberForecasts today = of("S1", 1, FIRST, Float.NaN, 12, 10);
            float[] says = Guess.of(10, 1).quantiles();
            harness.processElement(
                    with(today, new ShadowForecast(challenger, "m", says, "")), issued(FIRST));
            harness.processElement(of("S1", 2, FIRST, Float.NaN, 12, 10), issued(FIRST));
            harness.processWatermark(issued(FIRST));
            assertThat(harness.getSideOutput(FusionOperator.EVIDENCE)).isNull();

            for (int item = 1; item <= 2; item++) {
                harness.processElement(of("S1", item, FIRST + 1, 10, 12, 10), issued(FIRST + 1));
            }
            harness.processWatermark(issued(FIRST + 1));

            assertThat(harness.getSideOutput(FusionOperator.EVIDENCE))
                    .singleElement()
                    .satisfies(
                            said -> {
                                ModelEvidence evidence = said.getValue();
                                assertThat(evidence.model()).isEqualTo(challenger);
                                assertThat(evidence.against()).isEqualTo("m");
                                assertThat(evidence.epochDay()).isEqualTo(FIRST + 1);
                                assertThat(evidence.timeMillis()).isEqualTo(issued(FIRST + 1));
                                assertThat(evidence.rows()).isEqualTo(1);
                                assertThat(ModelEvidence.units(evidence.loss()))
                                        .isCloseTo(loss(10, 10), within(1e-6));
                                assertThat(ModelEvidence.units(evidence.championLoss()))
                                        .isCloseTo(loss(12, 10), within(1e-6));
                            });
        }
    }

    @Test
    void aModelThatCannotBeUsedIsToldOfAtOnceAndComparedWithNothing() throws Exception {
        try (var harness = harness()) {
            harness.open();
            ModelInUse challenger = new ModelInUse("new", "/new", ModelRole.CHALLENGER, 5);
            MemberForecasts today = of("S1", 1, FIRST, Float.NaN, 12, 10);
            harness.processElement(
                    with(today, ShadowForecast.broken(challenger, "m", "no manifest")),
                    issued(FIRST));
            harness.processWatermark(issued(FIRST));
            harness.processElement(of("S1", 1, FIRST + 1, 10, 12, 10), issued(FIRST + 1));
            harness.processWatermark(issued(FIRST + 1));

            assertThat(harness.getSideOutput(FusionOperator.EVIDENCE))
                    .singleElement()
                    .satisfies(
                            said -> {
                                assertThat(said.getValue().trouble()).isEqualTo("no manifest");
                                assertThat(said.getValue().rows()).isZero();
                            });
        }
    }

    /** Else a champion whose engine fails would never be compared. */
    @Test
    void whatStoodForAFailingChampionCountsAsItsLoss() throws Exception {
        try (var harness = harness()) {
            harness.open();
            ModelInUse former = new ModelInUse("old", "/old", ModelRole.FORMER, 5);
            float[] says = Guess.of(10, 1).quantiles();
            MemberForecasts failed = withoutModel(of("S1", 1, FIRST, Float.NaN, 13, 10));
            harness.processElement(
                    with(failed, new ShadowForecast(former, "m", says, "")), issued(FIRST));
            harness.processWatermark(issued(FIRST));
            harness.processElement(of("S1", 1, FIRST + 1, 10, 12, 10), issued(FIRST + 1));
            harness.processWatermark(issued(FIRST + 1));

            ModelEvidence evidence =
                    harness.getSideOutput(FusionOperator.EVIDENCE).remove().getValue();
            assertThat(ModelEvidence.units(evidence.championLoss()))
                    .isCloseTo(loss(13, 10), within(1e-6));
        }
    }

    @Test
    void tellsWhatWasLostByKindOfSeries() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int day = FIRST; day < FIRST + 2; day++) {
                for (int item = 0; item < 3; item++) {
                    float actual = day == FIRST ? Float.NaN : 8 + 4 * item;
                    harness.processElement(of("S1", item, day, actual, 10, 10), issued(day));
                }
                harness.processWatermark(issued(day));
            }

            SegmentLoss lost = harness.getSideOutput(FusionOperator.LOSSES).remove().getValue();
            assertThat(lost.segment()).isEqualTo(Segment.FAST);
            assertThat(lost.epochDay()).isEqualTo(FIRST + 1);
            assertThat(lost.rows()).isEqualTo(3);
            assertThat(lost.loss() / 1e6)
                    .isCloseTo(loss(10, 8) + loss(10, 12) + loss(10, 16), within(1e-5));
            assertThat(lost.level() / 1e6)
                    .as("10 expected, or more sold")
                    .isCloseTo(38, within(1e-5));
        }
    }

    @Test
    void forgetsALocationThatIsGone() throws Exception {
        try (var harness = harness()) {
            harness.open();
            harness.processElement(of("S1", 1, FIRST, Float.NaN, 10, 10), issued(FIRST));
            harness.processWatermark(issued(FIRST));
            assertThat(harness.numKeyedStateEntries()).isPositive();

            harness.processWatermark(issued(FIRST + 2 * FusionOperator.KEPT_DAYS + 1));

            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void stateIsKeptWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LocationSkill.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LastForecast.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(MemberForecasts.class);
    }

    /** Ten days of two locations; disturbed: shuffled within a day, and restored on each. */
    private static List<String> run(boolean disturbed) throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        List<String> said = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (int day = FIRST; day < FIRST + 10; day++) {
            List<MemberForecasts> batch = new ArrayList<>();
            for (int item = 0; item < 10; item++) {
                batch.add(of("S1", item, day, demand(random), 10, 11));
                batch.add(of("S2", item, day, demand(random), 12, 10));
            }
            if (disturbed) {
                Collections.reverse(batch);
            }
            try (var harness = harness()) {
                if (state != null) {
                    harness.initializeState(state);
                }
                harness.open();
                for (int i = 0; i < batch.size(); i++) {
                    harness.processElement(batch.get(i), issued(day));
                }
                harness.processWatermark(issued(day));
                harness.extractOutputValues().stream()
                        .map(
                                f ->
                                        f.location()
                                                + f.item()
                                                + f.method()
                                                + Arrays.toString(f.quantiles()))
                        .sorted()
                        .forEach(said::add);
                state = harness.snapshot(day, day);
            }
        }
        return said;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, MemberForecasts, Forecast>
            harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FusionOperator()),
                members -> members.model().location(),
                Types.STRING);
    }

    private static Forecast last(
            KeyedOneInputStreamOperatorTestHarness<String, MemberForecasts, Forecast> harness,
            String location) {
        return harness.extractOutputValues().stream()
                .filter(forecast -> forecast.location().equals(location))
                .reduce((before, after) -> after)
                .orElseThrow();
    }

    /** Weight of the model. */
    private static double share(Forecast said) {
        return said.method().equals("lstm") ? 1 : Double.parseDouble(said.method().split(" ")[1]);
    }

    private static long issued(int day) {
        return (day + 1) * LocalDays.MILLIS + 3_600_000;
    }

    /** Logistic around 10. */
    private static float demand(SplittableRandom random) {
        double level = random.nextDouble(0.001, 0.999);
        return (float) Math.max(0, 10 + Math.log(level / (1 - level)));
    }

    private static MemberForecasts of(
            String location, int item, int day, float actual, double model, double other) {
        DemandQuantiles first = days(model);
        DemandQuantiles second = days(other);
        return new MemberForecasts(
                new Forecast(
                        location,
                        "I" + item,
                        day,
                        issued(day),
                        "m",
                        "lstm",
                        "",
                        first.mean(),
                        first.quantiles()),
                second.mean(),
                second.quantiles(),
                Segment.FAST,
                actual);
    }

    private static MemberForecasts with(MemberForecasts of, ShadowForecast shadow) {
        return new MemberForecasts(
                of.model(), of.mean(), of.quantiles(), of.segment(), of.actual(), List.of(shadow));
    }

    private static double loss(double centre, double actual) {
        float[] quantiles = Guess.of(centre, 1).quantiles();
        double sum = 0;
        for (int k = 0; k < Quantiles.COUNT; k++) {
            sum += Pinball.loss(Quantiles.level(k), actual, quantiles[k]);
        }
        return sum / Quantiles.COUNT;
    }

    private static MemberForecasts withoutModel(MemberForecasts of) {
        Forecast model = of.model();
        return new MemberForecasts(
                new Forecast(
                        model.location(),
                        model.item(),
                        model.originEpochDay(),
                        model.issuedMillis(),
                        "m",
                        "seasonal-level",
                        "deadline",
                        model.mean(),
                        model.quantiles()),
                NONE,
                NONE,
                of.segment(),
                of.actual());
    }

    /** The same guess for each day. */
    private static DemandQuantiles days(double centre) {
        float[] day = Guess.of(centre, 1).quantiles();
        float[] all = new float[DAYS * Quantiles.COUNT];
        float[] mean = new float[DAYS];
        for (int d = 0; d < DAYS; d++) {
            System.arraycopy(day, 0, all, d * Quantiles.COUNT, Quantiles.COUNT);
            mean[d] = (float) centre;
        }
        return new DemandQuantiles(mean, all);
    }
}
