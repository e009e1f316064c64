package io.restock.local.world;

import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds things of planning groups by their ids. */
public final class Network {
    private final List<PlanningGroup> groups;
    private final Map<String, NetworkItem> items = new LinkedHashMap<>();
    private final Map<String, Location> locations = new LinkedHashMap<>();
    private final Map<String, Supplier> suppliers = new LinkedHashMap<>();
    private final Map<String, TransferLane> lanes = new LinkedHashMap<>();

    /** Indexes the groups of a world. */
    public Network(List<PlanningGroup> groups) {
        this.groups = List.copyOf(groups);
        for (PlanningGroup group : groups) {
            for (NetworkItem item : group.items()) {
                items.put(item.id(), item);
            }
            for (Location location : group.locations()) {
                locations.putIfAbsent(location.id(), location);
            }
            for (Supplier supplier : group.suppliers()) {
                suppliers.put(group.id() + '|' + supplier.id(), supplier);
            }
            for (TransferLane lane : group.lanes()) {
                lanes.put(group.id() + '|' + lane.from() + '|' + lane.to(), lane);
            }
        }
    }

    /** The groups, in their order. */
    public List<PlanningGroup> groups() {
        return groups;
    }

    /** All locations, each once, in the order of the groups. */
    public List<Location> locations() {
        return new ArrayList<>(locations.values());
    }

    /** Locations of a kind. */
    public List<Location> locations(LocationKind kind) {
        return locations.values().stream().filter(l -> l.kind() == kind).toList();
    }

    /** An item. */
    public NetworkItem item(String id) {
        return found(items.get(id), "item", id);
    }

    /** A location. */
    public Location location(String id) {
        return found(locations.get(id), "location", id);
    }

    /** Whether a location is a warehouse. */
    public boolean isWarehouse(String id) {
        return location(id).kind() == LocationKind.WAREHOUSE;
    }

    /** A supplier of a group. */
    public Supplier supplier(String group, String id) {
        return found(suppliers.get(group + '|' + id), "supplier", group + '|' + id);
    }

    /** A lane of a group. */
    public TransferLane lane(String group, String from, String to) {
        String id = group + '|' + from + '|' + to;
        return found(lanes.get(id), "lane", id);
    }

    /** Terms on which a supplier sells an item. */
    public SupplySource source(String item, String supplier) {
        for (SupplySource source : item(item).sources()) {
            if (source.supplier().equals(supplier)) {
                return source;
            }
        }
        throw new IllegalArgumentException(
                "The supplier "
                        + supplier
                        + " does not sell the item "
                        + item
                        + ". Maybe an order names a line of another supplier.");
    }

    private static <T> T found(@org.jspecify.annotations.Nullable T thing, String kind, String id) {
        if (thing == null) {
            throw new IllegalArgumentException(
                    "The network has no "
                            + kind
                            + " "
                            + id
                            + ". Maybe an order names a wrong one.");
        }
        return thing;
    }
}
