package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.GROUP;
import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.SETTINGS;
import static io.restock.operators.coordination.Shop.cutOff;
import static io.restock.operators.coordination.Shop.orderTo;
import static io.restock.operators.coordination.Shop.recount;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Texts;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GroupStateTest {
    private final GroupState group = Shop.group(SETTINGS);

    @Test
    void plansAtTheCutOffWithAllThatIsKnown() {
        Shop.day(group, MONDAY - 1, 5, 100);

        Outcome outcome = group.advance(cutOff(MONDAY));

        assertThat(outcome.plans())
                .singleElement()
                .satisfies(
                        plan -> {
                            assertThat(plan.decisionId()).isEqualTo("G1:" + MONDAY + ":0");
                            assertThat(plan.issuedMillis()).isEqualTo(cutOff(MONDAY));
                            assertThat(plan.forecasts()).isEqualTo(6);
                            assertThat(plan.staleForecasts()).isZero();
                            assertThat(plan.modelVersion()).isEqualTo("model-1");
                        });
        assertThat(outcome.purchaseOrders())
                .extracting(PurchaseOrder::supplier, PurchaseOrder::shipTo)
                .containsExactlyInAnyOrder(tuple("FARM", "S3"), tuple("FARM", "W1"));
        assertThat(outcome.transferOrders())
                .extracting(TransferOrder::to)
                .containsExactlyInAnyOrder("S1", "S2");
    }

    @Test
    void doesNothingBeforeTheCutOff() {
        Shop.day(group, MONDAY - 1, 5, 100);

        assertThat(group.advance(cutOff(MONDAY) - 1).plans()).isEmpty();
    }

    @Test
    void plansNoCycleBeforeTheFirst() {
        for (int day = MONDAY - 10; day < MONDAY - 1; day++) {
            Shop.day(group, day, 5, 100);
            assertThat(group.advance(cutOff(day + 1)).plans()).isEmpty();
        }
    }

    @Test
    void waitsForTheForecastsItExpects() {
        Shop.day(group, MONDAY - 1, 5, 100);
        group.advance(cutOff(MONDAY));
        for (String item : Shop.ITEMS) {
            for (String place : List.of("W1", "S1", "S2", "S3")) {
                Shop.learn(group, Shop.level(place, item, MONDAY, 5));
            }
        }

        assertThat(group.advance(cutOff(MONDAY + 1)).plans()).isEmpty();
        Outcome last = new Outcome();
        for (String item : Shop.ITEMS) {
            for (String store : Shop.STORES) {
                assertThat(last.plans()).isEmpty();
                last =
                        group.on(
                                GroupEvent.forecast(
                                        GROUP, Shop.forecast(store, item, MONDAY, 10, 4)),
                                cutOff(MONDAY + 1));
            }
        }

        assertThat(last.plans())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.cycleEpochDay()).isEqualTo(MONDAY + 1);
                            assertThat(p.staleForecasts()).isZero();
                            assertThat(p.issuedMillis()).isEqualTo(cutOff(MONDAY + 1));
                        });
    }

    @Test
    void plansOnStaleForecastsWhenItsPatienceEnds() {
        Shop.day(group, MONDAY - 1, 5, 100);
        group.advance(cutOff(MONDAY));
        Shop.learn(group, Shop.level("S1", "APPLE", MONDAY, 5));
        Shop.learn(group, Shop.forecast("S1", "APPLE", MONDAY, 10, 4));

        assertThat(group.advance(cutOff(MONDAY + 1)).plans()).isEmpty();
        Outcome outcome = group.advance(cutOff(MONDAY + 2));

        assertThat(outcome.plans())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.cycleEpochDay()).isEqualTo(MONDAY + 1);
                            assertThat(p.forecasts()).isEqualTo(6);
                            assertThat(p.staleForecasts()).isEqualTo(5);
                        });
    }

    @Test
    void doesNotWaitForSeriesThatHaveGoneSilent() {
        Shop.day(group, MONDAY - 9, 5, 100);
        for (String item : Shop.ITEMS) {
            Shop.learn(group, Shop.level("S1", item, MONDAY - 1, 5));
            Shop.learn(group, Shop.forecast("S1", item, MONDAY - 1, 10, 4));
        }

        assertThat(group.advance(cutOff(MONDAY)).plans())
                .extracting(PlanRecord::staleForecasts)
                .containsExactly(4);
    }

    @Test
    void launchedSeriesDelaysNobodyBeforeItsFirstForecast() {
        GroupState two = Shop.group(SETTINGS);
        for (String item : Shop.ITEMS) {
            for (String store : List.of("S1", "S2")) {
                Shop.learn(two, Shop.level(store, item, MONDAY - 1, 5));
                Shop.learn(two, Shop.forecast(store, item, MONDAY - 1, 10, 4));
            }
        }
        two.advance(cutOff(MONDAY));
        // S3 opens: it has stock, and nothing has been sold that a forecast could be made of.
        for (String item : Shop.ITEMS) {
            Shop.learn(two, Shop.level("S3", item, MONDAY, 40));
            for (String store : List.of("S1", "S2")) {
                Shop.learn(two, Shop.level(store, item, MONDAY, 5));
                Shop.learn(two, Shop.forecast(store, item, MONDAY, 10, 4));
            }
        }

        assertThat(two.advance(cutOff(MONDAY + 1)).plans())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.cycleEpochDay()).isEqualTo(MONDAY + 1);
                            assertThat(p.forecasts()).isEqualTo(4);
                            assertThat(p.staleForecasts()).as("planned without one").isEqualTo(2);
                        });
    }

    @Test
    void launchedSeriesIsAwaitedOnceItHasBeenForecast() {
        Shop.day(group, MONDAY - 1, 5, 100);
        group.advance(cutOff(MONDAY));
        group.on(
                GroupEvent.network(
                        new GroupEdit()
                                .version(2)
                                .items(
                                        Shop.item("APPLE"),
                                        Shop.item("BREAD"),
                                        GroupEdit.sold(Shop.item("CAKE"), List.of("S1")))
                                .group()),
                Long.MIN_VALUE);
        Shop.learn(group, Shop.level("S1", "CAKE", MONDAY, 9));
        Shop.learn(group, Shop.forecast("S1", "CAKE", MONDAY, 4, 2));
        Shop.day(group, MONDAY, 5, 100);
        assertThat(group.advance(cutOff(MONDAY + 1)).plans()).hasSize(1);
        Shop.learn(group, Shop.level("S1", "CAKE", MONDAY + 1, 6));
        Shop.day(group, MONDAY + 1, 5, 100);

        assertThat(group.advance(cutOff(MONDAY + 2)).plans()).isEmpty();
        Outcome outcome =
                group.on(
                        GroupEvent.forecast(GROUP, Shop.forecast("S1", "CAKE", MONDAY + 1, 4, 2)),
                        cutOff(MONDAY + 2));

        assertThat(outcome.plans()).extracting(PlanRecord::forecasts).containsExactly(7);
    }

    @Test
    void firstReviewWaitsForEverySeriesThatReportsStock() {
        for (String item : Shop.ITEMS) {
            for (String store : Shop.STORES) {
                Shop.learn(group, Shop.level(store, item, MONDAY - 1, 5));
            }
        }
        Shop.learn(group, Shop.forecast("S1", "APPLE", MONDAY - 1, 10, 4));

        assertThat(group.advance(cutOff(MONDAY)).plans()).isEmpty();
        assertThat(group.advance(cutOff(MONDAY + 1)).plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY);
    }

    @Test
    void lateForecastAfterItsReviewIsForTheNext() {
        Shop.day(group, MONDAY - 1, 5, 100);
        group.advance(cutOff(MONDAY));
        Shop.day(group, MONDAY, 5, 100);
        group.advance(cutOff(MONDAY + 1));

        Outcome late = Shop.learn(group, Shop.forecast("S1", "APPLE", MONDAY - 1, 900, 4));
        Outcome again =
                Shop.learn(
                        group, Shop.decision(DecisionKind.REVIEW, "", cutOff(MONDAY + 1) + 60_000));

        assertThat(late.plans()).isEmpty();
        assertThat(again.plans())
                .as("an older forecast never replaces a newer one")
                .singleElement()
                .satisfies(p -> assertThat(p.transferNumbers()).isEmpty());
    }

    /**
     * Three days of stock, forecasts and answers: paced, and all at once in any order before the
     * watermark moves.
     */
    @Property(tries = 40)
    void orderOfArrivalWithinACycleChangesNothing(@ForAll long seed) {
        // where time jumps, nobody is silent for longer than a jump
        CoordinationSettings patient = new SettingsEdit().orders(30, 9, 9).settings();
        GroupState paced = Shop.group(patient);
        List<GroupEvent> events = new ArrayList<>();
        List<Object> expected = new ArrayList<>();
        for (int day = MONDAY - 1; day < MONDAY + 3; day++) {
            for (GroupEvent event : facts(day)) {
                events.add(event);
                paced.on(event, Long.MIN_VALUE);
            }
            Outcome outcome = paced.advance(cutOff(day + 1));
            expected.addAll(outcome.plans());
            expected.addAll(outcome.purchaseOrders());
            expected.addAll(outcome.transferOrders());
            expected.addAll(outcome.alerts());
            for (PurchaseOrder order : outcome.purchaseOrders()) {
                if (order.transition() == OrderTransition.CREATED) {
                    GroupEvent reply =
                            GroupEvent.reply(
                                    Shop.reply(
                                            order.number(),
                                            0,
                                            ReplyKind.ACCEPTED_WITH_CHANGE,
                                            cutOff(day + 1) + 7,
                                            new ReplyLine("APPLE", 3, day + 3)));
                    events.add(reply);
                    paced.on(reply, Long.MIN_VALUE);
                }
            }
        }

        Collections.shuffle(events, new Random(seed));
        GroupState jumped = Shop.group(patient);
        for (GroupEvent event : events) {
            assertThat(jumped.on(event, Long.MIN_VALUE).refused()).isEmpty();
        }
        Outcome outcome = jumped.advance(cutOff(MONDAY + 3));
        List<Object> actual = new ArrayList<>(outcome.plans());
        actual.addAll(outcome.purchaseOrders());
        actual.addAll(outcome.transferOrders());
        actual.addAll(outcome.alerts());

        assertThat(outcome.refused()).isEmpty();
        assertThat(actual).hasSizeGreaterThan(8).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(jumped.positions()).isEqualTo(paced.positions());
    }

    private static List<GroupEvent> facts(int day) {
        List<GroupEvent> events = new ArrayList<>();
        for (String item : Shop.ITEMS) {
            events.add(GroupEvent.level(GROUP, Shop.level("W1", item, day, 80)));
            for (String store : Shop.STORES) {
                events.add(GroupEvent.level(GROUP, Shop.level(store, item, day, day % 7)));
                events.add(GroupEvent.forecast(GROUP, Shop.forecast(store, item, day, 10, 4)));
            }
        }
        return events;
    }

    @Test
    void reviewsEachPassedCycleWithTheFactsOfItsTime() {
        CoordinationSettings patient = new SettingsEdit().orders(30, 9, 9).settings();
        GroupState paced = Shop.group(patient);
        GroupState jumping = Shop.group(patient);
        Outcome expected = new Outcome();
        for (int day = MONDAY - 1; day < MONDAY + 3; day++) {
            Shop.day(paced, day, 5 + day - MONDAY, 100);
            Outcome outcome = paced.advance(cutOff(day + 1));
            expected.plans().addAll(outcome.plans());
            expected.purchaseOrders().addAll(outcome.purchaseOrders());
            expected.transferOrders().addAll(outcome.transferOrders());
        }

        for (int day = MONDAY - 1; day < MONDAY + 3; day++) {
            Shop.day(jumping, day, 5 + day - MONDAY, 100);
        }
        Outcome jumped = jumping.advance(cutOff(MONDAY + 3));

        assertThat(jumped.plans()).hasSize(4).isEqualTo(expected.plans());
        assertThat(jumped.purchaseOrders()).isEqualTo(expected.purchaseOrders());
        assertThat(jumped.transferOrders()).isEqualTo(expected.transferOrders());
    }

    @Test
    void silenceCountsFromTheDayOnWhichAnOrderCouldBeAnswered() {
        InMemoryStore store = new InMemoryStore();
        GroupState late = at(store, cutOff(MONDAY + 5));
        late.on(GroupEvent.network(Shop.network()), Long.MIN_VALUE);
        for (int day = MONDAY - 1; day < MONDAY + 5; day++) {
            Shop.day(late, day, 5, 100);
        }

        Outcome jumped = late.advance(cutOff(MONDAY + 5));
        Shop.day(late, MONDAY + 5, 5, 100);
        Outcome first = at(store, cutOff(MONDAY + 6)).advance(cutOff(MONDAY + 6));
        Shop.day(late, MONDAY + 6, 5, 100);
        Outcome second = at(store, cutOff(MONDAY + 7)).advance(cutOff(MONDAY + 7));

        assertThat(jumped.plans()).hasSize(6);
        assertThat(jumped.purchaseOrders())
                .isNotEmpty()
                .extracting(PurchaseOrder::transition)
                .containsOnly(OrderTransition.CREATED);
        assertThat(first.purchaseOrders())
                .extracting(PurchaseOrder::transition)
                .doesNotContain(OrderTransition.CANCELLED);
        assertThat(second.purchaseOrders())
                .extracting(PurchaseOrder::transition)
                .contains(OrderTransition.CANCELLED);
    }

    /** A group whose clock shows a time, and which plans what is weeks late. */
    private static GroupState at(InMemoryStore store, long nowMillis) {
        return GroupState.over(
                store,
                new SettingsEdit().clock(30 * 1440, 0).settings(),
                PlannerChoice.ORDER_UP_TO.planner(),
                new HashMap<>(),
                Integer.MAX_VALUE,
                nowMillis);
    }

    @Test
    void plansTheSameHoweverFarEventTimeHasComeWithin() {
        GroupState jumping = Shop.group(SETTINGS);
        List<PurchaseOrder> dayByDay = new ArrayList<>();
        for (int day = MONDAY - 1; day < MONDAY + 7; day++) {
            Shop.day(group, day, 5, 100);
            Shop.day(jumping, day, 5, 100);
            dayByDay.addAll(group.advance(cutOff(day + 1)).purchaseOrders());
        }

        Outcome jumped = jumping.advance(cutOff(MONDAY + 7));

        assertThat(dayByDay)
                .extracting(PurchaseOrder::transition)
                .as("nobody answers")
                .contains(OrderTransition.CANCELLED);
        assertThat(jumped.purchaseOrders()).isEqualTo(dayByDay);
        assertThat(jumping.orders()).isEqualTo(group.orders());
    }

    @Test
    void passesOverCyclesThatNobodyReported() {
        Shop.day(group, MONDAY - 1, 5, 100);
        group.advance(cutOff(MONDAY));
        Shop.day(group, MONDAY + 300, 5, 100);

        Outcome outcome = group.advance(cutOff(MONDAY + 301));

        assertThat(outcome.plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY + 301);
        assertThat(outcome.passedOver()).isPositive();
    }

    @Test
    void endsWithItsInput() {
        Shop.day(group, MONDAY - 1, 5, 100);
        Shop.day(group, MONDAY, 5, 100);

        Outcome outcome = group.advance(Long.MAX_VALUE);

        assertThat(outcome.plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY, MONDAY + 1);
    }

    @Test
    void startsWithTheFirstDataWhereNoFirstCycleIsSet() {
        GroupState free = Shop.group(new SettingsEdit().firstCycle(0).settings());
        Shop.day(free, MONDAY + 4, 5, 100);

        assertThat(free.advance(cutOff(MONDAY + 5)).plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY + 5);
    }

    @Test
    void keepsWhatComesBeforeTheNetwork() {
        GroupState late = GroupState.inMemory(SETTINGS);
        Shop.day(late, MONDAY - 1, 5, 100);

        late.on(GroupEvent.network(Shop.network()), Long.MIN_VALUE);
        Outcome outcome = late.advance(cutOff(MONDAY));

        assertThat(outcome.plans()).singleElement().extracting(PlanRecord::forecasts).isEqualTo(6);
        assertThat(late.planningGroup()).isEqualTo(Shop.network());
    }

    @Test
    void planWaitingAtTheNetworksArrivalIsDoneAtOnce() {
        GroupState late = GroupState.inMemory(SETTINGS);
        Shop.day(late, MONDAY - 1, 5, 100);

        Outcome outcome = late.on(GroupEvent.network(Shop.network()), cutOff(MONDAY));

        assertThat(outcome.plans()).hasSize(1);
    }

    @Test
    void refusesANetworkThatCannotBePlanned() {
        GroupState fresh = GroupState.inMemory(SETTINGS);

        Outcome outcome =
                fresh.on(
                        GroupEvent.network(Shop.network(1, "Mars/Olympus", List.of())),
                        Long.MIN_VALUE);

        assertThat(outcome.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("Mars/Olympus"));
        assertThat(fresh.planningGroup()).isNull();
    }

    @Test
    void olderNetworkNeverReplacesANewer() {
        group.on(GroupEvent.network(Shop.network(5)), Long.MIN_VALUE);
        group.on(GroupEvent.network(Shop.network(4)), Long.MIN_VALUE);

        assertThat(group.planningGroup()).extracting("version").isEqualTo(5);
    }

    @Test
    void otherContentUnderAKnownVersionIsRefused() {
        Outcome repeated = group.on(GroupEvent.network(Shop.network(1)), Long.MIN_VALUE);
        Outcome other =
                group.on(
                        GroupEvent.network(
                                Shop.network(1, "UTC", List.of(Shop.item("APPLE", 1, 12)))),
                        Long.MIN_VALUE);

        assertThat(repeated.refused()).isEmpty();
        assertThat(other.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("greater version"));
        assertThat(group.planningGroup()).isEqualTo(Shop.network());
    }

    @Test
    void ordersNothingTwiceOnTheNextDay() {
        Shop.day(group, MONDAY - 1, 30, 200);
        group.advance(cutOff(MONDAY));
        // Nobody bought anything: target minus position is nothing.
        Shop.day(group, MONDAY, 30, 200);

        Outcome second = group.advance(cutOff(MONDAY + 1));

        assertThat(second.purchaseOrders()).isEmpty();
        assertThat(second.transferOrders()).isEmpty();
    }

    @Test
    void reviewWithNothingNewOrdersNothing() {
        Outcome first = firstDay();

        Outcome again = review(1);

        assertThat(again.plans())
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.run()).isEqualTo(1);
                            assertThat(p.cycleEpochDay()).isEqualTo(MONDAY);
                            assertThat(p.orderNumbers()).isEmpty();
                            assertThat(p.transferNumbers()).isEmpty();
                            assertThat(p.cost()).isEqualTo(first.plans().get(0).cost());
                        });
        assertThat(again.purchaseOrders()).isEmpty();
        assertThat(review(2).plans()).extracting(PlanRecord::run).containsExactly(2);
    }

    @Test
    void confirmationIsNoNewFact() {
        Outcome first = firstDay();
        first.purchaseOrders()
                .forEach(
                        o ->
                                Shop.learn(
                                        group,
                                        Shop.reply(
                                                o.number(),
                                                0,
                                                ReplyKind.ACCEPTED,
                                                cutOff(MONDAY) + 1)));

        assertThat(review(2).plans())
                .singleElement()
                .satisfies(p -> assertThat(p.orderNumbers()).isEmpty());
    }

    @Test
    void reviewWithNewFactsRevisesTheSameNumbers() {
        Outcome first = firstDay();
        PurchaseOrder toStore = orderTo(first, "S3");

        // A recount finds the shelf of S3 empty.
        Shop.learn(group, recount("S3", "APPLE", 0));
        Outcome again = review(60);

        assertThat(again.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.number()).isEqualTo(toStore.number());
                            assertThat(o.revision()).isEqualTo(1);
                            assertThat(o.transition()).isEqualTo(OrderTransition.CHANGED);
                            assertThat(quantity(o, "APPLE"))
                                    .isEqualTo(quantity(toStore, "APPLE") + 5);
                            assertThat(quantity(o, "BREAD")).isEqualTo(quantity(toStore, "BREAD"));
                        });
        assertThat(again.plans().get(0).orderNumbers()).containsExactly(toStore.number());
    }

    @Test
    void reviewDoesNotOrderADayAgainThatTheStockAlreadyCounts() {
        Shop.day(group, MONDAY - 1, 30, 200);
        Outcome first = group.advance(cutOff(MONDAY));
        long ordered = quantity(orderTo(first, "S3"), "APPLE");
        // Monday sold what was forecast.
        Shop.day(group, MONDAY, 20, 200);

        Outcome again = review(21 * 60);

        assertThat(again.plans()).singleElement().extracting(PlanRecord::run).isEqualTo(1);
        assertThat(group.positions().get("S3|APPLE").onOrder()).isBetween(ordered - 5, ordered);
    }

    @Test
    void reviewTakesBackWhatIsNotNeededAnyMore() {
        Outcome first = firstDay();
        PurchaseOrder toStore = orderTo(first, "S3");

        Shop.learn(group, recount("S3", "APPLE", 500));
        Shop.learn(group, recount("S3", "BREAD", 500));
        Outcome again = review(60);

        assertThat(again.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.number()).isEqualTo(toStore.number());
                            assertThat(o.transition()).isEqualTo(OrderTransition.CANCELLED);
                            assertThat(o.status()).isEqualTo(OrderStatus.CANCELLED);
                        });
        assertThat(review(61).purchaseOrders()).isEmpty();
    }

    @Test
    void shortAcknowledgementIsPlannedAgainUnderANewNumber() {
        Outcome first = firstDay();
        PurchaseOrder toStore = orderTo(first, "S3");
        Shop.learn(
                group,
                Shop.reply(
                        toStore.number(),
                        0,
                        ReplyKind.ACCEPTED_WITH_CHANGE,
                        cutOff(MONDAY) + 1,
                        new ReplyLine("APPLE", quantity(toStore, "APPLE") - 7, MONDAY + 2),
                        new ReplyLine("BREAD", quantity(toStore, "BREAD"), MONDAY + 2)));

        Outcome again = review(60);

        assertThat(again.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.number()).isNotEqualTo(toStore.number());
                            assertThat(o.revision()).isZero();
                            assertThat(quantity(o, "APPLE")).isEqualTo(7);
                            assertThat(quantity(o, "BREAD")).isZero();
                        });
    }

    @Test
    void refusedOrderIsPlannedAgainAtTheNextCutOff() {
        Outcome first = firstDay();
        PurchaseOrder toStore = orderTo(first, "S3");
        Shop.learn(group, Shop.reply(toStore.number(), 0, ReplyKind.REJECTED, cutOff(MONDAY) + 1));
        Shop.day(group, MONDAY, 5, 100);

        Outcome next = group.advance(cutOff(MONDAY + 1));

        assertThat(quantity(orderTo(next, "S3"), "APPLE"))
                .isGreaterThanOrEqualTo(quantity(toStore, "APPLE"));
    }

    @Test
    void heldGroupIsNotPlannedUntilReleased() {
        Shop.learn(group, Shop.decision(DecisionKind.HOLD, "", cutOff(MONDAY) - 1));
        Shop.day(group, MONDAY - 1, 5, 100);
        Outcome held = group.advance(cutOff(MONDAY));
        Shop.learn(group, Shop.decision(DecisionKind.RELEASE, "", cutOff(MONDAY) + 1));
        Shop.day(group, MONDAY, 5, 100);
        Outcome released = group.advance(cutOff(MONDAY + 1));

        assertThat(held.plans()).isEmpty();
        assertThat(held.passedOver()).isEqualTo(1);
        assertThat(released.plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY + 1);
    }

    @Test
    void personCancelsAnOrderThatHasNotLeft() {
        PurchaseOrder toStore = orderTo(firstDay(), "S3");

        Outcome outcome =
                Shop.learn(
                        group,
                        Shop.decision(
                                DecisionKind.CANCEL_ORDER, toStore.number(), cutOff(MONDAY) + 5));

        assertThat(outcome.purchaseOrders())
                .singleElement()
                .satisfies(
                        o -> {
                            assertThat(o.transition()).isEqualTo(OrderTransition.CANCELLED);
                            assertThat(o.revision()).isEqualTo(1);
                            assertThat(o.reason()).contains("Ana");
                            assertThat(o.modelVersion()).isEqualTo("model-1");
                        });
        assertThat(group.positions().get("S3|APPLE").onOrder()).isZero();
    }

    @Test
    void longReasonOfACancellationIsCutToWhatReadersTake() {
        PurchaseOrder toStore = orderTo(firstDay(), "S3");
        Decision wordy =
                new Decision(
                        "wordy",
                        GROUP,
                        DecisionKind.CANCEL_ORDER,
                        toStore.number(),
                        "Ana",
                        "because ".repeat(125),
                        cutOff(MONDAY) + 5);

        assertThat(Shop.learn(group, wordy).purchaseOrders())
                .singleElement()
                .satisfies(
                        o ->
                                assertThat(o.reason())
                                        .hasSize(Texts.LONGEST)
                                        .startsWith("cancelled by Ana: because")
                                        .endsWith("…"));
    }

    @Test
    void cancellationOfWhatHasLeftOrIsUnknownIsRefused() {
        PurchaseOrder toStore = orderTo(firstDay(), "S3");
        Shop.learn(
                group,
                Shop.reply(
                        toStore.number(),
                        0,
                        ReplyKind.SHIPPED,
                        cutOff(MONDAY) + 1,
                        new ReplyLine("APPLE", 1, MONDAY + 2)));

        Outcome left =
                Shop.learn(
                        group,
                        Shop.decision(
                                DecisionKind.CANCEL_ORDER, toStore.number(), cutOff(MONDAY) + 5));
        Outcome unknown =
                Shop.learn(
                        group,
                        Shop.decision(DecisionKind.CANCEL_ORDER, "NONE", cutOff(MONDAY) + 6));

        assertThat(left.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("SHIPPED"));
        assertThat(unknown.refused())
                .singleElement()
                .satisfies(r -> assertThat(r.subject()).isEqualTo("NONE"));
    }

    @Test
    void reviewBeforeTheFirstPlanIsRefused() {
        assertThat(review(-100).refused())
                .singleElement()
                .satisfies(r -> assertThat(r.reason()).contains("Nothing has been planned"));
    }

    @Test
    void duplicatesAreCountedAndChangeNothing() {
        PurchaseOrder toStore = orderTo(firstDay(), "S3");
        ReplyLine line = new ReplyLine("APPLE", 3, MONDAY + 2);
        var received =
                Shop.reply(toStore.number(), 0, ReplyKind.RECEIVED, cutOff(MONDAY) + 1, line);
        var decision = Shop.decision(DecisionKind.HOLD, "", cutOff(MONDAY) + 2);
        Shop.learn(group, received);
        Shop.learn(group, decision);
        InventoryPosition before = group.positions().get("S3|APPLE");

        Outcome again = Shop.learn(group, received);
        Outcome decided = Shop.learn(group, decision);

        assertThat(again.duplicates()).isEqualTo(1);
        assertThat(decided.duplicates()).isEqualTo(1);
        assertThat(group.positions().get("S3|APPLE")).isEqualTo(before);
    }

    @Test
    void answerToAnUnknownOrderIsRefused() {
        assertThat(
                        Shop.learn(
                                        group,
                                        Shop.reply(
                                                "P000", 0, ReplyKind.ACCEPTED, cutOff(MONDAY) - 1))
                                .refused())
                .singleElement()
                .satisfies(
                        r -> {
                            assertThat(r.subject()).isEqualTo("P000");
                            assertThat(r.reason()).contains("unknown");
                        });
    }

    @Test
    void forgetsOrdersClosedLongAgo() {
        GroupState brief = Shop.group(new SettingsEdit().orders(2, 9, 3).settings());
        Shop.day(brief, MONDAY - 1, 5, 100);
        Outcome first = brief.advance(cutOff(MONDAY));
        for (PurchaseOrder o : first.purchaseOrders()) {
            Shop.learn(brief, Shop.reply(o.number(), 0, ReplyKind.REJECTED, cutOff(MONDAY) + 1));
        }
        List<String> numbers = first.purchaseOrders().stream().map(PurchaseOrder::number).toList();
        for (int day = MONDAY; day < MONDAY + 3; day++) {
            assertThat(brief.orders()).extracting(OpenOrder::number).containsAll(numbers);
            Shop.day(brief, day, 30, 100);
            brief.advance(cutOff(day + 1));
        }

        assertThat(brief.orders())
                .extracting(OpenOrder::number)
                .doesNotContainAnyElementsOf(numbers);
    }

    @Test
    void whatNeverCameIsWrittenOffAndOrderedAgain() {
        PurchaseOrder lost = orderTo(firstDay(), "S3");
        Shop.learn(group, Shop.reply(lost.number(), 0, ReplyKind.ACCEPTED, cutOff(MONDAY) + 1));

        int day = MONDAY + 2 + SETTINGS.overdueDays();

        assertThat(givenUpOn(lost)).isEqualTo(day);
    }

    @Test
    void whatNobodyAnswersIsTakenBackAndOrderedAgain() {
        PurchaseOrder lost = orderTo(firstDay(), "S3");

        int day = MONDAY + SETTINGS.acknowledgementDays();

        assertThat(givenUpOn(lost)).isEqualTo(day);
    }

    @Test
    void goodsOfAnOrderThatWasTakenBackAreNotOrderedTwice() {
        PurchaseOrder silent = orderTo(firstDay(), "S3");
        givenUpOn(silent);
        long before = group.positions().get("S3|APPLE").total();

        Outcome shipped =
                Shop.learn(
                        group,
                        Shop.reply(
                                silent.number(),
                                0,
                                ReplyKind.SHIPPED,
                                cutOff(MONDAY + 2) + 1,
                                new ReplyLine("APPLE", quantity(silent, "APPLE"), MONDAY + 3)));

        assertThat(shipped.refused()).isEmpty();
        assertThat(group.positions().get("S3|APPLE").total())
                .isEqualTo(before + quantity(silent, "APPLE"));
    }

    /** The cycle that cancels an order, and orders again what it lacks. */
    private int givenUpOn(PurchaseOrder lost) {
        for (int day = MONDAY; day < MONDAY + 10; day++) {
            Shop.day(group, day, 5, 100);
            Outcome outcome = group.advance(cutOff(day + 1));
            List<PurchaseOrder> about =
                    outcome.purchaseOrders().stream()
                            .filter(o -> o.number().equals(lost.number()))
                            .toList();
            if (!about.isEmpty()) {
                assertThat(about)
                        .singleElement()
                        .satisfies(
                                o -> {
                                    assertThat(o.transition()).isEqualTo(OrderTransition.CANCELLED);
                                    assertThat(o.reason()).startsWith("not ");
                                    assertThat(o.modelVersion()).isEqualTo("model-1");
                                });
                assertThat(orderTo(outcome, "S3").number()).isNotEqualTo(lost.number());
                return day + 1;
            }
        }
        return -1;
    }

    private Outcome firstDay() {
        return Shop.firstDay(group);
    }

    private Outcome review(int minutes) {
        return Shop.review(group, minutes);
    }

    private static long quantity(PurchaseOrder order, String item) {
        return Shop.quantity(order.lines(), item);
    }
}
