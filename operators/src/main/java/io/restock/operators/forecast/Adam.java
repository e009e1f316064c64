package io.restock.operators.forecast;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Weights in training: Adam's steps (Kingma and Ba 2015, arXiv 1412.6980) on gradients of bounded
 * length, and an exponential average of the weights along them, which forgets over a tenth of the
 * steps to come. The average is what forecasts: in a few weeks of data the last step is noise.
 */
final class Adam {
    private static final float MOMENTUM = 0.9f;
    private static final float SQUARES = 0.999f;
    private static final float TINY = 1e-8f;
    private static final double LONGEST_GRADIENT = 5;
    private static final double LONGEST_AVERAGE = 200; // steps
    private static final double LEAST_RATE = 0.02; // of the first
    private static final double WARM_UP = 100; // steps

    private final float[] weights;
    private final float[] mean;
    private final float[] square;
    private final float[] average;
    private double averaged; // 1 − the share of the average that is still its start of 0
    private int taken;
    private final int steps;
    private final double rate;

    /**
     * @param start first weights, copied
     * @param steps steps that will be taken; the rate falls along them as a cosine
     * @param rate first step size
     */
    Adam(float[] start, int steps, double rate) {
        this.weights = start.clone();
        this.mean = new float[start.length];
        this.square = new float[start.length];
        this.average = new float[start.length];
        this.steps = steps;
        this.rate = rate;
    }

    /** The weights to take the next gradient at; not to be changed. */
    float[] weights() {
        return weights;
    }

    /** Steps taken. */
    int taken() {
        return taken;
    }

    /** A step against a gradient, which is scaled by {@code scale}. */
    void step(float[] gradient, double scale) {
        double length = 0;
        for (float slope : gradient) {
            length += (double) slope * slope;
        }
        length = scale * Math.sqrt(length);
        float factor = (float) (scale * Math.min(1, LONGEST_GRADIENT / Math.max(length, TINY)));
        double part = taken / (double) steps;
        double warm = Math.min(1, (taken + 1) / Math.min(WARM_UP, Math.max(1, steps / 5.0)));
        double now =
                rate * warm * (LEAST_RATE + (1 - LEAST_RATE) * (1 + Math.cos(Math.PI * part)) / 2);
        taken++;
        float size =
                (float)
                        (now
                                * Math.sqrt(1 - Math.pow(SQUARES, taken))
                                / (1 - Math.pow(MOMENTUM, taken)));
        for (int i = 0; i < weights.length; i++) {
            float slope = gradient[i] * factor;
            mean[i] = MOMENTUM * mean[i] + (1 - MOMENTUM) * slope;
            square[i] = SQUARES * square[i] + (1 - SQUARES) * slope * slope;
            weights[i] -= size * mean[i] / ((float) Math.sqrt(square[i]) + TINY);
        }
        float kept = (float) (1 - 1 / Math.max(2, Math.min(LONGEST_AVERAGE, steps / 10.0)));
        for (int i = 0; i < weights.length; i++) {
            average[i] = kept * average[i] + (1 - kept) * weights[i];
        }
        averaged = kept * averaged + 1 - kept;
    }

    /** The average of the weights along the steps; the start where none was taken. */
    float[] average() {
        if (taken == 0) {
            return weights.clone();
        }
        float[] out = new float[average.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) (average[i] / averaged);
        }
        return out;
    }

    /** Writes all that the next steps depend on. */
    void write(DataOutput to) throws IOException {
        to.writeInt(taken);
        to.writeDouble(averaged);
        for (float[] array : Arrays.asList(weights, mean, square, average)) {
            Floats.write(array, to);
        }
    }

    /** Reads what {@link #write} wrote for as many weights. */
    void read(DataInput from) throws IOException {
        taken = from.readInt();
        averaged = from.readDouble();
        for (float[] array : Arrays.asList(weights, mean, square, average)) {
            System.arraycopy(Floats.read(from, array.length), 0, array, 0, array.length);
        }
    }
}
