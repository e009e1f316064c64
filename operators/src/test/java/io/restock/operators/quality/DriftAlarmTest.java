package io.restock.operators.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.LocalDays;
import io.restock.operators.forecast.fusion.Segment;
import io.restock.operators.forecast.fusion.SegmentLoss;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class DriftAlarmTest {
    private static final int FIRST = 20_000;
    private static final int SHOPS = 10;
    private static final double THRESHOLD = 0.5;

    @Test
    void alarmsWithinDaysWhenForecastsLoseMoreThanTheyDid() throws Exception {
        List<Alert> alerts = run(60, day -> day < FIRST + 40 ? 0.20 : 0.28);

        assertThat(alerts)
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.kind()).isEqualTo(AlertKind.FORECAST_DRIFT);
                            assertThat(alert.cycleEpochDay()).isBetween(FIRST + 41, FIRST + 44);
                            assertThat(alert.alertId())
                                    .isEqualTo("drift:FAST:" + alert.cycleEpochDay());
                            assertThat(alert.text())
                                    .startsWith(
                                            "Forecasts of fast series lose more than they did: 2")
                                    .contains(" %");
                        });
    }

    @Test
    void weeksThatWaverAreNoDrift() throws Exception {
        SplittableRandom random = new SplittableRandom(2);
        double[] noise = random.doubles(200, -0.02, 0.02).toArray();

        assertThat(run(200, day -> 0.2 + (day % 7 < 2 ? 0.02 : 0) + noise[day - FIRST])).isEmpty();
    }

    @Test
    void oneOddDayIsNoDriftAndAFallIsNone() throws Exception {
        assertThat(run(60, day -> day == FIRST + 40 ? 3 : 0.2)).isEmpty();
        assertThat(run(60, day -> day < FIRST + 40 ? 0.2 : 0.1)).isEmpty();
    }

    /** What was the drift is the usual from then on, and can drift again. */
    @Test
    void startsAnewAfterAnAlarm() throws Exception {
        List<Alert> alerts =
                run(100, day -> 0.1 * (day < FIRST + 40 ? 1 : day < FIRST + 80 ? 1.5 : 2.25));

        assertThat(alerts).hasSize(2);
        assertThat(alerts.get(0).cycleEpochDay()).isBetween(FIRST + 40, FIRST + 44);
        assertThat(alerts.get(1).cycleEpochDay()).isBetween(FIRST + 80, FIRST + 84);
    }

    @Test
    void fewSeriesSayNothing() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int day = FIRST; day < FIRST + 60; day++) {
                double loss = day < FIRST + 40 ? 0.2 : 0.9;
                harness.processElement(loss(day, DriftAlarm.LEAST_ROWS - 1, loss), closed(day));
                harness.processWatermark(closed(day));
            }

            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    @Test
    void eachKindOfSeriesHasItsOwnUsual() throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int day = FIRST; day < FIRST + 60; day++) {
                harness.processElement(loss(day, 50, 0.2), closed(day));
                SegmentLoss sparse = loss(day, 50, day < FIRST + 40 ? 0.5 : 0.8);
                harness.processElement(
                        new SegmentLoss(
                                Segment.SPARSE,
                                day,
                                closed(day),
                                sparse.rows(),
                                sparse.loss(),
                                sparse.level()),
                        closed(day));
                harness.processWatermark(closed(day));
            }

            assertThat(harness.extractOutputValues())
                    .extracting(Alert::alertId)
                    .singleElement()
                    .asString()
                    .startsWith("drift:SPARSE:");
        }
    }

    @Test
    void anyOrderOfArrivalAndARestoreGiveTheSame() throws Exception {
        List<Alert> plain = run(60, day -> day < FIRST + 40 ? 0.21 : 0.27);
        List<Alert> disturbed = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (int day = FIRST; day < FIRST + 60; day++) {
            List<SegmentLoss> batch = day(day, day < FIRST + 40 ? 0.21 : 0.27);
            Collections.reverse(batch);
            try (var harness = harness()) {
                if (state != null) {
                    harness.initializeState(state);
                }
                harness.open();
                for (SegmentLoss each : batch) {
                    harness.processElement(each, closed(day));
                }
                harness.processWatermark(closed(day));
                disturbed.addAll(harness.extractOutputValues());
                state = harness.snapshot(day, day);
            }
        }

        assertThat(plain).hasSize(1);
        assertThat(disturbed).isEqualTo(plain);
    }

    /** Days close a day late, in the far east 22 hours before the far west. */
    @Test
    void waitsForTheLastTimeZoneWhereDaysCloseLate() throws Exception {
        Duration closing = Duration.ofHours(30);
        try (var harness = harness(closing)) {
            harness.open();
            for (int day = FIRST; day < FIRST + 60; day++) {
                double loss = day < FIRST + 40 ? 0.2 : 0.28;
                for (int zone : new int[] {10, -12}) {
                    long issued =
                            (day + 1) * LocalDays.MILLIS
                                    - Duration.ofHours(zone).toMillis()
                                    + closing.toMillis();
                    harness.processElement(loss(day, DriftAlarm.LEAST_ROWS - 1, loss), issued);
                    harness.processWatermark(issued);
                }
            }

            assertThat(harness.extractOutputValues())
                    .as("each zone alone is too few series")
                    .singleElement()
                    .satisfies(
                            alert ->
                                    assertThat(alert.cycleEpochDay())
                                            .isBetween(FIRST + 41, FIRST + 44));
        }
    }

    /** As where the patience of a restored job is another one. */
    @Test
    void missesNoDayWhereTimersAreThoseOfAnotherPatience() throws Exception {
        OperatorSubtaskState state;
        try (var harness = harness(Duration.ZERO)) {
            harness.open();
            for (int day = FIRST; day < FIRST + 41; day++) {
                harness.processElement(loss(day, 50, day < FIRST + 40 ? 0.2 : 9), closed(day));
                harness.processWatermark(closed(day));
            }
            state = harness.snapshot(1, 1);
        }
        try (var harness = harness(Duration.ofDays(3))) {
            harness.initializeState(state);
            harness.open();
            for (int day = FIRST + 41; day < FIRST + 50; day++) {
                harness.processElement(loss(day, 50, 9), closed(day));
                harness.processWatermark(closed(day));
            }

            assertThat(harness.extractOutputValues())
                    .singleElement()
                    .satisfies(alert -> assertThat(alert.cycleEpochDay()).isEqualTo(FIRST + 42));
        }
    }

    @Test
    void keepsADayOnlyUntilItHasBeenLookedAt() throws Exception {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(DriftState.class);
        try (var harness = harness()) {
            harness.open();
            for (int day = FIRST; day < FIRST + 30; day++) {
                harness.processElement(loss(day, 50, 0.2), closed(day));
                harness.processWatermark(closed(day));
                assertThat(harness.numEventTimeTimers()).isLessThanOrEqualTo(1);
            }
            harness.processElement(loss(FIRST, 50, 9), closed(FIRST + 30));

            assertThat(harness.numEventTimeTimers()).as("a day that is over").isLessThan(2);
        }
    }

    private static List<Alert> run(int days, IntToDoubleFunction loss) throws Exception {
        try (var harness = harness()) {
            harness.open();
            for (int day = FIRST; day < FIRST + days; day++) {
                for (SegmentLoss each : day(day, loss.applyAsDouble(day))) {
                    harness.processElement(each, closed(day));
                }
                harness.processWatermark(closed(day));
            }
            return harness.extractOutputValues();
        }
    }

    private static List<SegmentLoss> day(int day, double loss) {
        List<SegmentLoss> shops = new ArrayList<>();
        for (int shop = 0; shop < SHOPS; shop++) {
            shops.add(loss(day, 5 + shop, loss));
        }
        return shops;
    }

    private static SegmentLoss loss(int day, int rows, double loss) {
        long level = rows * 3_000_000L;
        return new SegmentLoss(
                Segment.FAST, day, closed(day), rows, Math.round(level * loss), level);
    }

    private static long closed(int day) {
        return (day + 1) * LocalDays.MILLIS + 1_800_000;
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SegmentLoss, Alert> harness()
            throws Exception {
        return harness(Duration.ZERO);
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, SegmentLoss, Alert> harness(
            Duration closing) throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DriftAlarm(THRESHOLD, closing)),
                loss -> loss.segment().name(),
                Types.STRING);
    }
}
