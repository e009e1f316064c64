package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.SETTINGS;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class OrderAlertsTest {
    private final GroupState group = Shop.group(SETTINGS);
    private final Outcome first = Shop.firstDay(group);

    @Test
    void orderThatNobodyAnswersIsAnAlertWithItsMoney() {
        PurchaseOrder silent = Shop.orderTo(first, "S3");

        Alert alert = onlyAlertAbout(silent.number(), AlertKind.ORDER_UNANSWERED, goOn(5));

        long units =
                Shop.quantity(silent.lines(), "APPLE") + Shop.quantity(silent.lines(), "BREAD");
        assertThat(alert.alertId())
                .isEqualTo("G1:%d:0:%s:ORDER_UNANSWERED".formatted(MONDAY + 2, silent.number()));
        assertThat(alert.group()).isEqualTo(Shop.GROUP);
        assertThat(alert.location()).isEqualTo("S3");
        assertThat(alert.source()).isEqualTo("FARM");
        assertThat(alert.cycleEpochDay()).isEqualTo(MONDAY + 2);
        assertThat(alert.timeMillis()).isEqualTo(cutOff(MONDAY + 2));
        assertThat(alert.nextReceiptEpochDay()).isEqualTo(-1);
        assertThat(alert.probability()).isEqualTo(1);
        assertThat(alert.expectedShortBaseUnits()).isEqualTo((double) units);
        assertThat(alert.money()).isEqualTo(2.0 * units, Offset.offset(1e-9));
        assertThat(alert.text())
                .isEqualTo(
                        "Order %s from FARM to S3 was not answered for 2 cut-offs. It was taken back; %.2f EUR of goods are planned again."
                                .formatted(silent.number(), 2.0 * units));
    }

    @Test
    void transferThatNobodyCarriesOutCountsAtStandardCost() {
        TransferOrder silent =
                first.transferOrders().stream()
                        .filter(t -> t.to().equals("S1"))
                        .findFirst()
                        .orElseThrow();

        Alert alert = onlyAlertAbout(silent.number(), AlertKind.ORDER_UNANSWERED, goOn(5));

        long units =
                Shop.quantity(silent.lines(), "APPLE") + Shop.quantity(silent.lines(), "BREAD");
        assertThat(alert.money()).isEqualTo(2.0 * units, Offset.offset(1e-9));
        assertThat(alert.text()).startsWith("Transfer " + silent.number() + " from W1 to S1");
    }

    @Test
    void restThatNeverCameIsAnAlertOfTheRestAlone() {
        PurchaseOrder partly = Shop.orderTo(first, "S3");
        long apples = Shop.quantity(partly.lines(), "APPLE");
        long bread = Shop.quantity(partly.lines(), "BREAD");
        reply(partly, ReplyKind.ACCEPTED, 1);
        reply(
                partly,
                ReplyKind.RECEIVED,
                2,
                new ReplyLine("APPLE", apples, MONDAY),
                new ReplyLine("BREAD", 1, MONDAY));

        List<Outcome> days = goOn(8);
        Alert alert = onlyAlertAbout(partly.number(), AlertKind.ORDER_OVERDUE, days);

        assertThat(alert.cycleEpochDay()).isEqualTo(MONDAY + 2 + SETTINGS.overdueDays());
        assertThat(alert.expectedShortBaseUnits()).isEqualTo((double) (bread - 1));
        assertThat(alert.money()).isEqualTo(2.0 * (bread - 1), Offset.offset(1e-9));
        assertThat(alert.text()).contains("not received in full 3 days after it was due");
    }

    @Test
    void orderThatIsAnsweredAndReceivedRaisesNothing() {
        for (PurchaseOrder order : first.purchaseOrders()) {
            reply(order, ReplyKind.ACCEPTED, 1);
            reply(
                    order,
                    ReplyKind.RECEIVED,
                    2,
                    order.lines().stream()
                            .map(l -> new ReplyLine(l.item(), l.quantity(), MONDAY))
                            .toArray(ReplyLine[]::new));
        }
        List<String> numbers = first.purchaseOrders().stream().map(PurchaseOrder::number).toList();

        assertThat(goOn(8))
                .flatExtracting(Outcome::alerts)
                .extracting(Alert::orderNumber)
                .doesNotContainAnyElementsOf(numbers);
    }

    @Test
    void refusedOrderRaisesNothingBecauseSomeoneAnswered() {
        PurchaseOrder refused = Shop.orderTo(first, "S3");
        reply(refused, ReplyKind.REJECTED, 1);

        assertThat(goOn(8))
                .flatExtracting(Outcome::alerts)
                .extracting(Alert::orderNumber)
                .doesNotContain(refused.number());
    }

    /** The only alert about an order in some days, after which it is never told of again. */
    private static Alert onlyAlertAbout(String number, AlertKind kind, List<Outcome> days) {
        List<Alert> about =
                days.stream()
                        .flatMap(o -> o.alerts().stream())
                        .filter(a -> a.orderNumber().equals(number))
                        .filter(a -> !a.kind().name().endsWith("_MISSING"))
                        .toList();
        assertThat(about).extracting(Alert::kind).containsExactly(kind);
        return about.get(0);
    }

    private List<Outcome> goOn(int days) {
        List<Outcome> outcomes = new ArrayList<>();
        for (int day = MONDAY; day < MONDAY + days; day++) {
            Shop.day(group, day, 5, 100);
            outcomes.add(group.advance(cutOff(day + 1)));
        }
        return outcomes;
    }

    private void reply(PurchaseOrder order, ReplyKind kind, int minutes, ReplyLine... lines) {
        Outcome outcome =
                Shop.learn(
                        group,
                        Shop.reply(
                                order.number(),
                                0,
                                kind,
                                cutOff(MONDAY) + minutes * 60_000L,
                                lines));
        assertThat(outcome.refused()).isEmpty();
    }
}
