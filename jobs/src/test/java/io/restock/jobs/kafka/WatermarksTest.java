package io.restock.jobs.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Rejected;
import io.restock.jobs.wire.Inbound;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.RelativeClock;
import org.apache.flink.util.clock.SystemClock;
import org.junit.jupiter.api.Test;

class WatermarksTest {
    private static final long BOUND = 100;

    private final Said said = new Said();

    @Test
    void followsProgressAtOnce() {
        Watermarks<String> watermarks = new Watermarks<>(new TimeRule(true, BOUND));

        progress(watermarks, 1000);

        assertThat(said.times).containsExactly(999L);
    }

    @Test
    void neverGoesBack() {
        Watermarks<String> watermarks = new Watermarks<>(new TimeRule(true, BOUND));

        progress(watermarks, 1000);
        progress(watermarks, 500);
        progress(watermarks, 1000);
        progress(watermarks, 1001);

        assertThat(said.times).containsExactly(999L, 1000L);
    }

    @Test
    void followsTheYoungestEventLessTheBoundAndProgressThatIsFurther() {
        Watermarks<String> watermarks = new Watermarks<>(new TimeRule(true, BOUND));

        event(watermarks, 1000);
        event(watermarks, 700);
        watermarks.onPeriodicEmit(said);
        progress(watermarks, 950);
        event(watermarks, 1010);
        watermarks.onPeriodicEmit(said);
        event(watermarks, 5000);
        watermarks.onPeriodicEmit(said);

        assertThat(said.times).containsExactly(899L, 949L, 4899L);
    }

    @Test
    void goesByTheSameRuleAfterARestartBehindTheLastProgress() {
        Watermarks<String> before = new Watermarks<>(new TimeRule(true, BOUND));
        Watermarks<String> after = new Watermarks<>(new TimeRule(true, BOUND));

        progress(before, 950);
        event(before, 5000);
        before.onPeriodicEmit(said);
        event(after, 5000);
        after.onPeriodicEmit(said);

        assertThat(said.times).containsExactly(949L, 4899L, 4899L);
    }

    @Test
    void waitsForProgressWhereOnlyProgressCounts() {
        Watermarks<String> watermarks = new Watermarks<>(new TimeRule(false, BOUND));

        event(watermarks, 1000);
        watermarks.onPeriodicEmit(said);
        progress(watermarks, 500);
        event(watermarks, 2000);
        watermarks.onPeriodicEmit(said);

        assertThat(said.times).containsExactly(499L);
    }

    @Test
    void takesNoTimeFromWhatCouldNotBeReadOrIsSteppedOver() {
        Watermarks<String> watermarks = new Watermarks<>(new TimeRule(true, BOUND));
        Rejected rejected = new Rejected("t", 0, 0, "why", new byte[0], new byte[0]);

        watermarks.onEvent(new Inbound<>(null, false, 0, rejected), 0, said);
        watermarks.onEvent(new Inbound<>(null, false, 0, null), 0, said);
        watermarks.onPeriodicEmit(said);

        assertThat(said.times).isEmpty();
    }

    @Test
    void holdsNothingBackWhereOrderSaysNothingAboutTime() {
        WatermarkGenerator<Inbound<String>> untimed =
                Watermarks.<String>untimed().createWatermarkGenerator(new NoMetrics());

        untimed.onPeriodicEmit(said);
        untimed.onEvent(new Inbound<>("a", false, 1000, null), 1000, said);

        assertThat(said.idle).isTrue();
        assertThat(said.times).isEmpty();
    }

    private void event(Watermarks<String> watermarks, long time) {
        watermarks.onEvent(new Inbound<>("e", false, time, null), time, said);
    }

    private void progress(Watermarks<String> watermarks, long time) {
        watermarks.onEvent(new Inbound<>(null, true, time, null), time, said);
    }

    private static final class Said implements WatermarkOutput {
        private final List<Long> times = new ArrayList<>();
        private boolean idle;

        @Override
        public void emitWatermark(Watermark watermark) {
            times.add(watermark.getTimestamp());
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

    private static final class NoMetrics implements WatermarkGeneratorSupplier.Context {
        @Override
        public MetricGroup getMetricGroup() {
            return new UnregisteredMetricsGroup();
        }

        @Override
        public RelativeClock getInputActivityClock() {
            return SystemClock.getInstance();
        }
    }
}
