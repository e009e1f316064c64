package io.restock.operators.forecast.fusion;

/**
 * What was forecast last of a series for the day after its origin; in state until that is known.
 */
public final class LastForecast {
    public int originEpochDay;
    public Segment segment = Segment.NEW;

    /** Quantiles of the model; empty where it could not answer. */
    public float[] model = {};

    public float[] statistical = {};

    /** What was said, before calibration. */
    public float[] fused = {};
}
