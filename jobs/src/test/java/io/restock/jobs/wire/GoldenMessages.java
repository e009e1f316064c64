package io.restock.jobs.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import io.restock.domain.DataFlag;
import io.restock.domain.DataFlagKind;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.DemandReport;
import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.LineOverride;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.ModelChange;
import io.restock.domain.ModelNews;
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
 * Messages of every type, as the samples in the documentation that other systems are written
 * against, and as the records they mean. The samples of a type together say each of its fields.
 */
final class GoldenMessages {
    static final Path FOLDER = Path.of("..", "docs", "samples");

    /** 2026-11-20. */
    private static final int FRIDAY = 20_777;

    private static final int SATURDAY = FRIDAY + 1;

    /** 2026-11-21T00:00:00Z. */
    private static final long MIDNIGHT = SATURDAY * 86_400_000L;

    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    /** 2026-11-21T03:00:00Z, when the group is planned. */
    private static final long CUT_OFF = MIDNIGHT + 3 * HOUR;

    private static final int BERLIN = 3600;

    private GoldenMessages() {}

    /**
     * Records by the name of their file, in the order in which goods and news flow. The name is
     * that of the type, and behind a point what tells several samples of a type apart.
     */
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
        all.put("decision.override", override());
        all.put("demand", demand());
        all.put("model", model());
        all.put("forecast", forecast());
        all.put("purchase-order", purchaseOrder());
        all.put("transfer-order", transferOrder());
        all.put("plan", plan());
        all.put("line", planLine());
        all.put("line.override", planLineOfAPerson());
        all.put("log-entry", logEntry());
        all.put("alert", alert());
        all.put("alert.order", alertOfAnOrder());
        all.put("alert.model", alertOfAModel());
        return all;
    }

    /** The type of a file's message. */
    static String type(String name) {
        return name.split("\\.", 2)[0];
    }

    /** All fields that the samples of a type say. */
    static ObjectNode merged(String type) throws IOException {
        ObjectNode merged = Json.MAPPER.createObjectNode();
        for (String name : all().keySet()) {
            if (type(name).equals(type)) {
                merged.setAll((ObjectNode) Json.MAPPER.readTree(text(name)));
            }
        }
        return merged;
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
        return new Sale(
                "S1/till-3/2026-11-20/4711",
                "S1",
                "APPLE",
                MIDNIGHT - 7 * HOUR - 17 * MINUTE - 51_500,
                BERLIN,
                1.5,
                "S1/till-3/2026-11-20/4709");
    }

    private static StockLevel stock() {
        return new StockLevel(
                "S1/APPLE/2026-11-20",
                "S1",
                "APPLE",
                FRIDAY,
                MIDNIGHT - 55 * MINUTE,
                BERLIN,
                12.5,
                0x0c0000);
    }

    private static WeatherDay weather() {
        return new WeatherDay(
                "north/2026-11-22/2026-11-20",
                "north",
                SATURDAY + 1,
                MIDNIGHT - 6 * HOUR,
                false,
                7.5f,
                2f,
                81f,
                3f);
    }

    private static DemandReport demand() {
        return new DemandReport(
                "S1",
                "APPLE",
                FRIDAY,
                1,
                22.5f,
                26.75f,
                0.125f,
                "out of stock for 12 % of the opening hours, in which 9 % of the day's demand is expected",
                List.of(
                        new DataFlag(
                                DataFlagKind.OUTLIER,
                                FRIDAY,
                                1,
                                "7.2 deviations above the usual: 2026-11-20, 22.50 units a day against 9.100")));
    }

    private static ModelNews model() {
        return new ModelNews(
                "4c0a1f6be92d",
                "/models/2026-11-06",
                ModelChange.PROMOTED,
                "lost 3.2 % less than 9be1c0de44a7 in 1204 rows of 9 days",
                "9be1c0de44a7",
                9,
                1204,
                0.2431,
                0.2511,
                0.2875,
                0.2392,
                MIDNIGHT + 30 * MINUTE);
    }

    private static Holiday holiday() {
        return new Holiday(
                "north", SATURDAY + 34, true, "Christmas Day", MIDNIGHT - (323 * 24 - 9) * HOUR);
    }

    private static Promotion promotion() {
        return new Promotion(
                "autumn-7/S1/APPLE",
                "S1",
                "APPLE",
                SATURDAY + 2,
                SATURDAY + 7,
                0.8,
                true,
                MIDNIGHT - (5 * 24 - 12) * HOUR);
    }

    private static Location location() {
        return new Location("S1", "north", "Europe/Berlin", LocationKind.STORE, "W1", 40);
    }

    private static PlanningGroup group() {
        return new PlanningGroup(
                "FRUIT",
                3,
                "Europe/Berlin",
                240,
                14,
                2.5,
                "EUR",
                "holding and backorder costs are estimates",
                List.of(
                        new Location(
                                "W1", "north", "Europe/Berlin", LocationKind.WAREHOUSE, "", 900),
                        location()),
                List.of(
                        new Supplier(
                                "FARM",
                                2,
                                60,
                                20,
                                "fresh food",
                                new DocumentTerms(
                                        DocumentFormat.X12,
                                        "ZZ",
                                        "BUYERCO",
                                        "ZZ",
                                        "FARM",
                                        "EA",
                                        "Buyer BV",
                                        "The Farm",
                                        "NL",
                                        true))),
                List.of(new TransferLane("W1", "S1", 1, 35, 4)),
                List.of(
                        new NetworkItem(
                                "APPLE",
                                "fruit",
                                0.5,
                                0.002,
                                0.9,
                                0.004,
                                0.35,
                                4,
                                0.2,
                                List.of(
                                        new SupplySource(
                                                "FARM",
                                                20,
                                                40,
                                                4000,
                                                1.5,
                                                List.of(
                                                        new PriceBreak(1, 0.95),
                                                        new PriceBreak(400, 0.9)))),
                                List.of("S1"))));
    }

    private static SupplierReply reply() {
        return new SupplierReply(
                "FARM-ack-88123",
                "P26112105FRUITFARMW1",
                0,
                "FRUIT",
                ReplyKind.ACCEPTED_WITH_CHANGE,
                CUT_OFF + 3 * HOUR + 15 * MINUTE,
                List.of(new ReplyLine("APPLE", 380, SATURDAY + 3)));
    }

    private static Decision decision() {
        return new Decision(
                "planner-2026-11-21-1",
                "FRUIT",
                DecisionKind.CANCEL_ORDER,
                "P26112105FRUITFARMW1",
                "m.meier",
                "The supplier is on strike.",
                CUT_OFF + 5 * HOUR);
    }

    private static Decision override() {
        return new Decision(
                "planner-2026-11-21-2",
                "FRUIT",
                DecisionKind.OVERRIDE_QUANTITY,
                "",
                "m.meier",
                "The fair begins on Monday.",
                CUT_OFF - 5 * HOUR,
                "FARM",
                "W1",
                "APPLE",
                600,
                SATURDAY,
                SATURDAY + 1);
    }

    private static Forecast forecast() {
        return new Forecast(
                "S1",
                "APPLE",
                FRIDAY,
                MIDNIGHT + 30 * MINUTE,
                "9f2c1a",
                "seasonal-mean",
                "deadline",
                new float[] {12.5f, 2.25f},
                new float[] {
                    5, 6, 7, 8, 8.5f, 9, 9.5f, 10, 11, 12, 12.5f, 13, 14, 15, 16, 17.5f, 19, 21, 25,
                    0, 0.25f, 0.5f, 0.75f, 1, 1, 1.25f, 1.5f, 1.75f, 2, 2.25f, 2.5f, 2.75f, 3,
                    3.25f, 3.5f, 4, 5, 6.5f
                },
                FRIDAY + 34);
    }

    private static PurchaseOrder purchaseOrder() {
        return new PurchaseOrder(
                "P26112105FRUITFARMW1",
                1,
                OrderTransition.CHANGED,
                OrderStatus.SENT,
                "FRUIT",
                SATURDAY,
                "FARM",
                "W1",
                CUT_OFF,
                "EUR",
                List.of(new OrderLine(1, "APPLE", 400, 0.5, 0.9, SATURDAY + 2)),
                "reviewed again",
                "FRUIT:20778:1",
                "9f2c1a");
    }

    private static TransferOrder transferOrder() {
        return new TransferOrder(
                "T26112105FRUITW1S1",
                0,
                OrderTransition.CREATED,
                "FRUIT",
                SATURDAY,
                "W1",
                "S1",
                CUT_OFF,
                List.of(new OrderLine(1, "APPLE", 48, 0.5, 0, SATURDAY + 1)),
                "FRUIT:20778:0");
    }

    private static PlanRecord plan() {
        return new PlanRecord(
                "FRUIT:20778:1",
                "FRUIT",
                SATURDAY,
                1,
                CUT_OFF,
                -77,
                30,
                new PlanCost(360, 1.5, 20, 35, 0.5, 0.2, 6.5, 1, 12, 0, -360, -1.5),
                new PlanCost(0, 0, 0, 0, 0, 0, 1.5, 0, 2.5, 0, 0, 0),
                98.5,
                "9f2c1a",
                120,
                2,
                3,
                4,
                List.of("P26112105FRUITFARMW1"),
                List.of("T26112105FRUITW1S1"),
                "P26112005FRUITMILLW1");
    }

    private static PlanLine planLine() {
        return new PlanLine(
                "FRUIT:20778:1",
                "P26112105FRUITFARMW1",
                "FRUIT",
                SATURDAY,
                "APPLE",
                "W1",
                "FARM",
                400,
                -3,
                12,
                6,
                3,
                310.25,
                0.97,
                0.98,
                "price-break",
                new PlanCost(360, 1.5, 20, 0, 0, 0, 5, 1, 9.5, 0, -360, -1.5),
                "lstm",
                "9f2c1a",
                -76,
                SATURDAY + 30,
                LineOverride.NONE);
    }

    private static PlanLine planLineOfAPerson() {
        return new PlanLine(
                "FRUIT:20778:1",
                "P26112105FRUITFARMW1",
                "FRUIT",
                SATURDAY,
                "APPLE",
                "W1",
                "FARM",
                500,
                -3,
                12,
                6,
                3,
                310.25,
                0.99,
                0.98,
                "override",
                PlanCost.ZERO,
                "dependent",
                "",
                -76,
                0,
                new LineOverride("ana", 400, 90));
    }

    private static LogEntry logEntry() {
        return new LogEntry(
                "FRUIT",
                41,
                LogKind.DECISION,
                CUT_OFF,
                "ana",
                "d-17",
                "HOLD_SUPPLIER FARM",
                "4f".repeat(32),
                "a0".repeat(32),
                "09".repeat(32));
    }

    private static Alert alert() {
        return new Alert(
                "FRUIT:20778:0:S1:APPLE",
                AlertKind.STOCK_OUT,
                "FRUIT",
                "S1",
                "APPLE",
                "",
                "",
                SATURDAY,
                SATURDAY + 1,
                0.42,
                3.5,
                1.225,
                "APPLE will likely (42 %) run out at S1 before the receipt of 2026-11-22: 3.5 base units short, expected.",
                CUT_OFF);
    }

    private static Alert alertOfAnOrder() {
        return new Alert(
                "FRUIT:20778:0:P26112005FRUITFARMW1:ACKNOWLEDGEMENT_MISSING",
                AlertKind.ACKNOWLEDGEMENT_MISSING,
                "FRUIT",
                "W1",
                "",
                "P26112005FRUITFARMW1",
                "FARM",
                SATURDAY,
                -1,
                1,
                40,
                38,
                "Order P26112005FRUITFARMW1 from FARM to W1 has not been answered as revision 0; it is worth 38.00 EUR. Without an answer a review takes back what is open.",
                CUT_OFF,
                "P26112005FRUITFARMW1:ACKNOWLEDGEMENT_MISSING",
                "fresh food",
                CUT_OFF - 12 * 60 * MINUTE,
                false);
    }

    private static Alert alertOfAModel() {
        return new Alert(
                "model:7d20c9a1f33e:REJECTED:1795220100000",
                AlertKind.MODEL_REJECTED,
                "",
                "",
                "",
                "",
                "",
                FRIDAY,
                -1,
                0,
                0,
                0,
                "Model 7d20c9a1f33e cannot be used and is not asked: The model folder (/models/2026-11-20) has no manifest.json. Maybe `train --model` has not written it yet.",
                MIDNIGHT + 15 * MINUTE);
    }
}
