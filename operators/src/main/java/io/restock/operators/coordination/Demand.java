package io.restock.operators.coordination;

/** What a location needs in the coming days; day 0 is the day of the cut-off. */
interface Demand {
    /** A location that needs nothing. */
    Demand NONE = (from, to) -> DemandTotal.ZERO;

    /** The need of days {@code from … to} together, base units; nothing when to &lt; from. */
    DemandTotal between(int from, int to);
}
