package io.restock.operators.coordination;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;

/**
 * What a person has set for a while.
 *
 * @param kind what it sets
 * @param supplier who is ordered from; empty where it is about a forecast
 * @param location where it holds
 * @param item what it is of
 * @param quantity units a day of a forecast, base units of an order
 * @param fromEpochDay first local day
 * @param untilEpochDay last local day
 * @param by who decided
 * @param reason why
 */
public record Intervention(
        DecisionKind kind,
        String supplier,
        String location,
        String item,
        double quantity,
        int fromEpochDay,
        int untilEpochDay,
        String by,
        String reason) {

    static Intervention of(Decision decision, String supplier) {
        return new Intervention(
                decision.kind(),
                supplier,
                decision.location(),
                decision.item(),
                decision.quantity(),
                decision.fromEpochDay(),
                decision.untilEpochDay(),
                decision.by(),
                decision.reason());
    }

    boolean holdsOn(int epochDay) {
        return fromEpochDay <= epochDay && epochDay <= untilEpochDay;
    }

    /** Whether it takes the place of another one. */
    boolean replaces(Intervention other) {
        return kind == other.kind
                && supplier.equals(other.supplier)
                && location.equals(other.location)
                && item.equals(other.item);
    }
}
