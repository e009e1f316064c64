package io.restock.operators.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class LocationJoinTest {
    private static final long CLOSED = 1_000_000L;
    private static final long PATIENCE = LocationJoin.PATIENCE.toMillis();
    private static final long GRACE = LocationJoin.GRACE.toMillis();
    private static final DemandDay DAY =
            new DemandDay("store-1", "milk", 20_000, 3, -1, Double.NaN, true, CLOSED, 0);
    private static final Location STORE = in("north");

    private KeyedTwoInputStreamOperatorTestHarness<String, DemandDay, Location, LocatedDemandDay>
            join;

    @BeforeEach
    void openJoin() throws Exception {
        join = harness();
        join.open();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    String, DemandDay, Location, LocatedDemandDay>
            harness() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new LocationJoin()),
                DemandDay::location,
                Location::id,
                Types.STRING);
    }

    @AfterEach
    void closeJoin() throws Exception {
        join.close();
    }

    @Test
    void tellsADayItsRegion() throws Exception {
        join.processElement2(STORE, 0);

        join.processElement1(DAY, CLOSED);

        assertThat(join.extractOutputValues()).containsExactly(new LocatedDemandDay(DAY, "north"));
    }

    @Test
    void holdsADayUntilItsLocationComes() throws Exception {
        join.processElement1(DAY, CLOSED);
        assertThat(join.extractOutputValues()).isEmpty();

        join.processElement2(STORE, 0);

        assertThat(join.extractOutputValues()).containsExactly(new LocatedDemandDay(DAY, "north"));
        join.processBothWatermarks(new Watermark(Long.MAX_VALUE));
        assertThat(join.getSideOutput(LocationJoin.UNPLACED)).isNull();
    }

    @Test
    void takesTheRegionThatWasAnnouncedLast() throws Exception {
        join.processElement2(STORE, 0);
        join.processElement2(in("south"), 0);

        join.processElement1(DAY, CLOSED);

        assertThat(join.extractOutputValues()).containsExactly(new LocatedDemandDay(DAY, "south"));
    }

    @Test
    void endsTheDaysOfAWarehouse() throws Exception {
        join.processElement1(DAY, CLOSED);
        join.processElement2(
                new Location("store-1", "north", "Europe/Berlin", LocationKind.WAREHOUSE, "", 10),
                0);
        join.processElement1(DAY, CLOSED);

        assertThat(join.extractOutputValues()).isEmpty();
        join.processBothWatermarks(new Watermark(Long.MAX_VALUE));
        assertThat(join.getSideOutput(LocationJoin.UNPLACED)).isNull();
    }

    @Test
    void handsOutADayWhoseLocationNeverComesAndForgetsIt() throws Exception {
        join.processElement1(DAY, CLOSED);

        join.processBothWatermarks(new Watermark(CLOSED + PATIENCE));
        join.setProcessingTime(GRACE);

        assertThat(unplaced()).containsExactly(DAY);
        assertThat(join.extractOutputValues()).isEmpty();
        assertThat(join.numKeyedStateEntries()).isZero();
        assertThat(join.numEventTimeTimers()).isZero();
        assertThat(join.numProcessingTimeTimers()).isZero();
    }

    @Test
    void waitsAWeekForANewStoreToBeAnnounced() throws Exception {
        join.processElement1(DAY, CLOSED);
        join.processBothWatermarks(new Watermark(CLOSED + PATIENCE - 1));
        join.setProcessingTime(30 * LocationJoin.GRACE.toMillis());
        assertThat(unplaced()).isEmpty();

        join.processElement2(STORE, 0);

        assertThat(join.extractOutputValues()).containsExactly(new LocatedDemandDay(DAY, "north"));
    }

    @Test
    void replayThatRunsAheadOfTheLocationsLosesNothing() throws Exception {
        for (int day = 0; day < 500; day++) {
            join.processElement1(closed(day), 0);
            join.processBothWatermarks(new Watermark(closed(day).closedMillis()));
        }
        join.setProcessingTime(GRACE - 1);
        assertThat(unplaced()).isEmpty();

        join.processElement2(STORE, 0);
        join.setProcessingTime(10 * GRACE);

        assertThat(join.extractOutputValues())
                .extracting(located -> located.demand().epochDay())
                .hasSize(500)
                .isSorted();
        assertThat(unplaced()).isEmpty();
        assertThat(join.numProcessingTimeTimers()).isZero();
    }

    @Test
    void handsOutOnlyTheDaysWhoseTimeIsOver() throws Exception {
        join.processElement1(closed(0), 0);
        join.processElement1(closed(3), 0);
        join.processBothWatermarks(new Watermark(closed(0).closedMillis() + PATIENCE));
        join.setProcessingTime(GRACE);
        assertThat(unplaced()).containsExactly(closed(0));

        join.processElement2(STORE, 0);

        assertThat(join.extractOutputValues())
                .containsExactly(new LocatedDemandDay(closed(3), "north"));
    }

    @Test
    void handsOutWhatWaitsWhenTheInputEnds() throws Exception {
        join.processElement1(DAY, CLOSED);

        join.processBothWatermarks(new Watermark(Long.MAX_VALUE));

        assertThat(unplaced()).containsExactly(DAY);
        assertThat(join.numKeyedStateEntries()).isZero();
    }

    @Test
    void goesOnWaitingAfterARestart() throws Exception {
        join.processElement1(closed(0), 0);
        join.processBothWatermarks(new Watermark(closed(0).closedMillis() + PATIENCE));
        OperatorSubtaskState checkpoint = join.snapshot(1, 1);

        try (var restored = harness()) {
            restored.initializeState(checkpoint);
            restored.open();
            restored.processBothWatermarks(new Watermark(closed(0).closedMillis() + PATIENCE));
            restored.setProcessingTime(GRACE);

            assertThat(restored.getSideOutput(LocationJoin.UNPLACED))
                    .extracting(StreamRecord::getValue)
                    .containsExactly(closed(0));
        }
    }

    @Test
    void keepsItsTypesAwayFromKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LocatedDemandDay.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Location.class);
    }

    private static DemandDay closed(int day) {
        return new DemandDay(
                "store-1",
                "milk",
                20_000 + day,
                3,
                -1,
                Double.NaN,
                true,
                CLOSED + day * LocalDays.MILLIS,
                0);
    }

    private List<DemandDay> unplaced() {
        var records = join.getSideOutput(LocationJoin.UNPLACED);
        return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    private static Location in(String region) {
        return new Location("store-1", region, "Europe/Berlin", LocationKind.STORE, "", 10);
    }
}
