package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Alert;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanningGroup;
import io.restock.domain.TransferLane;
import io.restock.optimizer.Feasibility;
import io.restock.optimizer.Limits;
import io.restock.optimizer.Optimized;
import io.restock.optimizer.Planner;
import io.restock.optimizer.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReviewTest {
    private final List<Problem> problems = new ArrayList<>();

    @Test
    void plansStoresFirstThenWhatServesThem() {
        run(inputs(Shop.network(), 5, 100));

        assertThat(problems).hasSize(2);
        Problem stores = problems.get(0);
        assertThat(stores.locations())
                .extracting(Problem.Site::id)
                .containsExactly("S1", "S2", "S3", "W1");
        assertThat(stores.lanes()).hasSize(2);
        assertThat(problems.get(1).locations()).extracting(Problem.Site::id).containsExactly("W1");
    }

    @Test
    void onlyStoresWithoutServerAreSuppliedDirectly() {
        run(inputs(Shop.network(), 5, 100));

        Problem.Source farm = problems.get(0).items().get(0).sources().get(0);

        assertThat(farm.supplier()).isZero();
        assertThat(farm.maximumOrderQuantity()[0]).isZero();
        assertThat(farm.maximumOrderQuantity()[1]).isZero();
        assertThat(farm.maximumOrderQuantity()[2]).isPositive();
        assertThat(farm.maximumOrderQuantity()[3]).isZero();
    }

    @Test
    void laterTransfersAreASupplierFromTomorrowOn() {
        run(inputs(Shop.network(), 5, 100));

        Problem stores = problems.get(0);
        Problem.Vendor later = stores.suppliers().get(1);
        Problem.Source terms = stores.items().get(0).sources().get(1);

        assertThat(later.capacityPerEpoch()[0]).isZero();
        assertThat(later.capacityPerEpoch()[1]).isPositive();
        assertThat(later.leadTimeBuckets()).isEqualTo(1);
        assertThat(later.orderHeaderCost()).containsExactly(2, 2, 0, 0);
        assertThat(terms.maximumOrderQuantity()[0]).isPositive();
        assertThat(terms.maximumOrderQuantity()[2]).isZero();
        assertThat(terms.priceBreaks().get(0).unitPrice()).isEqualTo(2 + 0.1 * 0.01);
    }

    @Test
    void stockToMoveIsNotKeptBack() {
        run(inputs(Shop.network(), 5, 100));

        Problem.Stock warehouse = problems.get(0).items().get(0).stock().get(3);

        assertThat(warehouse.onHand()).isEqualTo(100);
        assertThat(warehouse.holdingCost()).isZero();
        assertThat(warehouse.backorderCost()).isZero();
    }

    @Test
    void warehousesSeeTheirStockAfterTheTransfers() {
        ReviewResult result = run(inputs(Shop.network(), 5, 100));

        long moved =
                result.transferOrders().stream()
                        .flatMap(o -> o.lines().stream())
                        .filter(l -> l.item().equals("APPLE"))
                        .mapToLong(OrderLine::quantity)
                        .sum();

        assertThat(moved).isPositive();
        assertThat(problems.get(1).items().get(0).stock().get(0).onHand()).isEqualTo(100 - moved);
    }

    @Test
    void scarceStockIsSharedAndTheWarehouseOrdersTheRest() {
        ReviewResult result = run(inputs(Shop.network(), 0, 7));

        assertThat(result.transferOrders())
                .flatExtracting(o -> o.lines())
                .filteredOn(l -> l.item().equals("APPLE"))
                .extracting(OrderLine::quantity)
                .satisfies(
                        q -> assertThat(q.stream().mapToLong(Long::longValue).sum()).isEqualTo(7));
        assertThat(result.lines())
                .filteredOn(l -> l.source().equals("W1"))
                .extracting(PlanLine::bound)
                .containsOnly("stock");
    }

    @Test
    void lineSaysWhatItWasPlannedOn() {
        ReviewResult result = run(inputs(Shop.network(), 5, 100));

        assertThat(result.lines())
                .filteredOn(l -> l.location().equals("S3") && l.item().equals("APPLE"))
                .singleElement()
                .satisfies(
                        l -> {
                            assertThat(l.onHand()).isEqualTo(5);
                            assertThat(l.onOrder()).isZero();
                            assertThat(l.protectionDays()).isEqualTo(3);
                            assertThat(l.demandMean()).isEqualTo(30, within(1.0));
                            assertThat(l.serviceTarget()).isEqualTo(0.95, within(1e-9));
                            assertThat(l.quantile()).isEqualTo(0.95, within(0.02));
                            assertThat(l.forecastMethod()).isEqualTo("lstm");
                            assertThat(l.modelVersion()).isEqualTo("model-1");
                            assertThat(l.cost().orderLines()).isEqualTo(0.5);
                            assertThat(l.cost().orderHeaders()).isEqualTo(5.0 / 2);
                        });
        assertThat(result.lines())
                .filteredOn(l -> l.location().equals("W1"))
                .allSatisfy(l -> assertThat(l.forecastMethod()).isEqualTo("dependent"));
    }

    @ParameterizedTest
    @CsvSource({"1, none", "12, multiple", "60, multiple"})
    void lineSaysWhatHeldItsQuantity(long lot, String bound) {
        PlanningGroup network = Shop.network(1, "UTC", List.of(Shop.item("APPLE", 1, lot)));

        ReviewResult result = run(inputs(network, 5, 500));

        assertThat(result.lines())
                .filteredOn(l -> l.location().equals("S3"))
                .extracting(PlanLine::bound)
                .containsExactly(bound);
    }

    @Test
    void sameInputsGiveTheSameResult() {
        ReviewInputs inputs = inputs(Shop.network(), 5, 100);
        CoordinationSettings settings =
                new SettingsEdit().optimizer(PlannerChoice.GENETIC, 4, 9).settings();

        ReviewResult one = Review.run(inputs, settings, PlannerChoice.GENETIC.planner());
        ReviewResult two = Review.run(inputs, settings, PlannerChoice.GENETIC.planner());

        assertThat(one).isEqualTo(two);
        assertThat(one.plan().cost().total())
                .isLessThanOrEqualTo(one.plan().costOrderUpTo() + 1e-6);
    }

    @ParameterizedTest
    @EnumSource(PlannerChoice.class)
    void planOfEveryStageCanBeCarriedOut(PlannerChoice choice) {
        Planner checked =
                (problem, limits) -> {
                    Optimized best = choice.planner().plan(problem, limits);
                    assertThat(Feasibility.violations(problem, best.plan())).isEmpty();
                    return best;
                };

        ReviewResult result = Review.run(inputs(threeStages(), 5, 30), Shop.SETTINGS, checked);

        assertThat(result.purchaseOrders()).isNotEmpty();
    }

    @Test
    void warehouseBehindAWarehouseIsPlannedAfterIt() {
        run(inputs(threeStages(), 5, 30));

        assertThat(problems).hasSize(3);
        assertThat(problems.get(1).locations())
                .extracting(Problem.Site::id)
                .containsExactly("W1", "DC");
        assertThat(problems.get(2).locations()).extracting(Problem.Site::id).containsExactly("DC");
        assertThat(problems.get(2).items().get(0).stock().get(0).meanPerBucket()).isPositive();
    }

    @Test
    void overdueReceiptsMayComeTomorrowAndFarOnesAreNotForgotten() {
        OpenOrder late = order("P1", MONDAY - 1, 11);
        OpenOrder today = order("P2", MONDAY, 7);
        OpenOrder far = order("P3", MONDAY + 40, 13);
        ReviewInputs with = inputs(Shop.network(), 5, 100, List.of(late, today, far));

        run(with);

        assertThat(problems.get(0).items().get(0).stock().get(2).scheduledReceipts())
                .containsExactly(7, 11, 0, 0, 0, 0, 13);
    }

    @Test
    void alertNamesTheNextReceiptAndWhatIsShort() {
        ReviewInputs with = inputs(Shop.network(), 12, 100, List.of(order("P1", MONDAY + 2, 50)));

        ReviewResult result = run(with);

        assertThat(result.alerts())
                .filteredOn(a -> a.location().equals("S3") && a.item().equals("APPLE"))
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.alertId()).isEqualTo("G1:" + MONDAY + ":0:S3:APPLE");
                            assertThat(a.nextReceiptEpochDay()).isEqualTo(MONDAY + 2);
                            assertThat(a.probability()).isBetween(0.85, 0.98);
                            assertThat(a.expectedShortBaseUnits()).isEqualTo(8.2, within(0.5));
                            assertThat(a.money())
                                    .isEqualTo(0.38 * a.expectedShortBaseUnits(), within(1e-9));
                        });
    }

    @Test
    void alertOfAReviewThatIsDoneAgainHasItsOwnIdentity() {
        ReviewInputs first = inputs(Shop.network(), 5, 100);
        ReviewInputs second =
                new ReviewInputs(
                        first.network(),
                        first.cycle(),
                        first.reached(),
                        1,
                        first.issuedMillis(),
                        first.series(),
                        first.orders());

        assertThat(run(second).alerts())
                .extracting(Alert::alertId)
                .isNotEmpty()
                .doesNotContainAnyElementsOf(
                        run(first).alerts().stream().map(Alert::alertId).toList());
    }

    @Test
    void storeWithEnoughHasNoAlert() {
        assertThat(run(inputs(Shop.network(), 80, 100)).alerts()).isEmpty();
    }

    @Test
    void seriesWithoutForecastIsNotPlanned() {
        ReviewInputs inputs =
                new ReviewInputs(
                        Network.of(Shop.network()),
                        MONDAY,
                        MONDAY,
                        0,
                        Shop.cutOff(MONDAY),
                        List.of(
                                SeriesState.unknown("S1", "APPLE")
                                        .report(Shop.level("S1", "APPLE", MONDAY - 1, 0))),
                        List.of());

        ReviewResult result = run(inputs);

        assertThat(result.plan().forecasts()).isZero();
        assertThat(result.plan().staleForecasts()).as("is told").isEqualTo(1);
        assertThat(result.purchaseOrders()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void lineSaysTheSeedThatItWasPlannedWith() {
        List<Long> seeds = new ArrayList<>();
        Planner watched =
                (problem, limits) -> {
                    seeds.add(limits.seed());
                    return PlannerChoice.ORDER_UP_TO.planner().plan(problem, limits);
                };

        ReviewResult result = Review.run(inputs(Shop.network(), 5, 10), Shop.SETTINGS, watched);

        assertThat(seeds).hasSize(2).doesNotHaveDuplicates().startsWith(result.plan().seed());
        assertThat(result.lines())
                .extracting(PlanLine::location, PlanLine::seed)
                .contains(
                        tuple("S1", seeds.get(0)),
                        tuple("S3", seeds.get(0)),
                        tuple("W1", seeds.get(1)));
    }

    @Test
    void planSaysThatTheGuardEndedASearch() {
        List<Limits> limits = new ArrayList<>();
        Planner hasty =
                (problem, limit) -> {
                    limits.add(limit);
                    Optimized best = PlannerChoice.ORDER_UP_TO.planner().plan(problem, limit);
                    int rounds = limits.size() == 1 ? limit.rounds() : limit.rounds() - 1;
                    return new Optimized(
                            best.plan(), best.cost(), best.orderUpToCost(), best.bound(), rounds);
                };

        ReviewResult result =
                Review.run(
                        inputs(Shop.network(), 5, 100),
                        new SettingsEdit().clock(0, 20).settings(),
                        hasty);

        assertThat(limits)
                .hasSize(2)
                .extracting(Limits::guard)
                .containsOnly(Duration.ofSeconds(20));
        assertThat(result.plan().rounds()).isEqualTo(Shop.SETTINGS.rounds() - 1);
    }

    @Test
    void higherServiceFactorOrdersMore() {
        ReviewInputs inputs = inputs(Shop.network(), 5, 100);
        long once = ordered(Review.run(inputs, Shop.SETTINGS, PlannerChoice.ORDER_UP_TO.planner()));
        long often =
                ordered(
                        Review.run(
                                inputs,
                                new SettingsEdit().service(0.1, 4, 0.3).settings(),
                                PlannerChoice.ORDER_UP_TO.planner()));

        assertThat(often).isGreaterThan(once);
    }

    @Test
    void nothingIsOrderedOrMovedThatComesAfterTheSeason() {
        ReviewResult onItsLastDay = run(season(1, 0, 100));

        assertThat(onItsLastDay.purchaseOrders()).isEmpty();
        assertThat(onItsLastDay.transferOrders()).isEmpty();
        assertThat(onItsLastDay.lines()).isEmpty();
    }

    @Test
    void aSeasonEndsEarlierForAWarehouseThanForItsStores() {
        // Three days left; the supplier needs two, and the lane to the stores one more.
        ReviewResult result = run(season(3, 0, 0));

        assertThat(result.purchaseOrders()).extracting(o -> o.shipTo()).containsOnly("S3");
        assertThat(run(season(4, 0, 0)).purchaseOrders())
                .extracting(o -> o.shipTo())
                .contains("S3", "W1");
    }

    @Test
    void aLineSaysUntilWhenItsSourceComesInTime() {
        assertThat(run(season(4, 0, 100)).lines())
                .extracting(PlanLine::source, PlanLine::lastOrderEpochDay)
                .contains(tuple("FARM", MONDAY + 3 - 2), tuple("W1", MONDAY + 3 - 1));
        assertThat(run(inputs(Shop.network(), 5, 100)).lines())
                .extracting(PlanLine::lastOrderEpochDay)
                .containsOnly(0);
    }

    @Test
    void atTheEndOfASeasonTheTargetIsNothing() {
        run(season(3, 0, 0));

        Problem.Stock store = problems.get(0).items().get(0).stock().get(2);
        long[][] needed = store.cumulativeDemand();
        assertThat(needed[1][0]).isLessThan(needed[2][0]);
        for (int t = 3; t < needed.length; t++) {
            assertThat(needed[t]).containsExactly(needed[2]);
        }
        long wholeSeason =
                Math.round(
                        DemandSum.of(Shop.season("S3", "APPLE", 3), MONDAY, 1, 9, 0)
                                .between(0, 2)
                                .mean());
        assertThat(store.runOutDemand()).containsOnly(wholeSeason);
    }

    /** All items have a season with so many days left, that of the cut-off included. */
    private static ReviewInputs season(int daysLeft, double store, double warehouse) {
        ReviewInputs all = inputs(Shop.network(), store, warehouse);
        return new ReviewInputs(
                all.network(),
                all.cycle(),
                all.reached(),
                all.run(),
                all.issuedMillis(),
                all.series().stream()
                        .map(
                                s ->
                                        s.forecast() == null
                                                ? s
                                                : s.plan(
                                                        Shop.season(
                                                                s.location(), s.item(), daysLeft)))
                        .toList(),
                all.orders());
    }

    private static long ordered(ReviewResult result) {
        return result.purchaseOrders().stream()
                .flatMap(o -> o.lines().stream())
                .mapToLong(OrderLine::quantity)
                .sum();
    }

    private ReviewResult run(ReviewInputs inputs) {
        Planner watched =
                (Problem problem, Limits limits) -> {
                    problems.add(problem);
                    return PlannerChoice.ORDER_UP_TO.planner().plan(problem, limits);
                };
        return Review.run(inputs, Shop.SETTINGS, watched);
    }

    private static OpenOrder order(String number, int expectedDay, long quantity) {
        OpenOrder sent = OpenOrderTest.order(false);
        return new OpenOrder(
                number,
                0,
                false,
                OrderStatus.ACCEPTED,
                sent.group(),
                MONDAY - 3,
                MONDAY - 3,
                "FARM",
                "S3",
                "d",
                sent.issuedMillis(),
                0,
                List.of(OpenLine.of(1, "APPLE", 1, 2, quantity, expectedDay)),
                List.of());
    }

    private static ReviewInputs inputs(PlanningGroup group, double store, double warehouse) {
        return inputs(group, store, warehouse, List.of());
    }

    private static ReviewInputs inputs(
            PlanningGroup group, double store, double warehouse, List<OpenOrder> orders) {
        List<SeriesState> series = new ArrayList<>();
        for (NetworkItem item : group.items()) {
            for (Location at : group.locations()) {
                boolean sells = at.kind() == LocationKind.STORE;
                SeriesState known =
                        SeriesState.unknown(at.id(), item.id())
                                .report(
                                        Shop.level(
                                                at.id(),
                                                item.id(),
                                                MONDAY - 1,
                                                sells ? store : warehouse));
                series.add(
                        sells
                                ? known.plan(Shop.forecast(at.id(), item.id(), MONDAY - 1, 10, 4))
                                : known);
            }
        }
        return new ReviewInputs(
                Network.of(group), MONDAY, MONDAY, 0, Shop.cutOff(MONDAY), series, orders);
    }

    private static PlanningGroup threeStages() {
        PlanningGroup g = Shop.network();
        List<Location> locations = new ArrayList<>(g.locations());
        locations.set(0, new Location("W1", "r", "UTC", LocationKind.WAREHOUSE, "DC", 1000));
        locations.add(new Location("DC", "r", "UTC", LocationKind.WAREHOUSE, "", 1000));
        List<TransferLane> lanes = new ArrayList<>(g.lanes());
        lanes.add(new TransferLane("DC", "W1", 2, 3, 0.1));
        return new PlanningGroup(
                g.id(),
                g.version(),
                g.zone(),
                g.cutOffMinute(),
                g.buckets(),
                g.overflowCost(),
                g.currency(),
                g.assumed(),
                locations,
                g.suppliers(),
                lanes,
                g.items());
    }
}
