package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.SupplierReply;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferOrder;
import io.restock.local.world.Suppliers.Manners;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SimulationTest {
    private static final GeneratedWorld WORLD = GeneratedWorld.of(7, 10);
    private static final int DAY = WORLD.firstRunDay();
    private static final PlanningGroup FRESH = WORLD.groups().get(0);

    @Property(tries = 12)
    void stockIsConservedWhateverIsOrderedAndMoved(
            @ForAll @LongRange(min = 1, max = 999) long seed) {
        Simulation simulation = new Simulation(WORLD, seed, new Manners(.1, .2, .2));
        RandomGenerator random = Noise.of(seed, "orders");
        for (int day = DAY; day <= WORLD.lastDay(); day++) {
            for (PlanningGroup group : WORLD.groups()) {
                orderAnything(simulation, group, day, random);
            }
            simulation.morning(day);
            DayOutcome outcome = simulation.trade(day);

            assertThat(simulation.conserves()).isTrue();
            for (SeriesOutcome o : outcome.series()) {
                assertThat(o.onHand()).isNotNegative();
                assertThat(o.units() + o.unmet()).isCloseTo(o.demand(), within(1e-6));
            }
        }
    }

    @Property(tries = 3)
    void sameOrdersFareTheSame(@ForAll @LongRange(min = 1, max = 999) long seed) {
        assertThat(run(seed)).isEqualTo(run(seed));
    }

    @Test
    void demandIsTheSameWhateverIsOrdered() {
        Simulation idle = new Simulation(WORLD, 1, Manners.PERFECT);
        Simulation busy = new Simulation(WORLD, 1, Manners.PERFECT);
        busy.order(order("PO1", 0, OrderTransition.CREATED, 480));
        busy.morning(DAY);
        idle.morning(DAY);

        assertThat(busy.trade(DAY).series().stream().map(SeriesOutcome::demand).toList())
                .isEqualTo(idle.trade(DAY).series().stream().map(SeriesOutcome::demand).toList());
    }

    @Test
    void orderIsAnsweredShippedAndReceivedAfterItsLeadTime() {
        Simulation simulation = new Simulation(WORLD, 1, Manners.PERFECT);
        long before = simulation.onHand("WN", "milk");
        assertThat(simulation.order(order("PO1", 0, OrderTransition.CREATED, 480))).isTrue();

        assertThat(simulation.morning(DAY))
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.ACCEPTED);
        assertThat(simulation.onHand("WN", "milk")).isEqualTo(before);
        assertThat(simulation.morning(DAY + 1))
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.SHIPPED);
        List<SupplierReply> last = simulation.morning(DAY + 2);

        assertThat(last).extracting(SupplierReply::kind).containsExactly(ReplyKind.RECEIVED);
        assertThat(last.get(0).lines().get(0).quantity()).isEqualTo(480);
        assertThat(last.get(0).group()).isEqualTo("FRESH");
        assertThat(simulation.onHand("WN", "milk")).isEqualTo(before + 480);
    }

    @Test
    void orderIsCarriedOutOnceHoweverOftenItIsSaid() {
        Simulation simulation = new Simulation(WORLD, 1, Manners.PERFECT);
        long before = simulation.onHand("WN", "milk");
        assertThat(simulation.order(order("PO1", 0, OrderTransition.CREATED, 480))).isTrue();
        assertThat(simulation.order(order("PO1", 0, OrderTransition.CREATED, 480))).isFalse();

        for (int day = DAY; day < DAY + 4; day++) {
            simulation.morning(day);
        }

        assertThat(simulation.onHand("WN", "milk")).isEqualTo(before + 480);
    }

    @Test
    void changedOrderReplacesTheEarlierRevisionAndItsCost() {
        Simulation simulation = new Simulation(WORLD, 1, Manners.PERFECT);
        long before = simulation.onHand("WN", "milk");
        simulation.order(order("PO1", 0, OrderTransition.CREATED, 480));
        simulation.order(order("PO1", 1, OrderTransition.CHANGED, 240));
        simulation.morning(DAY);
        double once = simulation.trade(DAY).cost().orderHeaders();
        simulation.morning(DAY + 1);
        simulation.morning(DAY + 2);

        assertThat(once).isEqualTo(42);
        assertThat(simulation.onHand("WN", "milk")).isEqualTo(before + 240);
    }

    @Test
    void cancelledOrderCostsNothingAndDoesNotCome() {
        Simulation simulation = new Simulation(WORLD, 1, Manners.PERFECT);
        long before = simulation.onHand("WN", "milk");
        simulation.order(order("PO1", 0, OrderTransition.CREATED, 480));
        simulation.order(order("PO1", 1, OrderTransition.CANCELLED, 480));
        simulation.morning(DAY);
        RealisedCost cost = simulation.trade(DAY).cost();
        simulation.morning(DAY + 1);
        simulation.morning(DAY + 2);

        assertThat(cost.orderHeaders()).isZero();
        assertThat(simulation.onHand("WN", "milk")).isEqualTo(before);
    }

    @Test
    void transferLeavesAtOnceAndTakesNoMoreThanThereIs() {
        Simulation simulation = new Simulation(WORLD, 1, Manners.PERFECT);
        long there = simulation.onHand("WN", "milk");
        simulation.transfer(
                new TransferOrder(
                        "TO1",
                        0,
                        OrderTransition.CREATED,
                        "FRESH",
                        DAY,
                        "WN",
                        "N1",
                        0,
                        List.of(new OrderLine(1, "milk", there + 100, 1, 0, DAY + 1)),
                        "d"));

        List<SupplierReply> said = simulation.morning(DAY);

        assertThat(said).extracting(SupplierReply::kind).containsExactly(ReplyKind.SHIPPED);
        assertThat(said.get(0).lines().get(0).quantity()).isEqualTo(there);
        assertThat(simulation.onHand("WN", "milk")).isZero();
        assertThat(simulation.morning(DAY + 1))
                .extracting(SupplierReply::kind)
                .containsExactly(ReplyKind.RECEIVED);
        assertThat(simulation.trade(DAY + 1).cost().trucks()).isEqualTo(16);
    }

    @Test
    void badMannersShortenDelayAndRefuse() {
        Simulation refusing = new Simulation(WORLD, 1, new Manners(1, 0, 0));
        Simulation shortening = new Simulation(WORLD, 1, new Manners(0, 1, 0));
        Simulation late = new Simulation(WORLD, 1, new Manners(0, 0, 1));
        for (Simulation s : List.of(refusing, shortening, late)) {
            s.order(order("PO1", 0, OrderTransition.CREATED, 480));
        }

        assertThat(refusing.morning(DAY).get(0).kind()).isEqualTo(ReplyKind.REJECTED);
        SupplierReply less = shortening.morning(DAY).get(0);
        assertThat(less.kind()).isEqualTo(ReplyKind.ACCEPTED_WITH_CHANGE);
        assertThat(less.lines().get(0).quantity()).isBetween(1L, 479L);
        assertThat(less.lines().get(0).quantity() % 12).isZero();
        SupplierReply later = late.morning(DAY).get(0);
        assertThat(later.lines().get(0).expectedEpochDay()).isEqualTo(DAY + 3);
    }

    @Test
    void chargesWhatIsHeldMissedAndBought() {
        Simulation simulation = new Simulation(WORLD, 1, Manners.PERFECT);
        simulation.order(order("PO1", 0, OrderTransition.CREATED, 480));
        simulation.morning(DAY);

        RealisedCost cost = simulation.trade(DAY).cost();

        assertThat(cost.holding()).isPositive();
        assertThat(cost.orderLines()).isEqualTo(1.5);
        assertThat(cost.premium()).isCloseTo(480 * (0.80 - 0.85), within(1e-9));
        assertThat(cost.byComponent().values().stream().mapToDouble(x -> x).sum())
                .isCloseTo(cost.total(), within(1e-9));
    }

    @Test
    void saysWhichThingOfAnOrderIsUnknown() {
        Network network = new Network(WORLD.groups());

        assertThatThrownBy(() -> network.item("caviar")).hasMessageContaining("item caviar");
        assertThatThrownBy(() -> network.source("milk", "DEPOT"))
                .hasMessageContaining("DEPOT")
                .hasMessageContaining("milk");
    }

    private static List<String> run(long seed) {
        Simulation simulation = new Simulation(WORLD, seed, Manners.USUAL);
        List<String> story = new ArrayList<>();
        RandomGenerator random = Noise.of(seed, "orders");
        for (int day = DAY; day < DAY + 6; day++) {
            orderAnything(simulation, FRESH, day, random);
            story.add(simulation.morning(day).toString());
            story.add(simulation.trade(day).cost().toString());
        }
        return story;
    }

    private static void orderAnything(
            Simulation simulation, PlanningGroup group, int day, RandomGenerator random) {
        NetworkItem item = group.items().get(random.nextInt(group.items().size()));
        SupplySource source = item.sources().get(random.nextInt(item.sources().size()));
        long quantity = source.orderMultiple() * random.nextInt(2, 40);
        simulation.order(
                new PurchaseOrder(
                        "PO" + group.id() + day,
                        0,
                        OrderTransition.CREATED,
                        OrderStatus.SENT,
                        group.id(),
                        day,
                        source.supplier(),
                        "WS",
                        0,
                        "EUR",
                        List.of(new OrderLine(1, item.id(), quantity, 1, 1, day + 2)),
                        "",
                        "d",
                        ""));
        simulation.transfer(
                new TransferOrder(
                        "TO" + group.id() + day,
                        0,
                        OrderTransition.CREATED,
                        group.id(),
                        day,
                        "WS",
                        "S1",
                        0,
                        List.of(new OrderLine(1, item.id(), random.nextInt(1, 300), 1, 0, day)),
                        "d"));
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
}
