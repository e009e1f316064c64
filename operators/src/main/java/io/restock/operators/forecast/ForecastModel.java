package io.restock.operators.forecast;

import java.nio.file.Path;

/** A trained model and what must be known to serve it. */
@SuppressWarnings("DoNotCallSuggester") // the bodies follow
public final class ForecastModel {
    private final String version;
    private final int horizon;

    ForecastModel(String version, int horizon) {
        this.version = version;
        this.horizon = horizon;
    }

    /** Reads a model from a folder that {@link #save} wrote. */
    public static ForecastModel load(Path directory) {
        throw new UnsupportedOperationException("No model can be read yet: " + directory);
    }

    /** Writes the model into a folder, which is made where it is missing. */
    public void save(Path directory) {
        throw new UnsupportedOperationException("No model can be written yet: " + directory);
    }

    /** Identity of the weights: equal models have equal versions. */
    public String version() {
        return version;
    }

    /** Days the model can forecast. */
    public int horizon() {
        return horizon;
    }
}
