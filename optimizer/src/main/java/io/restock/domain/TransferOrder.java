package io.restock.domain;

import java.util.List;

/**
 * An order to move stock between two locations.
 *
 * @param number derived from cycle, group and lane; at most 22 upper-case letters and digits
 * @param revision 0 for the first, then one more for each change
 * @param transition what the event says
 * @param group id of the planning group
 * @param cycleEpochDay local day of the cut-off that made it
 * @param from id of the location that ships
 * @param to id of the location that receives
 * @param issuedMillis event time
 * @param lines what is moved
 * @param decisionId id of the plan that made it
 */
public record TransferOrder(
        String number,
        int revision,
        OrderTransition transition,
        String group,
        int cycleEpochDay,
        String from,
        String to,
        long issuedMillis,
        List<OrderLine> lines,
        String decisionId) {}
