package io.restock.operators.forecast.trees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Regression trees whose values add up, on top of a start: what {@link TreeBooster} has grown.
 * Immutable, and may be used by any thread.
 */
public final class BoostedTrees {
    private static final int FIRST_CAPACITY = 1024;

    private final Bins bins;
    private final float start;
    private final int[] roots; // node of each tree, or ~leaf
    private final int[] children; // of node n at 2 n and 2 n + 1: a node, or ~leaf
    private final short[] features; // of each node
    private final byte[] lastLeft; // bin of each node up to which rows go left
    private final float[] values; // of each leaf
    private final Walk walk;

    private BoostedTrees(
            Bins bins,
            float start,
            int[] roots,
            int[] children,
            short[] features,
            byte[] lastLeft,
            float[] values) {
        this.bins = bins;
        this.start = start;
        this.roots = roots;
        this.children = children;
        this.features = features;
        this.lastLeft = lastLeft;
        this.values = values;
        this.walk = new Walk();
    }

    /** Features of a row. */
    public int features() {
        return bins.features();
    }

    /** Trees there are. */
    public int size() {
        return roots.length;
    }

    /**
     * The values of rows of features.
     *
     * @param rows one after another
     * @param to receives as many values as it has places
     */
    public void values(float[] rows, double[] to) {
        Arrays.fill(to, start);
        walk.add(rows, to);
    }

    /**
     * The same trees laid out for walking down them: nodes and leaves in one numbering, the two
     * children of a node side by side, a leaf its own child, thresholds in the features' units. A
     * row stays at the leaf it has come to, so that a step has no branch to predict, and several
     * rows go down side by side until all have come to theirs.
     */
    private final class Walk {
        private static final int SIDE_BY_SIDE = 4;
        private static final int SURE = 6; // steps that four rows rarely all do without

        private final int[] first = new int[roots.length]; // node of each tree
        private final int[] steps = new int[roots.length];
        private final int[] left; // child; the right one follows
        private final int[] feature;
        private final float[] above; // what is greater goes right; NaN, unknown, never is
        private final float[] value; // of leaves

        private int nodes;

        Walk() {
            int all = features.length + values.length;
            left = new int[all];
            feature = new int[all];
            above = new float[all];
            value = new float[all];
            for (int tree = 0; tree < roots.length; tree++) {
                first[tree] = nodes++;
                steps[tree] = lay(roots[tree], first[tree]);
            }
        }

        /** Lays a node or leaf and all below it; returns the longest way down. */
        private int lay(int from, int at) {
            if (from < 0) {
                left[at] = at;
                above[at] = Float.POSITIVE_INFINITY;
                value[at] = values[~from];
                return 0;
            }
            feature[at] = features[from];
            above[at] = bins.lastOf(features[from], lastLeft[from]);
            int child = nodes;
            nodes += 2;
            left[at] = child;
            int longest = lay(children[2 * from], child);
            return 1 + Math.max(longest, lay(children[2 * from + 1], child + 1));
        }

        void add(float[] rows, double[] to) {
            int width = bins.features();
            int whole = to.length / SIDE_BY_SIDE * SIDE_BY_SIDE;
            for (int tree = 0; tree < first.length; tree++) { // a tree is small, all are not
                int root = first[tree];
                int down = steps[tree];
                for (int row = 0; row < whole; row += SIDE_BY_SIDE) {
                    int at = row * width;
                    int a = root;
                    int b = root;
                    int c = root;
                    int d = root;
                    for (int step = 0; step < down; step++) {
                        if (step >= SURE && isLeaf(a) && isLeaf(b) && isLeaf(c) && isLeaf(d)) {
                            break;
                        }
                        a = next(a, rows, at);
                        b = next(b, rows, at + width);
                        c = next(c, rows, at + 2 * width);
                        d = next(d, rows, at + 3 * width);
                    }
                    to[row] += value[a];
                    to[row + 1] += value[b];
                    to[row + 2] += value[c];
                    to[row + 3] += value[d];
                }
                for (int row = whole; row < to.length; row++) {
                    int node = root;
                    for (int step = 0; step < down; step++) {
                        node = next(node, rows, row * width);
                    }
                    to[row] += value[node];
                }
            }
        }

        private boolean isLeaf(int node) {
            return left[node] == node;
        }

        private int next(int node, float[] rows, int at) {
            return left[node] + (rows[at + feature[node]] > above[node] ? 1 : 0);
        }
    }

