package io.restock.bench;

import io.restock.operators.forecast.FeatureRows;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoostError;
import ml.dmlc.xgboost4j.java.util.BigDenseMatrix;

/** Gathers rows and hands them to XGBoost. Few of them are on the heap at a time. */
final class FeatureMatrix implements FeatureRows.Sink {
    private static final int ROWS_OF_A_CHUNK = 8192;

    private final int width;
    private final List<float[]> chunks = new ArrayList<>();
    private float[] targets = new float[ROWS_OF_A_CHUNK];
    private float[] weights = new float[ROWS_OF_A_CHUNK];
    private int size;

    FeatureMatrix(int width) {
        this.width = width;
    }

    @Override
    public void row(float[] values, int at, float target, float weight) {
        int slot = size % ROWS_OF_A_CHUNK;
        if (slot == 0) {
            chunks.add(new float[ROWS_OF_A_CHUNK * width]);
        }
        System.arraycopy(values, at, chunks.get(chunks.size() - 1), slot * width, width);
        if (size == targets.length) {
            targets = Arrays.copyOf(targets, 2 * size);
            weights = Arrays.copyOf(weights, 2 * size);
        }
        targets[size] = target;
        weights[size] = weight;
        size++;
    }

    int size() {
        return size;
    }

    /** The rows with targets and weights, in native memory; what is gathered here is let go. */
    DMatrix toNative() throws XGBoostError {
        BigDenseMatrix values = new BigDenseMatrix(size, width);
        try {
            long at = 0;
            long end = (long) size * width;
            for (int i = 0; i < chunks.size(); i++) {
                float[] chunk = chunks.set(i, new float[0]);
                for (int j = 0; j < chunk.length && at < end; j++) {
                    values.set(at++, chunk[j]);
                }
            }
            DMatrix matrix = new DMatrix(values, Float.NaN);
            matrix.setLabel(Arrays.copyOf(targets, size));
            matrix.setWeight(Arrays.copyOf(weights, size));
            return matrix;
        } finally {
            values.dispose();
        }
    }
}
