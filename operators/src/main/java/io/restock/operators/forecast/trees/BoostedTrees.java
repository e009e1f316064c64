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
        byte[] binned = new byte[to.length * bins.features()];
        for (int row = 0; row < to.length; row++) {
            bins.put(rows, row * bins.features(), binned, row * bins.features());
            to[row] = start;
        }
        for (int root : roots) { // a tree is small, all of them are not
            for (int row = 0; row < to.length; row++) {
                to[row] += leafValue(root, binned, row * bins.features());
            }
        }
    }

    private float leafValue(int root, byte[] binned, int at) {
        int node = root;
        while (node >= 0) {
            int right = binned[at + features[node]] > lastLeft[node] ? 1 : 0;
            node = children[2 * node + right];
        }
        return values[~node];
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

    /** Reads what {@link #write} wrote. */
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
