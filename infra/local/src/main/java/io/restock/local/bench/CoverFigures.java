package io.restock.local.bench;

import io.restock.local.cluster.Quantile;

/**
 * Milliseconds from a short answer to the order that makes good for it.
 *
 * @param answers measured
 * @param p50Millis median
 * @param p99Millis 99 of 100 were as fast
 * @param maxMillis the slowest
 * @param checkpointMillis between checkpoints, which commit orders
 */
record CoverFigures(
        int answers, double p50Millis, double p99Millis, double maxMillis, long checkpointMillis) {
    /** What is asked for beyond the time between checkpoints. */
    private static final long BEYOND_MILLIS = 1_000;

    /**
     * @param millis of each answer, one or more
     */
    static CoverFigures of(double[] millis, long checkpointMillis) {
        return new CoverFigures(
                millis.length,
                Quantile.of(0.5, millis),
                Quantile.of(0.99, millis),
                Quantile.of(1, millis),
                checkpointMillis);
    }

    /** Most that the slowest but one in a hundred may take. */
    long limitMillis() {
        return checkpointMillis + BEYOND_MILLIS;
    }
}
