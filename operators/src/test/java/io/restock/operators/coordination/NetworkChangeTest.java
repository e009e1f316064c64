package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.SETTINGS;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.domain.TransferOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The network changes while orders are on their way. */
class NetworkChangeTest {
    private final GroupState group = Shop.group(SETTINGS);
    private final Outcome first = Shop.firstDay(group);

    @Test
    void removedItemIsNotOrderedAnyMoreButWhatWasOrderedMayArrive() {
        PurchaseOrder toS3 = Shop.orderTo(first, "S3");
        change(new GroupEdit().version(2).items(Shop.item("BREAD")).group());

        Outcome next = nextDay(MONDAY, 0);
        Outcome arrival =
                Shop.learn(
                        group,
                        Shop.reply(
                                toS3.number(),
                                0,
                                ReplyKind.RECEIVED,
                                cutOff(MONDAY + 1) + 1,
                                new ReplyLine("APPLE", 39, MONDAY + 2)));

        assertThat(next.lines()).extracting(PlanLine::item).containsOnly("BREAD");
        assertThat(next.alerts())
                .filteredOn(a -> a.kind() == AlertKind.STOCK_OUT)
                .extracting(Alert::item)
                .containsOnly("BREAD");
        assertThat(arrival.refused()).isEmpty();
        assertThat(group.positions().get("S3|BREAD").onOrder()).isPositive();
    }

