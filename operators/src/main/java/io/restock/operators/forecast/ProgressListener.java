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
     * @param holdOutLoss mean pinball loss of the hold-out in units; NaN while all days are learned
     *     from
     */
    void epochEnded(int epoch, int epochs, double trainingLoss, double holdOutLoss);

    /**
     * Steps of an epoch have been taken; called now and then, from another thread.
     *
     * @param part of the epoch's steps, 0 … 1
     */
    default void stepped(int epoch, int epochs, double part) {}

    /**
     * A tree has been grown; called from another thread.
     *
     * @param tree 1 … trees
     * @param trees the most there will be in this part of the training
     */
    default void grown(int tree, int trees) {}

    /** A training that was interrupted goes on after an epoch. */
    default void resumed(int epoch) {}
}
