package io.restock.operators.demand;

import static io.restock.operators.demand.Events.BERLIN;
import static io.restock.operators.demand.Events.BERLIN_SUMMER;
import static io.restock.operators.demand.Events.ITEM;
import static io.restock.operators.demand.Events.MONDAY;
import static io.restock.operators.demand.Events.NEW_YORK;
import static io.restock.operators.demand.Events.TUESDAY;
import static io.restock.operators.demand.Events.WEDNESDAY;
import static io.restock.operators.demand.Events.at;
import static io.restock.operators.demand.Events.correction;
import static io.restock.operators.demand.Events.sale;
import static io.restock.operators.demand.Events.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DemandDay;
import io.restock.domain.Sale;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DemandOperatorTest {
    private static final Duration LATENESS = Duration.ofMinutes(30);
    private static final DemandSettings SETTINGS = new DemandSettings(LATENESS, 3, 28, 1_000);

    private DemandHarness demand;

    @BeforeEach
    void openOperator() throws Exception {
        demand = DemandHarness.open(SETTINGS);
    }

    @AfterEach
    void closeOperator() {
        demand.close();
    }

    @Test
    void holdsTheEventsOfADayUntilItsWatermark() throws Exception {
        demand.process(sale("a", MONDAY, 9, 2), sale("b", MONDAY, 10, 3));
        demand.process(stock("s", MONDAY, 7, 0));

        demand.watermark(closeOf(MONDAY) - 1);
        assertThat(demand.days()).isEmpty();

        demand.watermark(closeOf(MONDAY));
        assertThat(demand.days())
                .extracting(DemandDay::epochDay, DemandDay::units, DemandDay::onHand)
                .containsExactly(tuple(MONDAY, 5.0, 7.0));
        assertThat(demand.timestampOfLastDay()).isEqualTo(closeOf(MONDAY));
    }

    @Test
    void touchesNoStateUntilTheBundleMustBeApplied() throws Exception {
        demand.process(sale("a", MONDAY, 9, 2));
        demand.watermark(closeOf(MONDAY) - 1);
        assertThat(demand.seriesInState()).isZero();

        demand.checkpoint();
        assertThat(demand.seriesInState()).isOne();
    }

    @Test
    void appliesABundleThatIsFull() throws Exception {
        try (DemandHarness small = DemandHarness.open(new DemandSettings(LATENESS, 3, 28, 2))) {
            small.process(sale("a", MONDAY, 9, 2));
            assertThat(small.seriesInState()).isZero();

            small.process(sale("b", MONDAY, 9, 2));
            assertThat(small.seriesInState()).isOne();
        }
    }

    @Test
    void keepsOneTimerPerSeries() throws Exception {
        demand.process(sale("b", TUESDAY, 9, 2));
        demand.checkpoint();
        demand.process(sale("a", MONDAY, 9, 2));
        demand.process(sale("c", WEDNESDAY, 9, 2));
        demand.checkpoint();
        assertThat(demand.timers()).isOne();

        demand.watermark(closeOf(MONDAY));
        assertThat(demand.timers()).isOne();
    }

    @Test
    void closesEachLocationByItsOwnTime() throws Exception {
        Sale berlin = sale("a", MONDAY, 9, BERLIN, 1);
        Sale newYork = new Sale("b", "store-2", ITEM, at(MONDAY, 22, NEW_YORK), NEW_YORK, 2, "");
        demand.process(berlin, newYork);

        demand.watermark(closeOf(MONDAY));
        assertThat(demand.days()).extracting(DemandDay::units).containsExactly(1.0);

        demand.watermark(at(TUESDAY, 0, NEW_YORK) + LATENESS.toMillis());
        assertThat(demand.days())
                .extracting(DemandDay::location, DemandDay::epochDay, DemandDay::units)
                .containsExactly(tuple("store-1", MONDAY, 1.0), tuple("store-2", MONDAY, 2.0));
    }

    @Test
    void closesADayAgainstItsTimerWhenTheClockIsPutForward() throws Exception {
        demand.process(sale("a", MONDAY, 1, BERLIN, 1));
        demand.checkpoint();
        demand.process(sale("b", MONDAY, 23, BERLIN_SUMMER, 2));

        demand.watermark(at(TUESDAY, 0, BERLIN_SUMMER) + LATENESS.toMillis());

        assertThat(demand.days()).extracting(DemandDay::units).containsExactly(3.0);
        assertThat(demand.timers()).isOne();
    }

    @Test
    void revisesAClosedDayByALateSaleAtTheNextWatermark() throws Exception {
        demand.process(sale("a", MONDAY, 9, 2));
        demand.watermark(closeOf(MONDAY));
        demand.process(sale("late", MONDAY, 20, 3));

        demand.watermark(closeOf(MONDAY) + 1);

        assertThat(demand.days())
                .extracting(DemandDay::units, DemandDay::revision, DemandDay::closedMillis)
                .containsExactly(tuple(2.0, 0, closeOf(MONDAY)), tuple(5.0, 1, closeOf(MONDAY)));
    }

    @Test
    void handsOutEventsOfDaysNoLongerKept() throws Exception {
        demand.process(sale("a", MONDAY, 9, 2));
        demand.watermark(closeOf(MONDAY + 3));
        Sale old = sale("old", MONDAY, 20, 3);
        demand.process(old);
        demand.process(correction("c", "a", MONDAY, 21, 1));

        demand.watermark(closeOf(MONDAY + 3) + 1);

        assertThat(demand.days()).extracting(DemandDay::revision).containsOnly(0);
        assertThat(demand.tooLate()).extracting(TooLate::sale).contains(old).hasSize(2);
    }

    @Test
    void emitsUnknownDaysForASilentSeriesAndThenForgetsIt() throws Exception {
        demand.process(sale("a", MONDAY, 9, 2));

        for (int day = MONDAY; day < MONDAY + 40; day++) {
            demand.watermark(closeOf(day));
        }

        assertThat(demand.days()).hasSize(1 + 28);
        assertThat(demand.days().subList(1, 29)).noneMatch(DemandDay::observed);
        assertThat(demand.seriesInState()).isZero();
        assertThat(demand.timers()).isZero();
    }

    @Test
    void emitsEachDayInOrderWhenTheWatermarkJumpsOverMonths() throws Exception {
        for (int day = 0; day < 90; day++) {
            demand.process(sale("s" + day, MONDAY + day, 9, day));
        }

        demand.watermark(closeOf(MONDAY + 89));

        assertThat(demand.days())
                .extracting(DemandDay::epochDay)
                .containsExactlyElementsOf(IntStream.range(MONDAY, MONDAY + 90).boxed().toList());
        assertThat(demand.days()).extracting(DemandDay::closedMillis).isSorted();
    }

    @Test
    void emptiesItsStateWhenTheInputEnds() throws Exception {
        demand.process(sale("a", MONDAY, 9, 2), sale("b", TUESDAY, 9, 2));
        demand.process(correction("c", "never", TUESDAY, 10, 1));

        demand.watermark(Long.MAX_VALUE);
        demand.end();

        assertThat(demand.days()).extracting(DemandDay::epochDay).containsExactly(MONDAY, TUESDAY);
        assertThat(demand.tooLate()).hasSize(1);
        assertThat(demand.seriesInState()).isZero();
        assertThat(demand.timers()).isZero();
    }

    @ParameterizedTest
    @MethodSource("backends")
    void losesNothingOfABundleWhenItIsRestored(StateBackend backend) throws Exception {
        OperatorSubtaskState checkpoint;
        try (DemandHarness first = DemandHarness.open(SETTINGS, backend)) {
            first.process(sale("a", MONDAY, 9, 2), sale("b", MONDAY, 10, 3));
            first.process(correction("c", "unseen", MONDAY, 11, 1));
            checkpoint = first.checkpoint();
            first.process(sale("lost with the machine", MONDAY, 12, 100));
        }

        try (DemandHarness restored = DemandHarness.restore(SETTINGS, backend, checkpoint)) {
            restored.process(sale("a", MONDAY, 9, 2), sale("unseen", MONDAY, 8, 50));
            restored.watermark(closeOf(MONDAY));

            assertThat(restored.days()).extracting(DemandDay::units).containsExactly(6.0);
        }
    }

    @ParameterizedTest
    @MethodSource("backends")
    void appliesTheBundleBeforeATimerThatWasRestored(StateBackend backend) throws Exception {
        OperatorSubtaskState checkpoint;
        try (DemandHarness first = DemandHarness.open(SETTINGS, backend)) {
            first.process(sale("a", MONDAY, 9, 2));
            checkpoint = first.checkpoint();
        }

        try (DemandHarness restored = DemandHarness.restore(SETTINGS, backend, checkpoint)) {
            restored.process(correction("c", "a", TUESDAY, 9, 1));
            restored.watermark(closeOf(MONDAY));

            assertThat(restored.days()).extracting(DemandDay::units).containsExactly(1.0);
        }
    }

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
    }

    @Test
    void keepsItsTypesAwayFromKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(SeriesState.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DaySales.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(ClosedDay.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(TooLate.class);
    }

    private static long closeOf(int day) {
        return at(day + 1, 0, BERLIN) + LATENESS.toMillis();
    }
}
