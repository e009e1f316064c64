package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Forecast;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SeriesKey;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.Simulation;
import io.restock.local.world.SmallWorld;
import io.restock.local.world.Suppliers.Manners;
import io.restock.operators.coordination.DecisionLog;
import io.restock.operators.coordination.PlannerChoice;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole loop with a real broker and both jobs: undisturbed, with a TaskManager lost in its
 * middle, and with a job that cannot run.
 */
@Timeout(240)
class ClosedLoopIT {
    private static final int DAYS = 4;
    private static final int KILL_DAY = 2;
    private static final SmallWorld WORLD = SmallWorld.of(7, DAYS);
    // Half of the orders fare badly, so that short, late and refused ones are among the few.
    private static final Manners BAD = new Manners(0.1, 0.2, 0.2);

    @TempDir private static Path model;
    private static LoopResult undisturbed;

    @BeforeAll
    static void runUndisturbed() {
        TrainSettings quick = new TrainSettings(14, 1, 2, 1, 200, 128, 32, 5e-3, 0.1, 7, 0);
        ModelTrainer.train(WORLD.histories(), quick, ProgressListener.SILENT).save(model);
        undisturbed = ClosedLoop.run(WORLD, options(model, 0), Progress.SILENT);
    }

    @Test
    void everySeriesIsForecastAndEveryGroupPlannedOnEveryDay() {
        assertThat(undisturbed.days()).hasSize(DAYS);
        for (int day = WORLD.firstRunDay(); day <= WORLD.lastDay(); day++) {
            int cycle = day;
            assertThat(undisturbed.plans())
                    .filteredOn(p -> p.cycleEpochDay() == cycle && p.covers().isEmpty())
                    .extracting(PlanRecord::group)
                    .containsExactlyInAnyOrder("FRESH", "DRY");
            assertThat(undisturbed.forecasts().get(day - 1)).hasSize(WORLD.series());
        }
        assertThat(undisturbed.plans())
                .filteredOn(p -> p.covers().isEmpty())
                .hasSize(2 * DAYS)
                .allMatch(p -> p.run() == 0);
        assertThat(undisturbed.plans()).allMatch(p -> p.staleForecasts() == 0);
        assertThat(undisturbed.plans())
                .as("stock of every series is reported every day")
                .allMatch(p -> p.unknownStock() == 0 && p.staleStock() == 0);
    }

    @Test
    void modelForecastsEverySeriesThatHasAFewDays() {
        List<Forecast> all =
                undisturbed.forecasts().values().stream()
                        .flatMap(m -> m.values().stream())
                        .toList();

        assertThat(all)
                .as("what was launched lately has three days and more")
                .noneMatch(Forecast::isFallback)
                .filteredOn(f -> !WORLD.launched(f.item(), WORLD.firstDay()))
                .hasSize(2 * 6 * DAYS);
    }

    @Test
    void everyOrderIsSaidOnceByThePlanThatNamesIt() {
        assertThat(undisturbed.duplicateOrders()).isZero();
        assertThat(undisturbed.orders()).isNotEmpty();
        assertThat(undisturbed.transfers()).isNotEmpty();
        List<String> named =
                undisturbed.plans().stream()
                        .flatMap(
                                p ->
                                        Stream.concat(
                                                p.orderNumbers().stream(),
                                                p.transferNumbers().stream()))
                        .toList();
        assertThat(named).doesNotHaveDuplicates();
        assertThat(numbers(undisturbed)).containsExactlyInAnyOrderElementsOf(named);
        Set<String> decisions = new HashSet<>();
        undisturbed.plans().forEach(p -> decisions.add(p.decisionId()));
        assertThat(undisturbed.orders()).allMatch(o -> decisions.contains(o.decisionId()));
    }

    @Test
    void orderLinesKeepToTheTermsOfTheirSources() {
        Map<String, NetworkItem> items = new HashMap<>();
        WORLD.groups().forEach(g -> g.items().forEach(i -> items.put(i.id(), i)));
        for (PurchaseOrder order : undisturbed.orders()) {
            for (OrderLine line : order.lines()) {
                assertThat(items.get(line.item()).sources())
                        .filteredOn(s -> s.supplier().equals(order.supplier()))
                        .singleElement()
                        .satisfies(
                                s -> {
                                    assertThat(line.quantity() % s.orderMultiple()).isZero();
                                    assertThat(line.quantity())
                                            .isBetween(
                                                    s.minimumOrderQuantity(),
                                                    s.maximumOrderQuantity());
                                    assertThat(s.priceBreaks())
                                            .anyMatch(b -> b.unitPrice() == line.unitPrice());
                                });
            }
        }
    }

