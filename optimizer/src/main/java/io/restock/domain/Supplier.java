package io.restock.domain;

/**
 * Who sells goods to the network.
 *
 * @param id upper-case letters and digits, part of order numbers
 * @param leadTimeDays days from sending an order to usable receipt, &gt;= 1
 * @param capacityPerDay pallets a day over all items and locations of the planning group; a hard
 *     limit
 * @param orderHeaderCost money per order, whatever the number of its lines
 */
public record Supplier(
        String id, int leadTimeDays, double capacityPerDay, double orderHeaderCost) {}
