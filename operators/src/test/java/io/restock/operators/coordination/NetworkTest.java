package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class NetworkTest {
    private static final PlanningGroup GOOD = Shop.network();

    @Test
    void goodNetworkHasNoFaults() {
        assertThat(Network.faults(GOOD)).isEmpty();
    }

    @Test
    void cutOffFollowsTheGroupsClocks() {
        Network berlin = Network.of(Shop.network(1, "Europe/Berlin", List.of(Shop.item("APPLE"))));

        assertThat(cutOff(berlin, LocalDate.of(2025, 3, 29))).isEqualTo("2025-03-29T03:00:00Z");
        assertThat(cutOff(berlin, LocalDate.of(2025, 3, 30))).isEqualTo("2025-03-30T02:00:00Z");
        assertThat(cutOff(berlin, LocalDate.of(2025, 10, 26))).isEqualTo("2025-10-26T03:00:00Z");
    }

    @Test
    void cutOffInTheMissingHourIsMovedToOneThatIsThere() {
        PlanningGroup g = Shop.network(1, "Europe/Berlin", List.of(Shop.item("APPLE")));
        Network early =
                Network.of(
                        new PlanningGroup(
                                g.id(),
                                g.version(),
                                g.zone(),
                                150,
                                g.buckets(),
                                g.overflowCost(),
                                g.currency(),
                                g.assumed(),
                                g.locations(),
                                g.suppliers(),
                                g.lanes(),
                                g.items()));

        assertThat(cutOff(early, LocalDate.of(2025, 3, 30))).isEqualTo("2025-03-30T01:30:00Z");
        assertThat(early.cycleOf(early.cutOffMillis(day(2025, 3, 30)))).isEqualTo(day(2025, 3, 30));
    }

    @Test
    void whatHappensAtTheCutOffIsOfItsCycle() {
        Network network = Network.of(GOOD);

        assertThat(network.cycleOf(Shop.cutOff(MONDAY))).isEqualTo(MONDAY);
        assertThat(network.cycleOf(Shop.cutOff(MONDAY) + 1)).isEqualTo(MONDAY + 1);
        assertThat(network.cycleOf(Shop.cutOff(MONDAY) - 1)).isEqualTo(MONDAY);
    }

    @Test
    void stagesGoUpFromTheStores() {
        List<Location> locations = new ArrayList<>(GOOD.locations());
        locations.set(0, new Location("W1", "r", "UTC", LocationKind.WAREHOUSE, "DC", 10));
        locations.add(new Location("DC", "r", "UTC", LocationKind.WAREHOUSE, "", 10));
        locations.add(new Location("W2", "r", "UTC", LocationKind.WAREHOUSE, "DC", 10));
        List<TransferLane> lanes = new ArrayList<>(GOOD.lanes());
        lanes.add(new TransferLane("DC", "W1", 1, 1, 1));
        lanes.add(new TransferLane("DC", "W2", 1, 1, 1));

        Network network = Network.of(with(locations, GOOD.suppliers(), lanes));

        assertThat(network.stage("S1")).isZero();
        assertThat(network.stage("W1")).isEqualTo(1);
        assertThat(network.stage("W2")).isEqualTo(1);
        assertThat(network.stage("DC")).isEqualTo(2);
        assertThat(network.lastStage()).isEqualTo(2);
        assertThat(network.servedBy("DC")).extracting(Location::id).containsExactly("W1", "W2");
    }

    @Test
    void suppliersOfTheSameIdsOfDocumentsAreInTestTogether() {
        Supplier tested = partner("SUP1", "MEGA", true);
        Supplier other = partner("SUP2", "MEGA", false);

        assertThat(Network.faults(withSuppliers(tested, other)))
                .contains(
                        "Suppliers SUP1 and SUP2 have the same ids of documents: both must be in test, or neither.");
        assertThat(Network.faults(withSuppliers(tested, partner("SUP2", "MEGA", true)))).isEmpty();
        assertThat(Network.faults(withSuppliers(tested, partner("SUP2", "MINI", false)))).isEmpty();
        assertThat(Network.faults(withSuppliers(new Supplier("SUP1", 1, 1, 1), other))).isEmpty();
    }

    private static Supplier partner(String id, String partner, boolean test) {
        return new Supplier(
                id,
                1,
                1,
                1,
                "",
                new DocumentTerms(
                        DocumentFormat.X12, "ZZ", "BUYERCO", "ZZ", partner, "", "", "", "", test));
    }

    private static PlanningGroup withSuppliers(Supplier... more) {
        List<Supplier> all = new ArrayList<>(GOOD.suppliers());
        all.addAll(List.of(more));
        return with(GOOD.locations(), all, GOOD.lanes());
    }

    @Test
    void knowsWhatIsSoldWhere() {
        Network network = Network.of(GOOD);

        assertThat(network.sells("S1", "APPLE")).isTrue();
        assertThat(network.sells("W1", "APPLE")).isFalse();
        assertThat(network.sells("S1", "PEAR")).isFalse();
        assertThat(network.knows("W1", "APPLE")).isTrue();
    }

    @Test
    void leadTimesMustFitTheHorizon() {
        assertThat(
                        faults(
                                g ->
                                        with(
                                                g.locations(),
                                                List.of(new Supplier("FARM", 7, 10, 1)),
                                                g.lanes())))
                .singleElement()
                .asString()
                .contains("FARM")
                .contains("7 days");
    }

    @Test
    void servedStoresMustHaveALane() {
        assertThat(faults(g -> with(g.locations(), g.suppliers(), g.lanes().subList(0, 1))))
                .containsExactly("There must be a lane from W1 to S2, which it serves.");
    }

    @Test
    void nobodyServesItself() {
        List<Location> round =
                List.of(
                        new Location("W1", "r", "UTC", LocationKind.WAREHOUSE, "W2", 10),
                        new Location("W2", "r", "UTC", LocationKind.WAREHOUSE, "W1", 10),
                        Shop.store("S1", "W1"),
                        Shop.store("S2", "W1"),
                        Shop.store("S3", ""));
        List<TransferLane> lanes = new ArrayList<>(GOOD.lanes());
        lanes.add(new TransferLane("W1", "W2", 1, 1, 1));
        lanes.add(new TransferLane("W2", "W1", 1, 1, 1));

        assertThat(faults(g -> with(round, g.suppliers(), lanes)))
                .contains("Location W1 must not be served by itself.");
    }

    @Test
    void namesEveryFaultAtOnce() {
        List<String> faults =
                Network.faults(
                        new PlanningGroup(
                                "too-long-id",
                                -1,
                                "Nowhere",
                                1440,
                                7,
                                -1,
                                "EUR",
                                "",
                                List.of(Shop.store("S1", "W9"), Shop.store("S1", "")),
                                List.of(new Supplier("FARM", 1, -1, 0)),
                                List.of(new TransferLane("S1", "S1", 1, 0, 0)),
                                List.of(Shop.item("APPLE", 0, 0))));

        assertThat(faults)
                .hasSizeGreaterThan(9)
                .allSatisfy(f -> assertThat(f).endsWith("."))
                .anySatisfy(f -> assertThat(f).contains("too-long-id"))
                .anySatisfy(f -> assertThat(f).contains("Nowhere"))
                .anySatisfy(f -> assertThat(f).contains("more than one location S1"))
                .anySatisfy(f -> assertThat(f).contains("baseUnit (0.0)"))
                .anySatisfy(f -> assertThat(f).contains("W9"));
    }

    @ParameterizedTest
    @MethodSource("broken")
    void faultNamesWhatItIsAboutAndItsValue(String name, String value, GroupEdit edit) {
        assertThat(Network.faults(edit.group()))
                .singleElement()
                .asString()
                .contains(name)
                .contains(value)
                .endsWith(".");
    }

    static Stream<Arguments> broken() {
        double nan = Double.NaN;
        double endless = Double.POSITIVE_INFINITY;
        List<PriceBreak> price = List.of(new PriceBreak(1, 2));
        return Stream.of(
                broken("id", "g1", new GroupEdit().id("g1")),
                broken("id", "SEVENTH", new GroupEdit().id("SEVENTH")),
                broken("version", "-1", new GroupEdit().version(-1)),
                broken("cutOffMinute", "-1", new GroupEdit().cutOffMinute(-1)),
                broken("cutOffMinute", "1440", new GroupEdit().cutOffMinute(1440)),
                broken("overflowCost", "NaN", new GroupEdit().overflowCost(nan)),
                broken("overflowCost", "Infinity", new GroupEdit().overflowCost(endless)),
                broken("2 days", "FARM", new GroupEdit().buckets(2)),
                broken("space", "-2.0", new GroupEdit().locations(l -> place(l, -2))),
                broken("S3", "Infinity", new GroupEdit().locations(l -> place(l, endless))),
                broken("FARM", "0 days", suppliers(new Supplier("FARM", 0, 1, 1))),
                broken("capacityPerDay", "-1.0", suppliers(new Supplier("FARM", 1, -1, 1))),
                broken("orderHeaderCost", "NaN", suppliers(new Supplier("FARM", 1, 1, nan))),
                broken(
                        "more than one supplier",
                        "FARM",
                        suppliers(new Supplier("FARM", 1, 1, 1), new Supplier("FARM", 2, 1, 1))),
                broken("supplier of item APPLE", "known", suppliers(new Supplier("X", 1, 1, 1))),
                broken("terms", "APPLE", sources(0, 1, 9, 1, price)),
                broken("terms", "APPLE", sources(1, 0, 9, 1, breaks(0, 2, 1, 1))),
                broken("terms", "APPLE", sources(1, 5, 4, 1, price)),
                broken("lineCost", "APPLE from FARM", sources(1, 1, 9, -1, price)),
                broken("first price", "APPLE", sources(1, 1, 9, 1, List.of())),
                broken("first price", "APPLE", sources(1, 1, 9, 1, breaks(2, 2, 3, 1))),
                broken("ascend", "APPLE", sources(1, 1, 9, 1, breaks(1, 2, 1, 1))),
                broken("prices", "APPLE", sources(1, 1, 9, 1, breaks(1, 2, 5, -1))),
                broken("prices", "APPLE", sources(1, 1, 9, 1, breaks(1, nan, 5, 1))),
                broken("baseUnit", "NaN", new GroupEdit().items(Shop.item("APPLE", nan, 1))),
                broken("baseUnit", "-1.0", new GroupEdit().items(Shop.item("APPLE", -1, 1))),
                broken(
                        "sold at W1",
                        "must be a store",
                        new GroupEdit()
                                .items(GroupEdit.sold(Shop.item("APPLE"), List.of("S1", "W1")))),
                broken(
                        "more than one item",
                        "APPLE",
                        new GroupEdit().items(Shop.item("APPLE"), Shop.item("APPLE"))));
    }

    private static Arguments broken(String name, String value, GroupEdit edit) {
        return Arguments.of(name, value, edit);
    }

    private static Location place(Location l, double space) {
        return l.id().equals("S3")
                ? new Location(l.id(), l.region(), l.zone(), l.kind(), l.servedBy(), space)
                : l;
    }

    private static GroupEdit suppliers(Supplier... suppliers) {
        return new GroupEdit().items(Shop.item("APPLE")).suppliers(suppliers);
    }

    private static GroupEdit sources(
            long multiple, long least, long most, double lineCost, List<PriceBreak> prices) {
        return new GroupEdit()
                .items(Shop.item("APPLE"))
                .sources(new SupplySource("FARM", multiple, least, most, lineCost, prices));
    }

    private static List<PriceBreak> breaks(long one, double first, long two, double second) {
        return List.of(new PriceBreak(one, first), new PriceBreak(two, second));
    }

    @Test
    void horizonMustHaveADayToOrderAndADayToReceive() {
        assertThat(Network.faults(new GroupEdit().buckets(1).group()))
                .contains("The buckets (1) must be >= 2.");
    }

    /** What has no fault can be planned: every stage, without a throw. */
    @Property(tries = 150)
    void groupWithoutFaultsCanBePlanned(@ForAll long seed) {
        Random random = new Random(seed);
        double[] amounts = {0, 1e-9, 0.37, 4, 1e7};
        long[] units = {1, 2, 7, 1000, 1_000_000_000L};
        int buckets = 2 + random.nextInt(9);
        long least = any(units, random);
        PlanningGroup group =
                new GroupEdit()
                        .buckets(buckets)
                        .overflowCost(any(amounts, random))
                        .locations(l -> place(l, any(amounts, random)))
                        .lanes(
                                l ->
                                        new TransferLane(
                                                l.from(),
                                                l.to(),
                                                1 + random.nextInt(buckets - 1),
                                                any(amounts, random),
                                                any(amounts, random)))
                        .suppliers(
                                new Supplier(
                                        "FARM",
                                        1 + random.nextInt(buckets - 1),
                                        any(amounts, random),
                                        any(amounts, random)))
                        .items(
                                new NetworkItem(
                                        "APPLE",
                                        "",
                                        random.nextBoolean() ? 1 : 0.001,
                                        any(amounts, random),
                                        any(amounts, random),
                                        any(amounts, random),
                                        any(amounts, random),
                                        any(units, random),
                                        any(amounts, random),
                                        List.of(),
                                        Shop.STORES))
                        .sources(
                                new SupplySource(
                                        "FARM",
                                        any(units, random),
                                        least,
                                        least + any(units, random),
                                        any(amounts, random),
                                        breaks(0, any(amounts, random), 40, any(amounts, random))))
                        .group();
        assertThat(Network.faults(group)).isEmpty();
        List<SeriesState> series =
                Shop.STORES.stream()
                        .map(
                                s ->
                                        SeriesState.unknown(s, "APPLE")
                                                .report(Shop.level(s, "APPLE", MONDAY - 1, 3))
                                                .plan(Shop.forecast(s, "APPLE", MONDAY - 1, 10, 4)))
                        .toList();

        ReviewResult result =
                Review.run(
                        new ReviewInputs(
                                Network.of(group),
                                MONDAY,
                                MONDAY,
                                0,
                                Shop.cutOff(MONDAY),
                                series,
                                List.of()),
                        Shop.SETTINGS,
                        PlannerChoice.ORDER_UP_TO.planner());

        assertThat(result.plan().forecasts()).isEqualTo(3);
        assertThat(result.plan().cost().total()).isFinite();
        assertThat(result.lines())
                .allSatisfy(
                        l -> {
                            assertThat(l.quantity()).isPositive();
                            assertThat(l.quantile()).isBetween(0.0, 1.0);
                            assertThat(l.cost().total()).isFinite();
                        });
    }

    private static double any(double[] of, Random random) {
        return of[random.nextInt(of.length)];
    }

    private static long any(long[] of, Random random) {
        return of[random.nextInt(of.length)];
    }

    @Test
    void faultyNetworkCannotBeBuilt() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Network.of(Shop.network(1, "Nowhere", List.of())))
                .withMessageContaining("G1")
                .withMessageContaining("Nowhere");
    }

    private static List<String> faults(UnaryOperator<PlanningGroup> change) {
        return Network.faults(change.apply(GOOD));
    }

    private static PlanningGroup with(
            List<Location> locations, List<Supplier> suppliers, List<TransferLane> lanes) {
        return new PlanningGroup(
                GOOD.id(),
                GOOD.version(),
                GOOD.zone(),
                GOOD.cutOffMinute(),
                GOOD.buckets(),
                GOOD.overflowCost(),
                GOOD.currency(),
                GOOD.assumed(),
                locations,
                suppliers,
                lanes,
                GOOD.items());
    }

    private static int day(int year, int month, int dayOfMonth) {
        return (int) LocalDate.of(year, month, dayOfMonth).toEpochDay();
    }

    private static String cutOff(Network network, LocalDate day) {
        return Instant.ofEpochMilli(network.cutOffMillis((int) day.toEpochDay())).toString();
    }
}