    @Test
    void whatCannotBeReadIsRejectedAndTheRestGoesOn() {
        assertThat(undisturbed.rejected())
                .singleElement()
                .asString()
                .contains("\"sales\"")
                .contains("must be JSON");
    }

    @Test
    void stockOfEveryItemAndLocationIsWhatCameMinusWhatWent() {
        Map<String, Double> stock = new HashMap<>();
        for (PlanningGroup group : WORLD.groups()) {
            for (NetworkItem item : group.items()) {
                group.locations()
                        .forEach(
                                l ->
                                        stock.put(
                                                SeriesKey.id(l.id(), item.id()),
                                                (double) WORLD.openingStock(l.id(), item.id())));
            }
        }
        Map<String, TransferOrder> transfers = new HashMap<>();
        undisturbed.transfers().forEach(t -> transfers.put(t.number(), t));
        Map<String, PurchaseOrder> orders = new HashMap<>();
        undisturbed.orders().forEach(o -> orders.put(o.number(), o));
        Simulation again = new Simulation(WORLD, 7, BAD);

        for (DayOutcome day : undisturbed.days()) {
            takenOn(day.day(), undisturbed.orders()).forEach(again::order);
            undisturbed.transfers().stream()
                    .filter(t -> t.cycleEpochDay() == day.day())
                    .forEach(again::transfer);
            for (SupplierReply reply : again.morning(day.day())) {
                TransferOrder moved = transfers.get(reply.orderNumber());
                for (ReplyLine line : reply.lines()) {
                    if (reply.kind() == ReplyKind.RECEIVED) {
                        String to =
                                moved != null
                                        ? moved.to()
                                        : orders.get(reply.orderNumber()).shipTo();
                        add(stock, to, line.item(), (double) line.quantity());
                    } else if (reply.kind() == ReplyKind.SHIPPED && moved != null) {
                        add(stock, moved.from(), line.item(), (double) -line.quantity());
                    }
                }
            }
            for (SeriesOutcome o : day.series()) {
                add(stock, o.location(), o.item(), -o.units());
                add(stock, o.location(), o.item(), launched(o, day.day()));
                assertThat(o.onHand())
                        .as("%s of %s on %d", o.location(), o.item(), day.day())
                        .isCloseTo(stock.get(SeriesKey.id(o.location(), o.item())), within(1e-6));
            }
            assertThat(again.trade(day.day())).usingRecursiveComparison().isEqualTo(day);
        }
    }

    @Test
    void figuresFollowFromTheDays() {
        Figures figures = Figures.of(undisturbed, undisturbed.days(), 1);
        double wanted = 0;
        double met = 0;
        double shortDays = 0;
        double seriesDays = 0;
        double cost = 0;
        for (DayOutcome day : undisturbed.days()) {
            cost +=
                    day.cost().byComponent().values().stream()
                            .mapToDouble(Double::doubleValue)
                            .sum();
            for (SeriesOutcome o : day.series()) {
                wanted += o.demand();
                met += o.units();
                seriesDays += o.atStore() ? 1 : 0;
                shortDays += o.demand() - o.units() > 1e-6 ? 1 : 0;
            }
        }

        assertThat(figures.fillRate()).isCloseTo(met / wanted, within(1e-9)).isBetween(0.5, 1.0);
        assertThat(figures.stockOutRate()).isCloseTo(shortDays / seriesDays, within(1e-9));
        assertThat(figures.cost()).isCloseTo(cost, within(1e-6));
        assertThat(figures.purchaseOrders() + figures.transferOrders())
                .isEqualTo(numbers(undisturbed).size());
        assertThat(figures.fallbackForecasts()).isZero();
    }

    @Test
    void plannedWithoutFlinkTheSameForecastsGiveTheSameDays() {
        assertThat(
                        ReferenceLoop.run(
                                WORLD,
                                undisturbed.forecasts(),
                                PlannerChoice.GENETIC,
                                options(model, 0)))
                .usingRecursiveComparison()
                .isEqualTo(undisturbed.days());
    }

