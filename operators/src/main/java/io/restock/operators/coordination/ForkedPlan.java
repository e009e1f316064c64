package io.restock.operators.coordination;

import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import java.util.List;

/**
 * What a group would do at its next cut-off.
 *
 * @param scenario name of what is otherwise
 * @param currency ISO 4217, of the plan's costs
 * @param plan the plan
 * @param orders to suppliers, and what is taken back from them; nobody is sent them
 * @param transfers between locations, which nobody is sent
 * @param unknown suppliers and lanes of the scenario that the group does not have
 */
public record ForkedPlan(
        String scenario,
        String currency,
        PlanRecord plan,
        List<PurchaseOrder> orders,
        List<TransferOrder> transfers,
        List<String> unknown) {}
