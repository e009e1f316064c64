package io.restock.domain;

/** What a supplier, or the warehouse that carries out a transfer, says of an order. */
public enum ReplyKind {
    /** The file was read by the supplier's system (a 997); says nothing of the order itself. */
    TECH_ACKED,
    /** Accepted as ordered; of a cancellation, agreed to. */
    ACCEPTED,
    /** Accepted with the quantities and dates of the reply's lines. */
    ACCEPTED_WITH_CHANGE,
    /** Refused; of a change or cancellation after an agreement, only that is refused. */
    REJECTED,
    /** Shipped: the quantities of the lines are on their way. */
    SHIPPED,
    /** Received: the quantities of the lines are usable stock from now on. */
    RECEIVED
}
