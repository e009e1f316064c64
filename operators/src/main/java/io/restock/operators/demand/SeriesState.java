package io.restock.operators.demand;

import io.restock.domain.Sale;
import java.util.List;

/**
 * What is stored of a series between accesses: its open and kept days, and the sales of the open
 * ones ({@link DaySales} has those of closed days). Flat arrays, because a POJO pays for each field
 * of each object and a primitive array only once.
 *
 * <p>Days are ascending; their arrays have one element per day. The sales of the open days follow
 * each other, day after day, within a day ascending by id. Cleared when the series retires.
 */
public final class SeriesState {
    /** When the series wants to be looked at again, milliseconds since the epoch. */
    public long timer;

    /** The last day that was closed; {@link Integer#MIN_VALUE} = none yet. */
    public int closedThrough;

    /** The last closed day with an event. */
    public int lastObserved;

    /** Offset from UTC of the last closed day, seconds; a silent day takes it over. */
    public int lastOffset;

    public int[] days = {};

    /** Revision last emitted; -1 = none yet. */
    public int[] revisions = {};

    /** Seconds from UTC, by the latest event of the day. */
    public int[] offsets = {};

    /** When that event was; it decides between offsets. */
    public long[] latest = {};

    /** Number of offsets of each day's events. */
    public int[] uses = {};

    /** Of the days one after the other, as {@link OffsetUse}. */
    public int[] useOffsets = {};

    public long[] useFirsts = {};
    public long[] useLasts = {};
    public int[] stockOutHours = {};
    public double[] onHand = {};

    /** When the stock was taken; {@link Long#MIN_VALUE} = no report. */
    public long[] stockMillis = {};

    public long[] stockIds = {};

    /** Number of sales of each day. */
    public int[] sales = {};

    public long[] saleIds = {};

    /** Units as corrected. */
    public double[] saleUnits = {};

    /** Local hour of each; -1 or, in state from before it was kept, none = unknown. */
    public byte[] saleHours = {};

    /** As {@link io.restock.operators.recovery.SoldHours} stores what it has learned. */
    public float[] soldHours = {};

    public long[] correctionIds = {};

    /** The sale that a correction, maybe by way of others, corrects. */
    public long[] correctionSales = {};

    /** The local day of that sale. */
    public int[] correctionDays = {};

    public long[] correctionMillis = {};

    /** Corrections whose sale has not come. */
    public List<Sale> waiting = List.of();
}
