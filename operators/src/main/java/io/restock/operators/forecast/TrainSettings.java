package io.restock.operators.forecast;

/**
 * How a model is trained.
 *
 * @param horizon days the model forecasts, 1 … {@link #LONGEST_HORIZON}
 * @param seed seed of weights and samples; one seed gives one model
 * @param members networks whose quantiles are averaged, 1 … 32; each takes a core while it trains
 * @param epochs passes over {@code samplesPerEpoch} samples at most; fewer when the hold-out stops
 *     getting better
 * @param samplesPerEpoch (series, origin) pairs that a member draws for an epoch at most; fewer
 *     where the history has fewer
 * @param batchSize samples of a gradient step
 * @param hidden LSTM units
 * @param learningRate Adam's first step size; it falls along the epochs
 * @param dropout share of the inputs of the dense layers left out in a step, 0 … 0.9
 * @param holdOutDays last days kept from training to choose the epochs and to measure the model;
 *     afterwards the model is trained anew on all days; 0 = none, all epochs are taken
 * @param rounds boosted trees at most, fewer when the hold-out stops getting better; 0 = the
 *     networks alone
 */
public record TrainSettings(
        int horizon,
        long seed,
        int members,
        int epochs,
        int samplesPerEpoch,
        int batchSize,
        int hidden,
        double learningRate,
        double dropout,
        int holdOutDays,
        int rounds) {
    /** Most days a model can forecast. */
    public static final int LONGEST_HORIZON = 92;

    /** Settings that suit a thousand series and tens of thousands; see {@link ModelTrainer}. */
    public static TrainSettings defaults() {
        return new TrainSettings(14, 1, 4, 3, 120_000, 256, 48, 3e-3, 0.15, 7, 400);
    }

    /** Settings for some dozens of series: some seconds of one core. */
    public static TrainSettings quick() {
        return new TrainSettings(14, 1, 2, 6, 6_000, 128, 32, 5e-3, 0.1, 7, 0);
    }

    /** The same with another horizon in days. */
    public TrainSettings withHorizon(int days) {
        return new TrainSettings(
                days,
                seed,
                members,
                epochs,
                samplesPerEpoch,
                batchSize,
                hidden,
                learningRate,
                dropout,
                holdOutDays,
                rounds);
    }

    /** The same with another seed. */
    public TrainSettings withSeed(long other) {
        return new TrainSettings(
                horizon,
                other,
                members,
                epochs,
                samplesPerEpoch,
                batchSize,
                hidden,
                learningRate,
                dropout,
                holdOutDays,
                rounds);
    }

    /** The same with another number of epochs. */
    public TrainSettings withEpochs(int most) {
        return new TrainSettings(
                horizon,
                seed,
                members,
                most,
                samplesPerEpoch,
                batchSize,
                hidden,
                learningRate,
                dropout,
                holdOutDays,
                rounds);
    }

    /** Checks ranges, where the settings enter. */
    public TrainSettings {
        between("horizon", horizon, 1, LONGEST_HORIZON);
        between("members", members, 1, 32);
        between("epochs", epochs, 1, 10_000);
        between("samplesPerEpoch", samplesPerEpoch, 1, 100_000_000);
        between("batchSize", batchSize, 1, 100_000);
        between("hidden", hidden, 1, 4096);
        between("holdOutDays", holdOutDays, 0, 366);
        between("rounds", rounds, 0, 10_000);
        if (!(learningRate > 0 && learningRate < 1)) {
            throw new IllegalArgumentException(
                    "The learningRate (%s) must be between 0 and 1.".formatted(learningRate));
        }
        if (!(dropout >= 0 && dropout <= 0.9)) {
            throw new IllegalArgumentException(
                    "The dropout (%s) must be 0 … 0.9.".formatted(dropout));
        }
    }

    private static void between(String name, long value, long least, long most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(
                    "The %s (%d) must be %d … %d.".formatted(name, value, least, most));
        }
    }
}
