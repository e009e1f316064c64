package io.restock.operators.forecast;

import java.io.Serializable;

/** Makes an engine for a model on the machine that serves it. */
@FunctionalInterface
public interface EngineFactory extends Serializable {
    /** Libnd4j's op, on the device that {@link NativeBackend} has chosen. */
    EngineFactory LSTM_LAYER = LstmLayerEngine::new;

    /** A new engine, not warmed up. */
    ForecastEngine create(ForecastModel model);
}
