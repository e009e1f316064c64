package io.restock.operators.documents;

import io.restock.domain.DocumentTerms;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Supplier;
import java.util.List;

/**
 * In what documents a supplier of a planning group is told its orders.
 *
 * @param version of the group; an older one counts for nothing
 */
public record SupplierTerms(String group, int version, String supplier, DocumentTerms terms) {
    static List<SupplierTerms> of(PlanningGroup group) {
        return group.suppliers().stream().map(s -> of(group, s)).toList();
    }

    private static SupplierTerms of(PlanningGroup group, Supplier supplier) {
        return new SupplierTerms(group.id(), group.version(), supplier.id(), supplier.documents());
    }

    String key() {
        return key(group, supplier);
    }

    static String key(PurchaseOrder order) {
        return key(order.group(), order.supplier());
    }

    private static String key(String group, String supplier) {
        return group + '|' + supplier;
    }
}
