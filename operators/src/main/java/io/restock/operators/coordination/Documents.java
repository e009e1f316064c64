package io.restock.operators.coordination;

import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.List;

/** Orders as they are said to whoever delivers them, in the order in which they were decided. */
final class Documents {
    private final List<PurchaseOrder> purchaseOrders = new ArrayList<>();
    private final List<TransferOrder> transferOrders = new ArrayList<>();

    /** To suppliers. */
    List<PurchaseOrder> purchaseOrders() {
        return purchaseOrders;
    }

    /** To locations. */
    List<TransferOrder> transferOrders() {
        return transferOrders;
    }

    void say(
            OpenOrder order,
            OrderTransition transition,
            String currency,
            String reason,
            String modelVersion) {
        if (order.transfer()) {
            transferOrders.add(order.transferOrder(transition));
        } else {
            purchaseOrders.add(order.purchaseOrder(transition, currency, reason, modelVersion));
        }
    }
}
