package io.restock.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Property
    void holdsAllValuesAndZero(
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double a,
            @ForAll @DoubleRange(min = -1e6, max = 1e6) double b) {
        Scale scale = Scale.of(Math.min(a, b), Math.max(a, b), 190, 28);

        for (double value : new double[] {a, b, 0}) {
            if (value <= Math.max(a, b)) {
                assertThat(scale.pixel(value)).isBetween(28 - 1e-6, 190 + 1e-6);
            }
        }
        assertThat(scale.to()).isGreaterThan(scale.from());
    }

    @Property
    void ticksAreFewRoundEvenlySpacedAndOnTheAxis(
            @ForAll @DoubleRange(min = -1e5, max = 0) double lowest,
            @ForAll @DoubleRange(min = 0.01, max = 1e5) double highest) {
        Scale scale = Scale.of(lowest, highest, 190, 28);

        List<Double> ticks = scale.ticks();

        assertThat(ticks).hasSizeBetween(2, 8);
        double step = ticks.get(1) - ticks.get(0);
        double leading = step / Math.pow(10, Math.floor(Math.log10(step) + 1e-9));
        assertThat(List.of(1.0, 2.0, 5.0)).anyMatch(round -> Math.abs(round - leading) < 1e-6);
        for (int n = 0; n < ticks.size(); n++) {
            assertThat(ticks.get(n)).isCloseTo(ticks.get(0) + n * step, within(step / 1e6));
            assertThat(scale.pixel(ticks.get(n))).isBetween(28 - 1e-3, 190 + 1e-3);
        }
        assertThat(ticks).as("zero is a tick").anyMatch(t -> Math.abs(t) < step / 1e6);
    }

    @Test
    void noTickLiesBelowAnAxisThatBeginsBetweenTwo() {
        // From −800 to 400 in steps of 500.
        assertThat(Scale.of(-700, 290, 190, 28).ticks()).containsExactly(-500.0, 0.0);
    }

    @Test
    void axisOfNothingGoesFromZeroToOne() {
        Scale scale = Scale.of(0, 0, 100, 0);

        assertThat(scale.from()).isZero();
        assertThat(scale.to()).isEqualTo(1);
        assertThat(scale.pixel(0.5)).isEqualTo(50);
    }
}
