package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Supplier;
import io.restock.domain.TransferLane;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

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
