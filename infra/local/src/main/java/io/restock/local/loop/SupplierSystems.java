package io.restock.local.loop;

import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.local.world.Simulation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The systems of suppliers and warehouses: a reader of its own of the order topics. It filters
 * duplicates on {@code ce_id}, counts them, and gives each order once to those who carry it out.
 */
final class SupplierSystems implements AutoCloseable {
    private final CommittedReader reader;
    private final String purchaseOrderTopic;
    private final Simulation carriers;
    private final Decoder<PurchaseOrder> orderDecoder = Decoder.of(PurchaseOrder.class);
    private final Decoder<TransferOrder> transferDecoder = Decoder.of(TransferOrder.class);
    private final Set<String> seen = new HashSet<>();
    private final List<PurchaseOrder> orders = new ArrayList<>();
    private final List<TransferOrder> transfers = new ArrayList<>();
    private int duplicates;

    SupplierSystems(Settings settings, Simulation carriers) {
        this.reader =
                new CommittedReader(
                        settings, List.of(Topic.PURCHASE_ORDERS, Topic.TRANSFER_ORDERS));
        this.purchaseOrderTopic = Topics.of(settings).name(Topic.PURCHASE_ORDERS);
        this.carriers = carriers;
    }

    /**
     * Takes all orders written until now.
     *
     * @param deadlineNanos moment of {@link System#nanoTime} at which to give up
     * @return false when it gave up
     */
    boolean catchUp(long deadlineNanos) {
        return reader.catchUp(this::read, deadlineNanos);
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(purchaseOrderTopic)) {
                PurchaseOrder order = orderDecoder.message(record.value());
                if (order != null && isNew(ceId(record))) {
                    orders.add(order);
                    carriers.order(order);
                }
            } else {
                TransferOrder transfer = transferDecoder.message(record.value());
                String id =
                        transfer == null
                                ? ""
                                : "transfer:"
                                        + transfer.number()
                                        + ':'
                                        + transfer.revision()
                                        + ':'
                                        + transfer.transition();
                if (transfer != null && isNew(id)) {
                    transfers.add(transfer);
                    carriers.transfer(transfer);
                }
            }
        } catch (BadMessageException e) {
            throw new IllegalStateException(
                    "The order at offset %d of %s cannot be read."
                            .formatted(record.offset(), record.topic()),
                    e);
        }
    }

    private boolean isNew(String id) {
        boolean first = seen.add(id);
        duplicates += first ? 0 : 1;
        return first;
    }

    private static String ceId(ConsumerRecord<byte[], byte[]> record) {
        Header id = record.headers().lastHeader("ce_id");
        if (id == null) {
            throw new IllegalStateException(
                    "The order at offset %d of %s has no ce_id, so duplicates of it could not be found."
                            .formatted(record.offset(), record.topic()));
        }
        return new String(id.value(), StandardCharsets.UTF_8);
    }

    /** Purchase order events so far, each once. */
    List<PurchaseOrder> orders() {
        return orders;
    }

    /** Transfer order events so far, each once. */
    List<TransferOrder> transfers() {
        return transfers;
    }

    /** Events that came again. */
    int duplicates() {
        return duplicates;
    }

    @Override
    public void close() {
        reader.close();
    }
}
