package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Inbound;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkAlignmentParams;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.junit.jupiter.api.Test;

/** What the settings of watermarks do to the event time of a topic. */
class TimeOfFeedsTest {
    private static final Settings SETTINGS =
            Settings.load(null, List.of("kafka.bootstrap.servers=broker:9092"));

    private final ManualClock clock = new ManualClock(1);
    private final Output output = new Output();

    @Test
    void waitsForOtherSourcesAsFarAsTheSettingsSay() {
        WatermarkAlignmentParams params =
                Watermarks.timed(
                                SETTINGS.with("watermarks.align-drift", "P3D")
                                        .with("watermarks.align-interval", "PT0.7S"),
                                "forecast",
                                Duration.ZERO)
                        .getAlignmentParameters();

        assertThat(params.isEnabled()).isTrue();
        assertThat(params.getWatermarkGroup()).isEqualTo("forecast");
        assertThat(params.getMaxAllowedWatermarkDrift()).isEqualTo(Duration.ofDays(3).toMillis());
        assertThat(params.getUpdateInterval()).isEqualTo(700);
    }

    @Test
    void waitsForNobodyWhereDriftIsNotBounded() {
        assertThat(
                        Watermarks.timed(
                                        SETTINGS.with("watermarks.align-drift", "PT0S"),
                                        "forecast",
                                        Duration.ZERO)
                                .getAlignmentParameters()
                                .isEnabled())
                .isFalse();
        assertThat(Watermarks.untimed().getAlignmentParameters().isEnabled()).isFalse();
    }

    @Test
    void holdsTimeBackForeverWhereSilenceMeansNothing() {
        var generator = generator(SETTINGS, Duration.ZERO);

        clock.advanceTime(Duration.ofDays(30));
        generator.onPeriodicEmit(output);

        assertThat(output.idle).isFalse();
    }

    @Test
    void letsOthersGoOnAfterSilence() {
        var generator = generator(SETTINGS, Duration.ofMinutes(1));
        generator.onEvent(new Inbound<>("e", false, 1000, null), 1000, output);
        generator.onPeriodicEmit(output);
        generator.onPeriodicEmit(output);
        assertThat(output.idle).isFalse();

        clock.advanceTime(Duration.ofSeconds(59));
        generator.onPeriodicEmit(output);
        assertThat(output.idle).isFalse();

        clock.advanceTime(Duration.ofSeconds(2));
        generator.onPeriodicEmit(output);
        assertThat(output.idle).isTrue();
    }

    @Test
    void keepsTheBoundThatTheSettingsSay() {
        var generator =
                generator(SETTINGS.with("watermarks.out-of-orderness", "PT2S"), Duration.ZERO);

        generator.onEvent(new Inbound<>("e", false, 10_000, null), 10_000, output);
        generator.onPeriodicEmit(output);

        assertThat(output.last).isEqualTo(7_999);
    }

    @Test
    void takesNoTimeFromEventsWhereOnlyProgressCounts() {
        var generator = generator(SETTINGS.with("watermarks.from", "progress"), Duration.ZERO);

        generator.onEvent(new Inbound<>("e", false, 10_000, null), 10_000, output);
        generator.onPeriodicEmit(output);
        assertThat(output.last).isEqualTo(Long.MIN_VALUE);

        generator.onEvent(new Inbound<>(null, true, 5_000, null), 5_000, output);
        assertThat(output.last).isEqualTo(4_999);
    }

    @Test
    void stampsRecordsWithTheTimeOfTheirMessage() {
        Inbound<String> inbound = new Inbound<>("e", false, 1234, null);

        for (WatermarkStrategy<Inbound<String>> strategy :
                List.of(
                        Watermarks.<String>timed(SETTINGS, "g", Duration.ZERO),
                        Watermarks.<String>untimed())) {
            TimestampAssigner<Inbound<String>> assigner =
                    strategy.createTimestampAssigner(() -> new UnregisteredMetricsGroup());
            assertThat(assigner.extractTimestamp(inbound, 99)).isEqualTo(1234);
        }
    }

    private WatermarkGenerator<Inbound<String>> generator(Settings settings, Duration idleAfter) {
        return Watermarks.<String>timed(settings, "g", idleAfter)
                .createWatermarkGenerator(
                        new WatermarkGeneratorSupplier.Context() {
                            @Override
                            public MetricGroup getMetricGroup() {
                                return new UnregisteredMetricsGroup();
                            }

                            @Override
                            public RelativeClock getInputActivityClock() {
                                return clock;
                            }
                        });
    }

    private static final class Output implements WatermarkOutput {
        private long last = Long.MIN_VALUE;
        private boolean idle;

        @Override
        public void emitWatermark(Watermark watermark) {
            last = watermark.getTimestamp();
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }
}
