package io.restock.operators.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.Covariates;
import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Promotion;
import io.restock.domain.SeriesHistory;
import io.restock.operators.context.ContextedDay;
import io.restock.operators.forecast.ForecastRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryOperatorTest {
    private static final int MONDAY = 20_000;
    private static final int PAST = 5;
    private static final int HORIZON = 2;
    private static final int ALL_DAY = 0xffffff;
    private static final HistorySettings SETTINGS =
            new HistorySettings(PAST, HORIZON, Integer.MIN_VALUE);

    private final List<AutoCloseable> opened = new ArrayList<>();
    private KeyedTwoInputStreamOperatorTestHarness<String, ContextedDay, Promotion, ForecastRequest>
            history;

    @BeforeEach
    void openOperator() throws Exception {
        history = harness(SETTINGS, 1_000, new HashMapStateBackend());
        history.open();
    }

    @AfterEach
    void closeOperators() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void asksForEachNewDayWhenItsMomentHasCome() throws Exception {
        day(MONDAY, 3);
        watermark(issued(MONDAY) - 1);
        assertThat(requests()).isEmpty();

        watermark(issued(MONDAY));
        day(MONDAY + 1, 4);
        watermark(issued(MONDAY + 1));

        assertThat(requests())
                .extracting(ForecastRequest::issuedMillis)
                .containsExactly(issued(MONDAY), issued(MONDAY + 1));
        assertThat(last().originEpochDay()).isEqualTo(MONDAY + 1);
        assertThat(last().horizon()).isEqualTo(HORIZON);
        assertThat(last().units()).containsExactly(3, 4);
        assertThat(last().key()).isEqualTo("store-1|milk");
    }

    @Test
    void keepsTheLastDaysOnly() throws Exception {
        for (int i = 0; i < 8; i++) {
            day(MONDAY + i, i);
            watermark(issued(MONDAY + i));
        }

        assertThat(last().firstEpochDay()).isEqualTo(MONDAY + 3);
        assertThat(last().units()).containsExactly(3, 4, 5, 6, 7);
        assertThat(last().covariates().length()).isEqualTo(PAST + HORIZON);
    }

    @Test
    void fillsTheDaysBetweenWithUnknown() throws Exception {
        day(MONDAY, 3);
        day(MONDAY + 3, 4);
        watermark(issued(MONDAY + 3));

        assertThat(last().units()).containsExactly(3, Float.NaN, Float.NaN, 4);
    }

    @Test
    void startsAgainAfterAGapLongerThanTheHistory() throws Exception {
        day(MONDAY, 3);
        day(MONDAY + 20, 4);
        watermark(issued(MONDAY + 20));

        assertThat(last().units()).containsExactly(Float.NaN, Float.NaN, Float.NaN, Float.NaN, 4);
        assertThat(last().originEpochDay()).isEqualTo(MONDAY + 20);
    }

    @Test
    void readsAnUnobservedDayAsUnknown() throws Exception {
        history.processElement1(contexted(demand(MONDAY, 0, -1, false, 0)), 0);
        watermark(issued(MONDAY));

        assertThat(last().units()).containsExactly(Float.NaN);
        assertThat(last().stockOutShare()).containsExactly(Float.NaN);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 0b111111, 0b1000000, 0b111111 | 0xc00000, ALL_DAY})
    void sharesStockOutOverTheOpeningHours(int hours) throws Exception {
        history.processElement1(contexted(demand(MONDAY, 1, hours, true, 0)), 0);
        watermark(issued(MONDAY));

        float expected = hours == ALL_DAY ? 1 : hours == 0b1000000 ? 1 / 16f : 0;
        assertThat(last().stockOutShare()).containsExactly(expected);
    }

    @Test
    void keepsWhatEachDayMissedBesideItsUnits() throws Exception {
        day(MONDAY, 3);
        history.processElement1(contexted(missed(MONDAY + 1, 0.25f, 0)), 0);
        day(MONDAY + 3, 4);
        watermark(issued(MONDAY + 3));
        history.processElement1(contexted(missed(MONDAY + 1, 0.5f, 1)), 0);
        watermark(issued(MONDAY + 3) + 1);

        List<float[]> missed = new ArrayList<>();
        history.getSideOutput(HistoryOperator.DAYS)
                .forEach(day -> missed.add(day.getValue().missedShare()));

        assertThat(missed.get(2)).containsExactly(0, 0.25f, Float.NaN, 0);
        assertThat(missed.get(3)).as("the day revised").containsExactly(0, 0.5f);
    }

    @Test
    void takesStockToHaveRunOutInTheEveningWhereOldStateKnowsTheShareAlone() {
        HistoryState old = new HistoryState();
        old.units = new float[] {3, 2, Float.NaN};
        old.stockOutShare = new float[] {0, 0.25f, Float.NaN};
        old.missedShare = new float[0];
        Covariates none = Covariates.unknown(3);
        old.discount = none.discount();
        old.promotion = none.promotion();
        old.holiday = none.holiday();
        old.temperatureC = none.temperatureC();
        old.precipitationMm = none.precipitationMm();
        old.humidityPct = none.humidityPct();
        old.windLevel = none.windLevel();

        HistoryLedger restored = new HistoryLedger(SETTINGS, null, old);

        assertThat(restored.toState().missedShare).containsExactly(0, 3.5f / 16, 0);
    }

    @Test
    void correctsARevisedDayAndAsksNothing() throws Exception {
        day(MONDAY, 3);
        day(MONDAY + 1, 4);
        watermark(issued(MONDAY + 1));

        history.processElement1(contexted(demand(MONDAY, 9, ALL_DAY, true, 1)), 0);
        watermark(issued(MONDAY + 1) + 1);
        assertThat(requests()).hasSize(2);

        day(MONDAY + 2, 5);
        watermark(issued(MONDAY + 2));
        assertThat(last().units()).containsExactly(9, 4, 5);
        assertThat(last().stockOutShare()[0]).isOne();
    }

    @Test
    void leavesARevisionOfADayBeforeItsHistory() throws Exception {
        for (int i = 0; i < 8; i++) {
            day(MONDAY + i, i);
        }
        day(MONDAY, 100);
        watermark(issued(MONDAY + 7));

        assertThat(last().units()).containsExactly(3, 4, 5, 6, 7);
    }

    @Test
    void asksNothingBeforeTheFirstOrigin() throws Exception {
        history = harness(new HistorySettings(PAST, HORIZON, MONDAY + 2), 1_000, null);
        history.open();
        day(MONDAY, 1);
        day(MONDAY + 1, 2);
        day(MONDAY + 2, 3);
        watermark(issued(MONDAY + 2));

        assertThat(requests()).hasSize(1);
        assertThat(last().units()).containsExactly(1, 2, 3);
    }

    @Test
    void knowsThePromotionsOfPastAndComingDays() throws Exception {
        promote("p", MONDAY, MONDAY + 1, 0.8, 0);
        promote("q", MONDAY + 3, MONDAY + 3, 0.5, 0);
        for (int i = 0; i < 3; i++) {
            day(MONDAY + i, i);
        }
        watermark(issued(MONDAY + 2));

        assertThat(last().covariates().discount()).containsExactly(0.8f, 0.8f, 1, 0.5f, 1);
        assertThat(last().covariates().promotion()).containsExactly(1, 1, 0, 1, 0);
    }

    @Test
    void waitsForPromotionsAnnouncedByTheMomentOfIssue() throws Exception {
        day(MONDAY, 3);
        promote("in time", MONDAY, MONDAY + 1, 0.8, issued(MONDAY));
        promote("after", MONDAY + 1, MONDAY + 2, 0.5, issued(MONDAY) + 1);

        watermark(issued(MONDAY));

        assertThat(last().covariates().discount()).containsExactly(0.8f, 0.8f, 1);
    }

    @Test
    void correctsThePastByAPromotionAnnouncedAfterwards() throws Exception {
        day(MONDAY, 3);
        watermark(issued(MONDAY));
        promote("backdated", MONDAY, MONDAY, 0.5, issued(MONDAY) + 1);
        day(MONDAY + 1, 3);

        watermark(issued(MONDAY + 1));

        assertThat(last().covariates().discount()).containsExactly(0.5f, 1, 1, 1);
    }

    @Test
    void laysTheContextOutByDay() throws Exception {
        day(MONDAY, 3);
        day(MONDAY + 1, 4);
        watermark(issued(MONDAY + 1));

        int d = (MONDAY + 1) % 100;
        assertThat(last().covariates().temperatureC()).containsExactly(d - 1, d, d + 1, d + 2);
        assertThat(last().covariates().holiday()).hasSize(2 + HORIZON);
    }

    @Test
    void takesOverWeatherObservedLateButNeverRewritesIt() throws Exception {
        ContextedDay unknown = contexted(demand(MONDAY, 3, -1, true, 0));
        Arrays.fill(unknown.temperatureC(), Float.NaN);
        history.processElement1(unknown, 0);
        day(MONDAY + 1, 4);
        ContextedDay other = contexted(demand(MONDAY + 2, 5, -1, true, 0));
        Arrays.fill(other.temperatureC(), -40);
        history.processElement1(other, 0);
        watermark(issued(MONDAY + 2));

        int d = MONDAY % 100;
        assertThat(last().covariates().temperatureC()).containsExactly(d, d + 1, -40, -40, -40);
    }

    @Test
    void leavesUnknownWhatTheOutlookDoesNotReach() throws Exception {
        history = harness(new HistorySettings(PAST, 5, Integer.MIN_VALUE), 1_000, null);
        history.open();
        day(MONDAY, 3);
        watermark(issued(MONDAY));

        assertThat(last().covariates().length()).isEqualTo(1 + 5);
        assertThat(last().covariates().temperatureC()[2]).isNotNaN();
        assertThat(last().covariates().temperatureC()[3]).isNaN();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void losesNothingOfABundleWhenItIsRestored(StateBackend backend) throws Exception {
        history = harness(SETTINGS, 1_000, backend);
        history.open();
        promote("p", MONDAY, MONDAY + 1, 0.8, 0);
        day(MONDAY, 3);
        history.prepareSnapshotPreBarrier(1);
        OperatorSubtaskState checkpoint = history.snapshot(1, 1);

        history = harness(SETTINGS, 1_000, backend);
        history.setup();
        history.initializeState(checkpoint);
        history.open();
        watermark(issued(MONDAY));

        assertThat(last().units()).containsExactly(3);
        assertThat(last().covariates().discount()).containsExactly(0.8f, 0.8f, 1);
    }

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
    }

    @Test
    void givesTheSameWithAndWithoutBundles() throws Exception {
        for (int bundleSize : new int[] {1, 3, 1_000}) {
            history = harness(SETTINGS, bundleSize, new HashMapStateBackend());
            history.open();
            promote("p", MONDAY + 1, MONDAY + 2, 0.8, issued(MONDAY));
            for (int i = 0; i < 6; i++) {
                day(MONDAY + i, i);
                promote("q" + i, MONDAY + i + 1, MONDAY + i + 1, 0.5, issued(MONDAY + i));
                watermark(issued(MONDAY + i - 1));
            }
            watermark(issued(MONDAY + 5));

            assertThat(requests()).hasSize(6);
            assertThat(last().units()).containsExactly(1, 2, 3, 4, 5);
            assertThat(last().covariates().discount())
                    .containsExactly(0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 1);
        }
    }

    @Test
    void movesItsTimerLessThanOnceADay() throws Exception {
        day(MONDAY, 1);
        watermark(issued(MONDAY));
        assertThat(history.numEventTimeTimers()).isOne();

        for (int i = 1; i < 20; i++) {
            day(MONDAY + i, 1);
            watermark(issued(MONDAY + i));
        }

        assertThat(history.numEventTimeTimers()).isOne();
        assertThat(history.numKeyedStateEntries()).isOne();
    }

    @Test
    void forgetsASeriesOnceItsHistoryHasPassed() throws Exception {
        day(MONDAY, 3);
        watermark(issued(MONDAY));
        promote("p", MONDAY + 1, MONDAY + 1, 0.5, 0);

        watermark(LocalDays.endMillis(MONDAY + 1 + 2 * PAST, 0));

        assertThat(history.numKeyedStateEntries()).isZero();
        assertThat(history.numEventTimeTimers()).isZero();
    }

    @Test
    void forgetsPromotionsOfASeriesThatNeverSells() throws Exception {
        promote("p", MONDAY, MONDAY + 1, 0.5, 0);
        history.prepareSnapshotPreBarrier(1);
        assertThat(history.numKeyedStateEntries()).isOne();

        watermark(Long.MAX_VALUE);

        assertThat(history.numKeyedStateEntries()).isZero();
        assertThat(requests()).isEmpty();
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> new HistorySettings(0, 1, 0))
                .hasMessage("The historyDays (0) must be >= 1.");
        assertThatThrownBy(() -> new HistorySettings(1, 0, 0))
                .hasMessage("The horizon (0) must be >= 1.");
    }

    @Test
    void keepsItsTypesAwayFromKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(HistoryState.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(PlannedPrice.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ForecastRequest.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Promotion.class);
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, ContextedDay, Promotion, ForecastRequest>
            harness(HistorySettings settings, int bundleSize, StateBackend backend)
                    throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, ContextedDay, Promotion, ForecastRequest>
                harness =
                        new KeyedTwoInputStreamOperatorTestHarness<>(
                                new HistoryOperator(settings, bundleSize),
                                day -> HistoryOperator.seriesOf(day),
                                promotion -> HistoryOperator.seriesOf(promotion),
                                Types.STRING);
        if (backend != null) {
            harness.setStateBackend(backend);
        }
        opened.add(harness);
        return harness;
    }

    private void day(int day, double units) throws Exception {
        history.processElement1(contexted(demand(day, units, 0, true, 0)), issued(day));
    }

    private void promote(String id, int from, int to, double discount, long announced)
            throws Exception {
        history.processElement2(
                new Promotion(id, "store-1", "milk", from, to, discount, true, announced),
                announced);
    }

    private void watermark(long millis) throws Exception {
        history.processBothWatermarks(new Watermark(millis));
    }

    private List<ForecastRequest> requests() {
        return history.extractOutputValues();
    }

    private SeriesHistory last() {
        List<ForecastRequest> requests = requests();
        return requests.get(requests.size() - 1).history();
    }

    private static DemandDay missed(int day, float share, int revision) {
        DemandDay of = demand(day, 2, ALL_DAY, true, revision);
        return new DemandDay(
                of.location(),
                of.item(),
                day,
                of.units(),
                of.stockOutHours(),
                of.onHand(),
                true,
                of.closedMillis(),
                revision,
                share);
    }

    private static DemandDay demand(
            int day, double units, int stockOutHours, boolean observed, int revision) {
        return new DemandDay(
                "store-1",
                "milk",
                day,
                units,
                stockOutHours,
                Double.NaN,
                observed,
                LocalDays.endMillis(day, 0),
                revision,
                0);
    }

    /** One day back and the horizon ahead; the temperature tells the day (modulo 100). */
    private static ContextedDay contexted(DemandDay demand) {
        int first = demand.epochDay() - 1;
        float[] days = new float[2 + HORIZON];
        for (int i = 0; i < days.length; i++) {
            days[i] = (first + i) % 100;
        }
        return new ContextedDay(
                demand,
                issued(demand.epochDay()),
                first,
                new float[days.length],
                days,
                days.clone(),
                days.clone(),
                days.clone());
    }

    private static long issued(int day) {
        return LocalDays.endMillis(day, 0) + 3_600_000L;
    }
}
