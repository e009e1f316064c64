package io.restock.operators.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PageHinkleyTest {
    @Test
    void alarmsWithinDaysOfARiseAndNotBefore() {
        PageHinkley alarm = new PageHinkley(0.02, 0.6, 10);
        SplittableRandom random = new SplittableRandom(4);

        int risenAt = 60;
        int heardAt = -1;
        for (int day = 0; day < 90 && heardAt < 0; day++) {
            double loss = (day < risenAt ? 0.3 : 0.45) + 0.05 * random.nextGaussian();
            heardAt = alarm.add(loss) ? day : -1;
        }

        assertThat(heardAt).isBetween(risenAt, risenAt + 10);
    }

    @Test
    void aFallIsNoAlarm() {
        PageHinkley alarm = new PageHinkley(0.02, 0.6, 10);

        for (int day = 0; day < 100; day++) {
            assertThat(alarm.add(day < 50 ? 0.5 : 0.2)).isFalse();
        }
    }

    @Test
    void startsAnewAfterAnAlarm() {
        PageHinkley alarm = new PageHinkley(0, 1, 2);
        alarm.add(0);

        assertThat(alarm.add(10)).isTrue();
        assertThat(alarm.excess()).isZero();
        assertThat(alarm.add(10)).isFalse();
        assertThat(alarm.add(10)).isFalse();
    }

    @Test
    void unknownValuesSayNothing() {
        PageHinkley alarm = new PageHinkley(0, 1, 1);

        assertThat(alarm.add(Double.NaN)).isFalse();
        assertThat(alarm.excess()).isZero();
    }

    @Test
    void refusesAThresholdThatAlwaysAlarms() {
        assertThatThrownBy(() -> new PageHinkley(0.1, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("threshold (0.0)");
    }
}