    @Test
    void forecastsOfARemovedItemAreNeitherAwaitedNorKept() {
        change(new GroupEdit().version(2).items(Shop.item("BREAD")).group());
        for (String place : List.of("W1", "S1", "S2", "S3")) {
            for (String item : Shop.ITEMS) {
                Shop.learn(group, Shop.level(place, item, MONDAY, 5));
            }
        }
        for (String store : Shop.STORES) {
            Shop.learn(group, Shop.forecast(store, "BREAD", MONDAY, 10, 4));
        }

        assertThat(group.advance(cutOff(MONDAY + 1)).plans())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.forecasts()).isEqualTo(3);
                            assertThat(p.staleForecasts()).isZero();
                        });
    }

    @Test
    void lostOrderOfARemovedItemIsStillGivenUp() {
        PurchaseOrder toS3 = Shop.orderTo(first, "S3");
        change(new GroupEdit().version(2).items(Shop.item("BREAD")).group());

        Outcome last = first;
        for (int day = MONDAY; day < MONDAY + 2; day++) {
            last = nextDay(day, 0);
        }

        assertThat(last.purchaseOrders())
                .filteredOn(o -> o.number().equals(toS3.number()))
                .extracting(PurchaseOrder::transition)
                .containsExactly(OrderTransition.CANCELLED);
        assertThat(last.alerts())
                .filteredOn(a -> a.orderNumber().equals(toS3.number()) && !a.ended())
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.kind()).isEqualTo(AlertKind.ORDER_UNANSWERED);
                            assertThat(a.money()).isEqualTo(2.0 * (39 + 39));
                        });
    }

    @Test
    void supplierThatGoesIsReplacedAndItsOrdersMayStillBeAnswered() {
        PurchaseOrder toS3 = Shop.orderTo(first, "S3");
        change(
                new GroupEdit()
                        .version(2)
                        .suppliers(new Supplier("MILL", 1, 1000, 5))
                        .sources(terms("MILL", 3))
                        .group());
        Outcome refusal =
                group.on(
                        GroupEvent.reply(
                                Shop.reply(
                                        toS3.number(), 0, ReplyKind.REJECTED, cutOff(MONDAY) + 1)),
                        cutOff(MONDAY) + 1);

        Outcome next = nextDay(MONDAY, 5);

        assertThat(refusal.refused()).isEmpty();
        assertThat(next.purchaseOrders())
                .filteredOn(o -> o.shipTo().equals("S3"))
                .as("what was refused is on its way already")
                .isEmpty();
        assertThat(refusal.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.supplier()).isEqualTo("MILL");
                            assertThat(o.shipTo()).isEqualTo("S3");
                            assertThat(o.lines())
                                    .extracting(OrderLine::requestedEpochDay)
                                    .containsOnly(MONDAY + 1);
                            assertThat(o.lines())
                                    .extracting(OrderLine::unitPrice)
                                    .containsOnly(3.0);
                        });
    }

    @Test
    void reviewAfterTheSupplierWentTakesItsUnansweredOrdersBack() {
        List<String> old = first.purchaseOrders().stream().map(PurchaseOrder::number).toList();
        change(
                new GroupEdit()
                        .version(2)
                        .suppliers(new Supplier("MILL", 1, 1000, 5))
                        .sources(terms("MILL", 3))
                        .group());

        Outcome again = Shop.review(group, 5);

        assertThat(again.purchaseOrders())
                .filteredOn(o -> o.transition() == OrderTransition.CANCELLED)
                .extracting(PurchaseOrder::number)
                .containsExactlyInAnyOrderElementsOf(old);
        assertThat(again.purchaseOrders())
                .filteredOn(o -> o.transition() == OrderTransition.CREATED)
                .extracting(PurchaseOrder::supplier)
                .isNotEmpty()
                .containsOnly("MILL");
    }

    @Test
    void closedStoreGetsNothingMoreAndItsTransferIsGivenUp() {
        change(new GroupEdit().version(2).without("S1").group());

        Outcome last = first;
        for (int day = MONDAY; day < MONDAY + 2; day++) {
            last = nextDay(day, 0);
            assertThat(last.transferOrders())
                    .filteredOn(t -> t.transition() == OrderTransition.CREATED)
                    .extracting(TransferOrder::to)
                    .doesNotContain("S1");
        }

        assertThat(last.transferOrders())
                .filteredOn(t -> t.to().equals("S1"))
                .extracting(TransferOrder::transition)
                .containsExactly(OrderTransition.CANCELLED);
    }

    @Test
    void dearerLaneIsInTheNextPlansMoney() {
        Outcome cheap = nextDay(MONDAY, 0);
        GroupState other = Shop.group(SETTINGS);
        Shop.firstDay(other);
        other.on(
                GroupEvent.network(
                        new GroupEdit()
                                .version(2)
                                .lanes(l -> new TransferLane(l.from(), l.to(), 1, 2 + 40, 0.1))
                                .group()),
                Long.MIN_VALUE);
        Shop.day(other, MONDAY, 0, 100);
        Outcome dear = other.advance(cutOff(MONDAY + 1));

        long trucks = cheap.plans().get(0).transferNumbers().size();
        assertThat(trucks).isPositive();
        assertThat(dear.plans().get(0).cost().trucks())
                .isGreaterThanOrEqualTo(cheap.plans().get(0).cost().trucks() + 40.0 * trucks);
    }

    @Test
    void laterCutOffMovesTheNextReview() {
        change(new GroupEdit().version(2).cutOffMinute(300).group());
        Shop.day(group, MONDAY, 5, 100);

        assertThat(group.advance(cutOff(MONDAY + 1)).plans()).isEmpty();
        assertThat(group.advance(cutOff(MONDAY + 1) + 3_600_000).plans())
                .extracting(PlanRecord::issuedMillis)
                .containsExactly(cutOff(MONDAY + 1) + 3_600_000);
    }

    @Test
    void versionThatChangesABaseUnitIsRefusedAndTheOldStays() {
        Outcome outcome =
                group.on(
                        GroupEvent.network(
                                new GroupEdit()
                                        .version(2)
                                        .items(Shop.item("APPLE", 0.1, 1), Shop.item("BREAD"))
                                        .group()),
                        Long.MIN_VALUE);

        assertThat(outcome.refused())
                .singleElement()
                .satisfies(
                        r ->
                                assertThat(r.reason())
                                        .contains("baseUnit (0.1) of item APPLE must stay 1.0"));
        assertThat(group.planningGroup()).isEqualTo(Shop.network());
        assertThat(nextDay(MONDAY, 5).plans()).hasSize(1);
    }

    @Test
    void newItemIsPlannedFromItsFirstForecastOnAndDelaysNobody() {
        change(
                new GroupEdit()
                        .version(2)
                        .items(Shop.item("APPLE"), Shop.item("BREAD"), Shop.item("CAKE"))
                        .group());
        for (String store : Shop.STORES) {
            Shop.learn(group, Shop.level(store, "CAKE", MONDAY, 8));
        }

        Outcome launch = nextDay(MONDAY, 5);
        for (String store : Shop.STORES) {
            Shop.learn(group, Shop.level(store, "CAKE", MONDAY + 1, 0));
            Shop.learn(group, Shop.forecast(store, "CAKE", MONDAY + 1, 10, 4));
        }
        Outcome later = nextDay(MONDAY + 1, 5);

        assertThat(launch.plans())
                .as("planned at the cut-off, without the new item's forecast")
                .singleElement()
                .satisfies(p -> assertThat(p.forecasts()).isEqualTo(6));
        assertThat(launch.lines()).extracting(PlanLine::item).doesNotContain("CAKE");
        assertThat(later.plans())
                .singleElement()
                .satisfies(p -> assertThat(p.forecasts()).isEqualTo(9));
        assertThat(later.lines()).extracting(PlanLine::item).contains("CAKE");
    }

    private static SupplySource terms(String supplier, double price) {
        return new SupplySource(supplier, 1, 1, 1000, 0.5, List.of(new PriceBreak(1, price)));
    }

    private void change(PlanningGroup newer) {
        assertThat(group.on(GroupEvent.network(newer), Long.MIN_VALUE).refused()).isEmpty();
    }

    private Outcome nextDay(int day, double storeStock) {
        Shop.day(group, day, storeStock, 100);
        return group.advance(cutOff(day + 1));
    }
}
