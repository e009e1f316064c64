package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.at;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Supplier;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** What should be heard of an order and is not becomes an alert at its moment, and ends with it. */
class MissingTest {
    private static final long HOUR = 3_600_000;
    private final GroupState group = group();
    private final PurchaseOrder order = Shop.orderTo(Shop.firstDay(group), "S3");

    @Test
    void orderThatNobodyReadsIsAnAlertWithOwnerDeadlineAndMoney() {
        assertThat(about(group.advance(cutOff(MONDAY) + HOUR - 1))).isEmpty();

        Alert alert = only(group.advance(cutOff(MONDAY) + HOUR));

        double worth = order.lines().stream().mapToDouble(l -> l.quantity() * l.unitPrice()).sum();
        assertThat(alert.kind()).isEqualTo(AlertKind.TECHNICAL_RECEIPT_MISSING);
        assertThat(alert.owner()).isEqualTo("fresh food");
        assertThat(alert.deadlineMillis()).isEqualTo(cutOff(MONDAY) + HOUR);
        assertThat(alert.timeMillis()).isEqualTo(alert.deadlineMillis());
        assertThat(alert.money()).isEqualTo(worth, Offset.offset(1e-9));
        assertThat(alert.ended()).isFalse();
        assertThat(about(group.advance(cutOff(MONDAY) + 2 * HOUR - 1))).as("told once").isEmpty();
    }

    @Test
    void alertEndsWhenWhatWasMissingIsHeard() {
        Alert missed = only(group.advance(cutOff(MONDAY) + HOUR));

        Alert ended = only(answer(ReplyKind.TECH_ACKED, cutOff(MONDAY) + 2 * HOUR));

        assertThat(ended.ended()).isTrue();
        assertThat(ended.key()).isEqualTo(missed.key());
        assertThat(ended.alertId()).isNotEqualTo(missed.alertId());
    }

    @Test
    void orderThatIsReadAndNotAnsweredIsAnAlertAtItsMoment() {
        answer(ReplyKind.TECH_ACKED, cutOff(MONDAY) + 1);

        Alert alert = only(group.advance(cutOff(MONDAY) + 3 * HOUR));

        assertThat(alert.kind()).isEqualTo(AlertKind.ACKNOWLEDGEMENT_MISSING);
        assertThat(alert.deadlineMillis()).isEqualTo(cutOff(MONDAY) + 2 * HOUR);
    }

    @Test
    void goodsThatAreDueAndHaveNotLeftAreAnAlertAndThenGoodsThatDidNotCome() {
        answer(ReplyKind.ACCEPTED, cutOff(MONDAY) + 1);
        Shop.day(group, MONDAY, 30, 100);
        assertThat(about(group.advance(at(MONDAY + 2, 0, 0) - 1))).isEmpty();

        Alert notLeft = only(group.advance(at(MONDAY + 2, 0, 0)));
        Shop.day(group, MONDAY + 1, 30, 100);
        Alert notCome = only(group.advance(at(MONDAY + 3, 0, 0)));
        List<Alert> ended =
                about(
                        answer(
                                ReplyKind.RECEIVED,
                                at(MONDAY + 3, 1, 0),
                                order.lines().stream()
                                        .map(l -> new ReplyLine(l.item(), l.quantity(), MONDAY + 3))
                                        .toArray(ReplyLine[]::new)));

        assertThat(notLeft.kind()).isEqualTo(AlertKind.SHIP_NOTICE_MISSING);
        assertThat(notCome.kind()).isEqualTo(AlertKind.RECEIPT_MISSING);
        assertThat(ended).extracting(Alert::kind).containsExactly(notLeft.kind(), notCome.kind());
        assertThat(ended).allMatch(Alert::ended);
    }

    @Test
    void promiseOfALaterDayEndsTheAlertOfTheEarlierOne() {
        answer(ReplyKind.ACCEPTED, cutOff(MONDAY) + 1);
        Shop.day(group, MONDAY, 30, 100);
        only(group.advance(at(MONDAY + 2, 0, 0)));

        Alert ended =
                only(
                        answer(
                                ReplyKind.ACCEPTED_WITH_CHANGE,
                                at(MONDAY + 2, 1, 0),
                                order.lines().stream()
                                        .map(l -> new ReplyLine(l.item(), l.quantity(), MONDAY + 5))
                                        .toArray(ReplyLine[]::new)));

        assertThat(ended.kind()).isEqualTo(AlertKind.SHIP_NOTICE_MISSING);
        assertThat(ended.ended()).isTrue();
    }

    @Test
    void nextTimerIsThatOfTheNextOrderToBeMissed() {
        assertThat(group.nextTimer()).isEqualTo(cutOff(MONDAY) + HOUR);
        group.advance(cutOff(MONDAY) + HOUR);
        assertThat(group.nextTimer()).isEqualTo(cutOff(MONDAY) + 2 * HOUR);
        group.advance(cutOff(MONDAY) + 2 * HOUR);
        assertThat(group.nextTimer()).isEqualTo(cutOff(MONDAY + 1));
    }

    private Outcome answer(ReplyKind kind, long time, ReplyLine... lines) {
        return Shop.learn(group, Shop.reply(order.number(), 0, kind, time, lines));
    }

    private List<Alert> about(Outcome outcome) {
        return outcome.alerts().stream()
                .filter(a -> a.orderNumber().equals(order.number()))
                .toList();
    }

    private Alert only(Outcome outcome) {
        assertThat(about(outcome)).hasSize(1);
        return about(outcome).get(0);
    }

    private static GroupState group() {
        GroupState group =
                GroupState.inMemory(
                        new SettingsEdit()
                                .watching(new OrderSettings(60, 120, 500, false, 0, 0.8, 20, 50))
                                .settings());
        group.on(
                GroupEvent.network(
                        new GroupEdit()
                                .suppliers(new Supplier("FARM", 2, 1000, 5, "fresh food"))
                                .group()),
                Long.MIN_VALUE);
        return group;
    }
}
