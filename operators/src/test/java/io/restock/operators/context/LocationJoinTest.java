package io.restock.operators.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.operators.demand.ClosedDay;
import io.restock.operators.demand.OffsetUse;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class LocationJoinTest {
    private static final long CLOSED = 1_000_000L;
    private static final long PATIENCE = LocationJoin.PATIENCE.toMillis();
    private static final long GRACE = LocationJoin.GRACE.toMillis();
    private static final DemandDay DAY =
            new DemandDay("store-1", "milk", 20_000, 3, -1, Double.NaN, true, CLOSED, 0, 0);
    private static final ClosedDay CLOSED_DAY = utc(DAY);
    private static final Location STORE = in("north");

    private KeyedTwoInputStreamOperatorTestHarness<String, ClosedDay, Location, LocatedDemandDay>
            join;

    @BeforeEach
    void openJoin() throws Exception {
        join = harness();
        join.open();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<
                    String, ClosedDay, Location, LocatedDemandDay>
            harness() throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new LocationJoin()),
                day -> day.demand().location(),
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

        join.processElement1(CLOSED_DAY, CLOSED);

        assertThat(join.extractOutputValues()).containsExactly(new LocatedDemandDay(DAY, "north"));
    }

    @Test
    void holdsADayUntilItsLocationComes() throws Exception {
        join.processElement1(CLOSED_DAY, CLOSED);
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

        join.processElement1(CLOSED_DAY, CLOSED);

        assertThat(join.extractOutputValues()).containsExactly(new LocatedDemandDay(DAY, "south"));
    }

    @Test
    void endsTheDaysOfAWarehouse() throws Exception {
        join.processElement1(CLOSED_DAY, CLOSED);
        join.processElement2(
                new Location("store-1", "north", "Europe/Berlin", LocationKind.WAREHOUSE, "", 10),
                0);
        join.processElement1(CLOSED_DAY, CLOSED);

        assertThat(join.extractOutputValues()).isEmpty();
        join.processBothWatermarks(new Watermark(Long.MAX_VALUE));
        assertThat(join.getSideOutput(LocationJoin.UNPLACED)).isNull();
    }

    @Test
    void handsOutADayWhoseLocationNeverComesAndForgetsIt() throws Exception {
        join.processElement1(CLOSED_DAY, CLOSED);

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
        join.processElement1(CLOSED_DAY, CLOSED);
        join.processBothWatermarks(new Watermark(CLOSED + PATIENCE - 1));
        join.setProcessingTime(30 * LocationJoin.GRACE.toMillis());
        assertThat(unplaced()).isEmpty();

        join.processElement2(STORE, 0);

        assertThat(join.extractOutputValues()).containsExactly(new LocatedDemandDay(DAY, "north"));
    }

    @Test
    void replayThatRunsAheadOfTheLocationsLosesNothing() throws Exception {
        for (int day = 0; day < 500; day++) {
            join.processElement1(utc(closed(day)), 0);
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
        join.processElement1(utc(closed(0)), 0);
        join.processElement1(utc(closed(3)), 0);
        join.processBothWatermarks(new Watermark(closed(0).closedMillis() + PATIENCE));
        join.setProcessingTime(GRACE);
        assertThat(unplaced()).containsExactly(closed(0));

        join.processElement2(STORE, 0);

        assertThat(join.extractOutputValues())
                .containsExactly(new LocatedDemandDay(closed(3), "north"));
    }

    @Test
    void handsOutWhatWaitsWhenTheInputEnds() throws Exception {
        join.processElement1(CLOSED_DAY, CLOSED);

        join.processBothWatermarks(new Watermark(Long.MAX_VALUE));

        assertThat(unplaced()).containsExactly(DAY);
        assertThat(join.numKeyedStateEntries()).isZero();
    }

    @Test
    void goesOnWaitingAfterARestart() throws Exception {
        join.processElement1(utc(closed(0)), 0);
        join.processBothWatermarks(new Watermark(closed(0).closedMillis() + PATIENCE));
        OperatorSubtaskState checkpoint = join.snapshot(1, 1);

        try (var restored = harness()) {
            restored.initializeState(checkpoint);
            restored.open();
            restored.processBothWatermarks(new Watermark(closed(0).closedMillis() + PATIENCE));
            restored.setProcessingTime(GRACE);

            assertThat(restored.getSideOutput(LocationJoin.UNPLACED))
                    .extracting(record -> record.getValue().demand())
                    .containsExactly(closed(0));
        }
    }

    @Test
    void refusesADayThatATillTellsInUtcAndSaysWhere() throws Exception {
        join.processElement2(STORE, 0);

        join.processElement1(
                new ClosedDay(
                        day("2026-01-15"), List.of(use("2026-01-15T09:00Z", "2026-01-15T21:00Z"))),
                CLOSED);

        assertThat(join.extractOutputValues()).isEmpty();
        assertThat(complaint())
                .isEqualTo(
                        "The offset (Z) of an event of item milk at 2026-01-15T09:00:00Z must be"
                                + " that of the zone Europe/Berlin of location store-1 then"
                                + " (+01:00); day 2026-01-15 with 3.0 units does not count.");
    }

    @Test
    void refusesADayOfWhichOneTillIsWrong() throws Exception {
        join.processElement2(STORE, 0);

        join.processElement1(
                new ClosedDay(
                        day("2026-01-15"),
                        List.of(
                                use("2026-01-15T22:30Z", "2026-01-15T22:30Z"),
                                use("2026-01-15T09:00+01:00", "2026-01-15T21:00+01:00"))),
                CLOSED);

        assertThat(join.extractOutputValues()).isEmpty();
        assertThat(complaint()).contains("(Z)");
    }

    @ParameterizedTest
    @CsvSource({
        // 23 hours: from +01:00 to +02:00 at 02:00
        "2026-03-29, 2026-03-29T00:30+01:00, 2026-03-29T01:59+01:00, 2026-03-29T03:00+02:00,"
                + " 2026-03-30T00:05+02:00",
        // 25 hours: from +02:00 to +01:00 at 03:00
        "2026-10-25, 2026-10-25T02:00+01:00, 2026-10-26T00:05+01:00, 2026-10-25T00:30+02:00,"
                + " 2026-10-25T02:59+02:00",
    })
    void takesADayOnWhichTheClockChanges(
            String day, String first, String last, String otherFirst, String otherLast)
            throws Exception {
        join.processElement1(
                new ClosedDay(day(day), List.of(use(first, last), use(otherFirst, otherLast))),
                CLOSED);

        join.processElement2(STORE, 0);

        assertThat(join.extractOutputValues())
                .containsExactly(new LocatedDemandDay(day(day), "north"));
        assertThat(unplaced()).isEmpty();
    }

    @Test
    void refusesADayOfATillThatMissedTheChangeOfTheClock() throws Exception {
        join.processElement2(STORE, 0);

        join.processElement1(
                new ClosedDay(
                        day("2026-03-29"),
                        List.of(use("2026-03-29T00:30+01:00", "2026-03-29T22:30+01:00"))),
                CLOSED);

        assertThat(unplaced()).containsExactly(day("2026-03-29"));
        assertThat(complaint()).contains("(+01:00)", "2026-03-29T21:30:00Z", "(+02:00)");
    }

    @Test
    void refusesADayThatWaitedForItsLocationLikeOneThatDidNot() throws Exception {
        join.processElement1(
                new ClosedDay(
                        day("2026-01-15"), List.of(use("2026-01-15T09:00Z", "2026-01-15T21:00Z"))),
                CLOSED);

        join.processElement2(STORE, 0);

        assertThat(join.extractOutputValues()).isEmpty();
        assertThat(unplaced()).containsExactly(day("2026-01-15"));
    }

    @Test
    void keepsItsTypesAwayFromKryo() {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(LocatedDemandDay.class);
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(UnplacedDay.class);
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
                0,
                0);
    }

    private List<DemandDay> unplaced() {
        var records = join.getSideOutput(LocationJoin.UNPLACED);
        return records == null
                ? List.of()
                : records.stream().map(record -> record.getValue().demand()).toList();
    }

    private String complaint() {
        return join.getSideOutput(LocationJoin.UNPLACED).stream()
                .map(record -> record.getValue().reason())
                .collect(Collectors.joining());
    }

    /** A day without a word about offsets. */
    private static ClosedDay utc(DemandDay day) {
        return new ClosedDay(day, List.of());
    }

    private static OffsetUse use(String first, String last) {
        OffsetDateTime from = OffsetDateTime.parse(first);
        return new OffsetUse(
                from.getOffset().getTotalSeconds(),
                from.toInstant().toEpochMilli(),
                OffsetDateTime.parse(last).toInstant().toEpochMilli());
    }

    private static DemandDay day(String local) {
        return new DemandDay(
                "store-1",
                "milk",
                (int) LocalDate.parse(local).toEpochDay(),
                3,
                -1,
                Double.NaN,
                true,
                CLOSED,
                0,
                0);
    }

    private static Location in(String region) {
        return new Location("store-1", region, "Europe/Berlin", LocationKind.STORE, "", 10);
    }
}
