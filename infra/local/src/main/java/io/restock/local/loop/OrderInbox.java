package io.restock.local.loop;

import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Records of the order topics in, each order event once out. What came before is known by the order
 * itself, its number and revision; so a duplicate counts whatever identity the job gave its record.
 *
 * <p>The {@code ce_id} of a purchase order, on which suppliers filter, must name one order event
 * only.
 */
final class OrderInbox {
    private final String purchaseOrderTopic;
    private final Consumer<PurchaseOrder> toSuppliers;
    private final Consumer<TransferOrder> toWarehouses;
    private final Decoder<PurchaseOrder> orderDecoder = Decoder.of(PurchaseOrder.class);
    private final Decoder<TransferOrder> transferDecoder = Decoder.of(TransferOrder.class);
    private final Set<String> seen = new HashSet<>();
    private final Map<String, String> orderByCeId = new HashMap<>();
    private final List<PurchaseOrder> orders = new ArrayList<>();
    private final List<TransferOrder> transfers = new ArrayList<>();
    private int duplicates;

    /**
     * @param purchaseOrderTopic name of the topic of purchase orders; all others hold transfers
     * @param toSuppliers gets each purchase order event once
     * @param toWarehouses gets each transfer order event once
     */
    OrderInbox(
            String purchaseOrderTopic,
            Consumer<PurchaseOrder> toSuppliers,
            Consumer<TransferOrder> toWarehouses) {
        this.purchaseOrderTopic = purchaseOrderTopic;
        this.toSuppliers = toSuppliers;
        this.toWarehouses = toWarehouses;
    }

    /**
     * Takes a record.
     *
     * @throws IllegalStateException when it is no order, or its {@code ce_id} is missing or that of
     *     another order
     */
    void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(purchaseOrderTopic)) {
                PurchaseOrder order = orderDecoder.message(record.value());
                if (order != null) {
                    take(order, record);
                }
            } else {
                TransferOrder transfer = transferDecoder.message(record.value());
                if (transfer != null && isNew(transfer.number(), transfer.revision())) {
                    transfers.add(transfer);
                    toWarehouses.accept(transfer);
                }
            }
        } catch (BadMessageException e) {
            throw new IllegalStateException(where(record) + " cannot be read.", e);
        }
    }

    private void take(PurchaseOrder order, ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader("ce_id");
        if (header == null) {
            throw new IllegalStateException(
                    where(record)
                            + " has no ce_id, so suppliers could not filter duplicates of it.");
        }
        String ceId = new String(header.value(), StandardCharsets.UTF_8);
        String said = order.number() + ':' + order.revision();
        String before = orderByCeId.putIfAbsent(ceId, said);
        if (before != null && !before.equals(said)) {
            throw new IllegalStateException(
                    "%s (%s) has the ce_id (%s) of %s, so suppliers would not carry it out."
                            .formatted(where(record), said, ceId, before));
        }
        if (isNew(order.number(), order.revision())) {
            orders.add(order);
            toSuppliers.accept(order);
        }
    }

    private boolean isNew(String number, int revision) {
        boolean first = seen.add(number + ':' + revision);
        duplicates += first ? 0 : 1;
        return first;
    }

    private static String where(ConsumerRecord<byte[], byte[]> record) {
        return "The order at offset %d of %s".formatted(record.offset(), record.topic());
    }

    /** Purchase order events so far, each once. */
    List<PurchaseOrder> orders() {
        return orders;
    }

    /** Transfer order events so far, each once. */
    List<TransferOrder> transfers() {
        return transfers;
    }

    /** Purchase and transfer order events so far. */
    int events() {
        return orders.size() + transfers.size();
    }

    /** Events that came again. */
    int duplicates() {
        return duplicates;
    }
}
