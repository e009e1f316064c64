package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.local.world.Suppliers.Manners;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** MARKET delivers to WN in two days, FARM in one; milk comes in lots of twelve, costs 0.85. */
class SuppliersTest {
    private static final int DAY = 20_000;
    private static final LocalTimes TIMES = new LocalTimes(ZoneId.of("Europe/Berlin"));
    private static final List<PlanningGroup> GROUPS = GeneratedNetwork.groups();

    private final StockRoom room = new StockRoom();

    @Property(tries = 60)
    void everyOrderIsAnsweredOnceAndItsGoodsComeWhenAndAsMuchAsWasSaid(
            @ForAll @LongRange(min = 1, max = 99_999) long seed,
            @ForAll @IntRange(min = 1, max = 12) int orders) {
        Suppliers suppliers = suppliers(seed, new Manners(.2, .3, .3));
        StockRoom stock = new StockRoom();
        for (int n = 0; n < orders; n++) {
            suppliers.take(order("P" + n, 0, OrderTransition.CREATED, 120 + 12 * n));
        }
        List<List<SupplierReply>> mornings = new ArrayList<>();
        for (int day = DAY; day <= DAY + 4; day++) {
            mornings.add(suppliers.morning(day, stock));
        }

        for (int n = 0; n < orders; n++) {
            String number = "P" + n;
            SupplierReply answer = find(mornings.get(0), number).get(0);
            List<SupplierReply> later = new ArrayList<>();
            mornings.subList(1, 5).forEach(m -> later.addAll(find(m, number)));
            if (answer.kind() == ReplyKind.REJECTED) {
                assertThat(later).isEmpty();
                continue;
            }
            boolean asOrdered = answer.kind() == ReplyKind.ACCEPTED;
            long quantity = asOrdered ? 120 + 12L * n : answer.lines().get(0).quantity();
            int due = asOrdered ? DAY + 2 : answer.lines().get(0).expectedEpochDay();
            assertThat(due).isBetween(DAY + 2, DAY + 3);
            assertThat(later)
                    .extracting(SupplierReply::kind)
                    .containsExactly(ReplyKind.SHIPPED, ReplyKind.RECEIVED);
            assertThat(find(mornings.get(due - 1 - DAY), number))
                    .extracting(SupplierReply::kind)
                    .containsExactly(ReplyKind.SHIPPED);
            assertThat(find(mornings.get(due - DAY), number))
                    .extracting(SupplierReply::kind)
                    .containsExactly(ReplyKind.RECEIVED);
            assertThat(later)
                    .allSatisfy(
                            reply ->
                                    assertThat(reply.lines())
                                            .containsExactly(new ReplyLine("milk", quantity, due)));
        }
        assertThat(stock.total()).isEqualTo(received(mornings));
    }

    @Test
    void aboutAsManyFareBadlyAsTheMannersSay() {
        Suppliers suppliers = suppliers(3, new Manners(.1, .2, .3));
        int n = 2_000;
        for (int i = 0; i < n; i++) {
            suppliers.take(order("P" + i, 0, OrderTransition.CREATED, 240));
        }
        List<SupplierReply> said = suppliers.morning(DAY, room);

        assertThat(said).hasSize(n);
        assertThat(share(said, r -> r.kind() == ReplyKind.REJECTED)).isCloseTo(.1, within(.03));
        assertThat(share(said, SuppliersTest::isShort)).isCloseTo(.2, within(.04));
        assertThat(share(said, SuppliersTest::isLate)).isCloseTo(.3, within(.04));
        assertThat(share(said, r -> r.kind() == ReplyKind.ACCEPTED)).isCloseTo(.4, within(.04));
        assertThat(said).noneMatch(r -> isShort(r) && isLate(r));
    }

    @Property(tries = 30)
    void fateOfAnOrderDoesNotDependOnTheOthers(
            @ForAll @LongRange(min = 1, max = 99_999) long seed) {
        Manners manners = new Manners(.2, .3, .3);
        Suppliers alone = suppliers(seed, manners);
        Suppliers among = suppliers(seed, manners);
        alone.take(order("P5", 0, OrderTransition.CREATED, 240));
        for (int n = 9; n >= 0; n--) {
            among.take(order("P" + n, 0, OrderTransition.CREATED, 240));
        }

        assertThat(find(among.morning(DAY, new StockRoom()), "P5"))
                .isEqualTo(alone.morning(DAY, new StockRoom()));
    }

    @Property(tries = 30)
    void duplicatesChangeNothing(@ForAll @LongRange(min = 1, max = 99_999) long seed) {
        List<String> once = story(seed, 1);

        assertThat(story(seed, 3)).isEqualTo(once);
    }

