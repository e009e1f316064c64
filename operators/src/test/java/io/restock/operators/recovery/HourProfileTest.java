package io.restock.operators.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HourProfileTest {
    private static final HourProfile EVEN = HourProfile.even();

    @Test
    void allOfTheDemandFindsStockOnADayInStock() {
        assertThat(EVEN.inStock(0)).isEqualTo(1);
        assertThat(EVEN.inStock(-1)).isEqualTo(1);
        assertThat(EVEN.inStock(Float.NaN)).isEqualTo(1);
    }

    @Test
    void noneFindsStockOnADayWithout() {
        assertThat(EVEN.inStock(0xffffff)).isCloseTo(0, within(1e-12));
    }

    @Test
    void halfOfTheHourInWhichStockRanOutIsLost() {
        int outFromNoon = 0xfff000; // 12 to 23 o'clock

        assertThat(EVEN.inStock(outFromNoon)).isCloseTo(6.5 / 16, within(1e-12));
    }

    @Test
    void aShareIsTakenFromTheEvening() {
        assertThat(EVEN.inStock(0.25f)).isCloseTo(12.5 / 16, within(1e-12));
        assertThat(EVEN.inStock(1f)).isZero();
    }

    @Test
    void hoursCountAsTheySell() {
        double[] hourly = new double[24];
        hourly[8] = 30;
        hourly[17] = 90;

        HourProfile profile = HourProfile.of(hourly);

        assertThat(profile.inStock(0xff0000)).isCloseTo(1 - 0.75, within(1e-12));
        assertThat(profile.inStock(0x0000ff)).isEqualTo(1);
    }

    @Test
    void hoursWithoutSalesAreNoProfile() {
        assertThatThrownBy(() -> HourProfile.of(new double[24]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("24 with sales");
        assertThatThrownBy(() -> HourProfile.of(new double[] {1}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Property
    void moreHoursOutNeverFindMore(
            @ForAll @IntRange(min = 0, max = 0xffffff) int mask,
            @ForAll @IntRange(min = 0, max = 23) int hour) {
        double before = EVEN.inStock(mask);

        assertThat(before).isBetween(-1e-9, 1.0);
        assertThat(EVEN.inStock(mask | 1 << hour)).isLessThanOrEqualTo(before + 1e-9);
    }
}
