package io.restock.local.loop;

/** Looks on while a loop runs, and may do to its venue what happens to venues. */
public interface Watch {
    /** Does nothing. */
    Watch IDLE = (day, moment) -> {};

    /** Moments of a day, in their order. */
    enum Moment {
        /** The day's plans and orders are committed. */
        PLANNED,
        /** Suppliers have answered. */
        ANSWERED,
        /** Half of the day's sales are stored. */
        SELLING,
        /** The day is over; the next is being planned. */
        OVER
    }

    /** A moment has come; the loop goes on when this returns. */
    void at(int day, Moment moment);

    /**
     * Whether the run ends with the plans of a day, before it is answered.
     *
     * @param orders purchase and transfer order events so far
     */
    default boolean enough(int day, int orders) {
        return false;
    }
}
