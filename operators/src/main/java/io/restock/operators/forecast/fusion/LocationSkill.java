package io.restock.operators.forecast.fusion;

import java.util.HashMap;
import java.util.Map;

/** What the forecasts of a location's series have been worth of late. */
public final class LocationSkill {
    /** The last origin whose day has been learned from. */
    public int lastEpochDay = Integer.MIN_VALUE;

    /** As {@link FusionWeights#stored} has it; empty at first. */
    public Map<Segment, double[]> losses = new HashMap<>();

    /** As {@link OnlineCalibration#stored} has it; empty at first. */
    public Map<Segment, double[]> shifts = new HashMap<>();

    /** By item; items without a forecast for {@link FusionOperator#KEPT_DAYS} days are dropped. */
    public Map<String, LastForecast> last = new HashMap<>();
}
