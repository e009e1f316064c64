package io.restock.local.bench;

import io.restock.domain.Forecast;
import io.restock.domain.LocalDays;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
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
import io.restock.jobs.kafka.Topic;
import io.restock.local.loop.Feed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Planning groups of one store, which sells {@value #ITEMS} items with a day's stock of each. Every
 * item has a supplier of its own and another that is a little dearer and sells all; so the first
 * plan orders from the former, and what they cannot deliver from the latter. UTC, cut-off 04:00.
 *
 * @param groups number of groups, &gt;= 1
 */
record CoverLoad(int groups) {
    /** Of the cut-off. */
    static final int DAY = 20_000;

    /** Items, and so orders, of a group. */
    static final int ITEMS = 4;

    /** Supplier of all items. */
    static final String THE_OTHER = "ALL";

    private static final int HORIZON = 7;
    private static final int CUT_OFF_MINUTE = 240;
    private static final long CUT_OFF_MILLIS = DAY * LocalDays.MILLIS + CUT_OFF_MINUTE * 60_000L;
    private static final int LEAD_TIME_DAYS = 2;
    private static final float DEMAND = 40;
    private static final double PRICE = 2;
    private static final double PRICE_OF_THE_OTHER = 2.05;

    /** Orders of the first plans. */
    int orders() {
        return groups * ITEMS;
    }

    /** Sends all that the first plans need, and brings their cut-off. */
    void send(Feed feed) {
        for (int g = 0; g < groups; g++) {
            String store = "S" + g;
            feed.send(Topic.NETWORK, "G" + g, group(g, store));
            for (int i = 0; i < ITEMS; i++) {
                feed.send(Topic.STOCK, store, stock(store, item(g, i)));
                feed.send(Topic.FORECASTS, store, forecast(store, item(g, i)));
            }
        }
        feed.progress(CUT_OFF_MILLIS + 1);
    }

    /** An hour later the supplier can deliver a half. */
    SupplierReply halfOf(PurchaseOrder order) {
        List<ReplyLine> lines = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            lines.add(new ReplyLine(line.item(), line.quantity() / 2, line.requestedEpochDay()));
        }
        return new SupplierReply(
                "half of " + order.number(),
                order.number(),
                order.revision(),
                order.group(),
                ReplyKind.ACCEPTED_WITH_CHANGE,
                CUT_OFF_MILLIS + 3_600_000,
                lines);
    }

    /** An item is planned by one group. */
    private static String item(int group, int number) {
        return "I" + group + '-' + number;
    }

    private static PlanningGroup group(int group, String store) {
        List<Supplier> suppliers = new ArrayList<>();
        List<NetworkItem> items = new ArrayList<>();
        suppliers.add(new Supplier(THE_OTHER, LEAD_TIME_DAYS, 1000, 1));
        for (int i = 0; i < ITEMS; i++) {
            suppliers.add(new Supplier("OF" + i, LEAD_TIME_DAYS, 1000, 1));
            items.add(sold(item(group, i), "OF" + i, store));
        }
        return new PlanningGroup(
                "G" + group,
                1,
                "UTC",
                CUT_OFF_MINUTE,
                HORIZON,
                1,
                "EUR",
                "generated for a benchmark",
                List.of(new Location(store, "R", "UTC", LocationKind.STORE, "", 1000)),
                suppliers,
                List.of(),
                items);
    }

    private static NetworkItem sold(String id, String supplier, String store) {
        return new NetworkItem(
                id,
                "",
                1,
                0.01,
                PRICE,
                0.02,
                0.38,
                1,
                0.05,
                List.of(source(supplier, PRICE), source(THE_OTHER, PRICE_OF_THE_OTHER)),
                List.of(store));
    }

    private static SupplySource source(String supplier, double price) {
        return new SupplySource(supplier, 1, 1, 10_000, 0.1, List.of(new PriceBreak(1, price)));
    }

    private static StockLevel stock(String store, String item) {
        return new StockLevel(
                store + item, store, item, DAY - 1, DAY * LocalDays.MILLIS, 0, DEMAND, 0);
    }

    private static Forecast forecast(String store, String item) {
        float[] mean = new float[HORIZON];
        Arrays.fill(mean, DEMAND);
        float[] quantiles = new float[HORIZON * Quantiles.COUNT];
        for (int i = 0; i < quantiles.length; i++) {
            quantiles[i] = DEMAND * (0.5f + (float) Quantiles.level(i % Quantiles.COUNT));
        }
        return new Forecast(
                store,
                item,
                DAY - 1,
                DAY * LocalDays.MILLIS + 3_600_000,
                "",
                "generated",
                "",
                mean,
                quantiles);
    }
}
