package io.restock.operators.forecast;

import java.nio.file.Path;

/** A small model that tests share, trained once. */
final class Models {
    static final int HORIZON = 5;

    private static final ForecastModel SMALL =
            ModelTrainer.train(
                    Histories.many(12, 70, 0, 7), settings(3, 5), ProgressListener.SILENT);

    private static final ForecastModel OTHER =
            ModelTrainer.train(
                    Histories.many(12, 70, 0, 7), settings(1, 6), ProgressListener.SILENT);

    private Models() {}

    static ForecastModel small() {
        return SMALL;
    }

    /** Of another version, and worse. */
    static ForecastModel other() {
        return OTHER;
    }

    /** The folder of the small model. */
    static Path savedIn(Path folder) {
        SMALL.save(folder);
        return folder;
    }

    static TrainSettings settings(int epochs, long seed) {
        return new TrainSettings(HORIZON, seed, 2, epochs, 512, 32, 8, 5e-3, 0.1, 7, 20);
    }
}
