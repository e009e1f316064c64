package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restock.domain.PurchaseOrder;
import io.restock.local.world.GeneratedWorld;
import io.restock.local.world.RealisedCost;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FiguresTest {
    private static final GeneratedWorld WORLD = GeneratedWorld.of(7, 4);
    private static final LoopResult RESULT = LoopResults.idle(WORLD, 1.1);

    @Test
    void jsonHasTheNamesThatReadersRelyOn(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("d.json");

        Figures.of(RESULT, RESULT.days(), 12.5).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        List<String> names = new ArrayList<>();
        json.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactly(
                        "days",
                        "sales",
                        "rejected",
                        "forecasts",
                        "fallbackForecasts",
                        "plans",
                        "purchaseOrders",
                        "duplicateOrders",
                        "transferOrders",
                        "alerts",
                        "fillRate",
                        "stockOutRate",
                        "wape",
                        "wapeSeasonalNaive",
                        "cost",
                        "costOrderUpTo",
                        "fillRateOrderUpTo",
                        "seconds",
                        "ordersDigest");
        assertThat(json.get("days").asInt()).isEqualTo(4);
        assertThat(json.get("sales").asLong()).isEqualTo(1234);
        assertThat(json.get("seconds").asDouble()).isEqualTo(12.5);
    }

    /** A quiet world has no relative error; {@code "NaN"} is text, and NaN is not JSON. */
    @Test
    void whatIsNotANumberIsNull(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("quiet.json");
        LoopResult quiet =
                new LoopResult(
                        WORLD,
                        0,
                        RESULT.days(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        List.of(),
                        List.of());

        Figures.of(quiet, RESULT.days(), 1).write(file);

        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertThat(json.get("wape").isNull()).isTrue();
        assertThat(json.get("wapeSeasonalNaive").isNull()).isTrue();
        assertThat(json.get("fillRate").isNumber()).isTrue();
    }

    @Test
    void countsWhatHappened() {
        Figures figures = Figures.of(RESULT, RESULT.days(), 1);

        assertThat(figures.rejected()).isEqualTo(1);
        assertThat(figures.forecasts()).isEqualTo(4 * 6 * 22);
        assertThat(figures.fallbackForecasts()).isEqualTo(2 * 6 * 22);
        assertThat(figures.purchaseOrders()).as("two revisions of one number").isEqualTo(1);
        assertThat(figures.cost()).isEqualTo(figures.costOrderUpTo()).isPositive();
    }

    @Test
    void digestChangesWithEveryQuantity() {
        List<PurchaseOrder> some = List.of(LoopResults.order(WORLD.firstRunDay(), 0, 120));
        List<PurchaseOrder> more = List.of(LoopResults.order(WORLD.firstRunDay(), 0, 121));

        assertThat(digest(some)).isEqualTo(digest(some)).isNotEqualTo(digest(more));
    }

    @Test
    void wapeIsTheErrorOfTheMediansOverTheDemand() {
        Accuracy accuracy = Accuracy.of(RESULT);

        assertThat(accuracy.wape()).isCloseTo(0.1, within(1e-5));
        assertThat(accuracy.wapeSeasonalNaive()).isBetween(0.2, 1.5);
        assertThat(accuracy.rows()).isPositive();
    }

    @Test
    void fillRateIsOneWhereNothingWasWanted() {
        assertThat(Service.of(List.of()).fillRate()).isEqualTo(1);
        assertThat(Service.of(List.of()).cost()).isEqualTo(RealisedCost.ZERO);
    }

    @Test
    void fillRateFallsWhileNobodyOrders() {
        Service first = Service.of(RESULT.days().subList(0, 1));
        Service last = Service.of(RESULT.days().subList(3, 4));

        assertThat(last.fillRate()).isLessThan(first.fillRate());
        assertThat(last.stockOutRate()).isGreaterThan(first.stockOutRate());
    }

    @Test
    void rejectedRecordsAreGatheredByTheirReason() {
        List<RejectedReasons.Reason> reasons =
                RejectedReasons.of(
                        List.of(
                                "{\"topic\":\"stock\",\"reason\":\"The onHand (-3) must be >= 0.\"}",
                                "{\"topic\":\"sales\",\"reason\":\"The units (x) must be a number.\"}",
                                "{\"topic\":\"sales\",\"reason\":\"The units (y) must be a number.\"}"));

        assertThat(reasons)
                .containsExactly(
                        new RejectedReasons.Reason("sales", "The units (x) must be a number.", 2),
                        new RejectedReasons.Reason("stock", "The onHand (-3) must be >= 0.", 1));
    }

    private static String digest(List<PurchaseOrder> orders) {
        LoopResult result =
                new LoopResult(
                        WORLD,
                        0,
                        RESULT.days(),
                        RESULT.forecasts(),
                        List.of(),
                        orders,
                        List.of(),
                        0,
                        List.of(),
                        List.of(),
                        List.of());
        return Figures.of(result, RESULT.days(), 1).ordersDigest();
    }
}
