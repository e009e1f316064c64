package io.restock.domain;

/** What an entry of the decision log is about; those of one moment stand in this order. */
public enum LogKind {
    /** A person's decision that counted. */
    DECISION,
    /** A person's decision that was not allowed. */
    REFUSAL,
    /** A plan. */
    PLAN,
    /** A document to a supplier. */
    ORDER,
    /** A document to a location. */
    TRANSFER
}
