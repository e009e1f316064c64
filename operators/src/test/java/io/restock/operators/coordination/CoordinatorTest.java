package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.GROUP;
import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.SETTINGS;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.Alert;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatorTest {
    private Harness coordinator;

    /** The operator under test. */
    private static final class Harness {
        final KeyedOneInputStreamOperatorTestHarness<String, GroupEvent, PlanRecord> operator;

        Harness(CoordinationSettings settings) throws Exception {
            operator =
                    new KeyedOneInputStreamOperatorTestHarness<>(
                            new KeyedProcessOperator<>(new Coordinator(settings)),
                            GroupEvent::group,
                            Types.STRING);
        }

        void learn(GroupEvent event) throws Exception {
            operator.processElement(new StreamRecord<>(event));
        }

        /** A version of the group, and that its items are routed. */
        void network(PlanningGroup group) throws Exception {
            learn(GroupEvent.network(group));
            for (int item = 0; item < group.items().size(); item++) {
                learn(GroupEvent.routed(GROUP, group.version()));
            }
        }

        void pass(long millis) throws Exception {
            operator.processWatermark(new Watermark(millis));
        }

        List<PlanRecord> plans() {
            return operator.extractOutputValues();
        }

        /** Closing stock and forecasts of a day. */
        void day(int day, double storeStock) throws Exception {
            for (String item : Shop.ITEMS) {
                learn(GroupEvent.level(GROUP, Shop.level("W1", item, day, 100)));
                for (String store : Shop.STORES) {
                    learn(GroupEvent.level(GROUP, Shop.level(store, item, day, storeStock)));
                    learn(GroupEvent.forecast(GROUP, Shop.forecast(store, item, day, 10, 4)));
                }
            }
        }

        <T> List<T> side(OutputTag<T> tag) {
            Queue<StreamRecord<T>> records = operator.getSideOutput(tag);
            return records == null
                    ? List.of()
                    : records.stream().map(StreamRecord::getValue).toList();
        }
    }

    @BeforeEach
    void openCoordinator() throws Exception {
        coordinator = open(SETTINGS);
        coordinator.network(Shop.network());
    }

    @AfterEach
    void closeCoordinator() throws Exception {
        coordinator.operator.close();
    }

    @Test
    void ordersAtTheCutOff() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY) - 1);
        assertThat(coordinator.plans()).isEmpty();

        coordinator.pass(cutOff(MONDAY));

        PlanRecord plan = coordinator.plans().get(0);
        assertThat(coordinator.side(Coordinator.PURCHASE_ORDERS))
                .extracting(PurchaseOrder::number)
                .isNotEmpty()
                .isEqualTo(plan.orderNumbers());
        assertThat(coordinator.side(Coordinator.TRANSFER_ORDERS))
                .extracting(TransferOrder::number)
                .isNotEmpty()
                .isEqualTo(plan.transferNumbers());
        assertThat(coordinator.side(Coordinator.PLAN_LINES))
                .extracting(PlanLine::decisionId)
                .isNotEmpty()
                .containsOnly(plan.decisionId());
    }

    @Test
    void alertsWhereTheShelfWillBeEmptyBeforeTheNextReceipt() throws Exception {
        coordinator.day(MONDAY - 1, 5);

        coordinator.pass(cutOff(MONDAY));

        assertThat(coordinator.side(Coordinator.ALERTS))
                .isNotEmpty()
                .allSatisfy(
                        a -> {
                            assertThat(a.probability()).isGreaterThan(0.3);
                            assertThat(a.expectedShortBaseUnits()).isPositive();
                        })
                .extracting(Alert::location)
                .contains("S1", "S2", "S3");
    }

    @Test
    void afterARestoreTheSameEventsGiveTheSameOrders() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));
        coordinator.day(MONDAY, 9);
        OperatorSubtaskState checkpoint = coordinator.operator.snapshot(1, 1);
        List<Object> undisturbed = goOn(coordinator);

        Harness restored = new Harness(SETTINGS);
        restored.operator.initializeState(checkpoint);
        restored.operator.open();

        assertThat(goOn(restored)).isNotEmpty().isEqualTo(undisturbed);
        restored.operator.close();
    }

    /** Two more days, with an answer between them; what is said from the start on of a harness. */
    @Test
    void afterARestoreTheDecisionLogGoesOnWhereItStood() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));
        coordinator.learn(
                GroupEvent.decision(Shop.decision(DecisionKind.RELEASE, "P9", cutOff(MONDAY) + 1)));
        coordinator.day(MONDAY, 9);
        List<LogEntry> written = coordinator.side(Coordinator.LOG);
        OperatorSubtaskState checkpoint = coordinator.operator.snapshot(1, 1);
        goOn(coordinator);

        Harness restored = new Harness(SETTINGS);
        restored.operator.initializeState(checkpoint);
        restored.operator.open();
        goOn(restored);

        List<LogEntry> log = new ArrayList<>(written);
        log.addAll(restored.side(Coordinator.LOG));
        assertThat(written).isNotEmpty();
        assertThat(log)
                .isEqualTo(coordinator.side(Coordinator.LOG))
                .extracting(LogEntry::kind)
                .as("the decision waited in state")
                .contains(LogKind.REFUSAL);
        assertThat(DecisionLog.fault(log)).isNull();
        restored.operator.close();
    }

    private static List<Object> goOn(Harness harness) throws Exception {
        int plans = harness.plans().size();
        int orders = harness.side(Coordinator.PURCHASE_ORDERS).size();
        int transfers = harness.side(Coordinator.TRANSFER_ORDERS).size();
        harness.pass(cutOff(MONDAY + 1));
        harness.learn(
                GroupEvent.reply(
                        Shop.reply(
                                OrderNumber.of(false, MONDAY, 0, GROUP, "FARM", "S3"),
                                0,
                                ReplyKind.ACCEPTED_WITH_CHANGE,
                                cutOff(MONDAY + 1) + 5,
                                new ReplyLine("APPLE", 1, MONDAY + 2))));
        harness.day(MONDAY + 1, 2);
        harness.pass(cutOff(MONDAY + 2));
        List<Object> said = new ArrayList<>();
        List<PlanRecord> allPlans = harness.plans();
        said.addAll(allPlans.subList(plans, allPlans.size()));
        List<PurchaseOrder> allOrders = harness.side(Coordinator.PURCHASE_ORDERS);
        said.addAll(allOrders.subList(orders, allOrders.size()));
        List<TransferOrder> allTransfers = harness.side(Coordinator.TRANSFER_ORDERS);
        said.addAll(allTransfers.subList(transfers, allTransfers.size()));
        return said;
    }

    @Test
    void restartedReviewOrdersNothingTwice() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));
        List<PurchaseOrder> first = coordinator.side(Coordinator.PURCHASE_ORDERS);

        coordinator.learn(
                GroupEvent.decision(Shop.decision(DecisionKind.REVIEW, "", cutOff(MONDAY) + 1000)));

        assertThat(coordinator.plans()).extracting(PlanRecord::run).containsExactly(0, 1);
        assertThat(coordinator.plans().get(1).orderNumbers()).isEmpty();
        assertThat(coordinator.side(Coordinator.PURCHASE_ORDERS)).isEqualTo(first);
    }

    @Test
    void shortAcknowledgementIsPlannedAgain() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));
        String number = OrderNumber.of(false, MONDAY, 0, GROUP, "FARM", "S3");
        coordinator.learn(
                GroupEvent.reply(
                        Shop.reply(
                                number,
                                0,
                                ReplyKind.ACCEPTED_WITH_CHANGE,
                                cutOff(MONDAY) + 5,
                                new ReplyLine("APPLE", 1, MONDAY + 2))));
        coordinator.day(MONDAY, 5);

        coordinator.pass(cutOff(MONDAY + 1));

        assertThat(coordinator.side(Coordinator.PURCHASE_ORDERS))
                .filteredOn(o -> o.cycleEpochDay() == MONDAY + 1 && o.shipTo().equals("S3"))
                .singleElement()
                .satisfies(
                        o ->
                                assertThat(o.lines())
                                        .anySatisfy(
                                                l -> assertThat(l.quantity()).isGreaterThan(20)));
    }

    @Test
    void waitsForForecastsAndGoesOnWithStaleOnes() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));
        coordinator.learn(GroupEvent.level(GROUP, Shop.level("S1", "APPLE", MONDAY, 2)));

        coordinator.pass(cutOff(MONDAY + 1));
        assertThat(coordinator.plans()).hasSize(1);
        coordinator.pass(cutOff(MONDAY + 2));

        assertThat(coordinator.plans())
                .extracting(PlanRecord::cycleEpochDay, PlanRecord::staleForecasts)
                .containsExactly(tuple(MONDAY, 0), tuple(MONDAY + 1, 6));
    }

    @Test
    void reviewThatWaitedAtACheckpointIsDoneAsSoonAsItsForecastsCome() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));
        coordinator.learn(GroupEvent.level(GROUP, Shop.level("S1", "APPLE", MONDAY, 2)));
        coordinator.pass(cutOff(MONDAY + 1));
        Harness restored = new Harness(SETTINGS);
        restored.operator.initializeState(coordinator.operator.snapshot(1, 1));
        restored.operator.open();

        // No watermark comes any more: the records that moved event time had been read.
        for (String item : Shop.ITEMS) {
            for (String store : Shop.STORES) {
                restored.learn(
                        GroupEvent.forecast(GROUP, Shop.forecast(store, item, MONDAY, 10, 4)));
            }
        }

        assertThat(restored.plans())
                .extracting(PlanRecord::cycleEpochDay, PlanRecord::staleForecasts)
                .containsExactly(tuple(MONDAY + 1, 0));
        restored.operator.close();
    }

    @Test
    void whatHappensAfterAPendingCutOffWaitsForIt() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        // One partition is a day ahead: its shelves must not be seen yet.
        coordinator.day(MONDAY, 500);
        coordinator.pass(cutOff(MONDAY));

        Harness alone = open(SETTINGS);
        alone.network(Shop.network());
        alone.day(MONDAY - 1, 5);
        alone.pass(cutOff(MONDAY));

        assertThat(coordinator.plans()).isEqualTo(alone.plans());
        alone.operator.close();
    }

    @Test
    void whatIsNotAllowedGoesAsideAndOrderingGoesOn() throws Exception {
        coordinator.learn(
                GroupEvent.reply(Shop.reply("P1", 0, ReplyKind.RECEIVED, cutOff(MONDAY) - 1)));
        coordinator.network(Shop.network(2, "Nowhere", List.of()));
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));

        assertThat(coordinator.side(Coordinator.ILLEGAL))
                .extracting(Refused::subject, refused -> refused.event().group())
                .containsExactly(tuple("P1", GROUP), tuple(GROUP, GROUP));
        assertThat(coordinator.plans()).hasSize(1);
    }

    @Test
    void firstPlanIsOfTheWholeGroupHoweverLateItsNetworkIsRead() throws Exception {
        PlanningGroup group = Shop.network();
        Harness late = open(SETTINGS);
        late.pass(cutOff(MONDAY));
        late.learn(GroupEvent.network(group));
        for (String item : Shop.ITEMS) {
            assertThat(late.plans()).isEmpty();
            late.learn(GroupEvent.level(GROUP, Shop.level("W1", item, MONDAY - 1, 100)));
            for (String store : Shop.STORES) {
                late.learn(
                        GroupEvent.forecast(GROUP, Shop.forecast(store, item, MONDAY - 1, 10, 4)));
                late.learn(GroupEvent.level(GROUP, Shop.level(store, item, MONDAY - 1, 5)));
            }
            late.learn(GroupEvent.routed(GROUP, group.version()));
        }
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));

        assertThat(late.plans()).hasSize(1).isEqualTo(coordinator.plans());
        assertThat(late.side(Coordinator.PURCHASE_ORDERS))
                .isEqualTo(coordinator.side(Coordinator.PURCHASE_ORDERS));
        late.operator.close();
    }

    @Test
    void firstNetworkThatIsMendedUnderItsVersionIsLearnt() throws Exception {
        Harness mended = open(SETTINGS);
        mended.network(Shop.network(1, "Nowhere", List.of(Shop.item("APPLE"))));
        mended.learn(GroupEvent.network(Shop.network(1)));
        mended.day(MONDAY - 1, 5);
        mended.pass(cutOff(MONDAY));

        assertThat(mended.side(Coordinator.ILLEGAL)).hasSize(1);
        assertThat(mended.plans()).hasSize(1);
        mended.operator.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"before the stock", "after the stock"})
    void stateAndTimersStayBounded(String networkComes) throws Exception {
        Harness fresh = open(new SettingsEdit().orders(2, 2, 2).settings());
        if (networkComes.startsWith("before")) {
            fresh.network(Shop.network());
        }
        fresh.day(MONDAY - 1, 5);
        fresh.network(Shop.network());
        fresh.pass(cutOff(MONDAY));
        int day = MONDAY;
        int afterAWeek = 0;
        for (; day < MONDAY + 30; day++) {
            fresh.day(day, 9);
            fresh.pass(cutOff(day + 1));
            afterAWeek = day == MONDAY + 7 ? fresh.operator.numKeyedStateEntries() : afterAWeek;
            assertThat(fresh.operator.numEventTimeTimers()).isEqualTo(1);
        }

        assertThat(fresh.plans()).hasSize(31);
        assertThat(fresh.operator.numKeyedStateEntries()).isLessThanOrEqualTo(afterAWeek + 2);
        fresh.operator.close();
    }

    @Test
    void answerOfAMistypedGroupReachesItsOrder() throws Exception {
        coordinator.day(MONDAY - 1, 5);
        coordinator.pass(cutOff(MONDAY));
        String number = OrderNumber.of(false, MONDAY, 0, GROUP, "FARM", "S3");

        coordinator.learn(
                GroupEvent.reply(
                        new SupplierReply(
                                "a",
                                number,
                                0,
                                "G9",
                                ReplyKind.REJECTED,
                                cutOff(MONDAY) + 5,
                                List.of())));
        coordinator.day(MONDAY, 5);
        coordinator.pass(cutOff(MONDAY + 1));

        assertThat(coordinator.side(Coordinator.ILLEGAL)).isEmpty();
        assertThat(coordinator.side(Coordinator.PURCHASE_ORDERS))
                .filteredOn(o -> o.cycleEpochDay() == MONDAY + 1)
                .extracting(PurchaseOrder::shipTo)
                .contains("S3");
    }

    @Test
    void answersAndDecisionsForAGroupThatStaysUnknownAreTold() throws Exception {
        coordinator.learn(
                GroupEvent.reply(
                        new SupplierReply(
                                "a",
                                "ORDER7",
                                0,
                                "G9",
                                ReplyKind.ACCEPTED,
                                cutOff(MONDAY),
                                List.of())));
        coordinator.learn(
                GroupEvent.decision(
                        new Decision(
                                "d", "G9", DecisionKind.HOLD, "", "Ana", "", cutOff(MONDAY) + 5)));
        coordinator.pass(cutOff(MONDAY + 1) - 1);
        assertThat(coordinator.side(Coordinator.ILLEGAL)).isEmpty();
        int entries = coordinator.operator.numKeyedStateEntries();

        coordinator.pass(cutOff(MONDAY + 1));

        assertThat(coordinator.side(Coordinator.ILLEGAL))
                .extracting(Refused::subject, Refused::eventId)
                .containsExactly(tuple("ORDER7", "a"), tuple("G9", "d"));
        assertThat(coordinator.operator.numKeyedStateEntries())
                .as("nothing of the unknown group is left")
                .isLessThan(entries - 1);
        assertThat(coordinator.operator.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void reviewsOfACatchUpAreDoneOneByOneWhileEventTimeStandsStill() throws Exception {
        Harness patient = open(new SettingsEdit().forecasts(7, 10 * 1440).settings());
        patient.network(Shop.network());
        patient.day(MONDAY - 1, 5);
        patient.pass(cutOff(MONDAY));
        for (int day = MONDAY; day < MONDAY + 3; day++) {
            patient.learn(GroupEvent.level(GROUP, Shop.level("S1", "APPLE", day, 5)));
        }
        patient.pass(cutOff(MONDAY + 3));
        assertThat(patient.plans()).hasSize(1);
        for (int day = MONDAY + 2; day >= MONDAY; day--) {
            for (String item : Shop.ITEMS) {
                for (String store : Shop.STORES) {
                    patient.learn(
                            GroupEvent.forecast(GROUP, Shop.forecast(store, item, day, 10, 4)));
                }
            }
        }

        // A checkpoint may come between any two of them.
        for (int review = 2; review <= 4; review++) {
            assertThat(patient.plans()).hasSize(review);
            patient.operator.setProcessingTime(review);
        }

        assertThat(patient.plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3);
        assertThat(patient.operator.numProcessingTimeTimers()).isZero();
        assertThat(patient.operator.numEventTimeTimers()).isEqualTo(1);
        patient.operator.close();
    }

    @Test
    void cutOffsOfLongAgoAreLearnedFromAndPassedOver() throws Exception {
        Harness late = open(new SettingsEdit().clock(2 * 1440, 0).settings());
        late.network(Shop.network());
        late.operator.setProcessingTime(cutOff(MONDAY + 9) + 1);
        for (int day = MONDAY - 1; day < MONDAY + 9; day++) {
            late.day(day, day < MONDAY + 8 ? 500 : 5);
        }
        late.pass(cutOff(MONDAY + 9));
        late.learn(
                GroupEvent.decision(
                        Shop.decision(
                                DecisionKind.REVIEW, "", cutOff(MONDAY + 9) - 3 * 86_400_000L)));
        late.learn(
                GroupEvent.decision(
                        Shop.decision(DecisionKind.REVIEW, "", cutOff(MONDAY + 9) + 1)));

        assertThat(late.plans())
                .extracting(PlanRecord::cycleEpochDay, PlanRecord::run)
                .containsExactly(tuple(MONDAY + 8, 0), tuple(MONDAY + 9, 0), tuple(MONDAY + 9, 1));
        assertThat(late.side(Coordinator.PURCHASE_ORDERS))
                .isNotEmpty()
                .extracting(PurchaseOrder::cycleEpochDay)
                .containsOnly(MONDAY + 9);
        assertThat(late.side(Coordinator.ILLEGAL)).hasSize(1);
        late.operator.close();
    }

    @Test
    void allReviewsOfACatchUpAreDoneAsEventTimeMoves() throws Exception {
        for (int day = MONDAY - 1; day < MONDAY + 3; day++) {
            coordinator.day(day, 9);
        }

        coordinator.pass(cutOff(MONDAY + 3));

        assertThat(coordinator.plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY, MONDAY + 1, MONDAY + 2, MONDAY + 3);
        assertThat(coordinator.operator.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void groupsAreIndependent() throws Exception {
        coordinator.learn(
                GroupEvent.decision(
                        new Decision(
                                "d", "G2", DecisionKind.HOLD, "", "Ana", "", cutOff(MONDAY) - 5)));
        coordinator.day(MONDAY - 1, 5);

        coordinator.pass(cutOff(MONDAY));

        assertThat(coordinator.plans()).hasSize(1);
    }

    @Test
    void endsWhenItsInputEnds() throws Exception {
        coordinator.day(MONDAY - 1, 5);

        coordinator.pass(Long.MAX_VALUE);

        assertThat(coordinator.plans())
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(MONDAY);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                GroupEvent.class,
                GroupClock.class,
                GroupMemory.class,
                SeriesState.class,
                OpenOrder.class,
                OpenLine.class,
                Refused.class,
                PlanRecord.class,
                PlanLine.class,
                PurchaseOrder.class,
                TransferOrder.class,
                Alert.class,
                PlanningGroup.class
            })
    void keepsItsTypesAwayFromKryo(Class<?> type) {
        PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }

    private static Harness open(CoordinationSettings settings) throws Exception {
        Harness harness = new Harness(settings);
        harness.operator.open();
        return harness;
    }
}
