package io.restock.domain;

/** What an alert is about. */
public enum AlertKind {
    /** A shelf that will likely be empty before its next receipt. */
    STOCK_OUT,
    /** Items of a location that are needed and not planned, as nobody has reported their stock. */
    STOCK_UNKNOWN,
    /** An order that nobody answered; it was taken back and its need is planned again. */
    ORDER_UNANSWERED,
    /** An order of which something never came; the rest was written off and is planned again. */
    ORDER_OVERDUE,
    /** An order worth so much that it waits for a person. */
    ORDER_HELD
}
