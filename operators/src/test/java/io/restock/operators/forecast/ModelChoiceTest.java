package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.LocalDays;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.life.ModelsInUse;
import io.restock.operators.forecast.life.TrialSettings;
import java.util.List;
import java.util.Objects;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class ModelChoiceTest {
    private static final long NOON = 1_700_000_000_000L;
    private static final List<SeriesHistory> SERIES = Histories.many(400, 20, 1, 5);

    @Test
    void leavesRequestsToTheSettingsModelUntilThereIsNews() throws Exception {
        try (var harness = harness(0.5)) {
            harness.open();
            ask(harness, NOON);

            assertThat(harness.extractOutputValues())
                    .hasSize(SERIES.size())
                    .allMatch(request -> request.models() == null);
        }
    }

    @Test
    void asksAChallengerForAPartOfTheSeriesAlwaysTheSame() throws Exception {
        try (var harness = harness(0.2)) {
            harness.open();
            harness.processElement2(announced("a", NOON - 1), 0);
            ask(harness, NOON);
            ask(harness, NOON + 1);

            List<ForecastRequest> asked = harness.extractOutputValues();
            List<String> first = compared(asked.subList(0, SERIES.size()));
            assertThat(first.size()).isBetween(50, 110);
            assertThat(compared(asked.subList(SERIES.size(), asked.size()))).isEqualTo(first);
            assertThat(asked)
                    .allMatch(r -> Objects.requireNonNull(r.models()).champion().isReserve());
        }
    }

    @Test
    void asksNoneOrAllWhereTheShareSaysSo() throws Exception {
        for (int share = 0; share <= 1; share++) {
            try (var harness = harness(share)) {
                harness.open();
                harness.processElement2(announced("a", NOON - 1), 0);
                ask(harness, NOON);

                assertThat(compared(harness.extractOutputValues())).hasSize(share * SERIES.size());
            }
        }
    }

    /** A series whose champion is promoted asks it, sampled or not. */
    @Test
    void sendsEverySeriesToWhatWasPromotedBeforeItsMomentAndNoneBefore() throws Exception {
        try (var harness = harness(0.1)) {
            harness.open();
            harness.processElement2(
                    ModelNews.of("a", "/models/a", ModelChange.PROMOTED, "", NOON), 0);
            ask(harness, NOON);
            ask(harness, NOON + 1);

            List<ForecastRequest> asked = harness.extractOutputValues();
            assertThat(asked.subList(0, SERIES.size()))
                    .allMatch(request -> models(request).champion().isReserve());
            assertThat(asked.subList(SERIES.size(), asked.size()))
                    .allMatch(request -> models(request).champion().version().equals("a"));
        }
    }

    /** No series is in its part, or it is the champion itself: no evidence would ever end it. */
    @Test
    void asksAChallengerNoLongerThanATrialLasts() throws Exception {
        try (var harness = harness(1)) {
            harness.open();
            harness.processElement2(announced("a", 0), 0);
            ask(harness, (28 + 7) * LocalDays.MILLIS);
            ask(harness, (28 + 7) * LocalDays.MILLIS + 1);

            List<ForecastRequest> asked = harness.extractOutputValues();
            assertThat(compared(asked.subList(0, SERIES.size()))).hasSize(SERIES.size());
            assertThat(compared(asked.subList(SERIES.size(), asked.size()))).isEmpty();
        }
    }

    @Test
    void knowsTheModelsAfterARestore() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(1)) {
            harness.open();
            harness.processElement2(announced("a", NOON - 1), 0);
            state = harness.snapshot(1, 1);
        }
        try (var harness = harness(1)) {
            harness.initializeState(state);
            harness.open();
            ask(harness, NOON);

            assertThat(compared(harness.extractOutputValues())).hasSize(SERIES.size());
        }
    }

    @Test
    void newsAreKeptWithoutKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ModelNews.class);
    }

    private static ModelNews announced(String version, long time) {
        return ModelNews.of(version, "/models/" + version, ModelChange.ANNOUNCED, "", time);
    }

    private static ModelsInUse models(ForecastRequest request) {
        return Objects.requireNonNull(request.models());
    }

    private static List<String> compared(List<ForecastRequest> asked) {
        return asked.stream()
                .filter(request -> models(request).challenger() != null)
                .map(request -> request.history().item())
                .toList();
    }

    private static void ask(
            TwoInputStreamOperatorTestHarness<ForecastRequest, ModelNews, ForecastRequest> harness,
            long issued)
            throws Exception {
        for (SeriesHistory history : SERIES) {
            harness.processElement1(new ForecastRequest(history, issued), issued);
        }
    }

    private static TwoInputStreamOperatorTestHarness<ForecastRequest, ModelNews, ForecastRequest>
            harness(double share) throws Exception {
        return new TwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(
                        new ModelChoice(new TrialSettings(share, 7, 500, 28, 0.01)),
                        List.of(ModelChoice.timelineState())));
    }
}
