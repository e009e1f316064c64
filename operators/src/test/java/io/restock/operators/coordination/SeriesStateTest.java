package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.StockLevel;
import io.restock.operators.demand.EventIds;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeriesStateTest {
    private static final SeriesState UNKNOWN = SeriesState.unknown("S1", "APPLE");

    @Test
    void latestLevelCountsWhateverTheOrderOfArrival() {
        SeriesState series =
                UNKNOWN.report(Shop.level("S1", "APPLE", MONDAY + 1, 8))
                        .report(Shop.level("S1", "APPLE", MONDAY, 3));

        assertThat(series.onHand(1)).isEqualTo(8);
        assertThat(series.reportedDay()).isEqualTo(MONDAY + 1);
    }

    @Test
    void ofLevelsOfTheSameMomentTheGreaterIdentityCountsWhateverTheOrderOfArrival() {
        boolean ascending = EventIds.hash("a") < EventIds.hash("b");
        StockLevel less = named(ascending ? "a" : "b", 3);
        StockLevel greater = named(ascending ? "b" : "a", 8);

        assertThat(UNKNOWN.report(less).report(greater).onHand(1)).isEqualTo(8);
        assertThat(UNKNOWN.report(greater).report(less).onHand(1)).isEqualTo(8);
    }

    private static StockLevel named(String eventId, double units) {
        return new StockLevel(
                eventId, "S1", "APPLE", MONDAY, Shop.at(MONDAY + 1, 0, 5), 0, units, 0);
    }

    @Test
    void reportWithoutLevelOnlySaysThatTheSeriesLives() {
        SeriesState series =
                UNKNOWN.report(Shop.level("S1", "APPLE", MONDAY, 3))
                        .report(
                                new StockLevel(
                                        "e",
                                        "S1",
                                        "APPLE",
                                        MONDAY + 1,
                                        Shop.at(MONDAY + 2, 0, 5),
                                        0,
                                        Double.NaN,
                                        -1));

        assertThat(series.onHand(1)).isEqualTo(3);
        assertThat(series.reportedDay()).isEqualTo(MONDAY + 1);
    }

    @Test
    void movementsAfterTheLevelAddToIt() {
        SeriesState series =
                UNKNOWN.report(Shop.level("S1", "APPLE", MONDAY, 3))
                        .move(movement(MONDAY + 1, 5, 10))
                        .move(movement(MONDAY + 1, 6, -4))
                        .move(movement(MONDAY, 5, 100));

        assertThat(series.onHand(1)).isEqualTo(9);
    }

    @Test
    void newerLevelHasTheMovementsBeforeItInIt() {
        SeriesState series =
                UNKNOWN.report(Shop.level("S1", "APPLE", MONDAY, 3))
                        .move(movement(MONDAY + 1, 5, 10))
                        .move(movement(MONDAY + 2, 5, 7))
                        .report(Shop.level("S1", "APPLE", MONDAY + 1, 6));

        assertThat(series.onHand(1)).isEqualTo(13);
        assertThat(series.report(Shop.level("S1", "APPLE", MONDAY + 2, 9)).movedMillis())
                .as("movements before the last level but one")
                .hasSize(1);
    }

    @Test
    void isKnownAsOfAMomentBeforeItsLatestLevelWithAllThatMoved() {
        SeriesState series =
                UNKNOWN.report(Shop.level("S1", "APPLE", MONDAY, 3))
                        .move(movement(MONDAY + 1, 5, 10))
                        .report(Shop.level("S1", "APPLE", MONDAY + 1, 6));

        assertThat(series.asOf(Shop.at(MONDAY + 1, 4, 30)).onHand(1)).isEqualTo(13);
        assertThat(series.asOf(Shop.at(MONDAY + 1, 4, 30)).levelDay()).isEqualTo(MONDAY);
        assertThat(series.asOf(Shop.at(MONDAY + 2, 4, 30))).isEqualTo(series);
        assertThat(series.asOf(Shop.at(MONDAY, 4, 30)))
                .as("nothing older is known")
                .isEqualTo(series);
    }

    @Test
    void movementsOfASilentSeriesAreFoldedIntoOne() {
        SeriesState series = UNKNOWN;
        for (int day = 0; day < 50; day++) {
            series = series.move(movement(MONDAY + day, 5, day));
        }

        SeriesState folded = series.fold(Shop.at(MONDAY + 40, 0, 0));

        assertThat(folded.onHand(1)).isEqualTo(series.onHand(1));
        assertThat(folded.movedMillis()).hasSize(11);
        assertThat(folded.fold(Shop.at(MONDAY + 40, 0, 0))).isEqualTo(folded);
    }

    @Test
    void newestForecastCounts() {
        SeriesState series =
                UNKNOWN.plan(Shop.forecast("S1", "APPLE", MONDAY, 10, 4))
                        .plan(Shop.forecast("S1", "APPLE", MONDAY - 1, 20, 4));

        assertThat(series.forecast()).isNotNull();
        assertThat(series.isFresh(MONDAY + 1)).isTrue();
        assertThat(series.isFresh(MONDAY + 2)).isFalse();
        assertThat(UNKNOWN.isFresh(MONDAY)).isFalse();
    }

    @Test
    void fingerprintIsOfTheFactsAndNotOfTheirOrder() {
        SeriesState one = UNKNOWN.report(Shop.level("S1", "APPLE", MONDAY, 3));
        SeriesState other =
                SeriesState.unknown("S2", "APPLE").report(Shop.level("S2", "APPLE", MONDAY, 3));
        OpenOrder order = OpenOrderTest.order(false);
        long facts = Fingerprint.facts(1, List.of(one, other), List.of(order), People.NONE);

        assertThat(Fingerprint.facts(1, List.of(other, one), List.of(order), People.NONE))
                .isEqualTo(facts);
        assertThat(Fingerprint.facts(2, List.of(one, other), List.of(order), People.NONE))
                .isNotEqualTo(facts);
        assertThat(Fingerprint.facts(1, List.of(one), List.of(order), People.NONE))
                .isNotEqualTo(facts);
        assertThat(Fingerprint.facts(1, List.of(one, other), List.of(), People.NONE))
                .isNotEqualTo(facts);
        assertThat(
                        Fingerprint.facts(
                                1,
                                List.of(one.move(movement(MONDAY + 3, 1, 1)), other),
                                List.of(order),
                                People.NONE))
                .isNotEqualTo(facts);
    }

    @Test
    void seedFollowsFromGroupAndCycle() {
        // Changing how seeds are made would plan old cycles otherwise on a replay.
        assertThat(Fingerprint.seed(7, "G1", MONDAY)).isEqualTo(Fingerprint.seed(7, "G1", MONDAY));
        assertThat(
                        List.of(
                                Fingerprint.seed(7, "G1", MONDAY),
                                Fingerprint.seed(8, "G1", MONDAY),
                                Fingerprint.seed(7, "G2", MONDAY),
                                Fingerprint.seed(7, "G1", MONDAY + 1)))
                .doesNotHaveDuplicates();
    }

    private static Movement movement(int day, int hour, long quantity) {
        return new Movement("S1", "APPLE", Shop.at(day, hour, 0), quantity);
    }
}
