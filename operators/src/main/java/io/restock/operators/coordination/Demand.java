package io.restock.operators.coordination;

/** What a location needs in the coming days; day 0 is the day of the cut-off. */
interface Demand {
    /** A location that needs nothing. */
    Demand NONE = (from, to) -> DemandTotal.ZERO;

    /** The need of days {@code from … to} together, base units; nothing when to &lt; from. */
    DemandTotal between(int from, int to);

    /** The last day on which anything is needed: later receipts are left over. */
    default int lastDay() {
        return Integer.MAX_VALUE;
    }

    /** The same from a day on, and nothing before it: demand that the stock already counts. */
    default Demand from(int day) {
        if (day <= 0) {
            return this;
        }
        Demand all = this;
        return new Demand() {
            @Override
            public DemandTotal between(int from, int to) {
                return all.between(Math.max(from, day), to);
            }

            @Override
            public int lastDay() {
                return all.lastDay();
            }
        };
    }
}
