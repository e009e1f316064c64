package io.restock.operators.forecast;

import io.restock.domain.Quantiles;
import io.restock.operators.forecast.distribution.Pinball;
import java.util.Arrays;
import java.util.SplittableRandom;

/** Forward and backward through the network for a shard of samples. Not thread-safe. */
final class NetworkPass {
    private static final int T = FeatureEncoder.PAST_DAYS;
    private static final int IN = FeatureEncoder.PAST;
    private static final int OUT = Quantiles.COUNT;

    private final NetworkShape shape;
    private final int n;
    private final int hidden;
    private final int gates;

    /** Inputs: per day {@code PAST} rows, then the state of the day before. */
    final float[][][] past;

    /** Per slot {@code FUTURE} rows. */
    final float[][][] future;

    /** Per slot: target less base, in levels. */
    final float[][] target;

    /** Per slot: weight; 0 leaves the row out. */
    final float[][] weight;

    private final float[][][] gate; // [T][4 hidden][n]
    private final float[][][] cell; // [T + 1][hidden][n]
    private final float[][][] cellTanh;
    private final float[][] last; // [hidden][n]
    private final float[][] fromState; // [dense1][n]
    private final float[][] layer1;
    private final float[][] layer2;
    private final float[][] raw;
    private final float[][] dRaw;
    private final float[][] dLayer2;
    private final float[][] dLayer1;
    private final float[][] dLayer1Sum;
    private final float[][] dState;
    private final float[][] dCell;
    private final float[][] dGate;
    private final float[][] turned; // [n][widest]
    private final float[][] dWeights; // [widest in][widest out]
    private final float[] gradient;
    private final float[][] layerMask;
    private final float[][] stateMask;

    NetworkPass(NetworkShape shape, int n, int slots) {
        this.shape = shape;
        this.n = n;
        this.hidden = shape.hidden();
        this.gates = shape.gates();
        past = new float[T][IN + hidden][n];
        future = new float[slots][FeatureEncoder.FUTURE][n];
        target = new float[slots][n];
        weight = new float[slots][n];
        gate = new float[T][gates][n];
        cell = new float[T + 1][hidden][n];
        cellTanh = new float[T][hidden][n];
        last = new float[hidden][n];
        fromState = new float[shape.dense1()][n];
        layer1 = new float[shape.dense1()][n];
        layer2 = new float[shape.dense2()][n];
        raw = new float[OUT][n];
        dRaw = new float[OUT][n];
        dLayer2 = new float[shape.dense2()][n];
        dLayer1 = new float[shape.dense1()][n];
        dLayer1Sum = new float[shape.dense1()][n];
        dState = new float[hidden][n];
        dCell = new float[hidden][n];
        dGate = new float[gates][n];
        int widest = Math.max(gates, Math.max(shape.dense1(), shape.dense2()));
        turned = new float[n][widest];
        dWeights =
                new float
                        [Math.max(
                                IN + hidden,
                                Math.max(
                                        FeatureEncoder.FUTURE,
                                        Math.max(shape.dense1(), shape.dense2())))]
                        [widest];
        gradient = new float[shape.size()];
        layerMask = new float[shape.dense1()][n];
        stateMask = new float[hidden][n];
    }

    /** Samples of a shard. */
    int samples() {
        return n;
    }

    /** Sum of the weights of the shard's targets. */
    double targetWeight() {
        double sum = 0;
        for (float[] row : weight) {
            for (float of : row) {
                sum += of;
            }
        }
        return sum;
    }

    /** Sums of the gradients since {@link #clear}; not to be changed. */
    float[] gradient() {
        return gradient;
    }

    /** Forgets the gradients. */
    void clear() {
        Arrays.fill(gradient, 0);
    }

    /**
     * Adds the gradient of the shard's loss at the weights.
     *
     * @param w weights in the order of {@link NetworkShape}
     * @param dropout share of the state and of the first dense layer that is left out
     * @param random draws what is left out
     * @return the loss: mean pinball loss of a target over the levels, times its weight, summed
     */
    double learn(float[] w, double dropout, SplittableRandom random) {
        encode(w);
        boolean drop = dropout > 0;
        if (drop) {
            mask(stateMask, hidden, dropout, random);
            for (int u = 0; u < hidden; u++) {
                times(last[u], stateMask[u]);
            }
        }
        fillBias(w, shape.bias1(), fromState, shape.dense1());
        FloatRows.addProduct(
                w,
                shape.stateWeights(),
                1,
                shape.dense1(),
                last,
                hidden,
                fromState,
                shape.dense1(),
                n);
        zero(dLayer1Sum);
        double loss = 0;
        for (int slot = 0; slot < future.length; slot++) {
            if (drop) {
                mask(layerMask, shape.dense1(), dropout, random);
            }
            loss += slot(w, slot, drop);
        }
        // what the slots share: the encoder's state
        zero(dState);
        FloatRows.addProduct(
                w,
                shape.stateWeights(),
                shape.dense1(),
                1,
                dLayer1Sum,
                shape.dense1(),
                dState,
                hidden,
                n);
        weightGradient(last, hidden, dLayer1Sum, shape.dense1(), shape.stateWeights());
        biasGradient(dLayer1Sum, shape.dense1(), shape.bias1());
        if (drop) {
            for (int u = 0; u < hidden; u++) {
                times(dState[u], stateMask[u]);
            }
        }
        decode(w);
        return loss;
    }

