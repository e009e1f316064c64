package io.restock.operators.coordination;

import io.restock.domain.Location;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Supplier;
import io.restock.domain.SupplySource;
import io.restock.domain.TransferLane;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The shop's group with a few things otherwise. */
final class GroupEdit {
    private String id = Shop.GROUP;
    private int version = 1;
    private int cutOffMinute = 240;
    private int buckets = 7;
    private double overflowCost = 1;
    private List<Location> locations;
    private List<Supplier> suppliers;
    private List<TransferLane> lanes;
    private List<NetworkItem> items;

    GroupEdit() {
        PlanningGroup shop = Shop.network();
        locations = new ArrayList<>(shop.locations());
        suppliers = new ArrayList<>(shop.suppliers());
        lanes = new ArrayList<>(shop.lanes());
        items = new ArrayList<>(shop.items());
    }

    GroupEdit id(String other) {
        id = other;
        return this;
    }

    GroupEdit version(int other) {
        version = other;
        return this;
    }

    GroupEdit cutOffMinute(int other) {
        cutOffMinute = other;
        return this;
    }

    GroupEdit buckets(int other) {
        buckets = other;
        return this;
    }

    GroupEdit overflowCost(double other) {
        overflowCost = other;
        return this;
    }

    GroupEdit locations(UnaryOperator<Location> change) {
        locations.replaceAll(change);
        return this;
    }

    GroupEdit without(String location) {
        locations.removeIf(l -> l.id().equals(location));
        lanes.removeIf(l -> l.from().equals(location) || l.to().equals(location));
        items.replaceAll(
                i -> sold(i, i.stores().stream().filter(s -> !s.equals(location)).toList()));
        return this;
    }

    GroupEdit suppliers(Supplier... others) {
        suppliers = List.of(others);
        return this;
    }

    GroupEdit lanes(UnaryOperator<TransferLane> change) {
        lanes.replaceAll(change);
        return this;
    }

    GroupEdit items(NetworkItem... others) {
        items = new ArrayList<>(List.of(others));
        return this;
    }

    GroupEdit sources(SupplySource... terms) {
        items.replaceAll(i -> from(i, List.of(terms)));
        return this;
    }

    PlanningGroup group() {
        return new PlanningGroup(
                id,
                version,
                "UTC",
                cutOffMinute,
                buckets,
                overflowCost,
                "EUR",
                "",
                List.copyOf(locations),
                List.copyOf(suppliers),
                List.copyOf(lanes),
                List.copyOf(items));
    }

    static NetworkItem sold(NetworkItem i, List<String> stores) {
        return new NetworkItem(
                i.id(),
                i.category(),
                i.baseUnit(),
                i.volume(),
                i.standardCost(),
                i.holdingCostPerDay(),
                i.backorderCostPerDay(),
                i.transferMultiple(),
                i.transferLineCost(),
                i.sources(),
                stores);
    }

    static NetworkItem from(NetworkItem i, List<SupplySource> sources) {
        return new NetworkItem(
                i.id(),
                i.category(),
                i.baseUnit(),
                i.volume(),
                i.standardCost(),
                i.holdingCostPerDay(),
                i.backorderCostPerDay(),
                i.transferMultiple(),
                i.transferLineCost(),
                sources,
                i.stores());
    }
}
