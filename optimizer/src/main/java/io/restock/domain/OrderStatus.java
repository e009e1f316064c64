package io.restock.domain;

/** Where an order stands. {@code docs/orders.md} draws the moves. */
public enum OrderStatus {
    /** Planned, not looked at yet; counts as on order. */
    DRAFT,
    /** Found right, and about to be sent or held. */
    PROPOSED,
    /** Waits for a person; counts as on order, not sent. */
    HELD,
    /** Sent to the supplier, not answered. */
    SENT,
    /** The supplier's system has read it; nobody has answered. */
    TECH_ACKED,
    /** Accepted as ordered. */
    ACCEPTED,
    /** Accepted with other quantities or dates. */
    ACCEPTED_WITH_CHANGE,
    /** Agreed on once, changed by us since, and the change is not answered. */
    CHANGE_PENDING,
    /** Agreed on once, taken back by us since, and that is not answered. */
    CANCEL_PENDING,
    /** Refused; nothing will come. */
    REJECTED,
    /** Some of it is on its way. */
    PART_SHIPPED,
    /** On its way. */
    SHIPPED,
    /** Some of it has arrived. */
    PART_RECEIVED,
    /** All that was promised has arrived. */
    RECEIVED,
    /** Taken back by us. */
    CANCELLED,
    /** Over for days; kept to recognise what is late. */
    CLOSED
}
