package io.restock.operators.coordination;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.Forecast;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Quantiles;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.StockLevel;
import io.restock.domain.Supplier;
import io.restock.domain.SupplierReply;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.statistics.distribution.GammaDistribution;

/**
 * A chain that fits a sheet of paper: supplier FARM (2 days) → warehouse W1 → stores S1, S2 (1
 * day), and store S3 beside the road, which FARM delivers to. Items APPLE and BREAD. UTC, cut-off
 * 04:00.
 */
final class Shop {
    static final String GROUP = "G1";
    static final int MONDAY = 20_234;
    static final List<String> STORES = List.of("S1", "S2", "S3");
    static final List<String> ITEMS = List.of("APPLE", "BREAD");
    static final CoordinationSettings SETTINGS = new SettingsEdit().settings();

    private Shop() {}

    static PlanningGroup network() {
        return network(1);
    }

    static PlanningGroup network(int version) {
        return network(version, "UTC", ITEMS.stream().map(Shop::item).toList());
    }

    static PlanningGroup network(int version, String zone, List<NetworkItem> items) {
        return new PlanningGroup(
                GROUP,
                version,
                zone,
                240,
                7,
                1,
                "EUR",
                "",
                List.of(
                        new Location("W1", "north", zone, LocationKind.WAREHOUSE, "", 1000),
                        store("S1", "W1"),
                        store("S2", "W1"),
                        store("S3", "")),
                List.of(new Supplier("FARM", 2, 1000, 5)),
                List.of(
                        new TransferLane("W1", "S1", 1, 2, 0.1),
                        new TransferLane("W1", "S2", 1, 2, 0.1)),
                items);
    }

    static Location store(String id, String servedBy) {
        return new Location(id, "north", "UTC", LocationKind.STORE, servedBy, 100);
    }

    static NetworkItem item(String id) {
        return item(id, 1, 1);
    }

    static NetworkItem item(String id, double baseUnit, long lot) {
        return new NetworkItem(
                id,
                "food",
                baseUnit,
                0.01,
                2,
                0.02,
                0.38,
                1,
                0.05,
                List.of(
                        new SupplySource(
                                "FARM",
                                lot,
                                lot,
                                lot * 1000,
                                0.5,
                                List.of(new PriceBreak(1, 2.0)))),
                STORES);
    }

    static long cutOff(int day) {
        return at(day, 4, 0);
    }

    static long at(int day, int hour, int minute) {
        return day * LocalDays.MILLIS + (hour * 60L + minute) * 60_000;
    }

    /** Closing stock of a day, taken five minutes after it. */
    static StockLevel level(String location, String item, int day, double units) {
        return new StockLevel(
                location + item + day, location, item, day, at(day + 1, 0, 5), 0, units, 0);
    }

    /** Gamma demand of each of 7 days with this mean and deviation. */
    static Forecast forecast(
            String location, String item, int origin, double mean, double deviation) {
        float[] means = new float[7];
        float[] quantiles = new float[7 * Quantiles.COUNT];
        double shape = mean * mean / (deviation * deviation);
        GammaDistribution gamma = GammaDistribution.of(shape, mean / shape);
        for (int q = 0; q < Quantiles.COUNT; q++) {
            float value = (float) gamma.inverseCumulativeProbability(Quantiles.level(q));
            for (int d = 0; d < 7; d++) {
                quantiles[d * Quantiles.COUNT + q] = value;
            }
        }
        Arrays.fill(means, (float) mean);
        return new Forecast(
                location,
                item,
                origin,
                at(origin + 1, 2, 0),
                "model-1",
                "lstm",
                "",
                means,
                quantiles);
    }

    /** The same at a mean of 10 a day, of an item whose season has so many days left. */
    static Forecast season(String location, String item, int daysLeft) {
        Forecast all = forecast(location, item, MONDAY - 1, 10, 4);
        return new Forecast(
                location,
                item,
                all.originEpochDay(),
                all.issuedMillis(),
                all.modelVersion(),
                all.method(),
                all.fallbackReason(),
                all.mean(),
                all.quantiles(),
                MONDAY - 1 + daysLeft);
    }

    static SupplierReply reply(
            String number, int revision, ReplyKind kind, long time, ReplyLine... lines) {
        return new SupplierReply(
                number + ":" + revision + ":" + kind + ":" + time,
                number,
                revision,
                GROUP,
                kind,
                time,
                List.of(lines));
    }

    static Decision decision(DecisionKind kind, String order, long time) {
        return new Decision(
                kind + order + time, GROUP, kind, order, "Ana", "it is my decision", time);
    }

    /** Everything a group learns of a day: closing stock of all series, then all forecasts. */
    static void day(GroupState group, int day, double storeStock, double warehouseStock) {
        for (String item : ITEMS) {
            learn(group, level("W1", item, day, warehouseStock));
            for (String store : STORES) {
                learn(group, level(store, item, day, storeStock));
            }
        }
        forecasts(group, day);
    }

    static void forecasts(GroupState group, int day) {
        for (String item : ITEMS) {
            for (String store : STORES) {
                learn(group, forecast(store, item, day, 10, 4));
            }
        }
    }

    static Outcome learn(GroupState group, StockLevel level) {
        return group.on(GroupEvent.level(GROUP, level), Long.MIN_VALUE);
    }

    static Outcome learn(GroupState group, Forecast forecast) {
        return group.on(GroupEvent.forecast(GROUP, forecast), Long.MIN_VALUE);
    }

    static Outcome learn(GroupState group, SupplierReply reply) {
        return group.on(GroupEvent.reply(reply), Long.MIN_VALUE);
    }

    static Outcome learn(GroupState group, Decision decision) {
        return group.on(GroupEvent.decision(decision), Long.MIN_VALUE);
    }

    /** A group that knows the network and nothing else. */
    static GroupState group(CoordinationSettings settings) {
        GroupState group = GroupState.inMemory(settings);
        group.on(GroupEvent.network(network()), Long.MIN_VALUE);
        return group;
    }

    /** A group that has been planned once, on stores with 5 and a warehouse with 100 of each. */
    static Outcome firstDay(GroupState group) {
        day(group, MONDAY - 1, 5, 100);
        return group.advance(cutOff(MONDAY));
    }

    /** A review so many minutes after the cut-off of MONDAY. */
    static Outcome review(GroupState group, int minutes) {
        return learn(group, decision(DecisionKind.REVIEW, "", cutOff(MONDAY) + minutes * 60_000L));
    }

    /** A level that someone counted half an hour after the cut-off of MONDAY. */
    static StockLevel recount(String place, String item, double units) {
        return new StockLevel(
                "recount" + place + item,
                place,
                item,
                MONDAY - 1,
                cutOff(MONDAY) + 30 * 60_000,
                0,
                units,
                0);
    }

    /** The new order to a place. */
    static PurchaseOrder orderTo(Outcome outcome, String place) {
        return outcome.purchaseOrders().stream()
                .filter(o -> o.shipTo().equals(place))
                .filter(o -> o.transition() == OrderTransition.CREATED)
                .findFirst()
                .orElseThrow();
    }

    static long quantity(List<OrderLine> lines, String item) {
        return lines.stream()
                .filter(l -> l.item().equals(item))
                .mapToLong(OrderLine::quantity)
                .sum();
    }
}
