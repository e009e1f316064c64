package io.restock.operators.coordination;

import io.restock.domain.DocumentTerms;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PriceBreak;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A planning group, checked and indexed.
 *
 * <p>Every location has a stage: stores 0, a warehouse one more than the highest that it serves.
 * Stages are planned in this order, since what a stage needs is what the next must have.
 */
public final class Network {
    private static final Pattern GROUP_ID = Pattern.compile("[A-Z0-9]{1,6}");

    private final PlanningGroup group;
    private final ZoneId zone;
    private final Map<String, Location> locations;
    private final Map<String, NetworkItem> items;
    private final Map<String, Set<String>> stores = new HashMap<>();
    private final Map<String, Supplier> suppliers;
    private final Map<String, TransferLane> lanes;
    private final Map<String, Integer> stages = new HashMap<>();

    private Network(PlanningGroup group) {
        this.group = group;
        zone = ZoneId.of(group.zone());
        locations = index(group.locations(), Location::id);
        items = index(group.items(), NetworkItem::id);
        suppliers = index(group.suppliers(), Supplier::id);
        lanes = index(group.lanes(), l -> l.from() + "→" + l.to());
        for (NetworkItem item : group.items()) {
            stores.put(item.id(), Set.copyOf(item.stores()));
        }
        for (Location location : group.locations()) {
            if (location.kind() == LocationKind.WAREHOUSE) {
                stages.merge(location.id(), 1, Math::max);
            } else {
                stages.put(location.id(), 0);
            }
        }
        group.locations().forEach(l -> raise(l, 0));
    }

    /** Servers are at least one stage above whom they serve. */
    private void raise(Location location, int depth) {
        Location server = locations.get(location.servedBy());
        if (server == null || depth > locations.size()) {
            return;
        }
        stages.merge(server.id(), stage(location.id()) + 1, Math::max);
        raise(server, depth + 1);
    }

