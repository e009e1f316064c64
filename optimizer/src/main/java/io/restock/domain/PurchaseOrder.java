package io.restock.domain;

import java.util.List;

/**
 * An order event to a supplier. (number, revision) is said once; a change is a revision of the same
 * number.
 *
 * @param number derived from cycle, group, supplier and ship-to; at most 22 upper-case letters and
 *     digits
 * @param revision 0 for the first, then one more for each change
 * @param transition what the event says
 * @param status where the order stands after it
 * @param group id of the planning group; the buyer's reference, echoed in replies
 * @param cycleEpochDay local day of the cut-off that made it
 * @param supplier id of the supplier
 * @param shipTo id of the location
 * @param issuedMillis event time
 * @param currency ISO 4217
 * @param lines what is ordered
 * @param reason why it changed or was cancelled; empty when it is new
 * @param decisionId id of the plan that made it
 * @param modelVersion version of the forecasting model that most of the forecasts behind it were
 *     made with; empty when there was none
 */
public record PurchaseOrder(
        String number,
        int revision,
        OrderTransition transition,
        OrderStatus status,
        String group,
        int cycleEpochDay,
        String supplier,
        String shipTo,
        long issuedMillis,
        String currency,
        List<OrderLine> lines,
        String reason,
        String decisionId,
        String modelVersion) {}
