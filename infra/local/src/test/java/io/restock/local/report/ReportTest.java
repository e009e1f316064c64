package io.restock.local.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.Forecast;
import io.restock.domain.PurchaseOrder;
import io.restock.local.history.HistoryFolder;
import io.restock.local.loop.Figures;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.LoopResults;
import io.restock.local.world.Assumptions;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.GeneratedWorld;
import io.restock.local.world.RealisedCost;
import io.restock.local.world.ReplayedWorld;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.SmallHistory;
import io.restock.local.world.SmallWorld;
import io.restock.local.world.World;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;

class ReportTest {
    private static final World WORLD = SmallWorld.of(7, 8);
    private static final int FIRST = WORLD.firstRunDay();
    private static final LoopResult RESULT = LoopResults.idle(WORLD, 1.1);

    @Test
    void pageIsWellFormedAndFetchesNothing(@TempDir Path folder) throws Exception {
        Path file =
                Report.write(folder, RESULT, RESULT.days(), Figures.of(RESULT, RESULT.days(), 1));

        String text = Files.readString(file);
        ParsedPage page = ParsedPage.parse(text);
        assertThat(file).hasFileName("report.html");
        assertThat(page.all("svg")).hasSizeGreaterThan(12);
        assertThat(text)
                .doesNotContain("NaN", "Infinity", "<script", "@import", "url(", "http")
                .doesNotContainPattern("(?i)\\b(src|href)\\s*=");
    }

    @Test
    void everySectionIsThere() throws Exception {
        assertThat(page(RESULT).texts("h2"))
                .containsExactly(
                        "Figures",
                        "Cost by component, EUR",
                        "Service and cost in time",
                        "Forecasts and stock of the busiest series",
                        "Orders and alerts in time",
                        "Rejected records");
    }

    @Test
    void everyChartSaysWhatItDrawsAndInWhichUnit() throws Exception {
        ParsedPage page = page(RESULT);
        List<String> labels =
                page.all("svg").stream()
                        .map(svg -> svg.getAttribute("aria-label"))
                        .filter(label -> !label.isEmpty())
                        .toList();

        assertThat(labels)
                .contains(
                        "items in stores with unmet demand, % of all",
                        "cost of the day, EUR/day",
                        "purchase orders by supplier, EUR/day",
                        "moved between locations, units/day",
                        "alerts of likely stock-outs, alerts/day")
                .allMatch(
                        label ->
                                label.matches(".*, (% of all|EUR/day|units|units/day|alerts/day)"));
        assertThat(labels).filteredOn(l -> l.contains("forecasts and demand")).hasSize(6);
        assertThat(labels).filteredOn(l -> l.contains("stock and unmet demand")).hasSize(6);
    }

