package io.restock.domain;

/** Arithmetic between event time and a location's calendar days (days since 1970-01-01, local). */
public final class LocalDays {
    /** Milliseconds of a day. */
    public static final long MILLIS = 86_400_000L;

    private static final long HOUR_MILLIS = 3_600_000L;

    private LocalDays() {}

    /** The local day of a moment. */
    public static int of(long timeMillis, int utcOffsetSeconds) {
        return (int) Math.floorDiv(timeMillis + utcOffsetSeconds * 1000L, MILLIS);
    }

    /** The local hour of a moment, 0 … 23. */
    public static int hourOf(long timeMillis, int utcOffsetSeconds) {
        return (int) (Math.floorMod(timeMillis + utcOffsetSeconds * 1000L, MILLIS) / HOUR_MILLIS);
    }

    /**
     * The moment at which a local day ends (the next local midnight), milliseconds since the epoch.
     */
    public static long endMillis(int localDay, int utcOffsetSeconds) {
        return (localDay + 1L) * MILLIS - utcOffsetSeconds * 1000L;
    }
}
