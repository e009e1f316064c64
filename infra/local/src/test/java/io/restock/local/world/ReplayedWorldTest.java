package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.WeatherDay;
import io.restock.local.history.HistoryFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayedWorldTest {
    private static final int FIRST = SmallHistory.FIRST_DAY;
    @TempDir private static Path data;
    private static ReplayedWorld world;

    @BeforeAll
    static void read() throws Exception {
        world = of(null, 10, 99);
    }

    @Test
    void runsTheLastDaysUnlessToldOtherwise() throws Exception {
        assertThat(world.firstDay()).isEqualTo(FIRST);
        assertThat(world.lastDay()).isEqualTo(FIRST + SmallHistory.DAYS - 1);
        assertThat(world.firstRunDay()).isEqualTo(FIRST + SmallHistory.DAYS - 10);
        assertThat(of(FIRST + 12, 5, 99).firstRunDay()).isEqualTo(FIRST + 12);
    }

    @Test
    void refusesARunBeyondTheData() {
        assertThatThrownBy(() -> of(FIRST + 28, 5, 99))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2024-04-29")
                .hasMessageContaining("Maybe --from or --days");
        assertThatThrownBy(() -> of(null, 30, 99)).hasMessageContaining("must lie after");
    }

    @Test
    void salesAndStockOutHoursAreThoseOfTheRecord() {
        Simulation simulation = new Simulation(world, 1, Suppliers.Manners.PERFECT);
        int day = world.firstRunDay();
        simulation.morning(day);

        SeriesOutcome outcome =
                simulation.trade(day).series().stream()
                        .filter(o -> o.location().equals("7") && o.item().equals("k2"))
                        .findFirst()
                        .orElseThrow();

        assertThat(outcome.units()).isCloseTo(2.6, within(1e-6));
        assertThat(outcome.sold()[9]).isEqualTo(1.3f);
        assertThat(outcome.stockOutHours()).isEqualTo(0xc00000);
    }

    @Test
    void stockIsSimulatedAndWhatItDoesNotCoverIsCounted() {
        Simulation simulation = new Simulation(world, 1, Suppliers.Manners.PERFECT);
        double unmet = 0;
        for (int day = world.firstRunDay(); day <= world.lastDay(); day++) {
            simulation.morning(day);
            for (SeriesOutcome o : simulation.trade(day).series()) {
                unmet += o.unmet();
                assertThat(o.onHand()).isNotNegative();
            }
        }
        assertThat(unmet).as("nobody ordered anything for ten days").isPositive();
        assertThat(simulation.conserves()).isTrue();
    }

    @Test
    void networkIsAssumedAndSaysSo() {
        assertThat(world.groups()).extracting(PlanningGroup::id).containsExactly("C31", "C5");
        PlanningGroup group = world.groups().get(0);
        assertThat(group.assumed()).contains("assumed");
        assertThat(group.locations())
                .filteredOn(l -> l.kind() == LocationKind.WAREHOUSE)
                .extracting(l -> l.id())
                .containsExactly("WEAST");
        assertThat(group.suppliers()).allMatch(s -> s.id().matches("[A-Z0-9]{1,5}"));
        NetworkItem item = group.items().get(0);
        assertThat(item.baseUnit()).isEqualTo(0.1);
        assertThat(item.stores()).containsExactly("7", "8");
        assertThat(item.sources())
                .allSatisfy(
                        s -> {
                            assertThat(s.maximumOrderQuantity() % s.orderMultiple()).isZero();
                            assertThat(s.minimumOrderQuantity() % s.orderMultiple()).isZero();
                            assertThat(s.priceBreaks().get(1).fromQuantity())
                                    .isGreaterThan(s.minimumOrderQuantity());
                        });
        assertThat(world.assumptions())
                .anyMatch(a -> a.startsWith("baseUnit = 0.1: "))
                .anyMatch(a -> a.startsWith("weather forecast: "));
    }

    @Test
    void opensWithDaysOfMeanSales() {
        assertThat(world.openingStock("7", "k2")).isEqualTo((long) Math.ceil(2 * 26 - 1e-6));
        assertThat(world.openingStock("WEAST", "k2")).isEqualTo((long) Math.ceil(4 * 26 - 1e-6));
    }

    @Test
    void pricesAreAnnouncedAheadAndAPriceOfNothingIsUnknown() {
        List<Promotion> said = new ArrayList<>();
        for (int day = world.firstDay(); day <= world.lastDay(); day++) {
            said.addAll(world.news(day).promotions());
        }

        said.sort(Comparator.comparing(Promotion::item));
        assertThat(said).hasSize(2);
        assertThat(said.get(0).toEpochDay()).isEqualTo(FIRST + 9);
        assertThat(said.get(0).promoted()).isTrue();
        assertThat(said.get(1).fromEpochDay()).isEqualTo(FIRST + 4);
        assertThat(said.get(1).discount()).isNaN();
    }

    @Test
    void weatherOfLaterDaysStandsInForItsForecast() {
        List<WeatherDay> said = world.news(FIRST + 3).weather();

        assertThat(said).filteredOn(WeatherDay::observed).hasSize(2);
        assertThat(said).filteredOn(w -> !w.observed()).hasSize(2 * World.AHEAD_DAYS);
        assertThat(world.news(FIRST + 28).weather())
                .filteredOn(w -> !w.observed())
                .as("only one day is left")
                .hasSize(2);
    }

    @Test
    void takesTheFirstLocationsOnly() throws Exception {
        ReplayedWorld one = of(null, 10, 1);

        assertThat(one.demand(one.lastDay())).hasSize(2);
        assertThat(one.histories()).hasSize(2);
        assertThat(world.histories()).hasSize(3);
        assertThat(world.histories().get(0).originEpochDay()).isEqualTo(world.firstRunDay() - 1);
    }

    @Test
    void assumptionsCanBeReplacedFigureByFigure(@TempDir Path folder) throws Exception {
        Path mine = folder.resolve("mine.json");
        Files.writeString(mine, "{\"lineCost\": {\"value\": 7, \"why\": \"we counted\"}}");

        Assumptions assumptions = Assumptions.of(mine);

        assertThat(assumptions.value("lineCost")).isEqualTo(7);
        assertThat(assumptions.sentences()).contains("lineCost = 7: we counted");
        assertThat(assumptions.whole("buckets")).isEqualTo(6);
    }

    @Test
    void saysWhatIsWrongWithAnAssumption(@TempDir Path folder) throws Exception {
        Path mine = folder.resolve("mine.json");

        Files.writeString(mine, "{\"linecost\": {\"value\": 7, \"why\": \"x\"}}");
        assertThatThrownBy(() -> Assumptions.of(mine))
                .hasMessageContaining("linecost")
                .hasMessageContaining("lineCost");
        Files.writeString(mine, "{\"lineCost\": {\"value\": 7}}");
        assertThatThrownBy(() -> Assumptions.of(mine)).hasMessageContaining("a why");
        Files.writeString(mine, "{\"zone\": {\"text\": \"Mars\", \"why\": \"x\"}}");
        assertThatThrownBy(() -> Assumptions.of(mine)).hasMessageContaining("zone (Mars)");
    }

    private static ReplayedWorld of(Integer from, int days, int locations) throws Exception {
        HistoryFolder folder = HistoryFolder.open(SmallHistory.write(data));
        return ReplayedWorld.of(folder, "small", Assumptions.usual(), from, days, locations);
    }
}
