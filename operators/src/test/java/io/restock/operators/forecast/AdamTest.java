package io.restock.operators.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AdamTest {
    private static final int STEPS = 400;

    @Test
    void findsTheLeastOfABowl() {
        Adam adam = new Adam(new float[] {3, -2}, STEPS, 0.1);

        while (adam.taken() < STEPS) {
            step(adam);
        }

        assertThat(adam.average()[0]).isCloseTo(1f, within(0.02f));
        assertThat(adam.average()[1]).isCloseTo(0.5f, within(0.02f));
    }

    @Test
    void averagesTheStepsAndStartsFromNothing() {
        Adam adam = new Adam(new float[] {3, -2}, STEPS, 0.1);

        assertThat(adam.average()).containsExactly(3, -2);
        step(adam);
        assertThat(adam.average()[0]).isCloseTo(adam.weights()[0], within(1e-5f));
        float first = adam.weights()[0];
        step(adam);
        assertThat(adam.average()[0]).isStrictlyBetween(adam.weights()[0], first);
    }

    @Test
    void oneWildGradientMovesNoFurtherThanOthers() {
        Adam tame = new Adam(new float[] {0, 0}, STEPS, 0.1);
        Adam wild = new Adam(new float[] {0, 0}, STEPS, 0.1);
        for (int i = 0; i < 50; i++) {
            tame.step(new float[] {1, 1}, 1);
            wild.step(new float[] {1, 1}, 1);
        }

        tame.step(new float[] {5, 5}, 1);
        wild.step(new float[] {5e6f, 5e6f}, 1);

        assertThat(wild.weights()[0]).isCloseTo(tame.weights()[0], within(0.05f));
    }

    @Test
    void goesOnAsIfItHadNotBeenWritten() throws IOException {
        Adam through = new Adam(new float[] {3, -2}, STEPS, 0.1);
        for (int i = 0; i < 30; i++) {
            step(through);
        }
        Adam again = new Adam(new float[] {9, 9}, STEPS, 0.1);

        again.read(written(through));
        step(through);
        step(again);

        assertThat(again.taken()).isEqualTo(31);
        assertThat(again.weights()).containsExactly(through.weights());
        assertThat(again.average()).containsExactly(through.average());
    }

    @Test
    void refusesWeightsOfAnotherNumber() throws IOException {
        DataInputStream of2 = written(new Adam(new float[2], STEPS, 0.1));

        assertThatThrownBy(() -> new Adam(new float[3], STEPS, 0.1).read(of2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("2 values, expected 3");
    }

    /** Against the gradient of (x − 1)² + 4·(y − 0.5)². */
    private static void step(Adam adam) {
        float[] at = adam.weights();
        adam.step(new float[] {2 * (at[0] - 1), 8 * (at[1] - 0.5f)}, 1);
    }

    private static DataInputStream written(Adam adam) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        adam.write(new DataOutputStream(bytes));
        return new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
    }
}
