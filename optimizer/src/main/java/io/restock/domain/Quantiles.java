package io.restock.domain;

/** The quantile levels of every forecast: 0.05, 0.10 … 0.95. */
public final class Quantiles {
    /** Number of levels. */
    public static final int COUNT = 19;

    /** Index of the median. */
    public static final int MEDIAN = 9;

    private Quantiles() {}

    /** Level of an index, 0 … {@link #COUNT} − 1. */
    public static double level(int index) {
        return (index + 1) / 20.0;
    }
}
