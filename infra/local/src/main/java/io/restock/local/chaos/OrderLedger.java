package io.restock.local.chaos;

import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.local.loop.CommittedReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Order events as suppliers and warehouses read them from the beginning, committed ones only, by
 * number and revision.
 */
final class OrderLedger {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final String purchaseOrderTopic;
    private final long untilMillis;
    private final Decoder<PurchaseOrder> orderDecoder = Decoder.of(PurchaseOrder.class);
    private final Decoder<TransferOrder> transferDecoder = Decoder.of(TransferOrder.class);
    private final Map<String, String> contents = new TreeMap<>();
    private final Set<String> identities = new HashSet<>();
    private int duplicates;

    OrderLedger(String purchaseOrderTopic, long untilMillis) {
        this.purchaseOrderTopic = purchaseOrderTopic;
        this.untilMillis = untilMillis;
    }

    /**
     * Reads all there is.
     *
     * @param untilMillis orders issued later, in event time, are not looked at: nobody has waited
     *     for all of them
     */
    static OrderLedger read(Settings settings, long untilMillis) {
        OrderLedger ledger =
                new OrderLedger(Topics.of(settings).name(Topic.PURCHASE_ORDERS), untilMillis);
        try (CommittedReader reader =
                new CommittedReader(
                        settings, List.of(Topic.PURCHASE_ORDERS, Topic.TRANSFER_ORDERS))) {
            if (!reader.catchUp(ledger::take, System.nanoTime() + PATIENCE.toNanos())) {
                throw new IllegalStateException(
                        "Orders of a transaction that does not end are in the way after %d s."
                                .formatted(PATIENCE.toSeconds()));
            }
        }
        return ledger;
    }

    /** Takes a record. */
    void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            if (record.topic().equals(purchaseOrderTopic)) {
                PurchaseOrder order = orderDecoder.message(record.value());
                if (order != null && order.issuedMillis() <= untilMillis) {
                    take(order.number(), order.revision(), record);
                }
            } else {
                TransferOrder transfer = transferDecoder.message(record.value());
                if (transfer != null && transfer.issuedMillis() <= untilMillis) {
                    take(transfer.number(), transfer.revision(), record);
                }
            }
        } catch (BadMessageException e) {
            throw new IllegalStateException(
                    "The order at offset %d of %s cannot be read."
                            .formatted(record.offset(), record.topic()),
                    e);
        }
    }

    private void take(String number, int revision, ConsumerRecord<byte[], byte[]> record) {
        boolean firstOfIdentity =
                identities.add(header(record, "ce_source") + ' ' + header(record, "ce_id"));
        String key = number + ':' + revision;
        String content = content(record);
        String before = contents.putIfAbsent(key, content);
        // Both are promised: one event for an identity, one identity for an event.
        if (!firstOfIdentity || before != null) {
            duplicates++;
        }
    }

    /** All that a reader sees, headers too. */
    private static String content(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder content = new StringBuilder();
        for (Header header : record.headers()) {
            content.append(header.key()).append('=').append(text(header.value())).append('\n');
        }
        return content.append(text(record.value())).toString();
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException(
                    "The order at offset %d of %s has no %s, so nobody could filter duplicates of it."
                            .formatted(record.offset(), record.topic(), name));
        }
        return text(header.value());
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** Numbers. */
    long orders() {
        return contents.keySet().stream()
                .map(key -> key.substring(0, key.indexOf(':')))
                .distinct()
                .count();
    }

    /** Numbers and revisions. */
    int revisions() {
        return contents.size();
    }

    /** Records too many. */
    int duplicates() {
        return duplicates;
    }

    /** Events of another run that are not in this one. */
    List<String> lost(OrderLedger undisturbed) {
        return undisturbed.contents.keySet().stream()
                .filter(key -> !contents.containsKey(key))
                .toList();
    }

    /** Events of this run that are not in another, or otherwise there. */
    List<String> different(OrderLedger undisturbed) {
        return contents.entrySet().stream()
                .filter(e -> !e.getValue().equals(undisturbed.contents.get(e.getKey())))
                .map(Map.Entry::getKey)
                .toList();
    }
}
