package io.restock.operators.forecast.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.LocalDays;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class ModelJudgeTest {
    private static final int FIRST = 20_000;
    private static final int SHOPS = 20;
    private static final int ROWS = 10; // a shop and day

    /** A week and 500 rows to tell; four weeks at most; 1 %. */
    private static final TrialSettings SETTINGS = new TrialSettings(0.1, 7, 500, 28, 0.01);

    private static final ModelInUse NEW =
            new ModelInUse("new", "/models/new", ModelRole.CHALLENGER, 5);
    private static final ModelInUse OLD = new ModelInUse("old", "/models/old", ModelRole.FORMER, 9);

    @Test
    void promotesAModelThatIsBetterAsSoonAsThatCanBeTold() throws Exception {
        List<ModelNews> news = run(NEW, 30, day -> 0.95);

        assertThat(news).hasSize(1);
        ModelNews promoted = news.get(0);
        assertThat(promoted.change()).isEqualTo(ModelChange.PROMOTED);
        assertThat(promoted.version()).isEqualTo("new");
        assertThat(promoted.folder()).isEqualTo("/models/new");
        assertThat(promoted.comparedWith()).isEqualTo("stands");
        assertThat(promoted.timeMillis()).isEqualTo(closed(FIRST + 6));
        assertThat(promoted.days()).isEqualTo(7);
        assertThat(promoted.rows()).isEqualTo(7L * SHOPS * ROWS);
        assertThat(promoted.pinball()).isLessThan(promoted.comparedPinball());
        assertThat(promoted.reason())
                .matches("lost [45]\\.\\d % less than stands in 1400 rows of 7 days");
    }

    @Test
    void rejectsAModelThatIsWorse() throws Exception {
        List<ModelNews> news = run(NEW, 30, day -> 1.05);

        assertThat(news).extracting(ModelNews::change).containsExactly(ModelChange.REJECTED);
        assertThat(news.get(0).reason()).contains("more than stands");
        assertThat(news.get(0).timeMillis()).isEqualTo(closed(FIRST + 6));
    }

    @Test
    void rejectsAModelThatIsNoBetterAfterTheLongestTime() throws Exception {
        List<ModelNews> news = run(NEW, 40, day -> 0.995);

        assertThat(news).extracting(ModelNews::change).containsExactly(ModelChange.REJECTED);
        assertThat(news.get(0).timeMillis()).isEqualTo(closed(FIRST + 27));
        assertThat(news.get(0).reason()).endsWith("which is no difference");
        assertThat(news.get(0).days()).as("the last two weeks").isEqualTo(14);
    }

    /** Some shops' evidence may run ahead of the event time of the others. */
    @Test
    void whatIsAheadOfEventTimeDoesNotCountYet() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            for (int day = FIRST; day < FIRST + 7; day++) {
                for (ModelEvidence evidence : evidence(NEW, day, d -> 0.95, day)) {
                    harness.processElement(evidence, evidence.timeMillis());
                }
            }
            harness.processWatermark(closed(FIRST + 5));
            assertThat(harness.extractOutputValues()).isEmpty();

            harness.processWatermark(closed(FIRST + 6));

            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .extracting(ModelNews::timeMillis)
                    .isEqualTo(closed(FIRST + 6));
        }
    }

    /** Better in the mean, by one lucky day. */
    @Test
    void oneLuckyDayPromotesNoModel() throws Exception {
        List<ModelNews> news = run(NEW, 10, day -> day == FIRST + 3 ? 0.5 : 1.005);

        assertThat(news).isEmpty();
    }

    @Test
    void forgetsWhatWasBeforeTheWindow() throws Exception {
        List<ModelNews> news =
                run(NEW, 27, day -> day < FIRST + 10 ? (day % 2 == 0 ? 0.6 : 1.6) : 0.9);

        assertThat(news).extracting(ModelNews::change).containsExactly(ModelChange.PROMOTED);
        assertThat(news.get(0).timeMillis()).isGreaterThan(closed(FIRST + 15));
    }

    @Test
    void tellsThatTooLittleWasSeen() throws Exception {
        TrialSettings many = new TrialSettings(0.1, 7, 1_000_000, 28, 0.01);

        List<ModelNews> news = run(many, NEW, 30, day -> 0.5);

        assertThat(news).extracting(ModelNews::change).containsExactly(ModelChange.REJECTED);
        assertThat(news.get(0).reason())
                .endsWith("which is too little to tell: 1000000 rows of 7 days were asked for");
    }

    @Test
    void takesAPromotedModelBackWhenTheOneBeforeItIsBetter() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            feed(harness, OLD, 10, day -> 0.9);

            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(
                            news -> {
                                assertThat(news.change()).isEqualTo(ModelChange.ROLLED_BACK);
                                assertThat(news.version()).isEqualTo("stands");
                                assertThat(news.comparedWith()).isEqualTo("old");
                                assertThat(news.pinball()).isGreaterThan(news.comparedPinball());
                            });
            assertThat(alerts(harness))
                    .singleElement()
                    .satisfies(
                            alert -> {
                                assertThat(alert.kind()).isEqualTo(AlertKind.MODEL_ROLLED_BACK);
                                assertThat(alert.cycleEpochDay()).isEqualTo(FIRST + 6);
                                assertThat(alert.text())
                                        .startsWith("Model stands forecasts no more: lost 11.");
                            });
        }
    }

    @Test
    void asksTheModelBeforeNoLongerOnceItsSuccessorHasStood() throws Exception {
        List<ModelNews> worse = run(OLD, 40, day -> 1.2);
        List<ModelNews> alike = run(OLD, 40, day -> 1);

        assertThat(worse).extracting(ModelNews::change).containsExactly(ModelChange.RETIRED);
        assertThat(alike).extracting(ModelNews::change).containsExactly(ModelChange.RETIRED);
        assertThat(worse.get(0).timeMillis()).isEqualTo(closed(FIRST + 27));
    }

    /** Its transaction was lost: evidence goes on to come as if nothing had been said. */
    @Test
    void saysAVerdictAgainThatNobodyHasHeard() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            feed(harness, NEW, 7 + ModelJudge.SAID_AGAIN_DAYS - 1, day -> 0.9);
            assertThat(harness.extractOutputValues()).hasSize(1);

            int next = FIRST + 7 + ModelJudge.SAID_AGAIN_DAYS - 1;
            for (ModelEvidence each : evidence(NEW, next, day -> 0.9, 1)) {
                harness.processElement(each, closed(next));
            }
            harness.processWatermark(closed(next));

            List<ModelNews> said = harness.extractOutputValues();
            assertThat(said).hasSize(2);
            assertThat(said.get(1)).isEqualTo(said.get(0));
        }
    }

    @Test
    void saysAgainThatAModelCannotBeUsedButAlertsOnce() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            for (int day = FIRST; day <= FIRST + ModelJudge.SAID_AGAIN_DAYS; day++) {
                harness.processElement(trouble(NEW, day), closed(day));
                harness.processElement(trouble(NEW, day), closed(day));
            }

            List<ModelNews> said = harness.extractOutputValues();
            assertThat(said).hasSize(2);
            assertThat(said.get(1)).isEqualTo(said.get(0));
            assertThat(alerts(harness)).hasSize(1);
        }
    }

    @Test
    void tellsOnceThatAModelCannotBeUsed() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            for (int shop = 0; shop < SHOPS; shop++) {
                harness.processElement(trouble(NEW), closed(FIRST));
            }

            assertThat(harness.extractOutputValues())
                    .containsExactly(
                            ModelNews.of(
                                    "new",
                                    "/models/new",
                                    ModelChange.REJECTED,
                                    "no manifest",
                                    closed(FIRST)));
            assertThat(alerts(harness))
                    .extracting(Alert::kind, Alert::text)
                    .containsExactly(
                            org.assertj.core.groups.Tuple.tuple(
                                    AlertKind.MODEL_REJECTED,
                                    "Model new cannot be used and is not asked: no manifest"));
        }
    }

    @Test
    void aModelThatIsAnnouncedAgainIsTriedAgain() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            harness.processElement(trouble(NEW), closed(FIRST));
            feed(harness, NEW.as(ModelRole.CHALLENGER, closed(FIRST)), 10, day -> 0.9);

            assertThat(harness.extractOutputValues())
                    .extracting(ModelNews::change)
                    .containsExactly(ModelChange.REJECTED, ModelChange.PROMOTED);
        }
    }

    @Test
    void takesAChampionBackThatCannotBeUsedAndRetiresAFormerOne() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            harness.processElement(trouble(NEW.as(ModelRole.CHAMPION, 7)), closed(FIRST));
            harness.processElement(trouble(OLD), closed(FIRST));

            assertThat(harness.extractOutputValues())
                    .extracting(ModelNews::change)
                    .containsExactly(ModelChange.ROLLED_BACK, ModelChange.RETIRED);
            assertThat(alerts(harness))
                    .extracting(Alert::kind)
                    .containsExactly(AlertKind.MODEL_ROLLED_BACK, AlertKind.MODEL_REJECTED);
        }
    }

    /** Both are better than the champion at the same moment. */
    @Test
    void changesTheChampionOnceAtATime() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            for (int day = FIRST; day < FIRST + 12; day++) {
                for (ModelEvidence each : evidence(NEW, day, d -> 0.5, 1)) {
                    harness.processElement(each, closed(day));
                }
                for (ModelEvidence each : evidence(OLD, day, d -> 0.9, 2)) {
                    harness.processElement(each, closed(day));
                }
                harness.processWatermark(closed(day));
            }

            assertThat(harness.extractOutputValues())
                    .extracting(ModelNews::change)
                    .containsExactly(ModelChange.ROLLED_BACK);
        }
    }

    @Test
    void anyOrderOfArrivalAndARestoreGiveTheSame() throws Exception {
        List<ModelNews> plain = new ArrayList<>();
        List<ModelNews> disturbed = new ArrayList<>();
        OperatorSubtaskState state = null;
        try (var harness = harness(SETTINGS)) {
            harness.open();
            feed(harness, NEW, 20, ModelJudgeTest::wavering);
            plain.addAll(harness.extractOutputValues());
        }
        for (int day = FIRST; day < FIRST + 20; day++) {
            List<ModelEvidence> batch = evidence(NEW, day, ModelJudgeTest::wavering, day);
            Collections.shuffle(batch, new Random(day));
            try (var harness = harness(SETTINGS)) {
                if (state != null) {
                    harness.initializeState(state);
                }
                harness.open();
                for (ModelEvidence each : batch) {
                    harness.processElement(each, closed(day));
                }
                state = harness.snapshot(day, day);
            }
            try (var harness = harness(SETTINGS)) {
                harness.initializeState(state);
                harness.open();
                harness.processWatermark(closed(day));
                disturbed.addAll(harness.extractOutputValues());
                state = harness.snapshot(day, day);
            }
        }

        assertThat(plain).extracting(ModelNews::change).containsOnly(ModelChange.PROMOTED);
        assertThat(disturbed).isEqualTo(plain);
    }

    @Test
    void forgetsTrialsThatAreOver() throws Exception {
        try (var harness = harness(SETTINGS)) {
            harness.open();
            feed(harness, NEW, 10, day -> 0.9);
            assertThat(harness.numKeyedStateEntries()).isPositive();

            ModelInUse later = NEW.as(ModelRole.CHALLENGER, 77);
            int day = FIRST + 10 + ModelJudge.KEPT_DAYS;
            harness.processElement(evidence(later, day, d -> 1, 1).get(0), closed(day));
            harness.processWatermark(closed(day));

            assertThat(trials(harness)).isEqualTo(1);
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    /** The map is one entry of the key; its trials are what counts. */
    private static int trials(
            KeyedOneInputStreamOperatorTestHarness<String, ModelEvidence, ModelNews> harness)
            throws Exception {
        int trials = 0;
        harness.getOperator().setCurrentKey(ModelJudge.NAME);
        var map =
                harness.getOperator()
                        .getKeyedStateBackend()
                        .getPartitionedState(
                                org.apache.flink.runtime.state.VoidNamespace.INSTANCE,
                                org.apache.flink.runtime.state.VoidNamespaceSerializer.INSTANCE,
                                ModelJudge.trialState());
        for (String unused : map.keys()) {
            trials++;
        }
        return trials;
    }

    private static double wavering(int day) {
        return 0.93 + 0.03 * (day % 3);
    }

    private static List<ModelNews> run(ModelInUse model, int days, IntToDoubleFunction loss)
            throws Exception {
        return run(SETTINGS, model, days, loss);
    }

    private static List<ModelNews> run(
            TrialSettings settings, ModelInUse model, int days, IntToDoubleFunction loss)
            throws Exception {
        try (var harness = harness(settings)) {
            harness.open();
            feed(harness, model, days, loss);
            return harness.extractOutputValues().stream().distinct().toList();
        }
    }

    private static void feed(
            KeyedOneInputStreamOperatorTestHarness<String, ModelEvidence, ModelNews> harness,
            ModelInUse model,
            int days,
            IntToDoubleFunction loss)
            throws Exception {
        for (int day = FIRST; day < FIRST + days; day++) {
            for (ModelEvidence each : evidence(model, day, loss, day)) {
                harness.processElement(each, closed(day));
            }
            harness.processWatermark(closed(day));
        }
    }

    /** A day of all shops; the model loses so many times what the champion does, about. */
    private static List<ModelEvidence> evidence(
            ModelInUse model, int day, IntToDoubleFunction loss, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<ModelEvidence> evidence = new ArrayList<>();
        for (int shop = 0; shop < SHOPS; shop++) {
            double champion = ROWS * random.nextDouble(0.8, 1.2);
            double own = champion * loss.applyAsDouble(day) * random.nextDouble(0.999, 1.001);
            evidence.add(
                    new ModelEvidence(
                            model,
                            "stands",
                            day,
                            closed(day),
                            ROWS,
                            ModelEvidence.millionths(own),
                            ModelEvidence.millionths(champion),
                            ""));
        }
        return evidence;
    }

    private static ModelEvidence trouble(ModelInUse model) {
        return trouble(model, FIRST);
    }

    private static ModelEvidence trouble(ModelInUse model, int day) {
        return ModelEvidence.of(
                ShadowForecast.broken(model, "stands", "no manifest"), day, closed(day));
    }

    private static long closed(int day) {
        return (day + 1) * LocalDays.MILLIS + 1_800_000;
    }

    private static List<Alert> alerts(
            KeyedOneInputStreamOperatorTestHarness<String, ModelEvidence, ModelNews> harness) {
        var said = harness.getSideOutput(ModelJudge.ALERTS);
        return said == null ? List.of() : said.stream().map(StreamRecord::getValue).toList();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, ModelEvidence, ModelNews> harness(
            TrialSettings settings) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new ModelJudge(settings)),
                evidence -> ModelJudge.NAME,
                Types.STRING);
    }
}
