package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static io.restock.operators.coordination.Shop.SETTINGS;
import static io.restock.operators.coordination.Shop.cutOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.PlanRecord;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Groups go on as if nothing had happened when the coordinator is scaled out and in again. */
@SuppressWarnings("try") // the harness declares Exception, InterruptedException among them
class CoordinatorRescaleTest {
    private static final int KEY_GROUPS = 8;
    private static final List<String> GROUPS = List.of("G1", "G2", "G3", "G4", "G5", "G6");

    static List<StateBackend> backends() {
        return List.of(new HashMapStateBackend(), new EmbeddedRocksDBStateBackend(true));
    }

    @ParameterizedTest
    @MethodSource("backends")
    void sameOrdersWhileItGrowsAndShrinks(StateBackend backend) throws Exception {
        List<Object> undisturbed = new ArrayList<>();
        try (Subtasks one = Subtasks.open(backend, 1, List.of())) {
            one.begin();
            for (int day = MONDAY; day < MONDAY + 4; day++) {
                one.day(day);
            }
            undisturbed.addAll(one.said());
        }

        List<Object> said = new ArrayList<>();
        List<OperatorSubtaskState> states;
        try (Subtasks one = Subtasks.open(backend, 1, List.of())) {
            one.begin();
            one.day(MONDAY);
            states = one.snapshot();
            said.addAll(one.said());
        }
        try (Subtasks two = Subtasks.open(backend, 2, states)) {
            two.day(MONDAY + 1);
            two.day(MONDAY + 2);
            states = two.snapshot();
            assertThat(two.busy()).as("subtasks that plan").isEqualTo(2);
            said.addAll(two.said());
        }
        try (Subtasks one = Subtasks.open(backend, 1, states)) {
            one.day(MONDAY + 3);
            assertThat(one.timers()).isEqualTo(GROUPS.size());
            said.addAll(one.said());
        }

        assertThat(said).hasSizeGreaterThan(30).containsExactlyInAnyOrderElementsOf(undisturbed);
    }

    @ParameterizedTest
    @MethodSource("backends")
    void whatWaitedForItsCutOffStillDoes(StateBackend backend) throws Exception {
        List<OperatorSubtaskState> states;
        try (Subtasks one = Subtasks.open(backend, 1, List.of())) {
            one.begin();
            one.facts(MONDAY - 1);
            // Tomorrow's shelves and an answer of tomorrow, before today's cut-off.
            one.facts(MONDAY);
            one.answers(MONDAY, MONDAY + 1, ReplyKind.ACCEPTED);
            states = one.snapshot();
            assertThat(one.said()).isEmpty();
        }
        try (Subtasks two = Subtasks.open(backend, 2, states)) {
            two.pass(cutOff(MONDAY));
            assertThat(two.plans()).extracting(PlanRecord::cycleEpochDay).containsOnly(MONDAY);
            two.pass(cutOff(MONDAY + 1));

            assertThat(two.plans()).hasSize(2 * GROUPS.size());
            assertThat(two.plans()).extracting(PlanRecord::staleForecasts).containsOnly(0);
            assertThat(two.side(Coordinator.ILLEGAL))
                    .as("the answers came after the orders that they answer")
                    .isEmpty();
        }
    }

    /** All subtasks of a coordinator, and the records that each gets. */
    private static final class Subtasks implements AutoCloseable {
        private final List<KeyedOneInputStreamOperatorTestHarness<String, GroupEvent, PlanRecord>>
                harnesses = new ArrayList<>();

