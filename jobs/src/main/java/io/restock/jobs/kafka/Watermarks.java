package io.restock.jobs.kafka;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.settings.WatermarksFrom;
import io.restock.jobs.wire.Inbound;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Event time of one partition.
 *
 * <p>A progress message moves it to the message's time at once. Where it is allowed, the youngest
 * event less a bound moves it too, whichever is further. Which of them count does not depend on
 * what has been read before, so a restart changes nothing.
 */
final class Watermarks<T> implements WatermarkGenerator<Inbound<T>> {
    private static final long NONE = Long.MIN_VALUE;

    private final boolean fromEvents;
    private final long outOfOrdernessMillis;
    private long youngest = NONE;
    private long said = NONE;

    Watermarks(boolean fromEvents, long outOfOrdernessMillis) {
        this.fromEvents = fromEvents;
        this.outOfOrdernessMillis = outOfOrdernessMillis;
    }

    /**
     * Watermarks of a topic whose events have a time.
     *
     * @param alignment sources that wait for each other
     * @param idleAfter silence after which a partition holds nothing back; zero = never
     */
    static <T> WatermarkStrategy<Inbound<T>> timed(
            Settings settings, String alignment, Duration idleAfter) {
        boolean fromEvents = settings.get(Keys.WATERMARKS_FROM) == WatermarksFrom.EVENTS;
        long outOfOrderness = settings.get(Keys.OUT_OF_ORDERNESS).toMillis();
        WatermarkStrategy<Inbound<T>> strategy =
                WatermarkStrategy.<Inbound<T>>forGenerator(
                                context -> new Watermarks<>(fromEvents, outOfOrderness))
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
        if (inbound.progress()) {
            say(inbound.timeMillis() - 1, output);
        } else if (inbound.value() != null) {
            youngest = Math.max(youngest, inbound.timeMillis());
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (fromEvents && youngest != NONE) {
            say(youngest - outOfOrdernessMillis - 1, output);
        }
    }

    private void say(long time, WatermarkOutput output) {
        if (time > said) {
            said = time;
            output.emitWatermark(new Watermark(time));
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
