package io.restock.operators.documents;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import java.util.List;

/**
 * What a document says of an order.
 *
 * @param revision 0 for the first
 * @param issuedMillis to the second; documents say no less
 * @param orderedEpochDay day of the order, the same over its revisions
 * @param lines the order as it stands now; none of a cancellation
 * @param unit code of the unit of order in the format's list; empty before it is written, and of a
 *     cancellation
 * @param reason why it changed or was cancelled; empty where the format has no place for it
 */
public record OrderMessage(
        String number,
        int revision,
        OrderTransition transition,
        long issuedMillis,
        int orderedEpochDay,
        String supplier,
        String shipTo,
        String currency,
        List<OrderLine> lines,
        String unit,
        String reason) {
    /** What is told of an order event. */
    public static OrderMessage of(PurchaseOrder order) {
        boolean cancelled = order.transition() == OrderTransition.CANCELLED;
        return new OrderMessage(
                order.number(),
                order.revision(),
                order.transition(),
                Math.floorDiv(order.issuedMillis(), 1000L) * 1000,
                order.cycleEpochDay(),
                order.supplier(),
                order.shipTo(),
                order.currency(),
                cancelled ? List.of() : order.lines(),
                "",
                order.reason());
    }

    /** The same as the order's first document, for a partner that knows nothing of it. */
    OrderMessage original() {
        return with(OrderTransition.CREATED, reason);
    }

    /** The same with another reason. */
    OrderMessage because(String text) {
        return with(transition, text);
    }

    private OrderMessage with(OrderTransition said, String text) {
        return new OrderMessage(
                number,
                revision,
                said,
                issuedMillis,
                orderedEpochDay,
                supplier,
                shipTo,
                currency,
                lines,
                unit,
                text);
    }
}
