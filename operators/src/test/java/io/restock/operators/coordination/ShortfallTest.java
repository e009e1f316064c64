package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.DecisionKind;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Supplier;
import io.restock.domain.SupplierReply;
import io.restock.domain.SupplySource;
import java.util.HashMap;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What one supplier cannot bring another one is asked for at once. */
class ShortfallTest {
    private static final long ANSWERED = cutOff(MONDAY) + 30 * 60_000;
    private static final double MILL_PALLETS = 0.5;

    private final GroupState group = group(PlannerChoice.ORDER_UP_TO);
    private final PurchaseOrder order = Shop.orderTo(Shop.firstDay(group), "S3");
    private final long apples = Shop.quantity(order.lines(), "APPLE");
    private final long bread = Shop.quantity(order.lines(), "BREAD");

    @Test
    void whatIsRefusedIsOrderedFromAnotherBeforeTheAnswerIsOver() {
        Outcome refusal = answer(ReplyKind.REJECTED);

        PurchaseOrder instead = only(refusal);
        assertThat(instead.supplier()).isEqualTo("MILL");
        assertThat(instead.shipTo()).isEqualTo("S3");
        assertThat(instead.transition()).isEqualTo(OrderTransition.CREATED);
        assertThat(instead.issuedMillis()).isEqualTo(ANSWERED);
        assertThat(Shop.quantity(instead.lines(), "APPLE")).isPositive();
        assertThat(Shop.quantity(instead.lines(), "BREAD")).isPositive();
        assertThat(refusal.plans())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.covers()).isEqualTo(order.number());
                            assertThat(p.run()).isEqualTo(1);
                            assertThat(p.orderNumbers()).containsExactly(instead.number());
                        });
        assertThat(refusal.lines()).allMatch(l -> l.orderNumber().equals(instead.number()));
        assertThat(group.positions().get("S3|APPLE").onOrder())
                .isEqualTo(Shop.quantity(instead.lines(), "APPLE"));
    }

    @Test
    void onlyWhatIsShortIsOrderedAgain() {
        Outcome shortened =
                answer(
                        ReplyKind.ACCEPTED_WITH_CHANGE,
                        new ReplyLine(
                                "APPLE", apples / 4, order.lines().get(0).requestedEpochDay()),
                        new ReplyLine("BREAD", bread, order.lines().get(0).requestedEpochDay()));

        assertThat(only(shortened).lines()).extracting(OrderLine::item).containsOnly("APPLE");
        assertThat(group.positions().get("S3|BREAD").onOrder()).isEqualTo(bread);
    }

    @Test
    void whatComesDaysLaterIsOrderedFromAnotherForTheGap() {
        GroupState optimized = group(PlannerChoice.GENETIC);
        PurchaseOrder put = Shop.orderTo(Shop.firstDay(optimized), "S3");
        long some = Shop.quantity(put.lines(), "APPLE");

        Outcome late =
                answered(
                        optimized,
                        Shop.reply(
                                put.number(),
                                0,
                                ReplyKind.ACCEPTED,
                                ANSWERED,
                                new ReplyLine("APPLE", some, MONDAY + 6)));

        assertThat(only(late).lines()).extracting(OrderLine::item).containsOnly("APPLE");
        assertThat(optimized.positions().get("S3|APPLE").onOrder()).isGreaterThan(some);
    }

    /** A faster and dearer lane of a supplier is a source of its own in the network. */
    @Test
    void orderThatIsLateIsExpeditedWhereThatCostsLessThanWaiting() {
        Supplier express = new Supplier("FARMX", 1, 1000, 5);
        GroupState fast = expedited(express, 3);

        Outcome late = late(fast);

        PurchaseOrder sooner = only(late);
        assertThat(sooner.supplier()).isEqualTo("FARMX");
        assertThat(sooner.lines())
                .allSatisfy(
                        l -> {
                            assertThat(l.unitPrice()).isEqualTo(3);
                            assertThat(l.requestedEpochDay()).isLessThan(MONDAY + 6);
                        });
        assertThat(late.plans()).extracting(PlanRecord::covers).doesNotContain("");
        assertThat(late(expedited(express, 90)).purchaseOrders())
                .as("waiting costs less than such a price")
                .isEmpty();
    }

    private static GroupState expedited(Supplier express, double price) {
        GroupState group =
                GroupState.inMemory(
                        new SettingsEdit().optimizer(PlannerChoice.GENETIC, 3, 7).settings());
        group.on(
                GroupEvent.network(
                        new GroupEdit()
                                .suppliers(new Supplier("FARM", 2, 1000, 5), express)
                                .sources(terms("FARM", 2), terms("FARMX", price))
                                .group()),
                Long.MIN_VALUE);
        return group;
    }

    private static Outcome late(GroupState group) {
        PurchaseOrder put =
                Shop.firstDay(group).purchaseOrders().stream()
                        .filter(o -> o.shipTo().equals("S3") && o.supplier().equals("FARM"))
                        .findFirst()
                        .orElseThrow();
        return answered(
                group,
                Shop.reply(
                        put.number(),
                        0,
                        ReplyKind.ACCEPTED,
                        ANSWERED,
                        new ReplyLine("APPLE", Shop.quantity(put.lines(), "APPLE"), MONDAY + 6)));
    }

    @Test
    void goodsThatAreAgreedOnAskNobodyElse() {
        assertThat(answer(ReplyKind.ACCEPTED).purchaseOrders()).isEmpty();
        assertThat(
                        answer(
                                        ReplyKind.RECEIVED,
                                        new ReplyLine("APPLE", apples, MONDAY),
                                        new ReplyLine("BREAD", bread, MONDAY))
                                .plans())
                .isEmpty();
    }

    @Test
    void anotherIsAskedForNoMoreThanItCanStillTakeToday() {
        Outcome refusal = answer(ReplyKind.REJECTED);

        double pallets = only(refusal).lines().stream().mapToDouble(l -> l.quantity() * 0.01).sum();
        assertThat(pallets).isPositive().isLessThanOrEqualTo(MILL_PALLETS + 1e-9);
    }

    @Test
    void groupThatIsHeldOrdersNothingAndCountsTheShortfall() {
        Shop.learn(group, Shop.decision(DecisionKind.HOLD, "", ANSWERED - 1));

        Outcome refusal = answer(ReplyKind.REJECTED);

        assertThat(refusal.purchaseOrders()).isEmpty();
        assertThat(group.positions().get("S3|APPLE").onOrder()).isZero();
    }

    @Test
    void stockThatIsCountedLaterDoesNotChangeWhatIsOrderedForTheMorning() {
        GroupState counted = group(PlannerChoice.ORDER_UP_TO);
        Shop.firstDay(counted);
        for (String item : Shop.ITEMS) {
            Shop.learn(counted, Shop.level("S3", item, MONDAY, 500));
        }

        Outcome after = answered(counted, reply(ReplyKind.REJECTED));

        assertThat(after.purchaseOrders()).isEqualTo(answer(ReplyKind.REJECTED).purchaseOrders());
    }

    @Test
    void reviewOfTheSameDayAsksWhoCouldNotDeliverForNothing() {
        answer(ReplyKind.REJECTED);
        Shop.learn(group, Shop.recount("S3", "APPLE", 0));

        Outcome again = Shop.review(group, 40);

        assertThat(again.purchaseOrders())
                .filteredOn(o -> o.shipTo().equals("S3"))
                .extracting(PurchaseOrder::supplier)
                .doesNotContain("FARM");
        assertThat(again.plans()).extracting(PlanRecord::run).containsExactly(2);
    }

    @Test
    void answerThatBelongsToAnEarlierCycleIsCountedAndTheNextReviewPlansIt() {
        Shop.day(group, MONDAY, 5, 100);
        group.advance(cutOff(MONDAY + 1) - 1);

        Outcome late =
                Shop.learn(
                        group,
                        Shop.reply(
                                order.number(),
                                0,
                                ReplyKind.REJECTED,
                                cutOff(MONDAY + 1) + 60_000));

        assertThat(late.purchaseOrders()).as("kept for the next cut-off").isEmpty();
        assertThat(group.advance(cutOff(MONDAY + 1)).plans())
                .extracting(PlanRecord::covers)
                .containsExactly("");
        assertThat(group.advance(cutOff(MONDAY + 1) + 60_000).plans())
                .extracting(PlanRecord::covers)
                .as("when event time comes to what was kept")
                .containsExactly(order.number());
    }

    @Test
    void forecastsAndCountsThatCameEarlyChangeNothingOfIt() {
        GroupState other = group(PlannerChoice.GENETIC);
        String number = Shop.orderTo(Shop.firstDay(other), "S3").number();
        GroupState early = group(PlannerChoice.GENETIC);
        Shop.firstDay(early);
        for (String item : Shop.ITEMS) {
            for (String store : Shop.STORES) {
                Shop.learn(early, Shop.level(store, item, MONDAY, 1));
                Shop.learn(early, Shop.forecast(store, item, MONDAY, 30, 9));
            }
        }
        SupplierReply refusal = Shop.reply(number, 0, ReplyKind.REJECTED, ANSWERED);

        PurchaseOrder instead = only(answered(early, refusal));

        assertThat(instead).isEqualTo(only(answered(other, refusal)));
        for (String item : Shop.ITEMS) {
            Shop.learn(early, Shop.level("W1", item, MONDAY, 100));
        }
        assertThat(early.advance(cutOff(MONDAY + 1)).plans())
                .as("which need not wait for what it had before")
                .singleElement()
                .satisfies(p -> assertThat(p.staleForecasts()).isZero());
    }

    @Test
    void forecastsThatCameBeforeTheLastCutOffChangeNothingOfItEither() {
        GroupState other = group(PlannerChoice.GENETIC);
        String number = Shop.orderTo(Shop.firstDay(other), "S3").number();
        GroupState ahead = group(PlannerChoice.GENETIC);
        Shop.day(ahead, MONDAY - 1, 5, 100);
        for (String item : Shop.ITEMS) {
            for (String store : Shop.STORES) {
                Shop.learn(ahead, Shop.forecast(store, item, MONDAY, 30, 9));
            }
        }
        ahead.advance(cutOff(MONDAY));
        SupplierReply refusal = Shop.reply(number, 0, ReplyKind.REJECTED, ANSWERED);

        assertThat(only(answered(ahead, refusal))).isEqualTo(only(answered(other, refusal)));
    }

    @Test
    void answersOfOneMomentAreAllCountedBeforeAnyOfThemIsPlannedAgain() {
        GroupState empty = group(PlannerChoice.ORDER_UP_TO);
        Shop.day(empty, MONDAY - 1, 5, 0);
        Outcome planned = empty.advance(cutOff(MONDAY));
        String shop = Shop.orderTo(planned, "S3").number();
        String depot = Shop.orderTo(planned, "W1").number();
        Outcome first = Shop.learn(empty, Shop.reply(shop, 0, ReplyKind.REJECTED, ANSWERED));
        Outcome second = Shop.learn(empty, Shop.reply(depot, 0, ReplyKind.REJECTED, ANSWERED - 1));

        Outcome passed = empty.advance(ANSWERED);

        assertThat(first.purchaseOrders()).isEmpty();
        assertThat(second.purchaseOrders()).isEmpty();
        assertThat(passed.plans())
                .extracting(PlanRecord::covers)
                .as("in the order in which it was known, while the mill can take more")
                .startsWith(depot);
        assertThat(empty.advance(ANSWERED + 1).plans()).isEmpty();
    }

    @Test
    void whereEventTimeStandsStillTheClockOfTheMachineDecides() {
        InMemoryStore store = new InMemoryStore();
        GroupState early = at(store, ANSWERED);
        early.on(GroupEvent.network(twoSuppliers()), Long.MIN_VALUE);
        PurchaseOrder sent = Shop.orderTo(Shop.firstDay(early), "S3");
        Outcome answered =
                Shop.learn(early, Shop.reply(sent.number(), 0, ReplyKind.REJECTED, ANSWERED));

        assertThat(answered.purchaseOrders()).isEmpty();
        assertThat(early.nextClockTimer()).isEqualTo(ANSWERED + 500);
        assertThat(at(store, ANSWERED + 499).advance(cutOff(MONDAY)).purchaseOrders()).isEmpty();
        assertThat(at(store, ANSWERED + 500).advance(cutOff(MONDAY)).purchaseOrders())
                .extracting(PurchaseOrder::supplier)
                .containsExactly("MILL");
        assertThat(early.nextClockTimer()).isEqualTo(Long.MAX_VALUE);
    }

    private static GroupState at(InMemoryStore store, long nowMillis) {
        return GroupState.over(
                store,
                Shop.SETTINGS,
                PlannerChoice.ORDER_UP_TO.planner(),
                new HashMap<>(),
                Integer.MAX_VALUE,
                nowMillis);
    }

    @Test
    void goodsOfAnUnknownOrderAreStockAndTold() {
        String stranger = OrderNumber.of(false, MONDAY - 9, 0, Shop.GROUP, "FARM", "S3");
        long before = group.positions().get("S3|APPLE").onHand();

        var received =
                Shop.reply(
                        stranger,
                        0,
                        ReplyKind.RECEIVED,
                        ANSWERED,
                        new ReplyLine("APPLE", 7, MONDAY),
                        new ReplyLine("PEAR", 3, MONDAY));
        Outcome told = Shop.learn(group, received);
        Outcome again = Shop.learn(group, received);

        assertThat(group.positions().get("S3|APPLE").onHand()).isEqualTo(before + 7);
        assertThat(told.alerts())
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.kind()).hasToString("ORDER_UNKNOWN");
                            assertThat(a.expectedShortBaseUnits()).isEqualTo(7);
                            assertThat(a.money()).isEqualTo(14);
                        });
        assertThat(told.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("unknown", "S3"));
        assertThat(again.duplicates()).isEqualTo(1);
    }

    @Test
    void moreThanWasPromisedIsStockAndTold() {
        Outcome over =
                answer(
                        ReplyKind.RECEIVED,
                        new ReplyLine("APPLE", apples + 5, MONDAY),
                        new ReplyLine("BREAD", bread, MONDAY));

        assertThat(over.alerts())
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.kind()).hasToString("ORDER_OVER_RECEIVED");
                            assertThat(a.expectedShortBaseUnits()).isEqualTo(5);
                        });
        assertThat(group.positions().get("S3|APPLE").onHand()).isEqualTo(5 + apples + 5);
        assertThat(group.orders())
                .filteredOn(o -> o.number().equals(order.number()))
                .extracting(OpenOrder::status)
                .containsExactly(OrderStatus.RECEIVED);
    }

    /** What an answer leads to once event time has passed it. */
    private Outcome answer(ReplyKind kind, ReplyLine... lines) {
        return answered(group, reply(kind, lines));
    }

    private static Outcome answered(GroupState group, SupplierReply reply) {
        return group.on(GroupEvent.reply(reply), reply.timeMillis());
    }

    private SupplierReply reply(ReplyKind kind, ReplyLine... lines) {
        return Shop.reply(order.number(), 0, kind, ANSWERED, lines);
    }

    private static PurchaseOrder only(Outcome outcome) {
        assertThat(outcome.purchaseOrders()).hasSize(1);
        return outcome.purchaseOrders().get(0);
    }

    /** The shop with a second supplier, dearer and small. */
    private static GroupState group(PlannerChoice planner) {
        GroupState group =
                GroupState.inMemory(new SettingsEdit().optimizer(planner, 3, 7).settings());
        group.on(GroupEvent.network(twoSuppliers()), Long.MIN_VALUE);
        return group;
    }

    private static PlanningGroup twoSuppliers() {
        return new GroupEdit()
                .suppliers(
                        new Supplier("FARM", 1, 1000, 5), new Supplier("MILL", 1, MILL_PALLETS, 5))
                .sources(terms("FARM", 2), terms("MILL", 2.5))
                .group();
    }

    private static SupplySource terms(String supplier, double price) {
        return new SupplySource(supplier, 1, 1, 1000, 0.5, List.of(new PriceBreak(1, price)));
    }
}
