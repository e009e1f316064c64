package io.restock.operators.forecast.trees;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Grows trees one after another, each towards what those before it leave, so that the weighted
 * absolute error falls: gradient boosting (Friedman 2001) on binned features, the best leaf of a
 * tree first (as in LightGBM, Ke et al. 2017). A split is chosen by the signs of what is left, the
 * value of a leaf is its weighted median. One thread; one seed and the same rows give the same
 * trees on any machine.
 */
public final class TreeBooster {
    private static final int PATIENCE = 30; // trees that may bring nothing
    private static final double DRAWN_TO_ZERO = 1; // rows of mean weight

    private final TreeRows rows;
    private final BoostingSettings settings;
    private final SplittableRandom random;
    private final BoostedTrees.Builder trees;
    private final float start;
    private final float[] left; // target − what the trees so far say
    private final double meanWeight;
    private final int[] chosen; // rows of the tree that grows, leaf after leaf
    private final int[] moved;
    private final long[] order;
    private final int[] used; // features of the tree that grows
    private final Deque<double[]> freeSums = new ArrayDeque<>();

    private TreeBooster(TreeRows rows, BoostingSettings settings, long seed) {
        this.rows = rows;
        this.settings = settings;
        this.random = new SplittableRandom(seed);
        this.trees = new BoostedTrees.Builder(rows.bins());
        int n = rows.size();
        left = new float[n];
        chosen = new int[n];
        moved = new int[n];
        order = new long[n];
        double weight = 0;
        for (int row = 0; row < n; row++) {
            left[row] = rows.target(row);
            chosen[row] = row;
            weight += rows.weight(row);
        }
        meanWeight = weight / n;
        int features = rows.bins().features();
        used = new int[Math.max(1, (int) Math.round(settings.featureShare() * features))];
        start = median(0, n);
        for (int row = 0; row < n; row++) {
            left[row] -= start;
        }
    }

    /**
     * Grows as many trees as the settings say.
     *
     * @param each told the number of trees after each one
     */
    public static BoostedTrees grow(
            TreeRows rows, BoostingSettings settings, long seed, IntConsumer each) {
        return new TreeBooster(rows, settings, seed).grow(null, each);
    }

    /**
     * Grows trees until rows that are held out get no better, and keeps those until the best.
     *
     * @param heldOut rows made by {@link TreeRows#others}
     */
    public static BoostedTrees growUntilBest(
            TreeRows rows,
            TreeRows heldOut,
            BoostingSettings settings,
            long seed,
            IntConsumer each) {
        return new TreeBooster(rows, settings, seed).grow(heldOut, each);
    }

    private BoostedTrees grow(@Nullable TreeRows heldOut, IntConsumer each) {
        double[] heldLeft = new double[heldOut == null ? 0 : heldOut.size()];
        for (int row = 0; heldOut != null && row < heldLeft.length; row++) {
            heldLeft[row] = heldOut.target(row) - start;
        }
        double best = Double.POSITIVE_INFINITY;
        int bestRound = settings.rounds();
        for (int round = 1; round <= settings.rounds(); round++) {
            growOne();
            for (int row = 0; row < left.length; row++) {
                left[row] -= trees.ofLast(rows.chunk(row), rows.at(row));
            }
            each.accept(round);
            if (heldOut == null) {
                continue;
            }
            double error = 0;
            for (int row = 0; row < heldLeft.length; row++) {
                heldLeft[row] -= trees.ofLast(heldOut.chunk(row), heldOut.at(row));
                error += heldOut.weight(row) * Math.abs(heldLeft[row]);
            }
            if (error < best) {
                best = error;
                bestRound = round;
            } else if (round - bestRound >= PATIENCE) {
                break;
            }
        }
        return trees.build(start, bestRound);
    }

    /** A leaf that may be split: its rows, and the best way to do it. */
    private static final class Leaf {
        final int from;
        final int to;
        final double[] sums; // of each used feature and bin: gradient, weight
        int parent = -1;
        int side;
        double gain;
        int feature;
        int lastLeft;

        Leaf(int from, int to, double[] sums) {
            this.from = from;
            this.to = to;
            this.sums = sums;
        }
    }

