package io.restock.domain;

/** What an order event tells the supplier. */
public enum OrderTransition {
    /** A new order. */
    CREATED,
    /** A revision of an order: the lines as they are now. */
    CHANGED,
    /** The order is taken back. */
    CANCELLED
}
