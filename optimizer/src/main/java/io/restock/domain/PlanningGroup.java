package io.restock.domain;

import java.util.List;

/**
 * The part of the network that is planned together: items that share suppliers, with all their
 * locations. It is the key of coordination.
 *
 * @param id upper-case letters and digits, at most 6, part of order numbers
 * @param version grows with every change; an older version never replaces a newer one
 * @param zone time zone of the cut-off, an IANA id
 * @param cutOffMinute minute of the local day at which the group is planned, 0 … 1439
 * @param buckets days planned ahead, &gt; the longest lead time
 * @param overflowCost money per pallet and day above a location's space
 * @param currency ISO 4217
 * @param assumed where the figures come from when they are assumptions; empty when they are facts
 * @param locations stores and warehouses
 * @param suppliers who sells to the group
 * @param lanes the only directions of transfers
 * @param items what is planned
 */
public record PlanningGroup(
        String id,
        int version,
        String zone,
        int cutOffMinute,
        int buckets,
        double overflowCost,
        String currency,
        String assumed,
        List<Location> locations,
        List<Supplier> suppliers,
        List<TransferLane> lanes,
        List<NetworkItem> items) {}
