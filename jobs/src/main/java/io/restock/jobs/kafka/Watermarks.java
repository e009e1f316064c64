package io.restock.jobs.kafka;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Inbound;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** Says the event time of one partition: progress at once, that of events now and then. */
final class Watermarks<T> implements WatermarkGenerator<Inbound<T>> {
    private final PartitionTime time;
    private long said = PartitionTime.NONE;

    Watermarks(TimeRule rule) {
        this.time = new PartitionTime(rule, PartitionTime.NONE);
    }

    /**
     * Watermarks of a topic whose events have a time.
     *
     * @param alignment sources that wait for each other
     * @param idleAfter silence after which a partition holds nothing back; zero = never
     */
    static <T> WatermarkStrategy<Inbound<T>> timed(
            Settings settings, String alignment, Duration idleAfter) {
        TimeRule rule = TimeRule.of(settings);
        WatermarkStrategy<Inbound<T>> strategy =
                WatermarkStrategy.<Inbound<T>>forGenerator(context -> new Watermarks<>(rule))
                        .withTimestampAssigner((inbound, before) -> inbound.timeMillis());
        if (!idleAfter.isZero()) {
            strategy = strategy.withIdleness(idleAfter);
        }
        Duration drift = settings.get(Keys.ALIGN_DRIFT);
        return drift.isZero()
                ? strategy
                : strategy.withWatermarkAlignment(
                        alignment, drift, settings.get(Keys.ALIGN_INTERVAL));
    }

    /** Watermarks of a topic whose order says nothing about time: it holds nothing back, ever. */
    static <T> WatermarkStrategy<Inbound<T>> untimed() {
        return WatermarkStrategy.<Inbound<T>>forGenerator(context -> new AlwaysIdle<>())
                .withTimestampAssigner((inbound, before) -> inbound.timeMillis());
    }

    @Override
    public void onEvent(Inbound<T> inbound, long timestamp, WatermarkOutput output) {
        time.take(inbound);
        if (inbound.progress()) {
            say(output);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        say(output);
    }

    private void say(WatermarkOutput output) {
        long now = time.watermark();
        if (now > said) {
            said = now;
            output.emitWatermark(new Watermark(now));
        }
    }

    private static final class AlwaysIdle<T> implements WatermarkGenerator<Inbound<T>> {
        @Override
        public void onEvent(Inbound<T> inbound, long timestamp, WatermarkOutput output) {}

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.markIdle();
        }
    }
}
