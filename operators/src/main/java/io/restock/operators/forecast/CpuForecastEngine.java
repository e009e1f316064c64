package io.restock.operators.forecast;

/** Runs a model's encoder through libnd4j's {@code lstmLayer} op. */
public final class CpuForecastEngine {
    /** Largest batch of a call. */
    public static final int MAX_BATCH = 256;

    private CpuForecastEngine() {}
}