    private void growOne() {
        int n = choose();
        List<Leaf> leaves = new ArrayList<>();
        leaves.add(find(leaf(0, n, null)));
        int root = -1;
        while (leaves.size() < settings.leaves()) {
            int best = 0;
            for (int i = 1; i < leaves.size(); i++) {
                best = leaves.get(i).gain > leaves.get(best).gain ? i : best;
            }
            Leaf split = leaves.get(best);
            if (!(split.gain > 0)) {
                break;
            }
            int node = trees.node(split.feature, split.lastLeft, 0, 0);
            if (split.parent < 0) {
                root = node;
            } else {
                trees.child(split.parent, split.side, node);
            }
            int middle = partition(split);
            boolean leftIsSmaller = middle - split.from <= split.to - middle;
            Leaf small =
                    leftIsSmaller ? leaf(split.from, middle, null) : leaf(middle, split.to, null);
            Leaf large =
                    leftIsSmaller
                            ? leaf(middle, split.to, without(split.sums, small.sums))
                            : leaf(split.from, middle, without(split.sums, small.sums));
            Leaf leftLeaf = leftIsSmaller ? small : large;
            Leaf rightLeaf = leftIsSmaller ? large : small;
            leftLeaf.parent = node;
            rightLeaf.parent = node;
            rightLeaf.side = 1;
            leaves.set(best, find(leftLeaf));
            leaves.add(find(rightLeaf));
        }
        for (Leaf leaf : leaves) {
            int made = trees.leaf((float) (settings.learningRate() * median(leaf.from, leaf.to)));
            if (leaf.parent < 0) {
                root = made;
            } else {
                trees.child(leaf.parent, leaf.side, made);
            }
            freeSums.push(leaf.sums);
        }
        trees.root(root);
    }

    /** Draws the rows and the features of a tree; returns the number of rows. */
    private int choose() {
        int n = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (random.nextDouble() < settings.rowShare()) {
                chosen[n++] = row;
            }
        }
        int features = rows.bins().features();
        int kept = 0;
        for (int feature = 0; feature < features && kept < used.length; feature++) {
            if (random.nextInt(features - feature) < used.length - kept) {
                used[kept++] = feature;
            }
        }
        return n;
    }

    private Leaf leaf(int from, int to, double @Nullable [] known) {
        if (known != null) {
            return new Leaf(from, to, known);
        }
        double[] sums = freeSums.poll();
        if (sums == null) {
            sums = new double[2 * used.length * Bins.MOST];
        } else {
            Arrays.fill(sums, 0);
        }
        for (int i = from; i < to; i++) {
            int row = chosen[i];
            byte[] bins = rows.chunk(row);
            int at = rows.at(row);
            double weight = rows.weight(row);
            double gradient = Math.signum(left[row]) * weight;
            for (int j = 0; j < used.length; j++) {
                int cell = 2 * (j * Bins.MOST + bins[at + used[j]]);
                sums[cell] += gradient;
                sums[cell + 1] += weight;
            }
        }
        return new Leaf(from, to, sums);
    }

    /** Takes the sums of a part from those of the whole, which are no longer needed. */
    private static double[] without(double[] whole, double[] part) {
        for (int i = 0; i < whole.length; i++) {
            whole[i] -= part[i];
        }
        return whole;
    }

    /** Finds the best split of a leaf. */
    private Leaf find(Leaf leaf) {
        double gradient = 0;
        double weight = 0;
        for (int bin = 0; bin < Bins.MOST; bin++) {
            gradient += leaf.sums[2 * bin];
            weight += leaf.sums[2 * bin + 1];
        }
        double least = settings.leastRows() * meanWeight;
        double whole = gain(gradient, weight);
        for (int j = 0; j < used.length; j++) {
            double leftGradient = 0;
            double leftWeight = 0;
            for (int bin = 0; bin < Bins.MOST - 1; bin++) {
                int cell = 2 * (j * Bins.MOST + bin);
                leftGradient += leaf.sums[cell];
                leftWeight += leaf.sums[cell + 1];
                if (leftWeight < least) {
                    continue;
                }
                if (weight - leftWeight < least) {
                    break;
                }
                double gain =
                        gain(leftGradient, leftWeight)
                                + gain(gradient - leftGradient, weight - leftWeight)
                                - whole;
                if (gain > leaf.gain) {
                    leaf.gain = gain;
                    leaf.feature = used[j];
                    leaf.lastLeft = bin;
                }
            }
        }
        return leaf;
    }

    private double gain(double gradient, double weight) {
        return gradient * gradient / (weight + DRAWN_TO_ZERO * meanWeight);
    }

    /** Puts the rows that go left before the others; returns the first of the others. */
    private int partition(Leaf leaf) {
        int lefts = leaf.from;
        int rights = 0;
        for (int i = leaf.from; i < leaf.to; i++) {
            int row = chosen[i];
            if (rows.chunk(row)[rows.at(row) + leaf.feature] <= leaf.lastLeft) {
                chosen[lefts++] = row;
            } else {
                moved[rights++] = row;
            }
        }
        System.arraycopy(moved, 0, chosen, lefts, rights);
        return lefts;
    }

    /** Weighted median of what is left of some rows; 0 where there is none. */
    private float median(int from, int to) {
        double all = 0;
        for (int i = from; i < to; i++) {
            int bits = Float.floatToIntBits(left[chosen[i]]);
            int ascending = bits ^ (bits >> 31 & Integer.MAX_VALUE);
            order[i] = (long) ascending << 32 | chosen[i];
            all += rows.weight(chosen[i]);
        }
        Arrays.sort(order, from, to);
        double below = 0;
        for (int i = from; i < to; i++) {
            int row = (int) order[i];
            below += rows.weight(row);
            if (2 * below >= all) {
                return left[row];
            }
        }
        return 0;
    }
}
