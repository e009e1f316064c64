package io.restock.domain;

/** What a person can ask of a planning group. */
public enum DecisionKind {
    /** Plan the current cycle again, with what is known now. */
    REVIEW,
    /** Stop planning the group until released. */
    HOLD,
    /**
     * Plan again from the next cut-off on; with an order number, send this order, which is held.
     */
    RELEASE,
    /** Take an order back; of one that is held nobody is told. */
    CANCEL_ORDER,
    /** Order nothing from a supplier until released: at once, whatever the time of the decision. */
    HOLD_SUPPLIER,
    /** Order from a supplier again; at once. */
    RELEASE_SUPPLIER,
    /** Plan on so many units a day of an item at a store instead of its forecast's mean. */
    OVERRIDE_FORECAST,
    /**
     * Order so many base units of an item for a location at each cut-off, instead of the plan's.
     */
    OVERRIDE_QUANTITY
}
