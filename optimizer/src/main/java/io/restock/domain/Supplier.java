package io.restock.domain;

/**
 * Who sells goods to the network.
 *
 * @param id upper-case letters and digits, part of order numbers
 * @param leadTimeDays days from sending an order to usable receipt, &gt;= 1
 * @param capacityPerDay pallets a day over all items and locations of the planning group; a hard
 *     limit
 * @param orderHeaderCost money per order, whatever the number of its lines
 * @param owner who of the buyers looks after it, as alerts name them: a role, not a person; empty
 *     where nobody in particular does
 * @param documents in what documents it is told its orders
 */
public record Supplier(
        String id,
        int leadTimeDays,
        double capacityPerDay,
        double orderHeaderCost,
        String owner,
        DocumentTerms documents) {

    /** State that was written before there were owners and documents has none. */
    public Supplier {
        owner = owner == null ? "" : owner;
        documents = documents == null ? DocumentTerms.NONE : documents;
    }

    /** A supplier that reads the messages themselves. */
    public Supplier(
            String id,
            int leadTimeDays,
            double capacityPerDay,
            double orderHeaderCost,
            String owner) {
        this(id, leadTimeDays, capacityPerDay, orderHeaderCost, owner, DocumentTerms.NONE);
    }

    /** A supplier that nobody in particular looks after. */
    public Supplier(String id, int leadTimeDays, double capacityPerDay, double orderHeaderCost) {
        this(id, leadTimeDays, capacityPerDay, orderHeaderCost, "");
    }
}
