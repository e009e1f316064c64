package io.restock.operators.quality;

/**
 * Tells when the mean of a sequence has risen, say of a forecast's daily loss (Page 1954, Hinkley
 * 1971): the sum of what values exceed their running mean by, less a tolerance each, has climbed
 * above its lowest point by more than a threshold. After an alarm it starts anew. Not thread-safe.
 */
public final class PageHinkley {
    private final double tolerance;
    private final double threshold;
    private final int leastValues;
    private long values;
    private double mean;
    private double sum;
    private double lowest;

    /**
     * @param tolerance rise of the mean that is let pass, in the values' unit, &gt;= 0
     * @param threshold sum of excess at which to alarm, &gt; 0: lower is sooner and falser
     * @param leastValues values before which there is no alarm, &gt;= 1
     */
    public PageHinkley(double tolerance, double threshold, int leastValues) {
        if (!(tolerance >= 0) || !(threshold > 0) || leastValues < 1) {
            throw new IllegalArgumentException(
                    "The tolerance (%s) must be >= 0, the threshold (%s) > 0 and the leastValues (%d) >= 1."
                            .formatted(tolerance, threshold, leastValues));
        }
        this.tolerance = tolerance;
        this.threshold = threshold;
        this.leastValues = leastValues;
    }

    /**
     * Goes on where another one stopped.
     *
     * @param stored what {@link #stored} gave; empty = nothing seen yet
     */
    public PageHinkley(double tolerance, double threshold, int leastValues, double[] stored) {
        this(tolerance, threshold, leastValues);
        if (stored.length > 0) {
            values = (long) stored[0];
            mean = stored[1];
            sum = stored[2];
            lowest = stored[3];
        }
    }

    /** What has been seen, for {@link #PageHinkley(double, double, int, double[])}. */
    public double[] stored() {
        return new double[] {values, mean, sum, lowest};
    }

    /** Values seen since the start or the last alarm. */
    public long values() {
        return values;
    }

    /** Their mean; 0 before the first. */
    public double mean() {
        return mean;
    }

    /** Takes the next value; true when the mean has risen. NaN says nothing. */
    public boolean add(double value) {
        if (Double.isNaN(value)) {
            return false;
        }
        values++;
        mean += (value - mean) / values;
        sum += value - mean - tolerance;
        lowest = Math.min(lowest, sum);
        boolean risen = values >= leastValues && sum - lowest > threshold;
        if (risen) {
            values = 0;
            mean = 0;
            sum = 0;
            lowest = 0;
        }
        return risen;
    }

    /** How far the sum is above its lowest point; an alarm is due beyond the threshold. */
    public double excess() {
        return sum - lowest;
    }
}
