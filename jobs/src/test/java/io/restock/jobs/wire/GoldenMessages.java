package io.restock.jobs.wire;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanCost;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Promotion;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Quantiles;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.Supplier;
import io.restock.domain.SupplierReply;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.domain.TransferOrder;
import io.restock.domain.WeatherDay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One message of every type with every field said, as a file that suppliers' and tills' systems are
 * written against, and as the record it means.
 */
final class GoldenMessages {
    static final Path FOLDER = Path.of("src", "test", "resources", "messages", "v1");

    /** 2024-10-04, a Friday. */
    private static final int FRIDAY = 20_000;

    /** 2024-10-04T09:30:00Z, half past eleven in Berlin. */
    private static final long MORNING = 1_728_034_200_000L;

    private GoldenMessages() {}

    /** Records by the name of their file, in the order in which goods and news flow. */
    static Map<String, Object> all() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("sale", sale());
        all.put("stock", stock());
        all.put("weather", weather());
        all.put("holiday", holiday());
        all.put("promotion", promotion());
        all.put("location", location());
        all.put("group", group());
        all.put("reply", reply());
        all.put("decision", decision());
        all.put("forecast", forecast());
        all.put("purchase-order", purchaseOrder());
        all.put("transfer-order", transferOrder());
        all.put("plan", plan());
        all.put("line", planLine());
        all.put("alert", alert());
        return all;
    }

    /** The file of a message. */
    static String text(String name) {
        try {
            return Files.readString(FOLDER.resolve(name + ".json"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Sale sale() {
        return new Sale("till-7:4711", "S1", "APPLE", MORNING, 7200, 2.5, "till-7:4710");
    }

    private static StockLevel stock() {
        return new StockLevel(
                "count-31", "S1", "APPLE", FRIDAY, MORNING + 50_000_000L, 7200, 12.5, 0x000c03);
    }

    private static WeatherDay weather() {
        return new WeatherDay("dwd-9", "north", FRIDAY, MORNING, true, 21.3f, 0.2f, 64f, 3.5f);
    }

    private static Holiday holiday() {
        return new Holiday("north", FRIDAY - 1, true, "Tag der Deutschen Einheit", MORNING);
    }

    private static Promotion promotion() {
        return new Promotion("price-3", "S1", "APPLE", FRIDAY, FRIDAY + 6, 0.8, true, MORNING);
    }

    private static Location location() {
        return new Location("S1", "north", "Europe/Berlin", LocationKind.STORE, "W1", 40.5);
    }

    private static PlanningGroup group() {
        return new PlanningGroup(
                "G1",
                3,
                "Europe/Berlin",
                240,
                14,
                1.5,
                "EUR",
                "lead times, prices",
                List.of(
                        new Location(
                                "W1", "north", "Europe/Berlin", LocationKind.WAREHOUSE, "W9", 900),
                        new Location(
                                "W9", "north", "Europe/Berlin", LocationKind.WAREHOUSE, "W1", 900),
                        location()),
                List.of(new Supplier("FARM", 2, 5000, 12)),
                List.of(new TransferLane("W1", "S1", 1, 35, 2.5)),
                List.of(
                        new NetworkItem(
                                "APPLE",
                                "fruit",
                                0.5,
                                0.002,
                                1.2,
                                0.01,
                                0.6,
                                6,
                                0.4,
                                List.of(
                                        new SupplySource(
                                                "FARM",
                                                12,
                                                24,
                                                2400,
                                                0.75,
                                                List.of(
                                                        new PriceBreak(1, 1.2),
                                                        new PriceBreak(240, 1.05)))),
                                List.of("S1"))));
    }

    private static SupplierReply reply() {
        return new SupplierReply(
                "ack-88",
                "P2410040G1FARMW1",
                1,
                "G1",
                ReplyKind.ACCEPTED_WITH_CHANGE,
                MORNING,
                List.of(new ReplyLine("APPLE", 36, FRIDAY + 2)));
    }

    private static Decision decision() {
        return new Decision(
                "d-5",
                "G1",
                DecisionKind.CANCEL_ORDER,
                "P2410040G1FARMW1",
                "ana",
                "ordered by phone",
                MORNING);
    }

    private static Forecast forecast() {
        float[] quantiles = new float[2 * Quantiles.COUNT];
        for (int i = 0; i < quantiles.length; i++) {
            int day = i / Quantiles.COUNT;
            quantiles[i] = i % Quantiles.COUNT * 0.25f + day;
        }
        return new Forecast(
                "S1",
                "APPLE",
                FRIDAY,
                MORNING,
                "9f2c1a",
                "seasonal-naive",
                "deadline",
                new float[] {2.25f, 3.5f},
                quantiles);
    }

    private static PurchaseOrder purchaseOrder() {
        return new PurchaseOrder(
                "P2410040G1FARMW1",
                1,
                OrderTransition.CHANGED,
                OrderStatus.SENT,
                "G1",
                FRIDAY,
                "FARM",
                "W1",
                MORNING,
                "EUR",
                List.of(new OrderLine(1, "APPLE", 48, 0.5, 1.2, FRIDAY + 2)),
                "planned again with what is known now",
                "G1:20000:1",
                "9f2c1a");
    }

    private static TransferOrder transferOrder() {
        return new TransferOrder(
                "T2410040G1W1S1",
                1,
                OrderTransition.CANCELLED,
                "G1",
                FRIDAY,
                "W1",
                "S1",
                MORNING,
                List.of(new OrderLine(1, "APPLE", 12, 0.5, 1.25, FRIDAY + 1)),
                "G1:20000:1");
    }

    private static PlanRecord plan() {
        return new PlanRecord(
                "G1:20000:1",
                "G1",
                FRIDAY,
                1,
                MORNING,
                -77,
                30,
                new PlanCost(57.6, 0.75, 12, 35, 2.5, 0.4, 1.25, 0.5, 3.75, 1.5, -4.5, -8),
                131.25,
                "9f2c1a",
                120,
                2,
                List.of("P2410040G1FARMW1"),
                List.of("T2410040G1W1S1"));
    }

    private static PlanLine planLine() {
        return new PlanLine(
                "G1:20000:1",
                "P2410040G1FARMW1",
                "G1",
                FRIDAY,
                "APPLE",
                "W1",
                "FARM",
                48,
                -3,
                12,
                6,
                4,
                41.75,
                0.965,
                0.95,
                "multiple",
                58.35,
                "lstm",
                "9f2c1a",
                -77);
    }

    private static Alert alert() {
        return new Alert(
                "G1:20000:0:S1:APPLE",
                AlertKind.ORDER_UNANSWERED,
                "G1",
                "S1",
                "APPLE",
                "P2410044G1FARMS1",
                "FARM",
                FRIDAY,
                FRIDAY + 2,
                0.35,
                4.5,
                2.7,
                "FARM has not answered order P2410044G1FARMS1.",
                MORNING);
    }
}
