package io.restock.operators.forecast;

import io.restock.operators.forecast.distribution.DemandQuantiles;
import java.util.List;

/**
 * Runs a model's networks on batches. One thread at a time may call an engine, but for {@link
 * #describe} and {@link #deviceBytes}, which any may. A result depends on its series only, not on
 * the rest of its batch.
 */
public interface ForecastEngine extends AutoCloseable {
    /** The engine and what it runs on, in words. */
    String describe();

    /** Most series of a call. */
    int maxBatch();

    /** Memory of its arrays on the device it runs on, bytes. */
    long deviceBytes();

    /** Makes the first calls as fast as later ones. */
    void warmUp();

    /**
     * Forecasts the days after each series' last one.
     *
     * @param batch 1 … {@link #maxBatch} series
     * @return one distribution a series over the model's horizon, in the same order
     */
    List<DemandQuantiles> forecast(List<EncodedSeries> batch);

    /** Frees native memory; the engine must not be called any more. */
    @Override
    void close();
}
