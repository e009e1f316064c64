package io.restock.operators.forecast.trees;

import java.util.Arrays;

/** What trees learn from, or are measured on: rows of features, each with a target and a weight. */
public final class TreeRows {
    private static final int FIRST_CAPACITY = 1024;
    private static final int CHUNK_BITS = 13;
    private static final int CHUNK =
            1 << CHUNK_BITS; // rows of one array: arrays have 2 GiB at most

    private final Bins bins;
    private byte[][] chunks = new byte[0][];
    private float[] targets = new float[FIRST_CAPACITY];
    private float[] weights = new float[FIRST_CAPACITY];
    private int size;

    private TreeRows(Bins bins) {
        this.bins = bins;
    }

    /**
     * No rows yet, of features that will be like the given ones.
     *
     * @param sample count × features values, row after row; NaN = unknown
     */
    public static TreeRows like(float[] sample, int count, int features) {
        return new TreeRows(Bins.fit(sample, count, features));
    }

    /** No rows yet, seen as these are. */
    public TreeRows others() {
        return new TreeRows(bins);
    }

    /**
     * Adds a row.
     *
     * @param row features from index {@code at} on
     * @param weight what a unit of error costs, &gt; 0
     */
    public void add(float[] row, int at, float target, float weight) {
        if (size == targets.length) {
            targets = Arrays.copyOf(targets, size + size / 2);
            weights = Arrays.copyOf(weights, size + size / 2);
        }
        int chunk = size >>> CHUNK_BITS;
        if (chunk == chunks.length) {
            chunks = Arrays.copyOf(chunks, chunk + 1);
            chunks[chunk] = new byte[CHUNK * bins.features()];
        }
        bins.put(row, at, chunks[chunk], (size & (CHUNK - 1)) * bins.features());
        targets[size] = target;
        weights[size] = weight;
        size++;
    }

    /** Rows there are. */
    public int size() {
        return size;
    }

    Bins bins() {
        return bins;
    }

    float target(int row) {
        return targets[row];
    }

    float weight(int row) {
        return weights[row];
    }

    byte[] chunk(int row) {
        return chunks[row >>> CHUNK_BITS];
    }

    int at(int row) {
        return (row & (CHUNK - 1)) * bins.features();
    }
}
