package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class FloatRowsTest {
    @Property(tries = 60)
    void productsAreThoseOfTheTextbook(
            @ForAll @IntRange(min = 1, max = 9) int rows,
            @ForAll @IntRange(min = 1, max = 13) int count,
            @ForAll @IntRange(min = 1, max = 40) int n,
            @ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[][] a = matrix(rows, count, random);
        float[][] in = matrix(count, n, random);
        float[][] byRows = matrix(rows, n, random);
        float[][] flat = new float[rows][];
        float[] columns = new float[3 + rows * count]; // column after column, from 3 on
        for (int r = 0; r < rows; r++) {
            flat[r] = byRows[r].clone();
            for (int s = 0; s < count; s++) {
                columns[3 + s * rows + r] = a[r][s];
            }
        }
        double[][] expected = new double[rows][n];
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < n; j++) {
                expected[r][j] = byRows[r][j];
                for (int s = 0; s < count; s++) {
                    expected[r][j] += (double) a[r][s] * in[s][j];
                }
            }
        }

        FloatRows.addProduct(a, in, count, byRows, rows, n);
        FloatRows.addProduct(columns, 3, 1, rows, in, count, flat, rows, n);

        for (int r = 0; r < rows; r++) {
            assertThat(flat[r]).containsExactly(byRows[r]);
            for (int j = 0; j < n; j++) {
                assertThat((double) byRows[r][j]).isCloseTo(expected[r][j], within(1e-5));
            }
        }
    }

    @Test
    void leavesWhatLiesBehindTheRowsAlone() {
        float[][] in = {{1, 1, 1}};
        float[][] out = {{5, 5, 5}, {5, 5, 5}};

        FloatRows.addProduct(new float[][] {{2}}, in, 1, out, 1, 2);

        assertThat(out[0]).containsExactly(7, 7, 5);
        assertThat(out[1]).containsExactly(5, 5, 5);
    }

    @Test
    void tanhAndSigmoidAreWithinAFewRoundings() {
        int n = 40_001;
        float[] x = new float[n];
        for (int i = 0; i < n; i++) {
            x[i] = (i - 20_000) / 1000f;
        }
        float[] tanh = new float[n];
        float[] sigmoid = x.clone();

        FloatRows.tanh(x, tanh, n);
        FloatRows.sigmoid(sigmoid, n);

        for (int i = 0; i < n; i++) {
            assertThat((double) tanh[i]).isCloseTo(Math.tanh(x[i]), within(5e-7));
            assertThat((double) sigmoid[i]).isCloseTo(1 / (1 + Math.exp(-x[i])), within(5e-7));
        }
    }

    private static float[][] matrix(int rows, int columns, SplittableRandom random) {
        float[][] matrix = new float[rows][columns];
        for (float[] row : matrix) {
            for (int i = 0; i < columns; i++) {
                row[i] = (float) (random.nextDouble() - 0.5);
            }
        }
        return matrix;
    }

    @Property(tries = 300)
    void softplusIsThatOfTheTextbook(@ForAll @FloatRange(min = -60, max = 60) float x) {
        float[] to = {1, 0.25f, 7};

        FloatRows.addSoftplus(0.5f, new float[] {x, Float.NEGATIVE_INFINITY, 3}, to, 2);

        double expected = 1 + 0.5 * (Math.max(0, x) + Math.log1p(Math.exp(-Math.abs(x))));
        assertThat((double) to[0]).isCloseTo(expected, within(1e-6 + 1e-7 * expected));
        assertThat(to[1]).isCloseTo(0.25f, within(1e-6f));
        assertThat(to[2]).isEqualTo(7);
    }
}
