package io.restock.operators.forecast.trees;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Sorts the values of features into a few bins each, which is all that trees see of them. Bin 0 is
 * that of NaN, unknown; the others ascend.
 */
final class Bins {
    /** Bins of a feature at most. */
    static final int MOST = 64;

    private final float[][] edges; // of each feature, ascending; bin 1 ends with the first one

    private Bins(float[][] edges) {
        this.edges = edges;
    }

    /**
     * Finds bins that hold about as many of the given rows each.
     *
     * @param rows count × features values, row after row
     */
    static Bins fit(float[] rows, int count, int features) {
        float[][] edges = new float[features][];
        float[] values = new float[count];
        for (int feature = 0; feature < features; feature++) {
            int n = 0;
            for (int row = 0; row < count; row++) {
                float value = rows[row * features + feature];
                if (!Float.isNaN(value)) {
                    values[n++] = value;
                }
            }
            Arrays.sort(values, 0, n);
            edges[feature] = edges(values, n);
        }
        return new Bins(edges);
    }

    /** Values that end a bin each: all but the last where they are few, else evenly spread ones. */
    private static float[] edges(float[] sorted, int n) {
        float[] distinct = new float[MOST];
        int found = 0;
        for (int i = 0; i < n && found < MOST; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                distinct[found++] = sorted[i];
            }
        }
        if (found < MOST) {
            return Arrays.copyOf(distinct, Math.max(0, found - 1));
        }
        float[] edges = new float[MOST - 2];
        int kept = 0;
        for (int edge = 1; edge <= MOST - 2; edge++) {
            float value = sorted[(int) ((long) edge * n / (MOST - 1))];
            if (value < sorted[n - 1] && (kept == 0 || value > edges[kept - 1])) {
                edges[kept++] = value;
            }
        }
        return Arrays.copyOf(edges, kept);
    }

    int features() {
        return edges.length;
    }

    /** Writes the bins of a row. */
    void put(float[] row, int at, byte[] to, int toAt) {
        for (int feature = 0; feature < edges.length; feature++) {
            to[toAt + feature] = bin(edges[feature], row[at + feature]);
        }
    }

    private static byte bin(float[] edges, float value) {
        if (Float.isNaN(value)) {
            return 0;
        }
        int low = 0;
        int high = edges.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (edges[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return (byte) (low + 1);
    }

    /**
     * The largest value of a bin: what is greater is in a later one. Everything known is greater
     * than what is in bin 0 (-infinity, which no feature may be, would not be).
     */
    float lastOf(int feature, int bin) {
        if (bin == 0) {
            return Float.NEGATIVE_INFINITY;
        }
        return bin > edges[feature].length ? Float.POSITIVE_INFINITY : edges[feature][bin - 1];
    }

    void write(DataOutput to) throws IOException {
        to.writeInt(edges.length);
        for (float[] of : edges) {
            to.writeByte(of.length);
            for (float edge : of) {
                to.writeFloat(edge);
            }
        }
    }

    static Bins read(DataInput from) throws IOException {
        float[][] edges = new float[from.readInt()][];
        for (int feature = 0; feature < edges.length; feature++) {
            edges[feature] = new float[from.readByte()];
            for (int i = 0; i < edges[feature].length; i++) {
                edges[feature][i] = from.readFloat();
            }
        }
        return new Bins(edges);
    }
}