    @Test
    void busiestSeriesComeFirst() throws Exception {
        Map<String, Double> demand = new HashMap<>();
        for (DayOutcome day : RESULT.days()) {
            for (SeriesOutcome o : day.series()) {
                demand.merge("item " + o.item() + " in " + o.location(), o.demand(), Double::sum);
            }
        }
        List<String> expected =
                demand.keySet().stream()
                        .sorted((a, b) -> Double.compare(demand.get(b), demand.get(a)))
                        .limit(6)
                        .toList();

        assertThat(page(RESULT).all("svg"))
                .extracting(svg -> svg.getAttribute("aria-label"))
                .filteredOn(label -> label.contains(": forecasts"))
                .extracting(label -> label.substring(0, label.indexOf(':')))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void textOfRecordsAndNamesIsNoMarkup() throws Exception {
        World world = WORLD;
        SeriesOutcome odd =
                new SeriesOutcome("N1", "<b>'\"&milk", new float[] {1, 0, 3}, 4, 0, 7, 0);
        LoopResult result =
                withDays(world, List.of(new DayOutcome(FIRST, List.of(odd), RealisedCost.ZERO)));

        ParsedPage page = ParsedPage.parse(Report.page(result, result.days(), figures(result)));

        assertThat(page.texts("title").get(0)).isEqualTo("Restock: " + world.title());
        page.chart("item <b>'\"&milk in N1: stock and unmet demand, units");
        assertThat(page.texts("td")).contains("The units (<b>) must be a number.");
        assertThat(page.all("b")).hasSize(5);
    }

    @Test
    void savedMoneyIsDrawnToTheLeftOfZeroAndPaidMoneyToTheRight() throws Exception {
        RealisedCost saving = new RealisedCost(-600, 0, 200, 0, 0, 0, 0, 0, 0);
        RealisedCost paying = new RealisedCost(100, 0, 0, 0, 0, 0, 0, 0, 0);
        LoopResult ours = withDays(WORLD, List.of(new DayOutcome(FIRST, List.of(), saving)));
        List<DayOutcome> theirs = List.of(new DayOutcome(FIRST, List.of(), paying));

        ParsedPage page = ParsedPage.parse(Report.page(ours, theirs, figures(ours)));

        List<Element> premium = page.bars("purchase premium");
        double zero = ParsedPage.number(page.bars("order headers").get(0), "x");
        double scale = ParsedPage.number(page.bars("order headers").get(0), "width") / 200;
        assertThat(ParsedPage.number(premium.get(0), "x")).isZero();
        assertThat(ParsedPage.number(premium.get(0), "width")).isEqualTo(zero);
        assertThat(zero).isEqualTo(600 * scale);
        assertThat(ParsedPage.number(premium.get(1), "x")).isEqualTo(zero);
        assertThat(ParsedPage.number(premium.get(1), "width")).isEqualTo(100 * scale);
        assertThat(page.row("purchase premium")).startsWith("purchase premium", "−600", "100");
        assertThat(page.row("total")).startsWith("total", "−400", "100");
    }

    @Test
    void costsOfTheTableAddUpToItsTotal() throws Exception {
        ParsedPage page = page(RESULT);
        double sum = 0;
        for (String component : RealisedCost.ZERO.byComponent().keySet()) {
            sum += money(page.row(component).get(1));
        }

        assertThat(sum).isPositive();
        assertThat(Math.abs(money(page.row("total").get(1)) - sum)).isLessThan(5);
    }

    @Test
    void saysWhyForecastsFellBackAndOfWhichItems() throws Exception {
        ParsedPage page = page(RESULT);

        List<String> row = page.row("short history");
        long fallbacks =
                RESULT.forecasts().values().stream()
                        .flatMap(m -> m.values().stream())
                        .filter(Forecast::isFallback)
                        .count();
        assertThat(row.get(1)).isEqualTo(Long.toString(fallbacks));
        assertThat(row.get(2)).isEqualTo("bananas, coffee, iced tea, milk, oat drink, pasta");
        assertThat(page.texts("p")).anyMatch(p -> p.contains("Short history: of the last days"));
    }

    @Test
    void saysThatNoForecastFellBack() throws Exception {
        LoopResult result = with(RESULT, Map.of(), List.of(), List.of(), List.of());

        assertThat(page(result).texts("p")).contains("All forecasts are the model's.");
    }

    @Test
    void emptyRunHasAPageToo() throws Exception {
        LoopResult result =
                with(
                        withDays(
                                WORLD,
                                List.of(new DayOutcome(FIRST, List.of(), RealisedCost.ZERO))),
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of());

        ParsedPage page = page(result);

        assertThat(page.texts("p")).contains("None.");
        assertThat(page.texts("b")).contains("–");
        assertThat(page.texts("summary")).contains("The first 0 of 0 purchase order events");
    }

    @Test
    void ordersAndAlertsStandOnTheirDays() throws Exception {
        List<PurchaseOrder> orders = RESULT.orders();
        Alert alert =
                new Alert(
                        "a",
                        AlertKind.STOCK_OUT,
                        "DRY",
                        "N1",
                        "pasta",
                        "",
                        "",
                        FIRST + 3,
                        -1,
                        .9,
                        4,
                        2,
                        "pasta at N1 will likely be sold out.",
                        0);
        Alert held =
                new Alert(
                        "b",
                        AlertKind.ORDER_HELD,
                        "DRY",
                        "N1",
                        "",
                        "P2605060DRYMILLN1",
                        "MILL",
                        FIRST + 5,
                        -1,
                        1,
                        4,
                        2,
                        "It is worth too much.",
                        0);
        LoopResult result =
                with(RESULT, RESULT.forecasts(), orders, List.of(alert, held, alert), List.of());

        ParsedPage page = page(result);

        Element bought = page.chart("purchase orders by supplier, EUR/day");
        Element alerts = page.chart("alerts of likely stock-outs, alerts/day");
        assertThat(ParsedPage.under(bought, "rect")).as("revisions count once").hasSize(1);
        assertThat(ParsedPage.under(alerts, "rect")).as("of stock-outs alone").hasSize(1);
        double day = (560 - 52 - 10) / 8.0;
        double x = ParsedPage.number(ParsedPage.under(bought, "rect").get(0), "x");
        assertThat(ParsedPage.number(ParsedPage.under(alerts, "rect").get(0), "x"))
                .isCloseTo(x + 3 * day, within(0.11));
        assertThat(page.row("P2605040FRESHFARMWN"))
                .containsExactly(
                        "P2605040FRESHFARMWN",
                        "0",
                        "CREATED",
                        "2026-05-04",
                        "FARM",
                        "WN",
                        "milk × 120");
    }

    @Test
    void longListsAreCutAndSaySo() throws Exception {
        String record = "{\"topic\":\"sales\",\"reason\":\"The units (x) must be a number.\"}";
        LoopResult result =
                with(
                        RESULT,
                        RESULT.forecasts(),
                        Collections.nCopies(300, RESULT.orders().get(0)),
                        List.of(),
                        Collections.nCopies(70, record));

        ParsedPage page = page(result);

        assertThat(page.texts("summary"))
                .containsExactly(
                        "The first 200 of 300 purchase order events",
                        "The first 50 of 70 as they stand in the topic");
        assertThat(page.all("li")).hasSize(50);
        assertThat(page.row("sales"))
                .containsExactly("sales", "70", "The units (x) must be a number.");
    }

    @Test
    void assumptionsOfAWorldStandBeforeItsFigures(@TempDir Path folder) throws Exception {
        HistoryFolder history = HistoryFolder.open(SmallHistory.write(folder));
        World assuming = ReplayedWorld.of(history, "small", Assumptions.usual(), null, 9, 9);
        LoopResult result = LoopResults.idle(assuming, 1);

        String text = Report.page(result, result.days(), figures(result));

        List<String> listed = ParsedPage.parse(text).texts("li");
        assertThat(listed).containsAll(assuming.assumptions());
        assertThat(text.indexOf("Assumed, not recorded")).isBetween(1, text.indexOf("<h2>Figures"));
        assertThat(text).contains("Cost by component, CNY").contains("recorded units sold");
        assertThat(Report.page(RESULT, RESULT.days(), figures(RESULT)))
                .doesNotContain("Assumed, not recorded");
    }

    @Test
    void oneDayIsDrawnAsADot() throws Exception {
        LoopResult result = LoopResults.idle(GeneratedWorld.of(7, 1), 1);

        Element cost = page(result).chart("cost of the day, EUR/day");

        assertThat(ParsedPage.under(cost, "path"))
                .hasSize(2)
                .allMatch(path -> path.getAttribute("d").matches("M(\\S+ \\S+)L\\1"));
    }

    @Test
    void namesTheFileThatCannotBeWritten(@TempDir Path folder) {
        assertThatThrownBy(
                        () ->
                                Report.write(
                                        folder.resolve("none"),
                                        RESULT,
                                        RESULT.days(),
                                        figures(RESULT)))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("report.html");
    }

    private static ParsedPage page(LoopResult result) throws Exception {
        return ParsedPage.parse(Report.page(result, result.days(), figures(result)));
    }

    private static Figures figures(LoopResult result) {
        return Figures.of(result, result.days(), 1);
    }

    private static double money(String cell) {
        return Double.parseDouble(cell.replace(",", "").replace('−', '-'));
    }

    private static LoopResult withDays(World world, List<DayOutcome> days) {
        return new LoopResult(
                world,
                1,
                days,
                Map.of(),
                List.of(),
                List.of(),
                List.of(),
                0,
                List.of(),
                List.of(),
                RESULT.rejected());
    }

    private static LoopResult with(
            LoopResult of,
            Map<Integer, Map<String, Forecast>> forecasts,
            List<PurchaseOrder> orders,
            List<Alert> alerts,
            List<String> rejected) {
        return new LoopResult(
                of.world(),
                of.sales(),
                of.days(),
                forecasts,
                of.plans(),
                orders,
                of.transfers(),
                of.duplicateOrders(),
                alerts,
                of.log(),
                rejected);
    }
}
