package io.restock.operators.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DemandDay;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocationJoinTest {
    private static final long CLOSED = 1_000_000L;
    private static final DemandDay DAY =
            new DemandDay("store-1", "milk", 20_000, 3, -1, Double.NaN, true, CLOSED, 0);
    private static final Location STORE = in("north");

    private KeyedTwoInputStreamOperatorTestHarness<String, DemandDay, Location, LocatedDemandDay>
            join;

    @BeforeEach
    void openJoin() throws Exception {
        join =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new KeyedCoProcessOperator<>(new LocationJoin()),
                        DemandDay::location,
                        Location::id,
                        Types.STRING);
        join.open();
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

        join.processBothWatermarks(new Watermark(CLOSED + LocationJoin.HELD.toMillis()));

        assertThat(join.getSideOutput(LocationJoin.UNPLACED))
                .extracting(StreamRecord::getValue)
                .containsExactly(DAY);
        assertThat(join.extractOutputValues()).isEmpty();
        assertThat(join.numKeyedStateEntries()).isZero();
    }

    @Test
    void keepsItsTypesAwayFromKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LocatedDemandDay.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(Location.class);
    }

    private static Location in(String region) {
        return new Location("store-1", region, "Europe/Berlin", LocationKind.STORE, "", 10);
    }
}
