package io.restock.domain;

import java.util.List;

/**
 * An answer to an order, from a supplier or from the warehouse that carries out a transfer.
 *
 * @param eventId identity of the event; a second event of the same id is a duplicate
 * @param orderNumber number of the purchase or transfer order
 * @param revision revision that is answered
 * @param group id of the planning group, echoed from the order; where the order's number names its
 *     group, that counts
 * @param kind what is said
 * @param timeMillis when, milliseconds since the epoch
 * @param lines quantities and days; an item that is not named is as ordered for ACCEPTED and
 *     REJECTED, else zero
 */
public record SupplierReply(
        String eventId,
        String orderNumber,
        int revision,
        String group,
        ReplyKind kind,
        long timeMillis,
        List<ReplyLine> lines) {}
