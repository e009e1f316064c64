package io.restock.operators.forecast.trees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BoostedTreesTest {
    /** One tree that may say all it has found, from all rows and features. */
    private static final BoostingSettings ONE = new BoostingSettings(1, 1, 8, 1, 1, 1);

    @Test
    void oneWholeTreeLearnsAStepExactly() {
        TreeRows rows = TreeRows.like(new float[] {0, 1, 2, 3}, 4, 1);
        for (int i = 0; i < 100; i++) {
            rows.add(new float[] {i % 4}, 0, i % 4 < 2 ? 2 : 5, 1);
        }

        BoostedTrees trees = TreeBooster.grow(rows, ONE, 1, tree -> {});

        assertThat(values(trees, 0, 1, 2, 3)).containsExactly(2, 2, 5, 5);
    }

    @Test
    void oneWholeTreeLearnsAnInteractionExactly() {
        TreeRows rows = TreeRows.like(new float[] {0, 0, 0, 1, 1, 0, 1, 1}, 4, 2);
        for (int i = 0; i < 100; i++) {
            rows.add(new float[] {i & 1, i >> 1 & 1}, 0, (i & 3) == 3 ? 3 : 0, 1);
        }

        BoostedTrees trees = TreeBooster.grow(rows, ONE, 1, tree -> {});

        assertThat(values(trees, 0, 0, 0, 1, 1, 0, 1, 1)).containsExactly(0, 0, 0, 3);
    }

    @Test
    void aConstantTargetIsSaidEverywhere() {
        TreeRows rows = TreeRows.like(new float[] {0, 1, 2}, 3, 1);
        for (int i = 0; i < 90; i++) {
            rows.add(new float[] {i % 3}, 0, 4.7f, 1 + i % 5);
        }

        BoostedTrees trees = TreeBooster.grow(rows, ONE.withRounds(20), 1, tree -> {});

        assertThat(values(trees, -5, 0, 1, 9, Float.NaN)).containsOnly(4.7f);
    }

    @Test
    void aFeatureThatIsNeverKnownSaysNothing() {
        TreeRows rows = TreeRows.like(new float[] {Float.NaN, Float.NaN}, 2, 1);
        for (int i = 0; i < 99; i++) {
            rows.add(new float[] {Float.NaN}, 0, i % 3, 1);
        }

        BoostedTrees trees = TreeBooster.grow(rows, ONE.withRounds(5), 1, tree -> {});

        assertThat(values(trees, Float.NaN, 0, 100)).containsOnly(1);
    }

    @Test
    void whatWasAlwaysKnownGoesWithTheLeastWhereItIsUnknown() {
        BoostedTrees trees = TreeBooster.grow(rare(50, 1), ONE, 1, tree -> {});

        assertThat(values(trees, Float.NaN, 0, 1)).containsExactly(1, 1, 9);
    }

    @Test
    void valuesBeyondThoseSeenGoWithTheOutermost() {
        BoostedTrees trees = TreeBooster.grow(rare(50, 1), ONE, 1, tree -> {});

        assertThat(values(trees, -1e9f, Float.NEGATIVE_INFINITY)).containsOnly(1);
        assertThat(values(trees, 1e9f, Float.POSITIVE_INFINITY)).containsOnly(9);
    }

    @Test
    void aLeafHasAtLeastTheRowsItMustWeigh() {
        BoostingSettings ten = new BoostingSettings(1, 1, 8, 10, 1, 1);
        BoostingSettings eleven = new BoostingSettings(1, 1, 8, 11, 1, 1);

        assertThat(values(TreeBooster.grow(rare(10, 1), ten, 1, tree -> {}), 0, 1))
                .containsExactly(1, 9);
        assertThat(values(TreeBooster.grow(rare(10, 1), eleven, 1, tree -> {}), 0, 1))
                .containsExactly(1, 1);
    }

    @Test
    void aTreeHasNoMoreLeavesThanItMay() {
        TreeRows rows = TreeRows.like(new float[] {0, 1, 2, 3, 4, 5}, 6, 1);
        for (int i = 0; i < 600; i++) {
            rows.add(new float[] {i % 6}, 0, i % 6 * (i % 6), 1);
        }
        BoostingSettings three = new BoostingSettings(1, 1, 3, 1, 1, 1);

        BoostedTrees trees = TreeBooster.grow(rows, three, 1, tree -> {});

        assertThat(Arrays.stream(values(trees, 0, 1, 2, 3, 4, 5)).distinct().count()).isEqualTo(3);
    }

    @Test
    void aTreeUsesAFeatureHoweverSmallTheShare() {
        BoostingSettings few = new BoostingSettings(1, 1, 8, 1, 0.001, 1);

        assertThat(values(TreeBooster.grow(rare(50, 1), few, 1, tree -> {}), 0, 1))
                .containsExactly(1, 9);
    }

    @Test
    void treesThatSawNoRowAddNothing() {
        BoostingSettings none = new BoostingSettings(5, 1, 8, 1, 1, 1e-12);

        BoostedTrees trees = TreeBooster.grow(rare(10, 1), none, 1, tree -> {});

        assertThat(trees.size()).isEqualTo(5);
        assertThat(values(trees, 0, 1)).containsExactly(1, 1);
    }

    @Test
    void theTrainingErrorNeverRises() {
        float[] x = random(2 * 500, 1);
        float[] target = random(500, 2);
        TreeRows rows = noisy(x, target);
        double last = Double.POSITIVE_INFINITY;
        double first = 0;

        for (int rounds = 1; rounds <= 25; rounds++) {
            BoostingSettings settings = new BoostingSettings(rounds, 0.3, 6, 5, 1, 1);
            double[] found = values(TreeBooster.grow(rows, settings, 3, tree -> {}), x);
            double error = 0;
            for (int i = 0; i < found.length; i++) {
                error += Math.abs(found[i] - target[i]);
            }
            assertThat(error).as("after %d trees", rounds).isLessThanOrEqualTo(last + 1e-3);
            last = error;
            first = rounds == 1 ? error : first;
        }

        assertThat(last).isLessThan(0.9 * first);
    }

    @Test
    void onlyTheRatiosOfTheWeightsMatter() throws IOException {
        BoostedTrees light = TreeBooster.grow(rare(20, 0.25f), ONE, 1, tree -> {});
        BoostedTrees heavy = TreeBooster.grow(rare(20, 16), ONE, 1, tree -> {});

        assertThat(bytes(heavy)).isEqualTo(bytes(light));
    }

    @Test
    void rowsOfNextToNoWeightChangeNothing() {
        TreeRows rows = rare(50, 1);
        for (int i = 0; i < 400; i++) {
            rows.add(new float[] {i % 2}, 0, -1000, 1e-7f);
        }

        assertThat(values(TreeBooster.grow(rows, ONE, 1, tree -> {}), 0, 1)).containsExactly(1, 9);
    }

    @Test
    void rowsOfEveryChunkCount() {
        TreeRows rows = TreeRows.like(new float[] {0, 1, 2}, 3, 1);
        for (int i = 0; i < 24_000; i++) {
            int third = i / 8000;
            rows.add(new float[] {third}, 0, 10 * third, 1);
        }

        assertThat(rows.size()).isEqualTo(24_000);
        assertThat(values(TreeBooster.grow(rows, ONE.withRounds(3), 1, tree -> {}), 0, 1, 2))
                .containsExactly(0, 10, 20);
    }

    @Test
    void tellsOfEachTree() {
        List<Integer> told = new ArrayList<>();

        TreeBooster.grow(rare(10, 1), ONE.withRounds(4), 1, told::add);

        assertThat(told).containsExactly(1, 2, 3, 4);
    }

    @Test
    void thoseUntilTheBestAreTheFirstOfAll() {
        float[] x = random(2 * 500, 4);
        TreeRows rows = noisy(x, random(500, 5));
        TreeRows heldOut = rows.others();
        float[] target = random(500, 6);
        for (int i = 0; i < target.length; i++) {
            heldOut.add(x, 2 * i, target[i], 1);
        }
        BoostingSettings settings = new BoostingSettings(200, 0.2, 6, 5, 0.5, 0.5);
        List<Integer> told = new ArrayList<>();

        BoostedTrees best = TreeBooster.growUntilBest(rows, heldOut, settings, 7, told::add);

        assertThat(best.size()).isLessThan(told.size());
        BoostedTrees first = TreeBooster.grow(rows, settings.withRounds(best.size()), 7, t -> {});
        assertThat(values(best, x)).containsExactly(values(first, x));
    }

    @Test
    void writesTheSameAgainAfterReading() throws IOException {
        TreeRows rows = noisy(random(2 * 500, 8), random(500, 9));
        BoostingSettings large = new BoostingSettings(60, 0.2, 32, 2, 1, 0.7); // beyond 1024 nodes
        byte[] written = bytes(TreeBooster.grow(rows, large, 1, tree -> {}));

        BoostedTrees read = read(written);

        assertThat(read.features()).isEqualTo(2);
        assertThat(read.size()).isEqualTo(60);
        assertThat(bytes(read)).isEqualTo(written);
    }

    @Test
    void refusesWhatEndsTooEarlyWhereverItEnds() throws IOException {
        byte[] written = bytes(TreeBooster.grow(rare(10, 1), ONE.withRounds(3), 1, tree -> {}));

        for (int length = 0; length < written.length; length++) {
            byte[] truncated = Arrays.copyOf(written, length);
            assertThatThrownBy(() -> read(truncated))
                    .as("%d bytes", length)
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void rowsSideBySideGoWhereTheWrittenTreesSendThem() throws IOException {
        TreeRows rows = noisy(random(2 * 500, 8), random(500, 9));
        BoostingSettings deep = new BoostingSettings(40, 0.2, 48, 2, 1, 0.7);
        BoostedTrees trees = TreeBooster.grow(rows, deep, 1, tree -> {});
        Written written = new Written(bytes(trees));
        for (int count = 1; count <= 9; count++) {
            float[] asked = random(2 * count, count);
            asked[0] = written.edge(0); // right on the border of two bins
            asked[asked.length - 1] = Float.NaN;

            double[] found = values(trees, asked);

            for (int row = 0; row < count; row++) {
                assertThat(found[row]).isEqualTo(written.value(asked[2 * row], asked[2 * row + 1]));
            }
        }
    }

    /** Trees read from their bytes, and asked in the plainest way. */
    private static final class Written {
        private final float[][] edges;
        private final float start;
        private final int[][] nodes; // feature, last bin that goes left, left, right
        private final float[] leaves;
        private final int[] roots;

        Written(byte[] bytes) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
            edges = new float[in.readInt()][];
            for (int f = 0; f < edges.length; f++) {
                edges[f] = new float[in.readByte()];
                for (int i = 0; i < edges[f].length; i++) {
                    edges[f][i] = in.readFloat();
                }
            }
            start = in.readFloat();
            nodes = new int[in.readInt()][];
            for (int n = 0; n < nodes.length; n++) {
                nodes[n] = new int[] {in.readShort(), in.readByte(), in.readInt(), in.readInt()};
            }
            leaves = new float[in.readInt()];
            for (int n = 0; n < leaves.length; n++) {
                leaves[n] = in.readFloat();
            }
            roots = new int[in.readInt()];
            for (int n = 0; n < roots.length; n++) {
                roots[n] = in.readInt();
            }
        }

        float edge(int feature) {
            return edges[feature][edges[feature].length / 2];
        }

        double value(float... row) {
            double sum = start;
            for (int root : roots) {
                int at = root;
                while (at >= 0) {
                    int[] node = nodes[at];
                    at = bin(node[0], row[node[0]]) > node[1] ? node[3] : node[2];
                }
                sum += leaves[~at];
            }
            return sum;
        }

        private int bin(int feature, float value) {
            int bin = Float.isNaN(value) ? 0 : 1;
            for (float edge : edges[feature]) {
                bin += value > edge ? 1 : 0;
            }
            return bin;
        }
    }

    @Test
    void refusesTreesThatLeadNowhere() throws IOException {
        byte[] written = bytes(TreeBooster.grow(rare(10, 1), ONE, 1, tree -> {}));
        int firstNode = Integer.BYTES + 1 + Float.BYTES + Float.BYTES + Integer.BYTES;
        for (int at : new int[] {firstNode, firstNode + 3, firstNode + 7}) {
            byte[] damaged = written.clone();
            damaged[at] = 0x40; // a feature, or a child, that is not there

            assertThatThrownBy(() -> read(damaged))
                    .as("byte %d", at)
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Node 0 of the trees");
        }
    }

    /** 100 rows of one feature, some of which have 1 and the target 9, the others 0 and 1. */
    private static TreeRows rare(int ones, float weight) {
        TreeRows rows = TreeRows.like(new float[] {0, 1}, 2, 1);
        for (int i = 0; i < 100; i++) {
            rows.add(new float[] {i < ones ? 1 : 0}, 0, i < ones ? 9 : 1, weight);
        }
        return rows;
    }

    private static TreeRows noisy(float[] x, float[] target) {
        TreeRows rows = TreeRows.like(x, target.length, 2);
        for (int i = 0; i < target.length; i++) {
            rows.add(x, 2 * i, target[i], 1);
        }
        return rows;
    }

    private static float[] random(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextDouble();
        }
        return values;
    }

    private static double[] values(BoostedTrees trees, float... rows) {
        double[] values = new double[rows.length / trees.features()];
        trees.values(rows, values);
        return values;
    }

    private static byte[] bytes(BoostedTrees trees) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        trees.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static BoostedTrees read(byte[] bytes) throws IOException {
        return BoostedTrees.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
