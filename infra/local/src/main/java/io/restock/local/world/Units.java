package io.restock.local.world;

/** Base units and units. */
public final class Units {
    private Units() {}

    /** Units of so many base units, without the dust of binary tenths. */
    public static double of(long baseUnits, double baseUnit) {
        return Math.round(baseUnits * baseUnit * 1e6) / 1e6;
    }
}
