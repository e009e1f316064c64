package io.restock.local.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.TransferOrder;
import io.restock.jobs.wire.Messages;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OrderLedgerTest {
    private static final long UNTIL = 1_000;

    private final OrderLedger undisturbed = new OrderLedger("purchase-orders", UNTIL);
    private final OrderLedger disturbed = new OrderLedger("purchase-orders", UNTIL);

    @Test
    void sameEventsInAnotherOrderAreTheSame() {
        take(undisturbed, List.of(event("T1", 0, 24), event("T2", 0, 12), event("T1", 1, 36)));
        take(disturbed, List.of(event("T2", 0, 12), event("T1", 0, 24), event("T1", 1, 36)));

        assertThat(disturbed.orders()).isEqualTo(2);
        assertThat(disturbed.revisions()).isEqualTo(3);
        assertThat(disturbed.duplicates()).isZero();
        assertThat(disturbed.lost(undisturbed)).isEmpty();
        assertThat(disturbed.different(undisturbed)).isEmpty();
    }

    @Test
    void eventThatDidNotComeIsLost() {
        take(undisturbed, List.of(event("T1", 0, 24), event("T1", 1, 36)));
        take(disturbed, List.of(event("T1", 0, 24)));

        assertThat(disturbed.lost(undisturbed)).containsExactly("T1:1");
        assertThat(disturbed.different(undisturbed)).isEmpty();
    }

    @Test
    void otherQuantityOtherHeaderAndOneTooManyAreDifferent() {
        ConsumerRecord<byte[], byte[]> header = event("T3", 0, 24);
        header.headers().add("decisionid", "another".getBytes(UTF_8));
        take(undisturbed, List.of(event("T1", 0, 24), event("T3", 0, 24)));
        take(disturbed, List.of(event("T1", 0, 25), event("T2", 0, 12), header));

        assertThat(disturbed.different(undisturbed)).containsExactly("T1:0", "T2:0", "T3:0");
        assertThat(disturbed.lost(undisturbed)).isEmpty();
    }

    @Test
    void eventThatComesAgainIsADuplicateWhateverItsIdentity() {
        take(disturbed, List.of(event("T1", 0, 24), event("T1", 0, 24), event("T1", 0, 24, "new")));

        assertThat(disturbed.duplicates()).isEqualTo(2);
        assertThat(disturbed.revisions()).isEqualTo(1);
    }

    @Test
    void identityOfAnotherEventIsADuplicate() {
        take(disturbed, List.of(event("T1", 0, 24, "same"), event("T2", 0, 24, "same")));

        assertThat(disturbed.duplicates()).isEqualTo(1);
    }

    @Test
    void whatWasIssuedLaterIsNotLookedAt() {
        TransferOrder late = transfer("T1", 0, 24, UNTIL + 1);

        disturbed.take(record(late, "T1:0"));

        assertThat(disturbed.revisions()).isZero();
    }

    @Test
    void eventWithoutIdentityIsRefused() {
        assertThatThrownBy(
                        () ->
                                disturbed.take(
                                        new ConsumerRecord<>(
                                                "transfer-orders",
                                                0,
                                                7,
                                                new byte[0],
                                                Messages.encode(transfer("T1", 0, 1, 0)))))
                .hasMessageContaining("offset 7 of transfer-orders has no ce_source");
    }

    private static void take(OrderLedger ledger, List<ConsumerRecord<byte[], byte[]>> events) {
        events.forEach(ledger::take);
    }

    private static ConsumerRecord<byte[], byte[]> event(String number, int revision, int units) {
        return event(number, revision, units, number + ':' + revision);
    }

    private static ConsumerRecord<byte[], byte[]> event(
            String number, int revision, int units, String id) {
        return record(transfer(number, revision, units, UNTIL), id);
    }

    private static ConsumerRecord<byte[], byte[]> record(TransferOrder transfer, String id) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "transfer-orders", 0, 7, new byte[0], Messages.encode(transfer));
        record.headers().add("ce_source", "restock".getBytes(UTF_8));
        record.headers().add("ce_id", id.getBytes(UTF_8));
        return record;
    }

    private static TransferOrder transfer(String number, int revision, int units, long issued) {
        return new TransferOrder(
                number,
                revision,
                OrderTransition.CREATED,
                "FRESH",
                20_000,
                "WN",
                "N1",
                issued,
                List.of(new OrderLine(1, "milk", units, 1, 0, 20_001)),
                "FRESH:20000:0");
    }
}
