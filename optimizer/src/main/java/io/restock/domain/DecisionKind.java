package io.restock.domain;

/** What a person can ask of a planning group. */
public enum DecisionKind {
    /** Plan the current cycle again, with what is known now. */
    REVIEW,
    /** Stop planning the group until released. */
    HOLD,
    /** Plan again from the next cut-off on. */
    RELEASE,
    /** Take an order back. */
    CANCEL_ORDER
}
