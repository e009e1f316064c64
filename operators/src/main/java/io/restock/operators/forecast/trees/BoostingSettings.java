package io.restock.operators.forecast.trees;

/**
 * How trees are grown.
 *
 * @param rounds trees at most; fewer where those held out get no better
 * @param learningRate part of its values that each tree adds, 0 … 1
 * @param leaves of a tree at most, &gt;= 2
 * @param leastRows rows of mean weight that a leaf must weigh, &gt; 0
 * @param featureShare share of the features that a tree may use, 0 … 1
 * @param rowShare share of the rows that a tree is grown from, 0 … 1
 */
public record BoostingSettings(
        int rounds,
        double learningRate,
        int leaves,
        double leastRows,
        double featureShare,
        double rowShare) {
    /** Settings for tens of thousands of rows to millions. */
    public static BoostingSettings defaults() {
        return new BoostingSettings(300, 0.05, 63, 300, 0.3, 0.5);
    }

    /** Checks ranges, where the settings enter. */
    public BoostingSettings {
        if (rounds < 1 || leaves < 2 || !(leastRows > 0)) {
            throw new IllegalArgumentException(
                    "The rounds (%d) must be >= 1, the leaves (%d) >= 2, the leastRows (%s) > 0."
                            .formatted(rounds, leaves, leastRows));
        }
        share("learningRate", learningRate);
        share("featureShare", featureShare);
        share("rowShare", rowShare);
    }

    private static void share(String name, double value) {
        if (!(value > 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "The %s (%s) must be above 0 and at most 1.".formatted(name, value));
        }
    }

    /** The same with another number of rounds. */
    public BoostingSettings withRounds(int most) {
        return new BoostingSettings(most, learningRate, leaves, leastRows, featureShare, rowShare);
    }
}
