package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import java.util.List;
import java.util.Map;

/**
 * What a review decided.
 *
 * @param plan its record
 * @param purchaseOrders documents to suppliers
 * @param transferOrders documents to locations
 * @param lines why each line is what it is
 * @param alerts stock-outs that are likely all the same
 * @param changed orders that are new or stand otherwise
 * @param runningOut series that people know will likely run out, with the base units short that
 *     they were told of
 */
public record ReviewResult(
        PlanRecord plan,
        List<PurchaseOrder> purchaseOrders,
        List<TransferOrder> transferOrders,
        List<PlanLine> lines,
        List<Alert> alerts,
        List<OpenOrder> changed,
        Map<String, Double> runningOut) {}
