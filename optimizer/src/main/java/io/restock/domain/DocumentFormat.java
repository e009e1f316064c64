package io.restock.domain;

/** What a supplier's system reads and writes that does not read the messages themselves. */
public enum DocumentFormat {
    /** ANSI X12 004010: 850, 860 and 997 to it, 855, 856 and 997 from it. */
    X12,
    /** UN/EDIFACT D.96A: ORDERS and CONTRL to it, ORDRSP, DESADV and CONTRL from it. */
    EDIFACT,
    /**
     * UBL 2.1: Order, OrderChange, OrderCancellation to it, OrderResponse, DespatchAdvice from it.
     */
    UBL
}
