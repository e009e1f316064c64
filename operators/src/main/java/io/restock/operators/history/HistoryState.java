package io.restock.operators.history;

import io.restock.operators.context.ContextedDay;
import java.util.List;

/**
 * All that is stored of a series' history. The arrays have one length (at most {@code historyDays})
 * and one first day, oldest first, NaN = unknown; 10 × 84 floats are 3 kB. Cleared by the timer
 * once no day has come for as long as the history reaches.
 */
public final class HistoryState {
    /** When the series wants to be looked at again, milliseconds since the epoch. */
    public long timer;

    public int firstEpochDay;
    public float[] units = {};
    public float[] stockOutShare = {};

    /** {@code DemandDay.missedShare} of each day; empty as it was stored before there was one. */
    public float[] missedShare = {};

    public float[] discount = {};
    public float[] promotion = {};
    public float[] holiday = {};
    public float[] temperatureC = {};
    public float[] precipitationMm = {};
    public float[] humidityPct = {};
    public float[] windLevel = {};

    /** Announcements that still hold for a day to come, or have not taken effect. */
    public List<PlannedPrice> plan = List.of();

    /** Days whose moment of issue has not passed; in state only while a checkpoint needs them. */
    public List<ContextedDay> held = List.of();
}
