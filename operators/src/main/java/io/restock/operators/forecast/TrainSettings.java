package io.restock.operators.forecast;

/**
 * How a model is trained.
 *
 * @param horizon days the model forecasts, 1 … 28
 * @param seed seed of weights and samples; one seed gives one model
 * @param epochs passes over {@code samplesPerEpoch} samples at most; fewer when the hold-out stops
 *     getting better
 * @param samplesPerEpoch (series, origin) pairs drawn for an epoch
 * @param batchSize samples of a gradient step
 * @param hidden LSTM units
 * @param learningRate Adam's first step size; it falls to a twentieth along the epochs
 * @param holdOutDays last days kept from training to choose the epoch and to measure the model;
 *     afterwards the model is refined on them
 */
public record TrainSettings(
        int horizon,
        long seed,
        int epochs,
        int samplesPerEpoch,
        int batchSize,
        int hidden,
        double learningRate,
        int holdOutDays) {

    /**
     * Settings that suit some thousands of series: 170,000 samples at most, a few minutes of one
     * core. More epochs learn the noise of the few weeks there are.
     */
    public static TrainSettings defaults() {
        return new TrainSettings(14, 1, 5, 24_000, 256, 48, 3e-3, 7);
    }

    /** Settings for some dozens of series: 14,000 samples, some twenty seconds of one core. */
    public static TrainSettings quick() {
        return new TrainSettings(14, 1, 3, 3_500, 64, 32, 5e-3, 7);
    }

    /** The same with another horizon in days. */
    public TrainSettings withHorizon(int days) {
        return new TrainSettings(
                days, seed, epochs, samplesPerEpoch, batchSize, hidden, learningRate, holdOutDays);
    }

    /** The same with another seed. */
    public TrainSettings withSeed(long other) {
        return new TrainSettings(
                horizon,
                other,
                epochs,
                samplesPerEpoch,
                batchSize,
                hidden,
                learningRate,
                holdOutDays);
    }

    /** The same with another number of epochs. */
    public TrainSettings withEpochs(int most) {
        return new TrainSettings(
                horizon, seed, most, samplesPerEpoch, batchSize, hidden, learningRate, holdOutDays);
    }

    /** The same with another number of samples in an epoch. */
    public TrainSettings withSamplesPerEpoch(int samples) {
        return new TrainSettings(
                horizon, seed, epochs, samples, batchSize, hidden, learningRate, holdOutDays);
    }

    /** Checks ranges, where the settings enter. */
    public TrainSettings {
        between("horizon", horizon, 1, 28);
        between("epochs", epochs, 1, 10_000);
        between("samplesPerEpoch", samplesPerEpoch, 1, 100_000_000);
        between("batchSize", batchSize, 1, 100_000);
        between("hidden", hidden, 1, 4096);
        between("holdOutDays", holdOutDays, 1, 366);
        if (!(learningRate > 0 && learningRate < 1)) {
            throw new IllegalArgumentException(
                    "The learningRate (%s) must be between 0 and 1.".formatted(learningRate));
        }
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The %s (%d) must be %d … %d.".formatted(name, value, least, most));
        }
    }
}
