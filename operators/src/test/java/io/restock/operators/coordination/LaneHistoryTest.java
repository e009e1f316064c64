package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What suppliers have done is what is planned on, once there is enough of it. */
class LaneHistoryTest {
    private static final OrderSettings SETTINGS =
            new OrderSettings(0, 720, 0, false, 0, 0.8, 5, 50);

    /** The smallest day that has so large a part of all at or before it. */
    @Property
    void quantileIsThatOfAllDeliveries(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(max = 30) Integer> took,
            @ForAll @IntRange(min = 1, max = 99) int percent) {
        LaneHistory lane = lane(took);
        List<Integer> sorted = took.stream().sorted().toList();
        int at = (int) Math.ceil(percent / 100.0 * took.size() - 1e-9) - 1;

        assertThat(lane.quantile(percent / 100.0)).isEqualTo(sorted.get(Math.max(0, at)));
    }

    @Test
    void forgetsOldDeliveriesByHalves() {
        LaneHistory lane = LaneHistory.unknown("FARM", "W1");
        for (int n = 0; n < 1000; n++) {
            lane = lane.delivered(2);
        }
        for (int n = 0; n < 1000; n++) {
            lane = lane.delivered(5);
        }

        assertThat(lane.deliveries()).isLessThanOrEqualTo(401);
        assertThat(lane.quantile(0.1)).isEqualTo(5);
        assertThat(lane.delivered(Integer.MAX_VALUE).days()).hasSize(LaneHistory.MOST_DAYS + 1);
    }

    @Test
    void reliabilityIsThePartOfAgreementsThatCame() {
        LaneHistory lane = LaneHistory.unknown("FARM", "W1").over(100, 80).over(100, 130);

        assertThat(lane.reliability()).isCloseTo(0.9, within(1e-9));
        assertThat(LaneHistory.unknown("FARM", "W1").reliability()).isEqualTo(1);
    }

    @Test
    void contractCountsUntilEnoughHasCome() {
        Network contracts = Network.of(Shop.network());
        List<LaneHistory> few = List.of(lane(List.of(4, 4, 4, 4)));
        List<LaneHistory> enough = List.of(lane(List.of(4, 4, 4, 4, 4)));
        List<LaneHistory> long0 = List.of(lane(List.of(90, 90, 90, 90, 90)));

        assertThat(new Learned(few, SETTINGS).network(contracts)).isSameAs(contracts);
        assertThat(new Learned(enough, SETTINGS).network(contracts).supplier("FARM").leadTimeDays())
                .isEqualTo(4);
        assertThat(new Learned(long0, SETTINGS).network(contracts).supplier("FARM").leadTimeDays())
                .as("fewer than are planned")
                .isEqualTo(contracts.group().buckets() - 1);
    }

    @Test
    void onlyTheReliablePartOfAnAgreementIsReckonedWithButAllThatIsOnItsWay() {
        LaneHistory lane = LaneHistory.unknown("FARM", "S3");
        for (int n = 0; n < 5; n++) {
            lane = lane.over(10, 5);
        }
        Learned learned = new Learned(List.of(lane), SETTINGS);
        OpenOrder order = OpenOrderTest.order(false);
        OpenOrder shipped =
                order.answer(
                                Shop.reply(
                                        "P1",
                                        0,
                                        ReplyKind.SHIPPED,
                                        cutOff(MONDAY) + 1,
                                        new ReplyLine("APPLE", 6, MONDAY + 2)))
                        .order();

        assertThat(learned.reckoned(order, order.lines().get(0))).isEqualTo(5);
        assertThat(learned.reckoned(shipped, shipped.lines().get(0))).isEqualTo(6 + 2);
        OpenOrder moved = OpenOrderTest.order(true);
        assertThat(learned.reckoned(moved, moved.lines().get(0))).isEqualTo(10);
    }

    /** A supplier that always takes two days more than its contract says. */
    @Test
    void slowSupplierIsOrderedFromForTheDaysThatItTakesAndAskedForThoseOfItsContract() {
        GroupState group =
                Shop.group(new SettingsEdit().watching(SETTINGS).orders(30, 2, 9).settings());
        Shop.firstDay(group);
        Outcome last = new Outcome();
        for (int day = MONDAY; day < MONDAY + 40; day++) {
            for (OpenOrder order : group.orders()) {
                if (!order.transfer() && order.isOpen() && order.cycleEpochDay() == day - 4) {
                    receive(group, order, day);
                }
            }
            Shop.day(group, day, 5, 100);
            Outcome planned = group.advance(cutOff(day + 1));
            boolean ordered =
                    planned.purchaseOrders().stream().anyMatch(o -> o.shipTo().equals("S3"));
            last = ordered ? planned : last;
            for (PurchaseOrder order : planned.purchaseOrders()) {
                Shop.learn(
                        group,
                        Shop.reply(
                                order.number(),
                                order.revision(),
                                ReplyKind.ACCEPTED,
                                cutOff(day + 1) + 1));
            }
        }

        PurchaseOrder order = Shop.orderTo(last, "S3");
        assertThat(order.lines().get(0).requestedEpochDay())
                .as("the contract's two days")
                .isEqualTo(order.cycleEpochDay() + 2);
        assertThat(last.lines())
                .filteredOn(l -> l.orderNumber().equals(order.number()))
                .isNotEmpty()
                .allSatisfy(l -> assertThat(l.protectionDays()).isEqualTo(4 + 1));
    }

    private static void receive(GroupState group, OpenOrder order, int day) {
        Shop.learn(
                group,
                Shop.reply(
                        order.number(),
                        order.revision(),
                        ReplyKind.RECEIVED,
                        Shop.at(day, 6, 0),
                        order.lines().stream()
                                .map(l -> new ReplyLine(l.item(), l.open(), day))
                                .toArray(ReplyLine[]::new)));
    }

    private static LaneHistory lane(List<Integer> took) {
        LaneHistory lane = LaneHistory.unknown("FARM", "W1");
        List<Integer> mixed =
                IntStream.range(0, took.size())
                        .boxed()
                        .sorted(java.util.Comparator.comparing(i -> new Random(i).nextInt()))
                        .map(took::get)
                        .toList();
        for (int days : mixed) {
            lane = lane.delivered(days);
        }
        return lane;
    }
}
