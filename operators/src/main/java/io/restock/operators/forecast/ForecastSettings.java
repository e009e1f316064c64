package io.restock.operators.forecast;

import java.io.Serializable;

/**
 * How forecasts are served.
 *
 * @param modelDirectory folder of a saved {@link ForecastModel}; the same path on every TaskManager
 * @param engine what the model runs on; one for all models of a JVM
 * @param horizon days forecast, 1 … the model's horizon
 * @param deadlineMillis wall time a request may wait for the model before the statistical forecast
 *     takes its place, milliseconds, &gt;= 1
 * @param batchSize requests at which a micro-batch is closed, 1 … {@link LstmLayerEngine#MAX_BATCH}
 * @param lingerMillis wall time after which a micro-batch is closed whatever its size,
 *     milliseconds, &gt;= 0
 * @param capacity requests of one subtask that may be under way, &gt;= 1; at 10,000 series/s of a
 *     core a request waits some 10 ms, so that 256 keep the engine busy
 */
public record ForecastSettings(
        String modelDirectory,
        EngineChoice engine,
        int horizon,
        long deadlineMillis,
        int batchSize,
        long lingerMillis,
        int capacity)
        implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Checks ranges, where the settings enter. */
    public ForecastSettings {
        if (modelDirectory.isBlank()) {
            throw new IllegalArgumentException(
                    "The modelDirectory must not be empty. Give the folder that `train` wrote.");
        }
        atLeast("horizon", horizon, 1);
        atLeast("deadlineMillis", deadlineMillis, 1);
        atLeast("batchSize", batchSize, 1);
        atLeast("lingerMillis", lingerMillis, 0);
        atLeast("capacity", capacity, 1);
        if (batchSize > LstmLayerEngine.MAX_BATCH) {
            throw new IllegalArgumentException(
                    "The batchSize (%d) must be <= %d."
                            .formatted(batchSize, LstmLayerEngine.MAX_BATCH));
        }
    }

    private static void atLeast(String name, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "The %s (%d) must be >= %d.".formatted(name, value, least));
        }
    }
}
