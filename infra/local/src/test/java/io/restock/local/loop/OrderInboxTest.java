package io.restock.local.loop;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.wire.Messages;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OrderInboxTest {
    private static final int CYCLE = 20_000;
    private static final PurchaseOrder FIRST = LoopResults.order(CYCLE, 0, 120);
    private static final PurchaseOrder CHANGED = LoopResults.order(CYCLE, 1, 132);

    private final List<PurchaseOrder> bought = new ArrayList<>();
    private final List<TransferOrder> moved = new ArrayList<>();
    private final OrderInbox inbox = new OrderInbox("purchase-orders", bought::add, moved::add);

    @Test
    void passesOnEveryRevisionOfAnOrderOnce() {
        inbox.take(record(FIRST, "a:0"));
        inbox.take(record(CHANGED, "a:1"));

        assertThat(bought).containsExactly(FIRST, CHANGED);
        assertThat(inbox.orders()).containsExactly(FIRST, CHANGED);
        assertThat(inbox.duplicates()).isZero();
    }

    @Test
    void countsWhatComesAgainAndDoesNotCarryItOutTwice() {
        inbox.take(record(FIRST, "a:0"));
        inbox.take(record(FIRST, "a:0"));
        inbox.take(record(FIRST, "a:0"));

        assertThat(bought).containsExactly(FIRST);
        assertThat(inbox.duplicates()).isEqualTo(2);
    }

    @Test
    void countsADuplicateEvenIfTheJobGaveItAnIdentityOfItsOwn() {
        inbox.take(record(FIRST, "a:0"));
        inbox.take(record(FIRST, "b:0"));

        assertThat(bought).containsExactly(FIRST);
        assertThat(inbox.duplicates()).isEqualTo(1);
    }

    @Test
    void countsTransfersThatComeAgain() {
        inbox.take(record(transfer("T1")));
        inbox.take(record(transfer("T2")));
        inbox.take(record(transfer("T1")));

        assertThat(moved).extracting(TransferOrder::number).containsExactly("T1", "T2");
        assertThat(inbox.transfers()).isEqualTo(moved);
        assertThat(inbox.duplicates()).isEqualTo(1);
    }

    @Test
    void refusesAnIdentityThatTwoOrdersShare() {
        inbox.take(record(FIRST, "same"));

        assertThatThrownBy(() -> inbox.take(record(CHANGED, "same")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("ce_id (same)")
                .hasMessageContaining(FIRST.number() + ":0")
                .hasMessageContaining("offset 7 of purchase-orders");
    }

    @Test
    void refusesAnOrderThatSuppliersCouldNotFilter() {
        assertThatThrownBy(() -> inbox.take(bare("purchase-orders", Messages.encode(FIRST))))
                .hasMessageContaining("has no ce_id");
    }

    @Test
    void saysWhereTheRecordIsThatCannotBeRead() {
        assertThatThrownBy(() -> inbox.take(bare("transfer-orders", "{".getBytes(UTF_8))))
                .hasMessageContaining("offset 7 of transfer-orders cannot be read");
        assertThat(moved).isEmpty();
    }

    private static ConsumerRecord<byte[], byte[]> record(PurchaseOrder order, String ceId) {
        ConsumerRecord<byte[], byte[]> record = bare("purchase-orders", Messages.encode(order));
        record.headers().add("ce_id", ceId.getBytes(UTF_8));
        return record;
    }

    private static ConsumerRecord<byte[], byte[]> record(TransferOrder transfer) {
        return bare("transfer-orders", Messages.encode(transfer));
    }

    private static ConsumerRecord<byte[], byte[]> bare(String topic, byte[] value) {
        return new ConsumerRecord<>(topic, 0, 7, new byte[0], value);
    }

    private static TransferOrder transfer(String number) {
        return new TransferOrder(
                number,
                0,
                OrderTransition.CREATED,
                "FRESH",
                CYCLE,
                "WN",
                "N1",
                0,
                List.of(new OrderLine(1, "milk", 24, 1, 0, CYCLE + 1)),
                "FRESH:" + CYCLE + ":0");
    }
}
