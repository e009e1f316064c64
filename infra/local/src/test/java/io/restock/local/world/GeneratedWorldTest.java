package io.restock.local.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Holiday;
import io.restock.domain.LocationKind;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.SeriesHistory;
import io.restock.domain.WeatherDay;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GeneratedWorldTest {
    private static final GeneratedWorld WORLD = GeneratedWorld.of(7, 28);

    @Test
    void oneSeedGivesOneWorldAndAnotherSeedAnother() {
        GeneratedWorld same = GeneratedWorld.of(7, 28);
        GeneratedWorld other = GeneratedWorld.of(8, 28);
        int day = WORLD.firstRunDay() + 3;

        assertThat(same.demand(day)).usingRecursiveComparison().isEqualTo(WORLD.demand(day));
        assertThat(same.past(WORLD.firstDay() + 40))
                .usingRecursiveComparison()
                .isEqualTo(WORLD.past(WORLD.firstDay() + 40));
        assertThat(same.news(day)).isEqualTo(WORLD.news(day));
        assertThat(other.demand(day)).usingRecursiveComparison().isNotEqualTo(WORLD.demand(day));
    }

    @Test
    void networkHasThreeSuppliersTwoWarehousesSixStoresInTwoGroups() {
        Network network = new Network(WORLD.groups());

        assertThat(WORLD.groups()).extracting(PlanningGroup::id).containsExactly("FRESH", "DRY");
        assertThat(network.locations(LocationKind.WAREHOUSE)).hasSize(2);
        assertThat(network.locations(LocationKind.STORE)).hasSize(6);
        Set<String> suppliers = new HashSet<>();
        WORLD.groups().forEach(g -> g.suppliers().forEach(s -> suppliers.add(s.id())));
        assertThat(suppliers).hasSize(3).allMatch(s -> s.matches("[A-Z0-9]+"));
        assertThat(WORLD.groups()).allMatch(g -> g.id().matches("[A-Z0-9]{1,6}"));
        assertThat(WORLD.groups())
                .allMatch(
                        g -> g.suppliers().stream().allMatch(s -> s.leadTimeDays() < g.buckets()));
    }

    @Test
    void demandDoesNotDependOnWhatIsAskedBefore() {
        GeneratedWorld asked = GeneratedWorld.of(7, 28);
        asked.demand(asked.lastDay());
        asked.news(asked.firstRunDay() + 9);

        assertThat(asked.demand(asked.firstRunDay()))
                .usingRecursiveComparison()
                .isEqualTo(WORLD.demand(WORLD.firstRunDay()));
    }

    @Test
    void pastSoldNeverMoreThanWasWantedAndRanOutNowAndThen() {
        double wanted = 0;
        double unmet = 0;
        for (int day = WORLD.firstDay(); day < WORLD.firstRunDay(); day++) {
            for (SeriesOutcome o : WORLD.past(day)) {
                assertThat(o.units()).isLessThanOrEqualTo(o.demand());
                assertThat(o.demand() - o.unmet()).isCloseTo(o.units(), within(1e-6));
                wanted += o.demand();
                unmet += o.unmet();
            }
        }
        assertThat(unmet / wanted).isBetween(0.01, 0.15);
    }

    @Test
    void stockOutHoursAreThoseWithoutStock() {
        for (SeriesOutcome o : WORLD.past(WORLD.firstRunDay() - 1)) {
            if (o.atStore()) {
                assertThat((o.stockOutHours() >> 23 & 1) == 1).isEqualTo(o.onHand() == 0);
                if (o.unmet() > 0) {
                    assertThat(o.stockOutHours()).isNotZero();
                }
            }
        }
    }

    @Test
    void weekendsHolidaysAndPromotionsMoveDemand() {
        Map<Integer, Double> byDay = new HashMap<>();
        double saturday = 0;
        double sunday = 0;
        for (int day = WORLD.firstRunDay(); day <= WORLD.lastDay(); day++) {
            double units = WORLD.demand(day).stream().mapToDouble(SeriesDay::units).sum();
            byDay.put(day, units);
            switch (LocalDate.ofEpochDay(day).getDayOfWeek()) {
                case SATURDAY -> saturday += units;
                case SUNDAY -> sunday += units;
                default -> {}
            }
        }
        assertThat(saturday).isGreaterThan(1.5 * sunday);
        int whitMonday = (int) LocalDate.of(2026, 5, 25).toEpochDay();
        assertThat(byDay.get(whitMonday)).isLessThan(byDay.get(whitMonday - 7));
    }

    @Test
    void newItemsAreListedWithoutStockAndSellFromTheirLaunchOn() {
        String item = "oat drink";
        int listed = WORLD.firstRunDay() - 2;
        int launch = WORLD.firstRunDay();
        while (!WORLD.launched(item, launch)) {
            launch++;
        }

        assertThat(launch).isBetween(WORLD.firstRunDay() + 1, WORLD.lastDay() - 5);
        assertThat(WORLD.past(listed))
                .filteredOn(o -> o.item().equals(item) && o.atStore())
                .hasSize(6)
                .allMatch(o -> o.stockOutHours() == 0xffffff && o.units() == 0);
        assertThat(WORLD.launchStock("N1", item, launch)).isPositive();
        assertThat(WORLD.launchStock("N1", item, launch + 1)).isZero();
        assertThat(WORLD.demand(launch))
                .filteredOn(d -> d.item().equals(item))
                .anyMatch(d -> d.units() > 0);
    }

    @Test
    void campaignsAreAnnouncedOnceAndAheadOfTheirDays() {
        Set<String> seen = new HashSet<>();
        int last = WORLD.firstDay();
        for (int day = WORLD.firstDay(); day <= WORLD.lastDay(); day++) {
            for (Promotion p : WORLD.news(day).promotions()) {
                assertThat(seen.add(p.eventId())).isTrue();
                assertThat(p.discount()).isBetween(0.5, 0.95);
                assertThat(p.toEpochDay() - p.fromEpochDay()).isBetween(3, 13);
                if (day > WORLD.firstDay()) {
                    assertThat(p.fromEpochDay()).isEqualTo(day + World.AHEAD_DAYS);
                }
                last = Math.max(last, p.toEpochDay());
            }
        }
        assertThat(last).isGreaterThan(WORLD.lastDay());
        assertThat(seen).hasSizeGreaterThan(6 * 22 * 2);
    }

    @Test
    void weatherIsObservedOnceAndForecastForTheDaysAhead() {
        int day = WORLD.firstRunDay();
        List<WeatherDay> weather = WORLD.news(day).weather();

        assertThat(weather)
                .filteredOn(WeatherDay::observed)
                .hasSize(2)
                .allMatch(w -> w.epochDay() == day);
        assertThat(weather)
                .filteredOn(w -> !w.observed() && w.region().equals("north"))
                .extracting(WeatherDay::epochDay)
                .hasSize(World.AHEAD_DAYS)
                .startsWith(day + 1);
        assertThat(weather)
                .allMatch(w -> w.precipitationMm() >= 0 && w.humidityPct() <= 100)
                .allMatch(w -> w.issuedMillis() >= WORLD.times().millis(day + 1, 0));
    }

    @Test
    void announcesHolidaysAtTheStart() {
        assertThat(WORLD.news(WORLD.firstDay()).holidays())
                .extracting(Holiday::name)
                .contains("Good Friday", "Labour Day", "Whit Monday");
        assertThat(WORLD.news(WORLD.firstDay() + 1).holidays()).isEmpty();
    }

    @Test
    void historiesHaveThePastDaysAndWhatWasKnownOfThem() {
        List<SeriesHistory> histories = WORLD.histories();

        assertThat(histories).hasSize(6 * 20);
        SeriesHistory first = histories.get(0);
        assertThat(first.firstEpochDay()).isEqualTo(WORLD.firstDay());
        assertThat(first.originEpochDay()).isEqualTo(WORLD.firstRunDay() - 1);
        assertThat(first.units()).hasSize(GeneratedWorld.PAST_DAYS).doesNotContain(Float.NaN);
        assertThat(first.covariates().length()).isEqualTo(GeneratedWorld.PAST_DAYS);
        assertThat(first.covariates().holiday()).contains(1f);
    }

    @Test
    void refusesAWorldWithoutDays() {
        assertThatThrownBy(() -> GeneratedWorld.of(7, 0)).hasMessageContaining("days (0)");
    }

    @Test
    void knowsEaster() {
        assertThat(Holidays.easter(2024)).isEqualTo(LocalDate.of(2024, 3, 31));
        assertThat(Holidays.easter(2025)).isEqualTo(LocalDate.of(2025, 4, 20));
        assertThat(Holidays.easter(2026)).isEqualTo(LocalDate.of(2026, 4, 5));
        assertThat(Holidays.easter(2038)).isEqualTo(LocalDate.of(2038, 4, 25));
    }
}