    @Test
    void decisionLogIsAChainOfAllPlansAndOrders() {
        Map<String, List<LogEntry>> logs = logs(undisturbed);

        assertThat(logs).containsOnlyKeys("FRESH", "DRY");
        assertThat(logs.values()).extracting(DecisionLog::fault).containsOnlyNulls();
        assertThat(undisturbed.log())
                .filteredOn(e -> e.kind() == LogKind.PLAN)
                .extracting(LogEntry::digest)
                .containsExactlyInAnyOrderElementsOf(
                        undisturbed.plans().stream()
                                .filter(p -> isLogged(p.decisionId()))
                                .map(DecisionLog::digest)
                                .toList())
                .hasSizeGreaterThanOrEqualTo(2 * DAYS);
        assertThat(undisturbed.orders())
                .filteredOn(o -> o.cycleEpochDay() < WORLD.lastDay() && o.revision() == 0)
                .isNotEmpty()
                .allMatch(
                        o ->
                                undisturbed.log().stream()
                                        .anyMatch(e -> e.digest().equals(DecisionLog.digest(o))));
    }

    /** What was planned again after the last cut-off waits for the next. */
    private static boolean isLogged(String decisionId) {
        return decisionId.endsWith(":0")
                || undisturbed.log().stream().anyMatch(e -> e.subject().equals(decisionId));
    }

    private static Map<String, List<LogEntry>> logs(LoopResult result) {
        return result.log().stream().collect(Collectors.groupingBy(LogEntry::group));
    }

    @Test
    void losingATaskManagerChangesNoOrderAndRepeatsNone() {
        List<String> notes = new ArrayList<>();

        LoopResult disturbed = ClosedLoop.run(WORLD, options(model, KILL_DAY), new Notes(notes));

        assertThat(notes)
                .containsExactly(
                        "a TaskManager is lost, and another started",
                        "both jobs have started anew");
        assertThat(disturbed.duplicateOrders()).isZero();
        assertThat(sorted(disturbed)).isEqualTo(sorted(undisturbed));
        assertThat(numbers(disturbed)).containsExactlyInAnyOrderElementsOf(numbers(undisturbed));
        assertThat(Figures.of(disturbed, disturbed.days(), 1).ordersDigest())
                .isEqualTo(Figures.of(undisturbed, undisturbed.days(), 1).ordersDigest());
        assertThat(disturbed.days()).usingRecursiveComparison().isEqualTo(undisturbed.days());
        assertThat(logs(disturbed)).isEqualTo(logs(undisturbed));
    }

    @Test
    void jobThatCannotRunEndsTheLoopWithItsReason(@TempDir Path empty) {
        assertThatThrownBy(() -> ClosedLoop.run(WORLD, options(empty, 0), Progress.SILENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("job forecast has failed")
                .hasStackTraceContaining("manifest.json");
    }

    private static double launched(SeriesOutcome o, int day) {
        return WORLD.launchStock(o.location(), o.item(), day);
    }

    private static void add(Map<String, Double> stock, String location, String item, double units) {
        stock.merge(SeriesKey.id(location, item), units, Double::sum);
    }

    /** What was ordered after a morning's cut-off is taken on the next. */
    private static List<PurchaseOrder> takenOn(int day, List<PurchaseOrder> orders) {
        long until = cutOffMillis(day);
        long from = cutOffMillis(day - 1);
        return orders.stream()
                .filter(o -> o.issuedMillis() > from && o.issuedMillis() <= until)
                .toList();
    }

    private static long cutOffMillis(int day) {
        return WORLD.times().millis(day, WORLD.groups().get(0).cutOffMinute());
    }

    private static List<String> numbers(LoopResult result) {
        return Stream.concat(
                        result.orders().stream().map(PurchaseOrder::number),
                        result.transfers().stream().map(TransferOrder::number))
                .distinct()
                .toList();
    }

    private static List<Object> sorted(LoopResult result) {
        List<Object> sorted = new ArrayList<>();
        result.orders().stream()
                .sorted(
                        Comparator.comparing(PurchaseOrder::number)
                                .thenComparing(PurchaseOrder::revision))
                .forEach(sorted::add);
        result.transfers().stream()
                .sorted(
                        Comparator.comparing(TransferOrder::number)
                                .thenComparing(TransferOrder::revision))
                .forEach(sorted::add);
        return sorted;
    }

    private static LoopOptions options(Path model, int killDay) {
        return new LoopOptions(model, 7, BAD, true, 3, killDay, Duration.ofMinutes(2));
    }

    /** Keeps what is worth a line. */
    private record Notes(List<String> notes) implements Progress {
        @Override
        public void phase(String what, int steps) {}

        @Override
        public void step(String extra) {}

        @Override
        public void note(String text) {
            notes.add(text);
        }
    }
}
