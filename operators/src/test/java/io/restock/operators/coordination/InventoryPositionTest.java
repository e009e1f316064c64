package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.OrderStatus;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class InventoryPositionTest {
    private static final Network NETWORK = Network.of(Shop.network());
    private static final List<ReplyKind> KINDS = List.of(ReplyKind.values());

    @Test
    void countsWholeBaseUnits() {
        SeriesState half =
                SeriesState.unknown("S1", "APPLE").report(Shop.level("S1", "APPLE", MONDAY, 0.7));

        assertThat(half.onHand(0.1)).isEqualTo(7);
        assertThat(half.onHand(0.25)).isEqualTo(2);
        assertThat(half.onHand(1)).isZero();
    }

    @Test
    void transferIsInTransitThereAndReservedHereUntilItLeaves() {
        OpenOrder sent = transfer("T1", 12);
        OpenOrder left = sent.answer(said(sent, ReplyKind.SHIPPED, 12, 1)).order();

        Map<String, InventoryPosition> before =
                InventoryPosition.of(stock(), List.of(sent), NETWORK);
        Map<String, InventoryPosition> after =
                InventoryPosition.of(stock(), List.of(left), NETWORK);

        assertThat(before.get("W1|APPLE")).isEqualTo(new InventoryPosition(50, 12, 0, 0));
        assertThat(before.get("S1|APPLE")).isEqualTo(new InventoryPosition(0, 0, 0, 12));
        assertThat(after.get("W1|APPLE").reserved()).isZero();
    }

    @Test
    void seriesOutsideTheNetworkHaveNoPosition() {
        List<SeriesState> strange =
                List.of(SeriesState.unknown("X9", "APPLE"), SeriesState.unknown("S1", "PEAR"));

        assertThat(InventoryPosition.of(strange, List.of(), NETWORK)).isEmpty();
    }

    /**
     * A warehouse that sends transfers and gets deliveries, in a random order of arrival of its
     * levels and answers: what the states say is what a replay of the whole ledger says, at any
     * cut.
     */
    @Property(tries = 300)
    void positionIsTheReplayOfTheLedgerAtAnyCut(@ForAll long seed) {
        Random random = new Random(seed);
        GroupState group = Shop.group(new SettingsEdit().firstCycle(MONDAY + 1000).settings());
        InMemoryStore store = new InMemoryStore();
        GroupState over =
                GroupState.over(
                        store,
                        new SettingsEdit().firstCycle(MONDAY + 1000).settings(),
                        PlannerChoice.ORDER_UP_TO.planner(),
                        new HashMap<>(),
                        1,
                        Long.MIN_VALUE);
        over.on(GroupEvent.network(Shop.network()), Long.MIN_VALUE);
        Ledger ledger = new Ledger();
        for (int n = 0; n < 25; n++) {
            if (random.nextInt(4) == 0) {
                OpenOrder order =
                        random.nextBoolean()
                                ? transfer("T" + n, 1 + random.nextInt(20))
                                : purchase("P" + n, 1 + random.nextInt(20));
                store.putOrder(order);
                ledger.orders.add(order);
            } else if (random.nextInt(3) == 0) {
                int day = MONDAY + random.nextInt(10);
                int units = random.nextInt(100);
                Shop.learn(over, Shop.level("W1", "APPLE", day, units));
                ledger.level(Shop.at(day + 1, 0, 5), units);
            } else if (!ledger.orders.isEmpty()) {
                OpenOrder order = ledger.orders.get(random.nextInt(ledger.orders.size()));
                SupplierReply reply =
                        said(
                                order,
                                KINDS.get(random.nextInt(KINDS.size())),
                                random.nextInt(15),
                                random.nextInt(10 * 1440));
                Shop.learn(over, reply);
                ledger.answers.add(reply);
            }

            assertThat(over.positions().getOrDefault("W1|APPLE", InventoryPosition.ZERO))
                    .isEqualTo(ledger.position());
        }
        assertThat(group.positions()).isEmpty();
    }

    /** All that ever happened, and the position recomputed from it each time. */
    private static final class Ledger {
        final List<OpenOrder> orders = new ArrayList<>();
        final List<SupplierReply> answers = new ArrayList<>();
        private long levelTime = Long.MIN_VALUE;
        private long levelUnits;

        void level(long time, long units) {
            if (time >= levelTime) {
                levelTime = time;
                levelUnits = units;
            }
        }

        InventoryPosition position() {
            long onHand = levelUnits;
            long reserved = 0;
            long onOrder = 0;
            for (OpenOrder order : orders) {
                OpenOrder current = order;
                for (SupplierReply reply : answers) {
                    if (!reply.orderNumber().equals(order.number())) {
                        continue;
                    }
                    Answer answer = current.answer(reply);
                    for (Movement m : answer.movements()) {
                        if (m.location().equals("W1") && m.timeMillis() > levelTime) {
                            onHand += m.quantity();
                        }
                    }
                    current = answer.order();
                }
                if (current.isOpen() && current.transfer()) {
                    reserved += current.lines().get(0).unshipped();
                } else if (current.isOpen()) {
                    onOrder += current.lines().get(0).open();
                }
            }
            return new InventoryPosition(onHand, reserved, onOrder, 0);
        }
    }

    private static List<SeriesState> stock() {
        return List.of(
                SeriesState.unknown("W1", "APPLE").report(Shop.level("W1", "APPLE", MONDAY, 50)));
    }

    private static OpenOrder transfer(String number, long quantity) {
        return order(number, true, "W1", "S1", quantity);
    }

    private static OpenOrder purchase(String number, long quantity) {
        return order(number, false, "FARM", "W1", quantity);
    }

    private static OpenOrder order(
            String number, boolean transfer, String from, String to, long quantity) {
        return new OpenOrder(
                number,
                0,
                transfer,
                OrderStatus.SENT,
                Shop.GROUP,
                MONDAY,
                MONDAY,
                from,
                to,
                "d",
                Shop.cutOff(MONDAY),
                0,
                List.of(OpenLine.of(1, "APPLE", 1, 0, quantity, MONDAY + 1)),
                List.of());
    }

    private static SupplierReply said(
            OpenOrder order, ReplyKind kind, long quantity, int minutesLater) {
        return Shop.reply(
                order.number(),
                0,
                kind,
                Shop.cutOff(MONDAY) + minutesLater * 60_000L,
                new ReplyLine("APPLE", quantity, MONDAY + 1));
    }
}
