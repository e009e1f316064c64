package io.restock.operators.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SoldHoursTest {
    private static final int EVENING = 0xff0000; // 16 to 23 o'clock

    private final SoldHours hours = new SoldHours(new float[0]);

    @Test
    void hoursAreEvenBeforeAnythingWasSold() {
        assertThat(hours.profile().inStock(EVENING)).isEqualTo(HourProfile.even().inStock(EVENING));
        assertThat(hours.stored()).isEmpty();
    }

    @Test
    void aFewDaysMoveTheProfileALittleAndManyDaysMakeIt() {
        hours.learn(at(18, 5));
        double afterOne = hours.profile().inStock(EVENING);
        for (int day = 0; day < 60; day++) {
            hours.learn(at(18, 5));
        }

        assertThat(afterOne).isBetween(0.4, HourProfile.even().inStock(EVENING) - 0.1);
        assertThat(hours.profile().inStock(EVENING)).isCloseTo(0, within(0.06));
    }

    @Test
    void halfAYearLaterOldHoursAreForgotten() {
        for (int day = 0; day < 60; day++) {
            hours.learn(at(18, 5));
        }
        for (int day = 0; day < 182; day++) {
            hours.learn(at(9, 5));
        }

        assertThat(hours.profile().inStock(EVENING)).isGreaterThan(0.9);
    }

    @Test
    void storingAndLoadingChangesNothing() {
        SplittableRandom random = new SplittableRandom(5);
        SoldHours stored = new SoldHours(new float[0]);
        for (int day = 0; day < 90; day++) {
            double[] sold = at(random.nextInt(24), random.nextDouble());
            hours.learn(sold);
            stored.learn(sold);
            stored = new SoldHours(stored.stored());
        }

        assertThat(stored.stored()).containsExactly(hours.stored());
    }

    private static double[] at(int hour, double units) {
        double[] hourly = new double[SoldHours.HOURS];
        hourly[hour] = units;
        return hourly;
    }
}
