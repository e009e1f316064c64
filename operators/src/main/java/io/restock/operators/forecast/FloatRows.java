package io.restock.operators.forecast;

/**
 * Matrix products over rows of floats, written so that the JIT compiler turns the inner loops into
 * vector instructions: every operand of an inner loop is an array of its own, read at the same
 * index. {@link Math#fma} makes the results the same on every machine.
 */
final class FloatRows {
    private static final int BLOCK = 1024; // values that fit the first cache several times

    private FloatRows() {}

    static void fill(float[] row, float value, int n) {
        for (int j = 0; j < n; j++) {
            row[j] = value;
        }
    }

    /**
     * out[r] += Σ_s a[at + r·rowStep + s·stepAlong] · in[s] for r &lt; rows and s &lt; count, over
     * the first n values of the rows.
     */
    static void addProduct(
            float[] a,
            int at,
            int rowStep,
            int stepAlong,
            float[][] in,
            int count,
            float[][] out,
            int rows,
            int n) {
        int whole = count & ~3;
        for (int r = 0; r < rows; r++) {
            int i = at + r * rowStep;
            float[] to = out[r];
            for (int s = 0; s < whole; s += 4, i += 4 * stepAlong) {
                addFour(
                        to,
                        in[s],
                        in[s + 1],
                        in[s + 2],
                        in[s + 3],
                        a[i],
                        a[i + stepAlong],
                        a[i + 2 * stepAlong],
                        a[i + 3 * stepAlong],
                        n);
            }
            for (int s = whole; s < count; s++, i += stepAlong) {
                addOne(to, in[s], a[i], n);
            }
        }
    }

    /** The same with the coefficients in rows: out[r] += Σ_s a[r][s] · in[s]. */
    static void addProduct(float[][] a, float[][] in, int count, float[][] out, int rows, int n) {
        int whole = count & ~3;
        for (int r = 0; r < rows; r++) {
            float[] of = a[r];
            float[] to = out[r];
            for (int s = 0; s < whole; s += 4) {
                addFour(
                        to, in[s], in[s + 1], in[s + 2], in[s + 3], of[s], of[s + 1], of[s + 2],
                        of[s + 3], n);
            }
            for (int s = whole; s < count; s++) {
                addOne(to, in[s], of[s], n);
            }
        }
    }

    private static void addFour(
            float[] to,
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float x,
            float y,
            float z,
            float w,
            int n) {
        for (int j = 0; j < n; j++) {
            to[j] =
                    Math.fma(
                            x,
                            a[j],
                            Math.fma(y, b[j], Math.fma(z, c[j], Math.fma(w, d[j], to[j]))));
        }
    }

    private static void addOne(float[] to, float[] a, float x, int n) {
        for (int j = 0; j < n; j++) {
            to[j] = Math.fma(x, a[j], to[j]);
        }
    }

    static void add(float[] to, float[] from, int n) {
        for (int j = 0; j < n; j++) {
            to[j] += from[j];
        }
    }

    static void transpose(float[][] from, int rows, int n, float[][] to) {
        for (int r = 0; r < rows; r++) {
            float[] row = from[r];
            for (int j = 0; j < n; j++) {
                to[j][r] = row[j];
            }
        }
    }

    /**
     * tanh by a rational function, within 3e-7 (the coefficients are those of Eigen's {@code
     * generic_fast_tanh_float}).
     */
    static void tanh(float[] in, float[] out, int n) {
        for (int j = 0; j < n; j++) {
            float x = Math.max(-7.9f, Math.min(7.9f, in[j]));
            float q = x * x;
            float p = Math.fma(q, -2.7607684e-16f, 2.000188e-13f);
            p = Math.fma(q, p, -8.604672e-11f);
            p = Math.fma(q, p, 5.1222973e-8f);
            p = Math.fma(q, p, 1.4857224e-5f);
            p = Math.fma(q, p, 6.3726195e-4f);
            p = Math.fma(q, p, 4.8935246e-3f);
            float d = Math.fma(q, 1.1982584e-6f, 1.1853471e-4f);
            d = Math.fma(q, d, 2.2684347e-3f);
            d = Math.fma(q, d, 4.893525e-3f);
            out[j] = x * p / d;
        }
    }

    /**
     * to += factor · log(1 + e^x), within 6e-7 · factor; -infinity adds (nearly) nothing. With th =
     * tanh(|x| / 2), e^-|x| is (1 - th) / (1 + th), and log(1 + e) is 2 artanh(e / (2 + e)).
     */
    static void addSoftplus(float factor, float[] x, float[] to, int n) {
        for (int from = 0; from < n; from += BLOCK) {
            int count = Math.min(BLOCK, n - from);
            float[] th = new float[BLOCK];
            for (int j = 0; j < count; j++) {
                th[j] = 0.5f * Math.abs(x[from + j]);
            }
            tanh(th, th, count);
            for (int j = 0; j < count; j++) {
                float t = Math.max(0, 1 - th[j]) / (3 + th[j]);
                float q = t * t;
                float p = Math.fma(q, 2f / 13, 2f / 11);
                p = Math.fma(q, p, 2f / 9);
                p = Math.fma(q, p, 2f / 7);
                p = Math.fma(q, p, 2f / 5);
                p = Math.fma(q, p, 2f / 3);
                p = Math.fma(q, p, 2f);
                th[j] = Math.max(0, x[from + j]) + t * p;
            }
            for (int j = 0; j < count; j++) {
                to[from + j] = Math.fma(factor, th[j], to[from + j]);
            }
        }
    }

    /** 1 / (1 + e^-x), in place, within 2e-7. */
    static void sigmoid(float[] row, int n) {
        for (int j = 0; j < n; j++) {
            row[j] *= 0.5f;
        }
        tanh(row, row, n);
        for (int j = 0; j < n; j++) {
            row[j] = Math.fma(0.5f, row[j], 0.5f);
        }
    }
}
