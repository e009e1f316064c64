package io.restock.operators.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderStatus;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A group that lives, looked at through its metrics. */
class GroupMetricsTest {
    private final InMemoryStore store = new InMemoryStore();
    private final GroupMetrics metrics = new GroupMetrics();
    private final OpenOrder sent = OpenOrderTest.order(false);

    @Test
    void countsOpenOrdersByStatusAndHowOldTheOldestIs() {
        metrics.order(sent);
        metrics.reached(sent.issuedMillis() + 90_000);

        assertThat(metrics.openOrders(OrderStatus.SENT)).isEqualTo(1);
        assertThat(metrics.oldestSeconds(OrderStatus.SENT)).isEqualTo(90);
        assertThat(metrics.openOrders(OrderStatus.ACCEPTED)).isZero();
        assertThat(metrics.oldestSeconds(OrderStatus.ACCEPTED)).isZero();
    }

    @Test
    void movesAnOrderToItsNewStatusAndDropsItWhenItIsOver() {
        metrics.order(sent);

        metrics.order(answered(sent, ReplyKind.ACCEPTED));
        assertThat(metrics.openOrders(OrderStatus.SENT)).isZero();
        assertThat(metrics.openOrders(OrderStatus.ACCEPTED)).isEqualTo(1);

        metrics.order(answered(sent, ReplyKind.REJECTED));
        for (OrderStatus status : OrderStatus.values()) {
            assertThat(metrics.openOrders(status)).as(status.name()).isZero();
        }
    }

    @Test
    void knowsAfterARestartWhatIsInState() {
        store.putOrder(sent);
        store.putLane(LaneHistory.unknown("FARM", "S1").over(100, 80));

        metrics.meet(store);

        assertThat(metrics.openOrders(OrderStatus.SENT)).isEqualTo(1);
        assertThat(metrics.agreedUnits()).isEqualTo(100);
        assertThat(metrics.receivedUnits()).isEqualTo(80);
    }

    @Test
    void meetsAGroupOnceAndGoesByWhatItHearsThen() {
        metrics.meet(store);
        store.putOrder(sent);

        metrics.meet(store);

        assertThat(metrics.openOrders(OrderStatus.SENT)).isZero();
    }

    private static OpenOrder answered(OpenOrder order, ReplyKind kind) {
        return order.answer(
                        new SupplierReply(
                                "a1",
                                order.number(),
                                0,
                                Shop.GROUP,
                                kind,
                                order.issuedMillis() + 1,
                                List.<ReplyLine>of()))
                .order();
    }
}
