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
 * @param supplier for HOLD_SUPPLIER and RELEASE_SUPPLIER; of OVERRIDE_QUANTITY, who is ordered
 *     from, empty where only one sells the item
 * @param location where an override holds; else empty
 * @param item what it is of; else empty
 * @param quantity of an override: units a day, or base units an order; -1 where it is none
 * @param fromEpochDay first local day of an override; -1 = from now on
 * @param untilEpochDay last local day of it, after which it is forgotten; -1 where it is none
 */
public record Decision(
        String eventId,
        String group,
        DecisionKind kind,
        String orderNumber,
        String by,
        String reason,
        long timeMillis,
        String supplier,
        String location,
        String item,
        double quantity,
        int fromEpochDay,
        int untilEpochDay) {

    /** State that was written before there were suppliers and overrides in decisions has none. */
    public Decision {
        supplier = supplier == null ? "" : supplier;
        location = location == null ? "" : location;
        item = item == null ? "" : item;
    }

    /** A decision on a group or on one of its orders. */
    public Decision(
            String eventId,
            String group,
            DecisionKind kind,
            String orderNumber,
            String by,
            String reason,
            long timeMillis) {
        this(eventId, group, kind, orderNumber, by, reason, timeMillis, "", "", "", -1, -1, -1);
    }

    /** Whether it sets what is planned on or ordered. */
    public boolean isOverride() {
        return kind == DecisionKind.OVERRIDE_FORECAST || kind == DecisionKind.OVERRIDE_QUANTITY;
    }

    /** Whether it says all that its kind needs. */
    public boolean isComplete() {
        return !isOverride()
                || !(location.isEmpty()
                        || item.isEmpty()
                        || reason.isEmpty()
                        || !(quantity >= 0)
                        || untilEpochDay < 0);
    }
}
