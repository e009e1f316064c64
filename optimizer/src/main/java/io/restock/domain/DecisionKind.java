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
    CANCEL_ORDER
}