    private void mask(float[][] mask, int rows, double dropout, SplittableRandom random) {
        float kept = (float) (1 / (1 - dropout));
        int bound = (int) (dropout * 65536);
        for (int r = 0; r < rows; r++) {
            for (int j = 0; j < n; j += 4) {
                long bits = random.nextLong();
                for (int k = j; k < Math.min(n, j + 4); k++, bits >>>= 16) {
                    mask[r][k] = (bits & 0xffff) < bound ? 0 : kept;
                }
            }
        }
    }

    private void times(float[] row, float[] by) {
        for (int j = 0; j < n; j++) {
            row[j] *= by[j];
        }
    }

    private void encode(float[] w) {
        for (int t = 0; t < T; t++) {
            float[][] z = gate[t];
            fillBias(w, shape.gateBias(), z, gates);
            FloatRows.addProduct(
                    w,
                    shape.inputWeights(),
                    1,
                    gates,
                    past[t],
                    t == 0 ? IN : IN + hidden,
                    z,
                    gates,
                    n);
            for (int u = 0; u < hidden; u++) {
                float[] g = z[u];
                float[] f = z[hidden + u];
                float[] o = z[2 * hidden + u];
                float[] i = z[3 * hidden + u];
                FloatRows.tanh(g, g, n);
                FloatRows.sigmoid(f, n);
                FloatRows.sigmoid(o, n);
                FloatRows.sigmoid(i, n);
                newCell(f, cell[t][u], i, g, cell[t + 1][u]);
                FloatRows.tanh(cell[t + 1][u], cellTanh[t][u], n);
                product(o, cellTanh[t][u], t + 1 < T ? past[t + 1][IN + u] : last[u]);
            }
        }
    }

    private void newCell(float[] f, float[] before, float[] i, float[] g, float[] after) {
        for (int j = 0; j < n; j++) {
            after[j] = f[j] * before[j] + i[j] * g[j];
        }
    }

    private void product(float[] a, float[] b, float[] to) {
        for (int j = 0; j < n; j++) {
            to[j] = a[j] * b[j];
        }
    }

    private double slot(float[] w, int slot, boolean drop) {
        int d1 = shape.dense1();
        int d2 = shape.dense2();
        for (int u = 0; u < d1; u++) {
            System.arraycopy(fromState[u], 0, layer1[u], 0, n);
        }
        FloatRows.addProduct(
                w,
                shape.futureWeights(),
                1,
                d1,
                future[slot],
                FeatureEncoder.FUTURE,
                layer1,
                d1,
                n);
        relu(layer1, d1);
        if (drop) {
            for (int u = 0; u < d1; u++) {
                times(layer1[u], layerMask[u]);
            }
        }
        fillBias(w, shape.bias2(), layer2, d2);
        FloatRows.addProduct(w, shape.weights2(), 1, d2, layer1, d1, layer2, d2, n);
        relu(layer2, d2);
        fillBias(w, shape.outputBias(), raw, OUT);
        FloatRows.addProduct(w, shape.outputWeights(), 1, OUT, layer2, d2, raw, OUT, n);
        double loss = loss(slot);
        weightGradient(layer2, d2, dRaw, OUT, shape.outputWeights());
        biasGradient(dRaw, OUT, shape.outputBias());
        zero(dLayer2);
        FloatRows.addProduct(w, shape.outputWeights(), OUT, 1, dRaw, OUT, dLayer2, d2, n);
        throughRelu(dLayer2, layer2, d2);
        weightGradient(layer1, d1, dLayer2, d2, shape.weights2());
        biasGradient(dLayer2, d2, shape.bias2());
        zero(dLayer1);
        FloatRows.addProduct(w, shape.weights2(), d2, 1, dLayer2, d2, dLayer1, d1, n);
        throughRelu(dLayer1, layer1, d1);
        if (drop) {
            for (int u = 0; u < d1; u++) {
                times(dLayer1[u], layerMask[u]);
            }
        }
        weightGradient(future[slot], FeatureEncoder.FUTURE, dLayer1, d1, shape.futureWeights());
        for (int u = 0; u < d1; u++) {
            FloatRows.add(dLayer1Sum[u], dLayer1[u], n);
        }
        return loss;
    }

