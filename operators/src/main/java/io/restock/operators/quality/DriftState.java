package io.restock.operators.quality;

import java.util.HashMap;
import java.util.Map;

/** What a kind of series has lost of late; in the state of the alarm. */
public final class DriftState {
    /** The last day that was looked at. */
    public int lastDay = Integer.MIN_VALUE;

    /** Rows, loss and level of the days to come, by day. */
    public Map<Integer, long[]> days = new HashMap<>();

    /** As {@link PageHinkley#stored} has it; empty at first. */
    public double[] seen = {};
}
