package io.restock.domain;

/**
 * A person's decision.
 *
 * @param eventId identity of the event
 * @param group id of the planning group
 * @param kind what is asked
 * @param orderNumber the order, for CANCEL_ORDER and for RELEASE of an order; else empty
 * @param by who decided
 * @param reason why
 * @param timeMillis when, milliseconds since the epoch
 */
public record Decision(
        String eventId,
        String group,
        DecisionKind kind,
        String orderNumber,
        String by,
        String reason,
        long timeMillis) {}
