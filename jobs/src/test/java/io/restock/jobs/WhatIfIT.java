package io.restock.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.StockLevel;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.whatif.WhatIfJob;
import io.restock.operators.coordination.ForkedPlan;
import io.restock.operators.coordination.Scenario;
import io.restock.operators.coordination.Scenario.ClosedLane;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint of the coordination job, taken when all that the next cut-off needs is known: what
 * its fork plans, and what the job itself does that goes on from it.
 */
class WhatIfIT {
    private static final Settings SETTINGS =
            Chain.SETTINGS
                    .with("coordination.planner", "genetic")
                    .with("coordination.rounds", "3")
                    .with("coordination.search-guard", "PT0S");
    private static final int NEXT = Chain.MONDAY + 3; // the cut-off that is asked about
    private static final Scenario MORE = new Scenario("more", 1.2, List.of(), List.of());
    private static final Scenario GONE = new Scenario("gone", 1, List.of("FARM"), List.of());
    private static final Scenario CLOSED =
            new Scenario("closed", 1, List.of(), List.of(new ClosedLane("W1", "*", 14)));

    private static final Scenario WRONG =
            new Scenario("wrong", 1, List.of("NOBODY"), List.of(new ClosedLane("S1", "X", 1)));

    @TempDir private static Path folder;
    private static String savepoint;
    private static ForkedPlan base;
    private static ForkedPlan gone;
    private static ForkedPlan wrong;
    private static ForkedPlan more;
    private static ForkedPlan closed;

    @BeforeAll
    static void takeASavepoint() throws Exception {
        StreamExecutionEnvironment env = from(Jobs.knowing(group(), SETTINGS, folder));
        // What is kept for the next cut-off comes before what closes the last one.
        List<Object> forecasts = new ArrayList<>(Chain.forecasts(NEXT - 1, 1, 10));
        forecasts.addAll(Chain.forecasts(Chain.MONDAY, 2, 9));
        List<Object> stock = new ArrayList<>(stock(NEXT - 1));
        stock.addAll(stock(Chain.MONDAY));
        stock.add(Chain.at(Chain.MONDAY + 1, 4, 0) + 1);
        stock.addAll(stock(Chain.MONDAY + 1));
        stock.add(Chain.at(Chain.MONDAY + 2, 4, 0) + 1);
        Jobs.Planned running = goOn(env, forecasts, stock, Chain.silence(Chain.MONDAY, 2));

        JobClient job = env.executeAsync("whatif");

        assertThat(running.plans().next(2))
                .extracting(PlanRecord::cycleEpochDay)
                .containsExactly(NEXT - 2, NEXT - 1);
        savepoint = Jobs.stop(job, folder);
        List<ForkedPlan> plans = ask(Scenario.NONE, GONE, WRONG, MORE, CLOSED);
        base = plans.get(0);
        gone = plans.get(1);
        wrong = plans.get(2);
        more = plans.get(3);
        closed = plans.get(4);
    }

    @Test
    void planIsThatOfTheJobWhereNothingIsOtherwise() throws Exception {
        StreamExecutionEnvironment env = from(savepoint);
        List<Object> silence = Chain.silence(NEXT - 1, 1);
        Jobs.Planned running = goOn(env, List.of(), silence, silence);
        JobClient job = env.executeAsync("whatif");
        PlanRecord plan = running.plans().next(1).get(0);
        int orders = plan.orderNumbers().size();
        int transfers = plan.transferNumbers().size();

        assertThat(orders).isPositive();
        assertThat(base.plan()).isEqualTo(plan);
        assertThat(base.orders()).isEqualTo(running.orders().next(orders));
        assertThat(base.transfers()).isEqualTo(running.transfers().next(transfers));
        job.cancel().get();
    }

