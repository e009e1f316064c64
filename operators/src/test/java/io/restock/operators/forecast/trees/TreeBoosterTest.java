package io.restock.operators.forecast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TreeBoosterTest {
    private static final BoostingSettings SETTINGS = new BoostingSettings(80, 0.2, 8, 5, 1, 0.8);

    @Test
    void learnsAStepAndAnInteraction() {
        TreeRows rows = rows(4000, 1, (x, random) -> truth(x) + 0.2f * noise(random));

        BoostedTrees trees = TreeBooster.grow(rows, SETTINGS, 1, tree -> {});

        assertThat(value(trees, 0.2f, 0.2f)).isCloseTo(0, within(0.1));
        assertThat(value(trees, 0.8f, 0.2f)).isCloseTo(1, within(0.1));
        assertThat(value(trees, 0.8f, 0.8f)).isCloseTo(3, within(0.1));
        assertThat(value(trees, 0.2f, 0.8f)).isCloseTo(0, within(0.1));
    }

    @Test
    void aFewWildTargetsDoNotMoveTheMedian() {
        TreeRows rows =
                rows(4000, 2, (x, random) -> truth(x) + (random.nextDouble() < 0.1 ? 1000 : 0));

        BoostedTrees trees = TreeBooster.grow(rows, SETTINGS, 1, tree -> {});

        assertThat(value(trees, 0.2f, 0.2f)).isCloseTo(0, within(0.1));
        assertThat(value(trees, 0.8f, 0.8f)).isCloseTo(3, within(0.1));
    }

    @Test
    void heavyRowsDecideWhatAMixedLeafSays() {
        TreeRows rows = TreeRows.like(new float[] {0, 1}, 2, 1);
        for (int i = 0; i < 300; i++) {
            rows.add(new float[] {0}, 0, i % 3 == 0 ? 5 : 1, i % 3 == 0 ? 4 : 1);
        }

        BoostedTrees trees = TreeBooster.grow(rows, SETTINGS, 1, tree -> {});

        assertThat(values(trees, new float[] {0})[0]).isEqualTo(5);
    }

    @Test
    void unknownIsAValueOfItsOwn() {
        TreeRows rows = TreeRows.like(new float[] {0, 0.5f, 1, Float.NaN}, 4, 1);
        for (int i = 0; i < 400; i++) {
            rows.add(new float[] {i % 4 == 0 ? Float.NaN : i % 4 / 3f}, 0, i % 4 == 0 ? 7 : 2, 1);
        }

        BoostedTrees trees = TreeBooster.grow(rows, SETTINGS, 1, tree -> {});

        assertThat(values(trees, new float[] {Float.NaN})[0]).isCloseTo(7, within(0.01));
        assertThat(values(trees, new float[] {0.3f})[0]).isCloseTo(2, within(0.01));
    }

    @Test
    void stopsWhereTheRowsHeldOutGetNoBetter() {
        TreeRows rows = rows(600, 3, (x, random) -> 3 * noise(random));
        TreeRows heldOut = rows.others();
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 600; i++) {
            heldOut.add(point(random), 0, 3 * noise(random), 1);
        }
        BoostingSettings many = SETTINGS.withRounds(500);

        BoostedTrees trees = TreeBooster.growUntilBest(rows, heldOut, many, 1, tree -> {});

        assertThat(trees.size()).isLessThan(60);
    }

    @Test
    void oneSeedGivesOneSetOfTrees() throws IOException {
        TreeRows rows = rows(1000, 5, (x, random) -> truth(x) + noise(random));

        byte[] first = bytes(TreeBooster.grow(rows, SETTINGS, 9, tree -> {}));

        assertThat(bytes(TreeBooster.grow(rows, SETTINGS, 9, tree -> {}))).isEqualTo(first);
        assertThat(bytes(TreeBooster.grow(rows, SETTINGS, 8, tree -> {}))).isNotEqualTo(first);
    }

    @Test
    void saysTheSameAfterWritingAndReadingAndWhateverTheBatch() throws IOException {
        TreeRows rows = rows(9000, 6, (x, random) -> truth(x) + noise(random));
        BoostedTrees trees = TreeBooster.grow(rows, SETTINGS, 1, tree -> {});
        float[] asked = new float[2 * 50];
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < asked.length; i++) {
            asked[i] = i % 13 == 0 ? Float.NaN : (float) (2 * random.nextDouble() - 0.5);
        }
        double[] expected = values(trees, asked);

        BoostedTrees read =
                BoostedTrees.read(new DataInputStream(new ByteArrayInputStream(bytes(trees))));

        assertThat(read.size()).isEqualTo(SETTINGS.rounds());
        assertThat(values(read, asked)).containsExactly(expected);
        for (int row = 0; row < 50; row++) {
            assertThat(value(trees, asked[2 * row], asked[2 * row + 1])).isEqualTo(expected[row]);
        }
    }

    /** What is to be learned at a point. */
    private interface Target {
        float of(float[] x, SplittableRandom random);
    }

    private static float truth(float[] x) {
        return x[0] < 0.5 ? 0 : x[1] < 0.5 ? 1 : 3;
    }

    private static float noise(SplittableRandom random) {
        return (float) (random.nextDouble() - 0.5);
    }

    private static float[] point(SplittableRandom random) {
        return new float[] {(float) random.nextDouble(), (float) random.nextDouble()};
    }

    private static TreeRows rows(int count, long seed, Target target) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] sample = new float[2 * 2000];
        for (int i = 0; i < sample.length; i++) {
            sample[i] = (float) random.nextDouble();
        }
        TreeRows rows = TreeRows.like(sample, 2000, 2);
        for (int i = 0; i < count; i++) {
            float[] x = point(random);
            rows.add(x, 0, target.of(x, random), 1);
        }
        return rows;
    }

    private static double value(BoostedTrees trees, float x, float y) {
        return values(trees, new float[] {x, y})[0];
    }

    private static double[] values(BoostedTrees trees, float[] rows) {
        double[] values = new double[rows.length / trees.features()];
        trees.values(rows, values);
        return values;
    }

    private static byte[] bytes(BoostedTrees trees) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trees.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }
}
