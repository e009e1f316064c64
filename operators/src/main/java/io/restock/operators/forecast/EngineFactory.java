package io.restock.operators.forecast;

import java.io.Serializable;

/** Makes an engine for a model on the machine that serves it. */
@FunctionalInterface
public interface EngineFactory extends Serializable {
    /** An engine on the processor. */
    EngineFactory CPU = CpuForecastEngine::new;

    /** A new engine, not warmed up. */
    ForecastEngine create(ForecastModel model);
}