    /** Writes all of it. */
    public void write(DataOutput to) throws IOException {
        bins.write(to);
        to.writeFloat(start);
        to.writeInt(features.length);
        for (int node = 0; node < features.length; node++) {
            to.writeShort(features[node]);
            to.writeByte(lastLeft[node]);
            to.writeInt(children[2 * node]);
            to.writeInt(children[2 * node + 1]);
        }
        to.writeInt(values.length);
        for (float value : values) {
            to.writeFloat(value);
        }
        to.writeInt(roots.length);
        for (int root : roots) {
            to.writeInt(root);
        }
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException where it ends too early, or cannot be trees
     */
    public static BoostedTrees read(DataInput from) throws IOException {
        Builder builder = new Builder(Bins.read(from));
        float start = from.readFloat();
        for (int left = from.readInt(); left > 0; left--) {
            builder.node(from.readShort(), from.readByte(), from.readInt(), from.readInt());
        }
        for (int left = from.readInt(); left > 0; left--) {
            builder.leaf(from.readFloat());
        }
        for (int left = from.readInt(); left > 0; left--) {
            builder.root(from.readInt());
        }
        builder.check();
        return builder.build(start, builder.trees);
    }

    /** Takes trees node by node. */
    static final class Builder {
        private final Bins bins;
        private int[] roots = new int[FIRST_CAPACITY];
        private int trees;
        private int[] children = new int[2 * FIRST_CAPACITY];
        private short[] features = new short[FIRST_CAPACITY];
        private byte[] lastLeft = new byte[FIRST_CAPACITY];
        private int nodes;
        private float[] values = new float[FIRST_CAPACITY];
        private int leaves;

        Builder(Bins bins) {
            this.bins = bins;
        }

        /** Adds a node whose children are nodes or, as ~leaf, leaves. */
        int node(int feature, int last, int left, int right) {
            if (nodes == features.length) {
                children = Arrays.copyOf(children, 4 * nodes);
                features = Arrays.copyOf(features, 2 * nodes);
                lastLeft = Arrays.copyOf(lastLeft, 2 * nodes);
            }
            features[nodes] = (short) feature;
            lastLeft[nodes] = (byte) last;
            children[2 * nodes] = left;
            children[2 * nodes + 1] = right;
            return nodes++;
        }

        void child(int node, int right, int child) {
            children[2 * node + right] = child;
        }

        int leaf(float value) {
            if (leaves == values.length) {
                values = Arrays.copyOf(values, 2 * leaves);
            }
            values[leaves] = value;
            return ~leaves++;
        }

        void root(int root) {
            if (trees == roots.length) {
                roots = Arrays.copyOf(roots, 2 * trees);
            }
            roots[trees++] = root;
        }

        /** What the last tree makes of a row. */
        float ofLast(byte[] binned, int at) {
            int node = roots[trees - 1];
            while (node >= 0) {
                int right = binned[at + features[node]] > lastLeft[node] ? 1 : 0;
                node = children[2 * node + right];
            }
            return values[~node];
        }

        /** Children come after their parents, so that each way down ends at a leaf. */
        private void check() throws IOException {
            for (int tree = 0; tree < trees; tree++) {
                check(roots[tree], -1);
            }
            for (int node = 0; node < nodes; node++) {
                check(children[2 * node], node);
                check(children[2 * node + 1], node);
                if (features[node] < 0 || features[node] >= bins.features() || lastLeft[node] < 0) {
                    throw new IOException(
                            "Node %d of the trees asks for bin %d of feature %d of %d."
                                    .formatted(
                                            node, lastLeft[node], features[node], bins.features()));
                }
            }
        }

        private void check(int child, int parent) throws IOException {
            boolean stands = child < 0 ? ~child < leaves : child > parent && child < nodes;
            if (!stands) {
                throw new IOException(
                        "Node %d of the trees leads to %d, where there is none."
                                .formatted(parent, child));
            }
        }

        /** The first trees, on top of a start. */
        BoostedTrees build(float start, int first) {
            return new BoostedTrees(
                    bins,
                    start,
                    Arrays.copyOf(roots, first),
                    Arrays.copyOf(children, 2 * nodes),
                    Arrays.copyOf(features, nodes),
                    Arrays.copyOf(lastLeft, nodes),
                    Arrays.copyOf(values, leaves));
        }
    }
}
