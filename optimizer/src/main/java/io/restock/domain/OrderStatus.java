package io.restock.domain;

/** Where an order stands. {@code docs/orders.md} draws the moves. */
public enum OrderStatus {
    /** Worth so much that it waits for a person; counts as on order, not sent. */
    HELD,
    /** Sent to the supplier, not answered. */
    SENT,
    /** Accepted as ordered. */
    ACCEPTED,
    /** Accepted with other quantities or dates. */
    ACCEPTED_WITH_CHANGE,
    /** Refused; nothing will come. */
    REJECTED,
    /** On its way. */
    SHIPPED,
    /** Some of it has arrived. */
    PART_RECEIVED,
    /** All that was promised has arrived. */
    RECEIVED,
    /** Taken back by us. */
    CANCELLED
}
