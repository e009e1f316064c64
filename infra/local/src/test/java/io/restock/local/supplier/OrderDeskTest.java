package io.restock.local.supplier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderDeskTest {
    private static final String BUYER = "urn:buyer";

    @Test
    void answersAnEventOnceWhateverItsOffset() {
        OrderDesk desk = desk(0, 0, false);

        List<SupplierReply> first = say(desk, order("S1", 0, OrderTransition.CREATED));

        assertThat(first).extracting(SupplierReply::kind).containsExactly(ReplyKind.ACCEPTED);
        assertThat(say(desk, order("S1", 0, OrderTransition.CREATED))).isEmpty();
        assertThat(say(desk, order("S1", 1, OrderTransition.CHANGED))).hasSize(1);
    }

    @Test
    void sameIdOfAnotherBuyerIsAnotherEvent() {
        OrderDesk desk = desk(0, 0, false);
        PurchaseOrder order = order("S1", 0, OrderTransition.CREATED);

        say(desk, order);

        assertThat(desk.answer(order, "urn:other", id(order), 5)).hasSize(1);
    }

    @Test
    void deskThatHasForgottenSaysTheSameAnswersUnderTheSameIds() {
        PurchaseOrder order = order("S1", 0, OrderTransition.CREATED);

        assertThat(say(desk(0.5, 2, false), order)).isEqualTo(say(desk(0.5, 2, false), order));
    }

    @Test
    void leavesTheOrdersOfOthersAlone() {
        assertThat(say(desk(0, 0, false), order("S2", 0, OrderTransition.CREATED))).isEmpty();
    }

    @Test
    void shortAndLateAnswersNameWhatComesAndWhen() {
        SupplierReply reply =
                say(desk(0.25, 2, false), order("S1", 0, OrderTransition.CREATED)).get(0);

        assertThat(reply.kind()).isEqualTo(ReplyKind.ACCEPTED_WITH_CHANGE);
        assertThat(reply.lines())
                .containsExactly(
                        new ReplyLine("APPLE", 30, 20_002), new ReplyLine("PEAR", 0, 20_002));
    }

    @Test
    void whoIsShortOfEverythingRefuses() {
        assertThat(say(desk(1, 0, false), order("S1", 0, OrderTransition.CREATED)))
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.REJECTED);
    }

    @Test
    void whoIsSilentSaysNothing() {
        assertThat(say(desk(0, 0, true), order("S1", 0, OrderTransition.CREATED))).isEmpty();
    }

    @Test
    void readsThenAnswersThenShipsAndAgreesToCancellations() {
        OrderDesk desk = new OrderDesk("S1", new Manners(0, 0, false, true, true));

        assertThat(say(desk, order("S1", 0, OrderTransition.CREATED)))
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.TECH_ACKED, ReplyKind.ACCEPTED, ReplyKind.SHIPPED);
        assertThat(say(desk, order("S1", 1, OrderTransition.CANCELLED)))
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.TECH_ACKED, ReplyKind.ACCEPTED);
    }

    @Test
    void mannersThatCannotBeAreRefused() {
        assertThatThrownBy(() -> new Manners(1.5, 0, false, false, false))
                .hasMessageContaining("1.5");
        assertThatThrownBy(() -> new Manners(0, -1, false, false, false))
                .hasMessageContaining("-1");
    }

    private static OrderDesk desk(double shortShare, int late, boolean silent) {
        return new OrderDesk("S1", new Manners(shortShare, late, silent, false, false));
    }

    private static List<SupplierReply> say(OrderDesk desk, PurchaseOrder order) {
        return desk.answer(order, BUYER, id(order), 5);
    }

    private static String id(PurchaseOrder order) {
        return order.number() + ":" + order.revision() + ":" + order.transition();
    }

    private static PurchaseOrder order(String supplier, int revision, OrderTransition transition) {
        return new PurchaseOrder(
                "P1",
                revision,
                transition,
                OrderStatus.SENT,
                "G1",
                19_999,
                supplier,
                "W1",
                1,
                "EUR",
                List.of(
                        new OrderLine(1, "APPLE", 40, 1, 2, 20_000),
                        new OrderLine(2, "PEAR", 1, 1, 2, 20_000)),
                "",
                "G1:19999:0",
                "");
    }
}
