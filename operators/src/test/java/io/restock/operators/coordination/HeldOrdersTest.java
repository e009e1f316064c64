package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.DecisionKind;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanLine;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Orders worth more than a limit wait for a person. On the first day of the shop the order to S3 is
 * worth 156 EUR, the one to W1 28.
 */
class HeldOrdersTest {
    private static final String TO_S3 = OrderNumber.of(false, MONDAY, 0, "G1", "FARM", "S3");
    private final GroupState group = Shop.group(new SettingsEdit().ordersHeldAbove(100).settings());

    @Test
    void orderWorthMoreThanTheLimitIsNotSent() {
        Outcome first = Shop.firstDay(group);

        assertThat(first.purchaseOrders()).extracting(PurchaseOrder::shipTo).containsExactly("W1");
        assertThat(first.transferOrders()).as("moves cost no money").isNotEmpty();
        assertThat(held()).extracting(OpenOrder::to).containsExactly("S3");
        assertThat(first.plans().get(0).orderNumbers()).doesNotContain(TO_S3).hasSize(1);
    }

    @Test
    void personIsToldWhatWaitsAndWhy() {
        Outcome first = Shop.firstDay(group);
        OpenOrder waiting = order(TO_S3);

        assertThat(alerts(first))
                .filteredOn(a -> a.orderNumber().equals(TO_S3))
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.alertId())
                                    .isEqualTo("G1:%d:0:%s:ORDER_HELD".formatted(MONDAY, TO_S3));
                            assertThat(a.source()).isEqualTo("FARM");
                            assertThat(a.location()).isEqualTo("S3");
                            assertThat(a.money()).isEqualTo(OpenLine.value(waiting.lines()));
                            assertThat(a.text())
                                    .startsWith("Order " + TO_S3 + " from FARM to S3 waits")
                                    .contains("more than 100.00 EUR")
                                    .contains("%.2f EUR".formatted(a.money()));
                        });
        assertThat(first.lines())
                .filteredOn(l -> l.orderNumber().equals(TO_S3))
                .extracting(PlanLine::item)
                .containsExactlyInAnyOrder("APPLE", "BREAD");
    }

    @Test
    void orderOfExactlyTheLimitIsSent() {
        Outcome free = Shop.firstDay(Shop.group(Shop.SETTINGS));
        double worth =
                Shop.orderTo(free, "S3").lines().stream()
                        .mapToDouble(l -> l.quantity() * l.unitPrice())
                        .sum();

        Outcome atLimit =
                Shop.firstDay(Shop.group(new SettingsEdit().ordersHeldAbove(worth).settings()));
        Outcome below =
                Shop.firstDay(
                        Shop.group(new SettingsEdit().ordersHeldAbove(worth - 0.01).settings()));

        assertThat(atLimit.purchaseOrders()).extracting(PurchaseOrder::shipTo).contains("S3");
        assertThat(below.purchaseOrders()).extracting(PurchaseOrder::shipTo).doesNotContain("S3");
    }

    @Test
    void releasedOrderIsSentOnceAsItWasPlanned() {
        Outcome free = Shop.firstDay(Shop.group(Shop.SETTINGS));
        Shop.firstDay(group);

        Outcome released = decide(DecisionKind.RELEASE, TO_S3, 9);
        Outcome again = decide(DecisionKind.RELEASE, TO_S3, 10);

        PurchaseOrder asPlanned = Shop.orderTo(free, "S3");
        assertThat(released.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.number()).isEqualTo(asPlanned.number());
                            assertThat(o.revision()).isZero();
                            assertThat(o.transition()).isEqualTo(OrderTransition.CREATED);
                            assertThat(o.status()).isEqualTo(OrderStatus.SENT);
                            assertThat(o.lines()).isEqualTo(asPlanned.lines());
                            assertThat(o.issuedMillis()).isEqualTo(cutOff(MONDAY) + 9 * 60_000);
                            assertThat(o.modelVersion()).isEqualTo("model-1");
                        });
        assertThat(again.purchaseOrders()).isEmpty();
        assertThat(again.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("SENT", "only an order that is"));
    }

    @Test
    void releasedOrderCanBeAnswered() {
        Shop.firstDay(group);
        Outcome early = answer(ReplyKind.ACCEPTED, 1);
        decide(DecisionKind.RELEASE, TO_S3, 2);
        Outcome inTime = answer(ReplyKind.ACCEPTED, 3);

        assertThat(early.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("HELD"));
        assertThat(inTime.refused()).isEmpty();
        assertThat(order(TO_S3).status()).isEqualTo(OrderStatus.ACCEPTED);
    }

    @Test
    void heldOrderCountsAsOnOrder() {
        Shop.firstDay(group);

        assertThat(group.positions().get("S3|APPLE").onOrder())
                .isEqualTo(order(TO_S3).lines().get(0).ordered())
                .isPositive();
        assertThat(Shop.review(group, 30).purchaseOrders()).isEmpty();
        assertThat(held()).hasSize(1);
    }

    @Test
    void cancelledHeldOrderIsNeverToldToAnyone() {
        Shop.firstDay(group);

        Outcome cancelled = decide(DecisionKind.CANCEL_ORDER, TO_S3, 9);

        assertThat(cancelled.refused()).isEmpty();
        assertThat(cancelled.purchaseOrders()).isEmpty();
        assertThat(order(TO_S3).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(group.positions().get("S3|APPLE").onOrder()).isZero();
        assertThat(answer(ReplyKind.SHIPPED, 10).refused())
                .as("nobody can ship what nobody was told of")
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("has not been sent"));
    }

    @Test
    void nextCutOffPlansAnewWhatNobodyReleased() {
        Shop.firstDay(group);
        long waited = order(TO_S3).lines().get(0).ordered();
        Shop.day(group, MONDAY, 5, 100);

        Outcome next = group.advance(cutOff(MONDAY + 1));

        String newer = OrderNumber.of(false, MONDAY + 1, 0, "G1", "FARM", "S3");
        assertThat(next.purchaseOrders()).isEmpty();
        assertThat(order(TO_S3).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(order(newer).status()).isEqualTo(OrderStatus.HELD);
        assertThat(order(newer).lines().get(0).ordered()).isEqualTo(waited);
        assertThat(alerts(next)).extracting(Alert::orderNumber).contains(newer);
        assertThat(decideAt(DecisionKind.RELEASE, TO_S3, cutOff(MONDAY + 1) + 1).refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("CANCELLED"));
    }

    @Test
    void reviewReplacesWhatWaitsUnderTheSameNumber() {
        Shop.firstDay(group);
        long before = order(TO_S3).lines().get(0).ordered();
        Shop.learn(group, Shop.recount("S3", "APPLE", 0));

        Outcome again = Shop.review(group, 40);

        assertThat(again.purchaseOrders()).isEmpty();
        assertThat(order(TO_S3).revision()).isZero();
        assertThat(order(TO_S3).lines().get(0).ordered()).isEqualTo(before + 5);
        assertThat(alerts(again)).extracting(Alert::orderNumber).containsExactly(TO_S3);
    }

    @Test
    void reviewSendsWhatIsNotTooMuchAnyMore() {
        Shop.firstDay(group);
        Shop.learn(group, Shop.recount("S3", "APPLE", 500));

        Outcome again = Shop.review(group, 40);

        assertThat(again.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.number()).isEqualTo(TO_S3);
                            assertThat(o.revision()).isZero();
                            assertThat(o.transition()).isEqualTo(OrderTransition.CREATED);
                            assertThat(Shop.quantity(o.lines(), "APPLE")).isZero();
                        });
    }

    @Test
    void reviewDropsWhatIsNotNeededAnyMoreWithoutAWord() {
        Shop.firstDay(group);
        Shop.learn(group, Shop.recount("S3", "APPLE", 500));
        Shop.learn(group, Shop.recount("S3", "BREAD", 500));

        Outcome again = Shop.review(group, 40);

        assertThat(again.purchaseOrders()).isEmpty();
        assertThat(order(TO_S3).status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void revisionThatWouldExceedTheLimitLeavesTheOrderAsItWasSent() {
        double worth = OpenLine.value(orderOf(Shop.group(Shop.SETTINGS), TO_S3).lines());
        GroupState tight = Shop.group(new SettingsEdit().ordersHeldAbove(worth).settings());
        Outcome first = Shop.firstDay(tight);
        List<OpenOrder> before = tight.orders();
        Shop.learn(tight, Shop.recount("S3", "APPLE", 0));

        Outcome again = Shop.review(tight, 40);

        assertThat(first.purchaseOrders()).extracting(PurchaseOrder::number).contains(TO_S3);
        assertThat(again.purchaseOrders()).isEmpty();
        assertThat(tight.orders()).isEqualTo(before);
        assertThat(alerts(again))
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.money()).isEqualTo(worth + 10);
                            assertThat(a.text()).contains("was not changed");
                        });
    }

    @Test
    void smallerRevisionOfAReleasedOrderIsSent() {
        Shop.firstDay(group);
        decide(DecisionKind.RELEASE, TO_S3, 2);
        Shop.learn(group, Shop.recount("S3", "APPLE", 7));

        Outcome again = Shop.review(group, 40);

        assertThat(again.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.revision()).isEqualTo(1);
                            assertThat(o.transition()).isEqualTo(OrderTransition.CHANGED);
                        });
    }

    @Test
    void unknownOrderCannotBeReleased() {
        Shop.firstDay(group);

        assertThat(decide(DecisionKind.RELEASE, "NONE", 1).refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("NONE is unknown"));
    }

    @Test
    void holdOfAnOrderIsRefusedAndTheGroupGoesOn() {
        Shop.firstDay(group);

        Outcome outcome = decide(DecisionKind.HOLD, TO_S3, 1);
        Shop.day(group, MONDAY, 5, 100);

        assertThat(outcome.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains(TO_S3, "name no order"));
        assertThat(group.advance(cutOff(MONDAY + 1)).plans()).hasSize(1);
    }

    private static OpenOrder orderOf(GroupState group, String number) {
        Shop.firstDay(group);
        return group.orders().stream()
                .filter(o -> o.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private OpenOrder order(String number) {
        return group.orders().stream()
                .filter(o -> o.number().equals(number))
                .findFirst()
                .orElseThrow();
    }

    private List<OpenOrder> held() {
        return group.orders().stream().filter(OpenOrder::isHeld).toList();
    }

    private static List<Alert> alerts(Outcome outcome) {
        return outcome.alerts().stream().filter(a -> a.kind() == AlertKind.ORDER_HELD).toList();
    }

    private Outcome answer(ReplyKind kind, int minutes) {
        return Shop.learn(group, Shop.reply(TO_S3, 0, kind, cutOff(MONDAY) + minutes * 60_000L));
    }

    private Outcome decide(DecisionKind kind, String order, int minutes) {
        return decideAt(kind, order, cutOff(MONDAY) + minutes * 60_000L);
    }

    private Outcome decideAt(DecisionKind kind, String order, long time) {
        return Shop.learn(group, Shop.decision(kind, order, time));
    }
}