        static Subtasks open(
                StateBackend backend, int parallelism, List<OperatorSubtaskState> before)
                throws Exception {
            Subtasks subtasks = new Subtasks();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                var harness =
                        new KeyedOneInputStreamOperatorTestHarness<>(
                                new KeyedProcessOperator<>(new Coordinator(SETTINGS)),
                                GroupEvent::group,
                                Types.STRING,
                                KEY_GROUPS,
                                parallelism,
                                subtask);
                harness.setStateBackend(backend);
                if (!before.isEmpty()) {
                    OperatorSubtaskState all =
                            AbstractStreamOperatorTestHarness.repackageState(
                                    before.toArray(new OperatorSubtaskState[0]));
                    harness.initializeState(
                            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                                    all, KEY_GROUPS, before.size(), parallelism, subtask));
                }
                harness.open();
                subtasks.harnesses.add(harness);
            }
            return subtasks;
        }

        /** Every group learns its network. */
        void begin() throws Exception {
            for (String group : GROUPS) {
                learn(GroupEvent.network(new GroupEdit().id(group).group()));
                for (int item = 0; item < Shop.ITEMS.size(); item++) {
                    learn(GroupEvent.routed(group, 1));
                }
            }
        }

        /** What is known of the day before, the cut-off, and an answer to what was ordered. */
        void day(int day) throws Exception {
            facts(day - 1);
            pass(cutOff(day));
            answers(day, day, day % 2 == 0 ? ReplyKind.ACCEPTED_WITH_CHANGE : ReplyKind.ACCEPTED);
        }

        void facts(int day) throws Exception {
            for (String group : GROUPS) {
                for (String item : Shop.ITEMS) {
                    learn(GroupEvent.level(group, Shop.level("W1", item, day, 100)));
                    for (String store : Shop.STORES) {
                        learn(GroupEvent.level(group, Shop.level(store, item, day, day % 11)));
                        learn(GroupEvent.forecast(group, Shop.forecast(store, item, day, 10, 4)));
                    }
                }
            }
        }

        void answers(int cycle, int day, ReplyKind kind) throws Exception {
            for (String group : GROUPS) {
                String number = OrderNumber.of(false, cycle, 0, group, "FARM", "S3");
                learn(
                        GroupEvent.reply(
                                new SupplierReply(
                                        number + kind,
                                        number,
                                        0,
                                        group,
                                        kind,
                                        cutOff(day) - (cycle < day ? 5 : -5),
                                        List.of(new ReplyLine("APPLE", 7, cycle + 2)))));
            }
        }

        private void learn(GroupEvent event) throws Exception {
            int subtask =
                    KeyGroupRangeAssignment.assignKeyToParallelOperator(
                            event.group(), KEY_GROUPS, harnesses.size());
            harnesses.get(subtask).processElement(new StreamRecord<>(event));
        }

        void pass(long millis) throws Exception {
            for (var harness : harnesses) {
                harness.processWatermark(new Watermark(millis));
            }
        }

        List<OperatorSubtaskState> snapshot() throws Exception {
            List<OperatorSubtaskState> states = new ArrayList<>();
            for (var harness : harnesses) {
                states.add(harness.snapshot(1, 1));
            }
            return states;
        }

        int timers() {
            return harnesses.stream().mapToInt(h -> h.numEventTimeTimers()).sum();
        }

        long busy() {
            return harnesses.stream().filter(h -> !h.extractOutputValues().isEmpty()).count();
        }

        List<PlanRecord> plans() {
            return harnesses.stream().flatMap(h -> h.extractOutputValues().stream()).toList();
        }

        <T> List<T> side(OutputTag<T> tag) {
            List<T> all = new ArrayList<>();
            for (var harness : harnesses) {
                var records = harness.getSideOutput(tag);
                if (records != null) {
                    records.forEach(r -> all.add(r.getValue()));
                }
            }
            return all;
        }

        List<Object> said() {
            List<Object> all = new ArrayList<>(plans());
            all.addAll(side(Coordinator.PURCHASE_ORDERS));
            all.addAll(side(Coordinator.TRANSFER_ORDERS));
            all.addAll(side(Coordinator.PLAN_LINES));
            all.addAll(side(Coordinator.ALERTS));
            all.addAll(side(Coordinator.ILLEGAL));
            return all;
        }

        @Override
        public void close() throws Exception {
            for (var harness : harnesses) {
                harness.close();
            }
        }
    }
}
