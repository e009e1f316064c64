package io.restock.domain;

/** What a supplier, or the warehouse that carries out a transfer, says of an order. */
public enum ReplyKind {
    /** Accepted as ordered. */
    ACCEPTED,
    /** Accepted with the quantities and dates of the reply's lines. */
    ACCEPTED_WITH_CHANGE,
    /** Refused. */
    REJECTED,
    /** Shipped: the quantities of the lines are on their way. */
    SHIPPED,
    /** Received: the quantities of the lines are usable stock from now on. */
    RECEIVED
}
