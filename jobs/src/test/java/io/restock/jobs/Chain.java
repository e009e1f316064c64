package io.restock.jobs;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.Forecast;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Quantiles;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.jobs.settings.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A chain of one store, two items and a supplier two days away; UTC, cut-off 04:00. */
final class Chain {
    static final int MONDAY = 20_234;
    static final String STORE = "S1";
    static final List<String> ITEMS = List.of("APPLE", "BREAD");
    static final Settings SETTINGS =
            Settings.of(
                    Map.of(
                            "kafka.bootstrap.servers", "none:9092",
                            "watermarks.from", "progress",
                            "watermarks.align-drift", "PT0S",
                            "checkpoint.interval", "PT0.2S",
                            "documents.first-cycle", "2025-05-27",
                            "forecast.horizon", "7",
                            "coordination.planner", "order-up-to",
                            "coordination.first-cycle", "2025-05-27",
                            "coordination.plan-within", "PT0S"));

    private Chain() {}

    static StreamExecutionEnvironment environment(Configuration flink) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
        env.setParallelism(2);
        JobEnvironment.configure(env, SETTINGS);
        return env;
    }

    static Location store() {
        return new Location(STORE, "north", "UTC", LocationKind.STORE, "", 100);
    }

    static PlanningGroup group() {
        return new PlanningGroup(
                "G1",
                1,
                "UTC",
                240,
                7,
                1,
                "EUR",
                "",
                List.of(store()),
                List.of(new Supplier("FARM", 2, 1000, 5)),
                List.of(),
                ITEMS.stream().map(item -> item(item, "FARM")).toList());
    }

    /** A group whose one supplier is told its orders in X12. */
    static PlanningGroup documentsGroup(String id, String supplier) {
        PlanningGroup group = group();
        return new PlanningGroup(
                id,
                1,
                group.zone(),
                group.cutOffMinute(),
                group.buckets(),
                group.overflowCost(),
                group.currency(),
                group.assumed(),
                group.locations(),
                List.of(new Supplier(supplier, 2, 1000, 5, "", terms(supplier))),
                List.of(),
                List.of(item("APPLE", supplier)));
    }

    static DocumentTerms terms(String supplier) {
        return new DocumentTerms(
                DocumentFormat.X12, "ZZ", "BUYERCO", "ZZ", supplier, "", "", "", "", false);
    }

    private static NetworkItem item(String id, String supplier) {
        return new NetworkItem(
                id,
                "food",
                1,
                0.01,
                2,
                0.02,
                0.38,
                1,
                0.05,
                List.of(
                        new SupplySource(
                                supplier, 1, 1, 1000, 0.5, List.of(new PriceBreak(1, 2.0)))),
                List.of(STORE));
    }

    static long at(int day, int hour, int minute) {
        return day * LocalDays.MILLIS + (hour * 60L + minute) * 60_000;
    }

    /** What the tills of a day say of each item, and that they have said it. */
    static List<Object> sales(int firstDay, int days, double units) {
        List<Object> said = new ArrayList<>();
        for (int day = firstDay; day < firstDay + days; day++) {
            for (String item : ITEMS) {
                said.add(new Sale(item + day, STORE, item, at(day, 12, 0), 0, units, ""));
            }
            said.add(at(day + 1, 4, 0) + 1);
        }
        return said;
    }

    /** The stock reports of days. */
    static List<Object> stock(int firstDay, int days, double units) {
        List<Object> said = new ArrayList<>();
        for (int day = firstDay; day < firstDay + days; day++) {
            for (String item : ITEMS) {
                said.add(
                        new StockLevel(
                                "r" + item + day,
                                STORE,
                                item,
                                day,
                                at(day + 1, 0, 5),
                                0,
                                units,
                                0));
            }
            said.add(at(day + 1, 4, 0) + 1);
        }
        return said;
    }

    /** Nothing, said at the end of each day. */
    static List<Object> silence(int firstDay, int days) {
        List<Object> said = new ArrayList<>();
        for (int day = firstDay; day < firstDay + days; day++) {
            said.add(at(day + 1, 4, 0) + 1);
        }
        return said;
    }

    /** Forecasts of so many units a day, made at the end of days. */
    static List<Object> forecasts(int firstDay, int days, float mean) {
        List<Object> said = new ArrayList<>();
        for (int day = firstDay; day < firstDay + days; day++) {
            for (String item : ITEMS) {
                float[] means = new float[7];
                Arrays.fill(means, mean);
                float[] quantiles = new float[7 * Quantiles.COUNT];
                for (int i = 0; i < quantiles.length; i++) {
                    quantiles[i] = mean * (0.5f + (i % Quantiles.COUNT) / 19f);
                }
                said.add(
                        new Forecast(
                                STORE,
                                item,
                                day,
                                at(day + 1, 1, 30),
                                "m1",
                                "lstm",
                                "",
                                means,
                                quantiles));
            }
        }
        return said;
    }
}
