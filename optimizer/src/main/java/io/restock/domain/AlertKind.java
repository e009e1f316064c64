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
    ORDER_HELD,
    /** An order of which the supplier's system has not said in time that it read it. */
    TECHNICAL_RECEIPT_MISSING,
    /** An order, a change or a cancellation that nobody has answered in time. */
    ACKNOWLEDGEMENT_MISSING,
    /** Goods that are expected today, of which nobody has said that they left. */
    SHIP_NOTICE_MISSING,
    /** Goods that were expected and have not come. */
    RECEIPT_MISSING,
    /** More came than was promised. */
    ORDER_OVER_RECEIVED,
    /** Goods came of an order that nobody knows. */
    ORDER_UNKNOWN,
    /** More alerts at once than their owner gets; those of the most money were said. */
    ALERTS_WITHHELD,
    /** Forecasts of a kind of series lose more than they did. */
    FORECAST_DRIFT,
    /** A model that was announced cannot be used; the one before it goes on. */
    MODEL_REJECTED,
    /** A model that was promoted cannot be used any more, or was worse than the one before it. */
    MODEL_ROLLED_BACK
}
