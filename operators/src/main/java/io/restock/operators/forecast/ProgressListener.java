package io.restock.operators.forecast;

/** Told how training goes on. */
@FunctionalInterface
public interface ProgressListener {
    /** Listens to nothing. */
    ProgressListener SILENT = (epoch, epochs, trainingLoss, holdOutLoss) -> {};

    /**
     * An epoch has ended.
     *
     * @param epoch 1 … epochs
     * @param epochs the most there will be
     * @param trainingLoss mean pinball loss of its samples, in levels of the series
     * @param holdOutLoss mean pinball loss of the hold-out in units; NaN while it is refined on all
     *     days
     */
    void epochEnded(int epoch, int epochs, double trainingLoss, double holdOutLoss);
}
