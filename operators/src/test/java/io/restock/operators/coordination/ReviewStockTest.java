package io.restock.operators.coordination;

import static io.restock.operators.coordination.Shop.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.OrderLine;
import io.restock.domain.PlanLine;
import io.restock.domain.PurchaseOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans where stock is not that of yesterday: nobody has reported it, or not for days. */
class ReviewStockTest {
    /** By location and item; all sell 10 a day, stores have 5 and the warehouse 100 of each. */
    private final Map<String, SeriesState> series = new TreeMap<>();

    ReviewStockTest() {
        for (String item : Shop.ITEMS) {
            put(stateOf("W1", item).report(Shop.level("W1", item, MONDAY - 1, 100)));
            for (String store : Shop.STORES) {
                put(forecast(store, item).report(Shop.level(store, item, MONDAY - 1, 5)));
            }
        }
    }

    @Test
    void storeWhoseStockNobodyReportedIsLeftOutAndTold() {
        put(forecast("S3", "APPLE"));
        put(forecast("S3", "BREAD").report(Shop.level("S3", "BREAD", MONDAY - 1, Double.NaN)));

        ReviewResult result = review();

        assertThat(result.lines()).isNotEmpty().extracting(PlanLine::location).doesNotContain("S3");
        assertThat(result.plan().unknownStock()).isEqualTo(2);
        assertThat(result.plan().forecasts()).as("planned on").isEqualTo(4);
        assertThat(result.alerts())
                .filteredOn(a -> a.location().equals("S3"))
                .singleElement()
                .satisfies(
                        a -> {
                            assertThat(a.kind()).isEqualTo(AlertKind.STOCK_UNKNOWN);
                            assertThat(a.alertId()).isEqualTo("G1:20234:0:S3:STOCK_UNKNOWN");
                            assertThat(a.item()).isEmpty();
                            assertThat(a.text())
                                    .isEqualTo(
                                            "2 items are not planned at S3, as nobody has reported their stock (onHand): APPLE, BREAD.");
                        });
    }

