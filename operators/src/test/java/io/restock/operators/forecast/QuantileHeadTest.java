package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Quantiles;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuantileHeadTest {
    @Property(tries = 200)
    void quantilesNeverCross(
            @ForAll @Size(Quantiles.COUNT) @FloatRange(min = -30, max = 30) float[] raw) {
        double[] quantiles = new double[Quantiles.COUNT];

        QuantileHead.quantiles(raw, 0, quantiles, 0);

        assertThat(quantiles).isSorted();
    }

    @Property(tries = 100)
    void theMeanOfNetworksIsThatOfTheirQuantiles(
            @ForAll @Size(2 * Quantiles.COUNT) List<@FloatRange(min = -20, max = 20) Float> raw) {
        float[] first = new float[Quantiles.COUNT];
        float[] second = new float[Quantiles.COUNT];
        for (int k = 0; k < Quantiles.COUNT; k++) {
            first[k] = raw.get(k);
            second[k] = raw.get(Quantiles.COUNT + k);
        }
        double[] ofFirst = new double[Quantiles.COUNT];
        double[] ofSecond = new double[Quantiles.COUNT];
        QuantileHead.quantiles(first, 0, ofFirst, 0);
        QuantileHead.quantiles(second, 0, ofSecond, 0);

        float[] steps = new float[Quantiles.COUNT];
        QuantileHead.addSteps(first, steps, Quantiles.COUNT);
        QuantileHead.addSteps(second, steps, Quantiles.COUNT);
        double[] mean = new double[Quantiles.COUNT];
        QuantileHead.sum(steps, 0, 2, 0.5, mean, 0);

        assertThat(mean).isSorted();
        for (int k = 0; k < mean.length; k++) {
            double expected = 0.5 + (ofFirst[k] + ofSecond[k]) / 2;
            assertThat(mean[k]).isCloseTo(expected, within(5e-6));
        }
    }

    @Test
    void gradientAgreesWithDifferences() {
        float[] raw = new float[Quantiles.COUNT];
        double[] slope = new double[Quantiles.COUNT];
        for (int k = 0; k < raw.length; k++) {
            raw[k] = (float) Math.sin(3 * k);
            slope[k] = Math.cos(5 * k);
        }
        float[] gradient = new float[Quantiles.COUNT];

        QuantileHead.gradient(raw, 0, slope, gradient);

        for (int k = 0; k < raw.length; k++) {
            assertThat((double) gradient[k]).isCloseTo(difference(raw, slope, k), within(1e-3));
        }
    }

    /** Slope of Σ slope·quantile along one raw output. */
    private static double difference(float[] raw, double[] slope, int k) {
        float[] up = raw.clone();
        float[] down = raw.clone();
        up[k] += 1e-2f;
        down[k] -= 1e-2f;
        return (sum(up, slope) - sum(down, slope)) / ((double) up[k] - down[k]);
    }

    private static double sum(float[] raw, double[] slope) {
        double[] quantiles = new double[Quantiles.COUNT];
        QuantileHead.quantiles(raw, 0, quantiles, 0);
        double sum = 0;
        for (int k = 0; k < quantiles.length; k++) {
            sum += slope[k] * quantiles[k];
        }
        return sum;
    }
}
