package io.restock.operators.coordination;

/** What a location needs in the coming days; day 0 is the day of the cut-off. */
interface Demand {
    /** A location that needs nothing. */
    Demand NONE = (from, to) -> DemandTotal.ZERO;

    /** The need of days {@code from … to} together, base units; nothing when to &lt; from. */
    DemandTotal between(int from, int to);

    /** The same from a day on, and nothing before it: demand that the stock already counts. */
    default Demand from(int day) {
        return day <= 0 ? this : (from, to) -> between(Math.max(from, day), to);
    }
}
