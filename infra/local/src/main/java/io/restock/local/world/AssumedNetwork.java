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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The network around a sales history under {@link Assumptions}: a warehouse for each region, two
 * suppliers for each coarse category, which is planned together. Sizes are proportional to the mean
 * sales of the past.
 */
final class AssumedNetwork {
    /** Where the figures come from, as the planning groups say it. */
    static final String SOURCE = "assumed: no network is recorded in the data";

    private final Assumptions assume;
    private final Map<String, String> regions;
    private final Map<String, String> categories;
    private final Map<String, Double> meanUnits;

    /**
     * What is known.
     *
     * @param regions region by location
     * @param categories coarse category by item; empty where none is known
     * @param meanUnits mean daily sales of the past by series key, units
     */
    AssumedNetwork(
            Assumptions assume,
            Map<String, String> regions,
            Map<String, String> categories,
            Map<String, Double> meanUnits) {
        this.assume = assume;
        this.regions = regions;
        this.categories = categories;
        this.meanUnits = meanUnits;
    }

    /** The groups, in the order of their ids. */
    List<PlanningGroup> groups() {
        Map<String, Set<String>> members = new TreeMap<>();
        for (String key : meanUnits.keySet()) {
            members.computeIfAbsent(groupId(item(key)), k -> new TreeSet<>()).add(item(key));
        }
        List<PlanningGroup> groups = new ArrayList<>();
        members.forEach((id, items) -> groups.add(group(id, items)));
        return groups;
    }

    /** The warehouse that serves a location. */
    String warehouse(String location) {
        return warehouseOf(regions.getOrDefault(location, ""));
    }

    private static String warehouseOf(String region) {
        return "W" + code(region);
    }

    private String groupId(String item) {
        String category = code(categories.getOrDefault(item, ""));
        String id = "C" + (category.isEmpty() ? "NONE" : category);
        return id.substring(0, Math.min(6, id.length()));
    }

    private PlanningGroup group(String id, Set<String> items) {
        Map<String, Double> meanByStore = new LinkedHashMap<>();
        Map<String, List<String>> storesByItem = new LinkedHashMap<>();
        double meanOfGroup = 0;
        for (Map.Entry<String, Double> series : meanUnits.entrySet()) {
            String item = item(series.getKey());
            if (items.contains(item)) {
                String store = location(series.getKey());
                meanByStore.merge(store, series.getValue(), Double::sum);
                storesByItem.computeIfAbsent(item, k -> new ArrayList<>()).add(store);
                meanOfGroup += series.getValue();
            }
        }
        String short4 = id.substring(1, Math.min(5, id.length()));
        double capacity = Math.max(1, pallets(assume.value("capacityDays") * meanOfGroup));
        List<Supplier> suppliers =
                List.of(
                        new Supplier(
                                "N" + short4,
                                assume.whole("nearLeadDays"),
                                capacity,
                                assume.value("orderHeaderCost")),
                        new Supplier(
                                "F" + short4,
                                assume.whole("farLeadDays"),
                                capacity,
                                assume.value("orderHeaderCost")));
        List<NetworkItem> networkItems = new ArrayList<>();
        storesByItem.forEach((item, stores) -> networkItems.add(item(item, stores, suppliers)));
        return new PlanningGroup(
                id,
                1,
                assume.text("zone"),
                assume.whole("cutOffMinute"),
                assume.whole("buckets"),
                assume.value("overflowCost"),
                assume.text("currency"),
                SOURCE,
                locations(meanByStore),
                suppliers,
                lanes(meanByStore.keySet()),
                networkItems);
    }

    private List<Location> locations(Map<String, Double> meanByStore) {
        List<Location> locations = new ArrayList<>();
        Set<String> served = new LinkedHashSet<>();
        meanByStore.keySet().forEach(store -> served.add(warehouse(store)));
        for (String warehouse : served) {
            double mean = 0;
            for (Map.Entry<String, Double> store : meanByStore.entrySet()) {
                mean += warehouse(store.getKey()).equals(warehouse) ? store.getValue() : 0;
            }
            locations.add(
                    new Location(
                            warehouse,
                            warehouse,
                            assume.text("zone"),
                            LocationKind.WAREHOUSE,
                            "",
                            pallets(assume.value("warehouseSpaceDays") * mean)));
        }
        meanByStore.forEach(
                (store, mean) ->
                        locations.add(
                                new Location(
                                        store,
                                        store,
                                        assume.text("zone"),
                                        LocationKind.STORE,
                                        warehouse(store),
                                        pallets(assume.value("storeSpaceDays") * mean))));
        return locations;
    }

    private List<TransferLane> lanes(Set<String> stores) {
        return stores.stream()
                .map(
                        store ->
                                new TransferLane(
                                        warehouse(store),
                                        store,
                                        assume.whole("laneLeadDays"),
                                        assume.value("truckCost"),
                                        assume.value("costPerPallet")))
                .toList();
    }

    private NetworkItem item(String item, List<String> stores, List<Supplier> suppliers) {
        double baseUnit = assume.value("baseUnit");
        double cost = assume.value("standardCost") * baseUnit;
        double mean = 0;
        for (String store : stores) {
            mean += meanUnits.getOrDefault(SeriesKey.id(store, item), 0.0);
        }
        long lot = Math.max(1, Math.round(assume.value("lotUnits") / baseUnit));
        long least = lot * assume.whole("minimumLots");
        long lots = (long) Math.ceil(assume.value("breakDays") * mean / baseUnit / lot);
        long from = Math.max(least + lot, lots * lot);
        List<SupplySource> sources = new ArrayList<>();
        for (int s = 0; s < suppliers.size(); s++) {
            double price = cost * assume.value(s == 0 ? "nearPrice" : "farPrice");
            sources.add(
                    new SupplySource(
                            suppliers.get(s).id(),
                            lot,
                            least,
                            Math.max(from, least) * 20,
                            assume.value("lineCost"),
                            List.of(
                                    new PriceBreak(1, price),
                                    new PriceBreak(from, price * assume.value("breakPrice")))));
        }
        return new NetworkItem(
                item,
                categories.getOrDefault(item, ""),
                baseUnit,
                pallets(baseUnit),
                cost,
                cost * assume.value("holdingShare"),
                cost * assume.value("shortageShare"),
                1,
                assume.value("transferLineCost"),
                sources,
                stores);
    }

    private double pallets(double units) {
        return units / assume.value("palletUnits");
    }

    private static String code(String text) {
        return text.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    }

    private static String location(String key) {
        return key.substring(0, key.indexOf('|'));
    }

    private static String item(String key) {
        return key.substring(key.indexOf('|') + 1);
    }
}