    @Test
    void othersArePlannedAsIfItWereNotThere() {
        put(stateOf("W1", "APPLE").report(Shop.level("W1", "APPLE", MONDAY - 1, 10)));
        List<OrderLine> whole = lines(review(), "W1");
        put(forecast("S1", "APPLE"));

        ReviewResult result = review();

        assertThat(result.transferOrders())
                .flatExtracting(o -> o.lines().stream().map(l -> tuple(o.to(), l.item())).toList())
                .contains(tuple("S2", "APPLE"), tuple("S1", "BREAD"))
                .doesNotContain(tuple("S1", "APPLE"));
        assertThat(Shop.quantity(lines(result, "W1"), "APPLE"))
                .as("the warehouse buys nothing for it")
                .isPositive()
                .isLessThan(Shop.quantity(whole, "APPLE"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 400})
    void whatWasReceivedSinceSaysNothingOfTheShelf(int received) {
        put(
                forecast("S3", "APPLE")
                        .move(new Movement("S3", "APPLE", Shop.at(MONDAY - 2, 9, 0), received)));

        ReviewResult result = review();

        assertThat(Shop.quantity(lines(result, "S3"), "APPLE")).isZero();
        assertThat(result.plan().unknownStock()).isEqualTo(1);
    }

    @Test
    void warehouseWhoseStockNobodyReportedNeitherSendsNorBuys() {
        put(stateOf("W1", "APPLE"));

        ReviewResult result = review();

        assertThat(result.lines())
                .filteredOn(l -> l.item().equals("APPLE"))
                .extracting(PlanLine::location)
                .containsExactly("S3");
        assertThat(result.plan().unknownStock()).isEqualTo(1);
        assertThat(result.alerts())
                .filteredOn(a -> a.kind() == AlertKind.STOCK_UNKNOWN)
                .extracting(Alert::location)
                .containsExactly("W1");
    }

    @Test
    void firstLevelBringsASeriesIntoThePlan() {
        put(forecast("S3", "APPLE"));
        put(series.get("S3|APPLE").report(Shop.level("S3", "APPLE", MONDAY - 1, 0)));

        ReviewResult result = review();

        assertThat(Shop.quantity(lines(result, "S3"), "APPLE")).isPositive();
        assertThat(result.plan().unknownStock()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        // age of the level, units, as if so many had been counted yesterday
        "2, 15, 5",
        "4, 40, 10",
        "9, 80, 0",
        "5, 12, 0",
        "1, 12, 12",
    })
    void stockOfDaysAgoIsLessWhatHasLikelyBeenSoldSince(int age, double units, double left) {
        put(forecast("S3", "APPLE").report(Shop.level("S3", "APPLE", MONDAY - 1, left)));
        List<OrderLine> expected = lines(review(), "S3");
        put(forecast("S3", "APPLE").report(Shop.level("S3", "APPLE", MONDAY - age, units)));

        ReviewResult result = review();

        assertThat(lines(result, "S3")).isNotEmpty().isEqualTo(expected);
        assertThat(result.plan().staleStock()).isEqualTo(age > 1 ? 1 : 0);
        assertThat(result.lines())
                .filteredOn(l -> l.location().equals("S3") && l.item().equals("APPLE"))
                .extracting(PlanLine::onHand)
                .containsExactly((long) left);
    }

    @Test
    void goodsThatCameSinceThenAreOnTheShelfToo() {
        put(forecast("S3", "APPLE").report(Shop.level("S3", "APPLE", MONDAY - 1, 15)));
        List<OrderLine> expected = lines(review(), "S3");
        put(
                forecast("S3", "APPLE")
                        .report(Shop.level("S3", "APPLE", MONDAY - 3, 5))
                        .move(new Movement("S3", "APPLE", Shop.at(MONDAY - 1, 9, 0), 30)));

        assertThat(lines(review(), "S3")).isEqualTo(expected);
    }

    @Test
    void oldStockOfAWarehouseIsWhatItsTransfersLeft() {
        List<OrderLine> expected = lines(review(), "W1");
        put(
                stateOf("W1", "APPLE")
                        .report(Shop.level("W1", "APPLE", MONDAY - 4, 130))
                        .move(new Movement("W1", "APPLE", Shop.at(MONDAY - 2, 9, 0), -30)));

        ReviewResult result = review();

        assertThat(lines(result, "W1")).isEqualTo(expected);
        assertThat(result.plan().staleStock()).isEqualTo(1);
    }

    @Test
    void sentenceOfManyItemsNamesTheFirst() {
        ReviewAlerts alerts =
                new ReviewAlerts(
                        inputs(),
                        Shop.SETTINGS,
                        Supply.of(
                                inputs().network(), MONDAY, List.of(), List.of(), Learned.NOTHING),
                        (location, item) -> Demand.NONE,
                        Map.of());

        Alert alert = alerts.unknown("S1", List.of("g", "f", "e", "d", "c", "b", "a"));

        assertThat(alert.text())
                .startsWith("7 items are not planned at S1")
                .endsWith(": a, b, c, d, e and 2 more.");
    }

    private ReviewResult review() {
        return Review.run(inputs(), Shop.SETTINGS, PlannerChoice.ORDER_UP_TO.planner());
    }

    private ReviewInputs inputs() {
        return new ReviewInputs(
                Network.of(Shop.network()),
                MONDAY,
                MONDAY,
                0,
                Shop.cutOff(MONDAY),
                new ArrayList<>(series.values()),
                List.of());
    }

    private void put(SeriesState state) {
        series.put(state.location() + "|" + state.item(), state);
    }

    private static SeriesState stateOf(String location, String item) {
        return SeriesState.unknown(location, item);
    }

    private static SeriesState forecast(String store, String item) {
        return stateOf(store, item).plan(Shop.forecast(store, item, MONDAY - 1, 10, 4));
    }

    private static List<OrderLine> lines(ReviewResult result, String shipTo) {
        return result.purchaseOrders().stream()
                .filter(o -> o.shipTo().equals(shipTo))
                .map(PurchaseOrder::lines)
                .findFirst()
                .orElse(List.of());
    }
}
