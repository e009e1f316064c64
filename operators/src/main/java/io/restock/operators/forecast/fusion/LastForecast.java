package io.restock.operators.forecast.fusion;

import io.restock.operators.forecast.life.ShadowForecast;
import java.util.ArrayList;
import java.util.List;

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

    /** What models that were only compared said; none of them are in trouble. */
    public List<ShadowForecast> shadows = new ArrayList<>();
}