    @Test
    void whatIsOnItsWayIsNotChangedAnyMoreAndTheyAreTold() {
        Suppliers suppliers = suppliers(1, Manners.PERFECT);
        suppliers.take(order("P1", 0, OrderTransition.CREATED, 240));
        suppliers.morning(DAY, room);
        suppliers.morning(DAY + 1, room);
        suppliers.take(order("P1", 1, OrderTransition.CHANGED, 480));

        List<SupplierReply> said = suppliers.morning(DAY + 2, room);

        assertThat(said)
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.ACCEPTED_WITH_CHANGE, ReplyKind.RECEIVED);
        assertThat(said.get(0).revision()).isEqualTo(1);
        assertThat(said.get(0).lines()).containsExactly(new ReplyLine("milk", 240, DAY + 2));
        assertThat(room.onHand("WN", "milk")).isEqualTo(240);
    }

    @Test
    void whatIsOnItsWayComesAndCostsThoughItIsCancelled() {
        Suppliers suppliers = suppliers(1, Manners.PERFECT);
        suppliers.take(order("P1", 0, OrderTransition.CREATED, 240));
        suppliers.morning(DAY, room);
        suppliers.morning(DAY + 1, room);
        double cost = suppliers.booked().total();
        suppliers.take(order("P1", 1, OrderTransition.CANCELLED, 240));

        assertThat(suppliers.morning(DAY + 2, room))
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.REJECTED, ReplyKind.RECEIVED);
        assertThat(room.onHand("WN", "milk")).isEqualTo(240);
        assertThat(suppliers.booked().total()).isEqualTo(cost).isNotZero();
    }

    @Test
    void refusedOrderCostsNothing() {
        Suppliers suppliers = suppliers(1, new Manners(1, 0, 0));
        suppliers.take(order("P1", 0, OrderTransition.CREATED, 240));
        suppliers.morning(DAY, room);

        assertThat(suppliers.booked()).isEqualTo(RealisedCost.ZERO);
    }

    @Test
    void shortOrderIsPaidForWhatComes() {
        Suppliers suppliers = suppliers(1, new Manners(0, 1, 0));
        suppliers.take(order("P1", 0, OrderTransition.CREATED, 240));

        long comes = suppliers.morning(DAY, room).get(0).lines().get(0).quantity();

        assertThat(comes).isLessThan(240);
        assertThat(suppliers.booked().premium()).isCloseTo((0.80 - 0.85) * comes, within(1e-9));
    }

    @Test
    void repliesAreSaidInTheOrderOfTheirTimesOnTheMorningOfTheirDay() {
        Suppliers suppliers = suppliers(5, new Manners(.2, .3, .3));
        Set<String> ids = new HashSet<>();
        for (int day = DAY; day < DAY + 12; day++) {
            for (int n = 0; n < 4; n++) {
                suppliers.take(order("P" + day + n, 0, OrderTransition.CREATED, 240));
            }
            suppliers.take(transfer("T" + day, 24));

            List<SupplierReply> said = suppliers.morning(day, room);

            assertThat(said)
                    .isSortedAccordingTo(Comparator.comparingLong(SupplierReply::timeMillis));
            for (SupplierReply reply : said) {
                assertThat(ids.add(reply.eventId())).as(reply.eventId()).isTrue();
                assertThat(reply.timeMillis())
                        .isBetween(TIMES.millis(day, 4 * 60), TIMES.millis(day, 5 * 60));
            }
        }
    }

    @Test
    void transferOfNothingThereStillLeavesAndCostsItsTruck() {
        Suppliers suppliers = suppliers(1, Manners.PERFECT);
        suppliers.take(transfer("T1", 24));

        SupplierReply left = suppliers.morning(DAY, room).get(0);

        assertThat(left.kind()).isEqualTo(ReplyKind.SHIPPED);
        assertThat(left.lines()).containsExactly(new ReplyLine("milk", 0, DAY + 1));
        assertThat(suppliers.booked().trucks()).isEqualTo(16);
        assertThat(suppliers.booked().transferUnits()).isZero();
    }

    private List<String> story(long seed, int times) {
        Suppliers suppliers = suppliers(seed, new Manners(.2, .3, .3));
        StockRoom stock = new StockRoom();
        stock.receive("WN", "milk", 500);
        List<String> story = new ArrayList<>();
        for (int day = DAY; day < DAY + 6; day++) {
            PurchaseOrder order = order("P" + day, 0, OrderTransition.CREATED, 240);
            TransferOrder transfer = transfer("T" + day, 60);
            for (int n = 0; n < times; n++) {
                assertThat(suppliers.take(order)).isEqualTo(n == 0);
                assertThat(suppliers.take(transfer)).isEqualTo(n == 0);
            }
            story.add(suppliers.morning(day, stock).toString());
            assertThat(suppliers.take(order)).as("later too").isFalse();
        }
        story.add(suppliers.booked().toString() + stock.total());
        return story;
    }

    private static long received(List<List<SupplierReply>> mornings) {
        return mornings.stream()
                .flatMap(List::stream)
                .filter(r -> r.kind() == ReplyKind.RECEIVED)
                .flatMap(r -> r.lines().stream())
                .mapToLong(ReplyLine::quantity)
                .sum();
    }

    private static List<SupplierReply> find(List<SupplierReply> said, String number) {
        return said.stream().filter(r -> r.orderNumber().equals(number)).toList();
    }

    private static double share(
            List<SupplierReply> said, java.util.function.Predicate<SupplierReply> which) {
        return (double) said.stream().filter(which).count() / said.size();
    }

    private static boolean isShort(SupplierReply reply) {
        return !reply.lines().isEmpty() && reply.lines().get(0).quantity() < 240;
    }

    private static boolean isLate(SupplierReply reply) {
        return !reply.lines().isEmpty() && reply.lines().get(0).expectedEpochDay() > DAY + 2;
    }

    private static Suppliers suppliers(long seed, Manners manners) {
        return new Suppliers(new Network(GROUPS), TIMES, seed, manners);
    }

    private static PurchaseOrder order(
            String number, int revision, OrderTransition transition, long quantity) {
        return new PurchaseOrder(
                number,
                revision,
                transition,
                OrderStatus.SENT,
                "FRESH",
                DAY,
                "MARKET",
                "WN",
                0,
                "EUR",
                List.of(new OrderLine(1, "milk", quantity, 1, 0.80, DAY + 2)),
                "",
                "d",
                "");
    }

    private static TransferOrder transfer(String number, long quantity) {
        return new TransferOrder(
                number,
                0,
                OrderTransition.CREATED,
                "FRESH",
                DAY,
                "WN",
                "N1",
                0,
                List.of(new OrderLine(1, "milk", quantity, 1, 0, DAY + 1)),
                "d");
    }
}
