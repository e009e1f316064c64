package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoiseTest {
    @Test
    void belongsToItsThing() {
        double milk = Noise.of(1, "milk", 4).nextDouble();

        assertThat(Noise.of(1, "milk", 4).nextDouble()).isEqualTo(milk);
        assertThat(Noise.of(1, "milk", 5).nextDouble()).isNotEqualTo(milk);
        assertThat(Noise.of(1, "silk", 4).nextDouble()).isNotEqualTo(milk);
        assertThat(Noise.of(2, "milk", 4).nextDouble()).isNotEqualTo(milk);
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0", "7, 0.05", "45, 0.2"})
    void countsHaveTheirMeanAndVariance(double mean, double dispersion) {
        RandomGenerator random = Noise.of(3, "counts");
        int n = 40_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            double x = Noise.count(random, mean, dispersion);
            sum += x;
            squares += x * x;
        }
        double variance = squares / n - sum / n * (sum / n);
        double expected = mean * (1 + mean * dispersion);

        assertThat(sum / n).isCloseTo(mean, within(5 * Math.sqrt(expected / n)));
        assertThat(variance).isCloseTo(expected, within(0.06 * expected));
    }

    @Test
    void nothingIsWantedWhereTheMeanIsZero() {
        assertThat(Noise.count(Noise.of(3, "none"), 0, 0.1)).isZero();
    }
}
