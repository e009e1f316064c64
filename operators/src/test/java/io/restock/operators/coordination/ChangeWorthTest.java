package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import org.junit.jupiter.api.Test;

/** A change is sent when it saves more than the unrest costs that it makes. */
class ChangeWorthTest {
    private static final DemandTotal DEMAND = new DemandTotal(10, 16);

    @Test
    void costIsLeastAtTheQuantileOfItsRatio() {
        double best = DEMAND.quantile(0.9);

        double at = ChangeWorth.cost(best, DEMAND, 0.1, 0.9);

        assertThat(at).isLessThan(ChangeWorth.cost(best - 3, DEMAND, 0.1, 0.9));
        assertThat(at).isLessThan(ChangeWorth.cost(best + 3, DEMAND, 0.1, 0.9));
    }

    @Test
    void changeOfAnOrderIsSentOnlyWhereItPays() {
        assertThat(changed(0)).as("unrest costs nothing").isPositive();
        assertThat(changed(1000)).as("unrest costs more than all there is").isZero();
    }

    private static int changed(double cost) {
        GroupState group = Shop.group(settings(cost));
        Shop.firstDay(group);
        Shop.learn(group, Shop.recount("S3", "APPLE", 0));
        return (int)
                Shop.review(group, 40).purchaseOrders().stream()
                        .filter(o -> o.transition() == OrderTransition.CHANGED)
                        .count();
    }

    @Test
    void whatNobodyNeedsAnyMoreIsTakenBackWhereThatPaysAndWaitsForAnAnswer() {
        assertThat(takenBack(0.01)).isEqualTo(OrderStatus.CANCEL_PENDING);
        assertThat(takenBack(100_000)).isEqualTo(OrderStatus.ACCEPTED);
    }

    /** How an order stands that was agreed on before the stores were found to be full. */
    private static OrderStatus takenBack(double cost) {
        GroupState group = Shop.group(settings(cost));
        PurchaseOrder order = Shop.orderTo(Shop.firstDay(group), "S3");
        Shop.learn(
                group, Shop.reply(order.number(), 0, ReplyKind.ACCEPTED, cutOff(MONDAY) + 60_000));
        Shop.day(group, MONDAY, 900, 900);
        group.advance(cutOff(MONDAY + 1));
        return group.orders().stream()
                .filter(o -> o.number().equals(order.number()))
                .map(OpenOrder::status)
                .findFirst()
                .orElseThrow();
    }

    private static CoordinationSettings settings(double cost) {
        return new SettingsEdit()
                .watching(new OrderSettings(0, 0, 0, false, cost, 0.8, 20, 50))
                .settings();
    }
}