    /** The network of a group without faults. */
    public static Network of(PlanningGroup group) {
        List<String> faults = faults(group);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "The planning group %s cannot be planned: %s"
                            .formatted(group.id(), String.join(" ", faults)));
        }
        return new Network(group);
    }

    /** One sentence for everything that makes a group impossible to plan; empty if nothing does. */
    public static List<String> faults(PlanningGroup group) {
        Faults faults = new Faults(group);
        faults.group();
        faults.locations();
        faults.suppliers();
        faults.lanes();
        faults.items();
        return List.copyOf(faults.found);
    }

    /**
     * As {@link #faults(PlanningGroup)}, and what must not change from one version to the next:
     * open orders and movements count in the base units of their time.
     *
     * @param before the version in force; null where there is none
     */
    static List<String> faults(@Nullable PlanningGroup before, PlanningGroup newer) {
        List<String> faults = new ArrayList<>(faults(newer));
        if (before != null) {
            Map<String, NetworkItem> known = index(before.items(), NetworkItem::id);
            for (NetworkItem item : newer.items()) {
                NetworkItem old = known.get(item.id());
                if (old != null && old.baseUnit() != item.baseUnit()) {
                    faults.add(
                            "The baseUnit (%s) of item %s must stay %s. Maybe it should be an item of its own."
                                    .formatted(item.baseUnit(), item.id(), old.baseUnit()));
                }
            }
        }
        return faults;
    }

    /** The group as it came. */
    public PlanningGroup group() {
        return group;
    }

    /**
     * The moment of a day's cut-off; a local time that does not exist is moved to one that does.
     */
    public long cutOffMillis(int epochDay) {
        return LocalDate.ofEpochDay(epochDay)
                .atTime(LocalTime.ofSecondOfDay(group.cutOffMinute() * 60L))
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }

    /** The local day of a moment. */
    int dayOf(long timeMillis) {
        return (int) Instant.ofEpochMilli(timeMillis).atZone(zone).toLocalDate().toEpochDay();
    }

    /** The first moment of a local day. */
    long startOfDay(int epochDay) {
        return LocalDate.ofEpochDay(epochDay).atStartOfDay(zone).toInstant().toEpochMilli();
    }

    /**
     * The cycle that may use what happened at a moment: the first whose cut-off is not before it.
     */
    public int cycleOf(long timeMillis) {
        int day = (int) Instant.ofEpochMilli(timeMillis).atZone(zone).toLocalDate().toEpochDay();
        return timeMillis <= cutOffMillis(day) ? day : day + 1;
    }

    /** Whether both are in the network. */
    boolean knows(String location, String item) {
        return locations.containsKey(location) && items.containsKey(item);
    }

    boolean knowsItem(String item) {
        return items.containsKey(item);
    }

    /** Whether a forecast is expected. */
    boolean sells(String location, String item) {
        return stores.getOrDefault(item, Set.of()).contains(location);
    }

    Location location(String id) {
        return Objects.requireNonNull(locations.get(id), id);
    }

    NetworkItem item(String id) {
        return Objects.requireNonNull(items.get(id), id);
    }

    boolean knowsLocation(String id) {
        return locations.containsKey(id);
    }

    /** Who answers for what a supplier, or a location that ships, does not do. */
    String owner(String from) {
        Supplier supplier = suppliers.get(from);
        return supplier == null || supplier.owner().isEmpty() ? group.id() : supplier.owner();
    }

    /** Days that a supplier takes, or others where it is not known any more. */
    int supplierDays(String id, int otherwise) {
        Supplier supplier = suppliers.get(id);
        return supplier == null ? otherwise : supplier.leadTimeDays();
    }

    /** Money per order of a supplier; 0 of one that is not known any more. */
    double headerCost(String id) {
        Supplier supplier = suppliers.get(id);
        return supplier == null ? 0 : supplier.orderHeaderCost();
    }

    boolean knowsSupplier(String id) {
        return suppliers.containsKey(id);
    }

    /** On what terms a supplier sells an item; null where it does not. */
    @Nullable SupplySource terms(NetworkItem item, String supplier) {
        return item.sources().stream()
                .filter(s -> s.supplier().equals(supplier))
                .findFirst()
                .orElse(null);
    }

    Supplier supplier(String id) {
        return Objects.requireNonNull(suppliers.get(id), id);
    }

    TransferLane lane(String from, String to) {
        return Objects.requireNonNull(lanes.get(from + "→" + to), from + "→" + to);
    }

    /** When a location is planned; see the class comment. */
    int stage(String location) {
        return stages.getOrDefault(location, 0);
    }

    int lastStage() {
        return stages.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }

    /** Locations that a warehouse serves. */
    List<Location> servedBy(String warehouse) {
        return group.locations().stream().filter(l -> l.servedBy().equals(warehouse)).toList();
    }

    private static <T> Map<String, T> index(List<T> values, Function<T, String> id) {
        Map<String, T> index = new HashMap<>();
        values.forEach(v -> index.put(id.apply(v), v));
        return index;
    }

    /** Looks for what would make planning fail or run in circles. */
    private static final class Faults {
        final List<String> found = new ArrayList<>();
        private final PlanningGroup group;
        private final Map<String, Location> locations;

        Faults(PlanningGroup group) {
            this.group = group;
            locations = index(group.locations(), Location::id);
        }

        // The annotation would need a library of its own.
        @SuppressWarnings("AnnotateFormatMethod")
        private void check(boolean right, String sentence, Object... args) {
            if (!right) {
                found.add(sentence.formatted(args));
            }
        }

        void group() {
            check(
                    GROUP_ID.matcher(group.id()).matches(),
                    "The id (%s) must be 1 … 6 upper-case letters and digits.",
                    group.id());
            check(group.version() >= 0, "The version (%d) must be >= 0.", group.version());
            check(
                    group.cutOffMinute() >= 0 && group.cutOffMinute() < 1440,
                    "The cutOffMinute (%d) must be in 0 … 1439.",
                    group.cutOffMinute());
            check(group.buckets() >= 2, "The buckets (%d) must be >= 2.", group.buckets());
            check(
                    isAmount(group.overflowCost()),
                    "The overflowCost (%s) must be >= 0.",
                    group.overflowCost());
            try {
                ZoneId.of(group.zone());
            } catch (DateTimeException e) {
                found.add(
                        "The zone (%s) must be an IANA id such as Europe/Berlin."
                                .formatted(group.zone()));
            }
        }

        void locations() {
            unique("location", group.locations().stream().map(Location::id).toList());
            for (Location l : group.locations()) {
                check(isAmount(l.space()), "The space (%s) of %s must be >= 0.", l.space(), l.id());
                if (l.servedBy().isEmpty()) {
                    continue;
                }
                Location server = locations.get(l.servedBy());
                check(
                        server != null && server.kind() == LocationKind.WAREHOUSE,
                        "Location %s is served by %s, which must be a warehouse of the group.",
                        l.id(),
                        l.servedBy());
                check(
                        group.lanes().stream()
                                .anyMatch(
                                        n ->
                                                n.from().equals(l.servedBy())
                                                        && n.to().equals(l.id())),
                        "There must be a lane from %s to %s, which it serves.",
                        l.servedBy(),
                        l.id());
                check(!servesItself(l), "Location %s must not be served by itself.", l.id());
            }
        }

        private boolean servesItself(Location start) {
            Set<String> seen = new HashSet<>();
            Location at = start;
            while (at != null && seen.add(at.id())) {
                at = locations.get(at.servedBy());
            }
            return at != null;
        }

        void suppliers() {
            unique("supplier", group.suppliers().stream().map(Supplier::id).toList());
            Map<String, Supplier> partners = new HashMap<>();
            for (Supplier s : group.suppliers()) {
                boolean told = !s.documents().equals(DocumentTerms.NONE);
                Supplier same = told ? partners.putIfAbsent(s.documents().partner(), s) : null;
                check(
                        same == null || same.documents().test() == s.documents().test(),
                        "Suppliers %s and %s have the same ids of documents: both must be in test, or neither.",
                        same == null ? "" : same.id(),
                        s.id());
                leadTime("supplier " + s.id(), s.leadTimeDays());
                check(
                        isAmount(s.capacityPerDay()) && isAmount(s.orderHeaderCost()),
                        "The capacityPerDay (%s) and orderHeaderCost (%s) of supplier %s must be >= 0.",
                        s.capacityPerDay(),
                        s.orderHeaderCost(),
                        s.id());
            }
        }

        void lanes() {
            unique("lane", group.lanes().stream().map(l -> l.from() + "→" + l.to()).toList());
            for (TransferLane l : group.lanes()) {
                String name = "lane " + l.from() + "→" + l.to();
                leadTime(name, l.leadTimeDays());
                check(
                        locations.containsKey(l.from())
                                && locations.containsKey(l.to())
                                && !l.from().equals(l.to()),
                        "The %s must join two locations of the group.",
                        name);
                check(
                        isAmount(l.truckCost()) && isAmount(l.costPerPallet()),
                        "The costs of the %s must be >= 0.",
                        name);
            }
        }

        private void leadTime(String of, int days) {
            check(
                    days >= 1 && days < group.buckets(),
                    "The lead time (%d days) of %s must be at least 1 and less than the %d days planned ahead.",
                    days,
                    of,
                    group.buckets());
        }

        void items() {
            unique("item", group.items().stream().map(NetworkItem::id).toList());
            Set<String> sellers = new HashSet<>();
            group.suppliers().forEach(s -> sellers.add(s.id()));
            for (NetworkItem i : group.items()) {
                check(
                        i.baseUnit() > 0 && Double.isFinite(i.baseUnit()),
                        "The baseUnit (%s) of item %s must be > 0.",
                        i.baseUnit(),
                        i.id());
                check(
                        isAmount(i.volume())
                                && isAmount(i.standardCost())
                                && isAmount(i.holdingCostPerDay())
                                && isAmount(i.backorderCostPerDay())
                                && isAmount(i.transferLineCost()),
                        "The volume and costs of item %s must be >= 0.",
                        i.id());
                check(
                        i.transferMultiple() >= 1,
                        "The transferMultiple (%d) of item %s must be >= 1.",
                        i.transferMultiple(),
                        i.id());
                unique(
                        "supplier of item " + i.id(),
                        i.sources().stream().map(SupplySource::supplier).toList());
                i.sources().forEach(s -> source(i, s, sellers));
                unique("store of item " + i.id(), i.stores());
                for (String store : i.stores()) {
                    Location at = locations.get(store);
                    check(
                            at != null && at.kind() == LocationKind.STORE,
                            "Item %s is sold at %s, which must be a store of the group.",
                            i.id(),
                            store);
                }
            }
        }

        private void source(NetworkItem item, SupplySource s, Set<String> sellers) {
            String name = "item " + item.id() + " from " + s.supplier();
            check(sellers.contains(s.supplier()), "The supplier of %s must be known.", name);
            check(
                    s.orderMultiple() >= 1
                            && s.minimumOrderQuantity() >= 1
                            && s.maximumOrderQuantity() >= s.minimumOrderQuantity(),
                    "The terms of %s must have multiple >= 1 and 1 <= minimum <= maximum.",
                    name);
            check(isAmount(s.lineCost()), "The lineCost of %s must be >= 0.", name);
            List<PriceBreak> breaks = s.priceBreaks();
            check(
                    !breaks.isEmpty() && breaks.get(0).fromQuantity() <= s.minimumOrderQuantity(),
                    "The first price of %s must hold from its minimum quantity on.",
                    name);
            check(
                    breaks.stream().allMatch(b -> isAmount(b.unitPrice())),
                    "The prices of %s must be >= 0.",
                    name);
            for (int k = 1; k < breaks.size(); k++) {
                check(
                        breaks.get(k).fromQuantity() > breaks.get(k - 1).fromQuantity(),
                        "The price breaks of %s must ascend.",
                        name);
            }
        }

        private static boolean isAmount(double value) {
            return value >= 0 && Double.isFinite(value);
        }

        private void unique(String what, List<String> ids) {
            Set<String> seen = new HashSet<>();
            for (String id : ids) {
                check(seen.add(id), "There is more than one %s %s.", what, id);
            }
        }
    }
}
