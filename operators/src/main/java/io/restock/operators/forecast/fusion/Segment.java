package io.restock.operators.forecast.fusion;

import io.restock.domain.SeriesHistory;
import java.util.Locale;

/** Kinds of series that are forecast alike, told from what is known at the origin. */
public enum Segment {
    /** Sells at least one unit a day in the mean. */
    FAST,
    /** Sells less. */
    SLOW,
    /** Has demand on fewer than one day in 1.32: the cut-off of Syntetos and Boylan (2005). */
    SPARSE,
    /** Has fewer than 28 known days. */
    NEW;

    private static final int KNOWN_DAYS = 28;
    private static final double INTERVAL = 1.32; // days between two days with demand
    private static final double FAST_UNITS = 1; // a day

    /** The segment of a series. Days hardly in stock do not tell whether there is demand. */
    public static Segment of(SeriesHistory history) {
        double units = 0;
        int known = 0;
        int offered = 0;
        int sold = 0;
        for (int t = 0; t < history.units().length; t++) {
            float of = history.units()[t];
            if (!Float.isNaN(of)) {
                known++;
                units += of;
                boolean open = !(history.stockOutShare()[t] >= 1) || of > 0;
                offered += open ? 1 : 0;
                sold += of > 0 ? 1 : 0;
            }
        }
        if (known < KNOWN_DAYS) {
            return NEW;
        }
        if (offered > INTERVAL * sold) {
            return SPARSE;
        }
        return units >= FAST_UNITS * known ? FAST : SLOW;
    }

    /** Its name in tables. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
