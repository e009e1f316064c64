package io.restock.local.world;

import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.SeriesKey;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import io.restock.local.world.Assortment.Article;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** The network of the generated world: who delivers where, and on what terms. */
final class GeneratedNetwork {
    /** Regions of the weather, one a warehouse. */
    static final List<String> REGIONS = List.of("north", "south");

    private static final String ZONE = "Europe/Berlin";
    private static final int CUT_OFF_MINUTE = 4 * 60;
    private static final int BUCKETS = 8;
    private static final double PALLET_UNITS = 160;

    /** Size of the stores; the first three are served by WN, the others by WS. */
    private static final Map<String, Double> STORES =
            Map.of("N1", 1.5, "N2", 0.8, "N3", 0.6, "S1", 1.2, "S2", 1.0, "S3", 0.5);

    private static final List<String> STORE_IDS = STORES.keySet().stream().sorted().toList();
    private static final List<String> WAREHOUSES = List.of("WN", "WS");
    private static final Map<String, Article> ARTICLES =
            Assortment.RANGE.stream().collect(Collectors.toMap(Article::id, a -> a));
    private static final List<String> SERIES =
            STORE_IDS.stream()
                    .flatMap(s -> Assortment.RANGE.stream().map(a -> SeriesKey.id(s, a.id())))
                    .toList();

    private GeneratedNetwork() {}

    /** Keys of all series. */
    static List<String> series() {
        return SERIES;
    }

    static String location(String series) {
        return series.substring(0, series.indexOf('|'));
    }

    static Article article(String series) {
        return articleOf(series.substring(series.indexOf('|') + 1));
    }

    static Article articleOf(String id) {
        return Objects.requireNonNull(ARTICLES.get(id), id);
    }

    static double size(String store) {
        return Objects.requireNonNull(STORES.get(store), store);
    }

    static String region(String location) {
        return location.startsWith("N") || location.equals("WN") ? "north" : "south";
    }

    /** What a launch brings: 4 days of a store, 8 of the stores of a warehouse. */
    static long launchQuantity(String location, Article article) {
        if (STORES.containsKey(location)) {
            return Math.round(4 * article.level() * size(location));
        }
        double served = 0;
        for (String store : STORE_IDS) {
            served += warehouse(store).equals(location) ? size(store) : 0;
        }
        return Math.round(8 * article.level() * served);
    }

    private static String warehouse(String store) {
        return store.startsWith("N") ? "WN" : "WS";
    }

    static List<PlanningGroup> groups() {
        return List.of(
                group(
                        "FRESH",
                        true,
                        List.of(
                                new Supplier("FARM", 1, 14, 30),
                                new Supplier("MARKET", 2, 24, 42))),
                group(
                        "DRY",
                        false,
                        List.of(
                                new Supplier("MARKET", 2, 16, 42),
                                new Supplier("DEPOT", 4, 36, 60))));
    }

    private static PlanningGroup group(String id, boolean fresh, List<Supplier> suppliers) {
        List<Article> articles = Assortment.RANGE.stream().filter(a -> a.fresh() == fresh).toList();
        double daily = articles.stream().mapToDouble(Article::level).sum() / PALLET_UNITS;
        List<Location> locations = new ArrayList<>();
        for (String warehouse : WAREHOUSES) {
            locations.add(
                    new Location(
                            warehouse,
                            region(warehouse),
                            ZONE,
                            LocationKind.WAREHOUSE,
                            "",
                            round(daily * 24)));
        }
        for (String store : STORE_IDS) {
            locations.add(
                    new Location(
                            store,
                            region(store),
                            ZONE,
                            LocationKind.STORE,
                            warehouse(store),
                            round(daily * 6 * size(store))));
        }
        List<TransferLane> lanes = new ArrayList<>();
        for (String store : STORE_IDS) {
            lanes.add(new TransferLane(warehouse(store), store, 1, 16, 5));
        }
        lanes.add(new TransferLane("WN", "WS", 1, 60, 9));
        lanes.add(new TransferLane("WS", "WN", 1, 60, 9));
        return new PlanningGroup(
                id,
                1,
                ZONE,
                CUT_OFF_MINUTE,
                BUCKETS,
                4,
                "EUR",
                "",
                locations,
                suppliers,
                lanes,
                articles.stream().map(a -> item(a, suppliers)).toList());
    }

    private static NetworkItem item(Article article, List<Supplier> suppliers) {
        double holding = article.cost() * (article.fresh() ? 0.015 : 0.004);
        double margin = article.cost() * 0.35;
        long lot = article.level() >= 15 ? 12 : 6;
        List<SupplySource> sources = new ArrayList<>();
        for (int s = 0; s < suppliers.size(); s++) {
            // The second supplier is farther away and cheaper.
            double price = article.cost() * (s == 0 ? 1.04 : 1.0);
            sources.add(
                    new SupplySource(
                            suppliers.get(s).id(),
                            lot,
                            lot * 2,
                            lot * 200,
                            1.5,
                            List.of(
                                    new PriceBreak(1, cents(price)),
                                    new PriceBreak(lot * 12, cents(price * 0.96)),
                                    new PriceBreak(lot * 40, cents(price * 0.93)))));
        }
        return new NetworkItem(
                article.id(),
                article.category(),
                1,
                1 / PALLET_UNITS,
                article.cost(),
                holding,
                margin,
                1,
                0.25,
                sources,
                STORE_IDS);
    }

    private static double cents(double money) {
        return Math.round(money * 1000) / 1000.0;
    }

    private static double round(double pallets) {
        return Math.round(pallets * 10) / 10.0;
    }
}