    private double loss(int slot) {
        float[] of = new float[OUT];
        float[] slopes = new float[OUT];
        double[] quantiles = new double[OUT];
        double[] slope = new double[OUT];
        double sum = 0;
        for (int j = 0; j < n; j++) {
            double rowWeight = weight[slot][j];
            if (rowWeight == 0) {
                for (int k = 0; k < OUT; k++) {
                    dRaw[k][j] = 0;
                }
                continue;
            }
            for (int k = 0; k < OUT; k++) {
                of[k] = raw[k][j];
            }
            QuantileHead.quantiles(of, 0, quantiles, 0);
            double y = target[slot][j];
            for (int k = 0; k < OUT; k++) {
                double level = Quantiles.level(k);
                slope[k] = rowWeight / OUT * (y > quantiles[k] ? -level : 1 - level);
            }
            QuantileHead.gradient(of, 0, slope, slopes);
            for (int k = 0; k < OUT; k++) {
                dRaw[k][j] = slopes[k];
            }
            sum += rowWeight * Pinball.mean(quantiles, 0, y);
        }
        return sum;
    }

    /** Backwards through the days. */
    private void decode(float[] w) {
        zero(dCell);
        for (int t = T - 1; t >= 0; t--) {
            float[][] z = gate[t];
            for (int u = 0; u < hidden; u++) {
                through(
                        dState[u],
                        dCell[u],
                        z[u],
                        z[hidden + u],
                        z[2 * hidden + u],
                        z[3 * hidden + u],
                        cell[t][u],
                        cellTanh[t][u],
                        dGate[u],
                        dGate[hidden + u],
                        dGate[2 * hidden + u],
                        dGate[3 * hidden + u]);
            }
            weightGradient(past[t], t == 0 ? IN : IN + hidden, dGate, gates, shape.inputWeights());
            biasGradient(dGate, gates, shape.gateBias());
            if (t > 0) {
                zero(dState);
                FloatRows.addProduct(
                        w, shape.recurrentWeights(), gates, 1, dGate, gates, dState, hidden, n);
            }
        }
    }

    private void through(
            float[] dh,
            float[] dc,
            float[] g,
            float[] f,
            float[] o,
            float[] i,
            float[] before,
            float[] th,
            float[] dg,
            float[] df,
            float[] dout,
            float[] di) {
        for (int j = 0; j < n; j++) {
            dout[j] = dh[j] * th[j] * o[j] * (1 - o[j]);
            dc[j] += dh[j] * o[j] * (1 - th[j] * th[j]);
        }
        for (int j = 0; j < n; j++) {
            dg[j] = dc[j] * i[j] * (1 - g[j] * g[j]);
            di[j] = dc[j] * g[j] * i[j] * (1 - i[j]);
        }
        for (int j = 0; j < n; j++) {
            df[j] = dc[j] * before[j] * f[j] * (1 - f[j]);
            dc[j] *= f[j];
        }
    }

    private void weightGradient(float[][] in, int ins, float[][] dOut, int outs, int at) {
        FloatRows.transpose(dOut, outs, n, turned);
        for (int r = 0; r < ins; r++) {
            FloatRows.fill(dWeights[r], 0, outs);
        }
        FloatRows.addProduct(in, turned, n, dWeights, ins, outs);
        for (int r = 0; r < ins; r++) {
            float[] row = dWeights[r];
            for (int u = 0; u < outs; u++) {
                gradient[at + r * outs + u] += row[u];
            }
        }
    }

    private void biasGradient(float[][] dOut, int outs, int at) {
        for (int u = 0; u < outs; u++) {
            float sum = 0;
            for (int j = 0; j < n; j++) {
                sum += dOut[u][j];
            }
            gradient[at + u] += sum;
        }
    }

    private void fillBias(float[] w, int at, float[][] rows, int count) {
        for (int u = 0; u < count; u++) {
            FloatRows.fill(rows[u], w[at + u], n);
        }
    }

    private void zero(float[][] rows) {
        for (float[] row : rows) {
            FloatRows.fill(row, 0, n);
        }
    }

    private void relu(float[][] rows, int count) {
        for (int u = 0; u < count; u++) {
            float[] row = rows[u];
            for (int j = 0; j < n; j++) {
                row[j] = Math.max(0, row[j]);
            }
        }
    }

    private void throughRelu(float[][] d, float[][] out, int count) {
        for (int u = 0; u < count; u++) {
            float[] row = d[u];
            float[] of = out[u];
            for (int j = 0; j < n; j++) {
                row[j] = of[j] > 0 ? row[j] : 0;
            }
        }
    }
}