    @Test
    void ordersOfASupplierThatIsGoneGoToOthersAndCostMore() {
        assertThat(sent(base)).extracting(PurchaseOrder::supplier).contains("FARM");
        assertThat(sent(gone))
                .isNotEmpty()
                .extracting(PurchaseOrder::supplier)
                .containsOnly("MILL");
        assertThat(cost(gone)).isGreaterThan(cost(base));
    }

    @Test
    void moreDemandIsOrderedForAndAClosedLaneKeepsItAway() {
        assertThat(units(more)).isGreaterThan(units(base));
        assertThat(cost(more)).isGreaterThan(cost(base));
        assertThat(closed.plan().cost().backorder()).isGreaterThan(base.plan().cost().backorder());
        assertThat(cost(closed)).isGreaterThan(cost(base));
    }

    @Test
    void oneQuestionKnowsNothingOfAnotherAndUnknownNamesAreTold() throws Exception {
        assertThat(ask(MORE)).containsExactly(more);
        assertThat(wrong.plan()).isEqualTo(base.plan());
        assertThat(wrong.unknown()).containsExactly("supplier NOBODY", "lane from S1 to X");
        assertThat(gone.unknown()).isEmpty();
    }

    private static List<PurchaseOrder> sent(ForkedPlan plan) {
        return plan.orders().stream()
                .filter(order -> order.status() != OrderStatus.CANCELLED)
                .toList();
    }

    private static double cost(ForkedPlan plan) {
        return plan.plan().cost().total();
    }

    private static long units(ForkedPlan plan) {
        return sent(plan).stream()
                .flatMap(order -> order.lines().stream())
                .mapToLong(OrderLine::quantity)
                .sum();
    }

    private static List<ForkedPlan> ask(Scenario... scenarios) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
        env.setParallelism(1);
        return WhatIfJob.build(
                        env, savepoint, OperatorSettings.coordination(SETTINGS), List.of(scenarios))
                .executeAndCollect(scenarios.length + 1);
    }

    /** Reports of the store and of the warehouse that serves it. */
    private static List<Object> stock(int day) {
        List<Object> said = new ArrayList<>();
        for (String item : Chain.ITEMS) {
            for (String location : List.of(Chain.STORE, "W1")) {
                said.add(
                        new StockLevel(
                                "r" + location + item + day,
                                location,
                                item,
                                day,
                                Chain.at(day + 1, 0, 5),
                                0,
                                location.equals("W1") ? 12 : 8,
                                0));
            }
        }
        return said;
    }

    private static Jobs.Planned goOn(
            StreamExecutionEnvironment env,
            List<Object> forecasts,
            List<Object> stock,
            List<Object> replies) {
        return Jobs.plan(env, SETTINGS, List.of(), forecasts, stock, replies, List.of(), true);
    }

    private static StreamExecutionEnvironment from(String savepoint) {
        Configuration flink = new Configuration();
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        return Chain.environment(flink);
    }

    private static PlanningGroup group() {
        return new PlanningGroup(
                "G1",
                1,
                "UTC",
                240,
                7,
                1,
                "EUR",
                "",
                List.of(
                        new Location("W1", "north", "UTC", LocationKind.WAREHOUSE, "", 100),
                        new Location(Chain.STORE, "north", "UTC", LocationKind.STORE, "W1", 100)),
                List.of(new Supplier("FARM", 2, 1000, 5), new Supplier("MILL", 2, 1000, 5)),
                List.of(new TransferLane("W1", Chain.STORE, 1, 3, 0.1)),
                Chain.ITEMS.stream().map(WhatIfIT::item).toList());
    }

    private static NetworkItem item(String id) {
        return new NetworkItem(
                id,
                "food",
                1,
                0.01,
                2,
                0.02,
                0.38,
                1,
                0.05,
                List.of(source("FARM", 2.0), source("MILL", 2.2)),
                List.of(Chain.STORE));
    }

    private static SupplySource source(String supplier, double price) {
        return new SupplySource(supplier, 1, 1, 1000, 0.5, List.of(new PriceBreak(1, price)));
    }
}
