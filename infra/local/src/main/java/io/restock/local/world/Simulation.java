package io.restock.local.world;

import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.SeriesKey;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A run of a world: stock that follows deliveries, transfers and customers, under the orders of
 * whoever plans. For each day, in this order: {@link #order} and {@link #transfer} with what was
 * decided at its cut-off, {@link #morning}, {@link #trade}.
 */
public final class Simulation {
    private final World world;
    private final Network network;
    private final Suppliers suppliers;
    private final StockRoom room = new StockRoom();
    private final Set<String> emptyOvernight = new HashSet<>();
    private RealisedCost bookedBefore = RealisedCost.ZERO;

    /**
     * Opens a run with the world's opening stock.
     *
     * @param seed of the suppliers' luck
     */
    public Simulation(World world, long seed, Suppliers.Manners manners) {
        this.world = world;
        this.network = new Network(world.groups());
        this.suppliers = new Suppliers(network, world.times(), seed, manners);
        for (PlanningGroup group : network.groups()) {
            for (NetworkItem item : group.items()) {
                for (Location location : group.locations()) {
                    room.receive(
                            location.id(), item.id(), world.openingStock(location.id(), item.id()));
                }
            }
        }
    }

    /** The network of the world. */
    public Network network() {
        return network;
    }

    /** Takes an order event; false when this revision was taken before. */
    public boolean order(PurchaseOrder order) {
        return suppliers.take(order);
    }

    /** Takes a transfer event; false when this revision was taken before. */
    public boolean transfer(TransferOrder transfer) {
        return suppliers.take(transfer);
    }

    /** Answers orders, moves and receives goods; returns what suppliers and warehouses say. */
    public List<SupplierReply> morning(int day) {
        emptyOvernight.clear();
        for (PlanningGroup group : network.groups()) {
            for (NetworkItem item : group.items()) {
                for (String store : item.stores()) {
                    if (room.onHand(store, item.id()) == 0) {
                        emptyOvernight.add(SeriesKey.id(store, item.id()));
                    }
                }
            }
        }
        List<SupplierReply> said = suppliers.morning(day, room);
        for (PlanningGroup group : network.groups()) {
            for (NetworkItem item : group.items()) {
                for (Location location : group.locations()) {
                    room.receive(
                            location.id(),
                            item.id(),
                            world.launchStock(location.id(), item.id(), day));
                }
            }
        }
        return said;
    }

    /** Sells for a day, counts the stock and charges the day. */
    public DayOutcome trade(int day) {
        List<SeriesOutcome> outcomes = new ArrayList<>();
        double shortage = 0;
        for (SeriesDay wanted : world.demand(day)) {
            NetworkItem item = network.item(wanted.item());
            String key = SeriesKey.id(wanted.location(), wanted.item());
            SeriesOutcome outcome =
                    world.recorded()
                            ? Counter.sellAsRecorded(wanted, item.baseUnit(), room)
                            : Counter.sell(
                                    wanted, item.baseUnit(), room, emptyOvernight.contains(key));
            shortage += outcome.unmet() / item.baseUnit() * item.backorderCostPerDay();
            outcomes.add(outcome);
        }
        for (Location warehouse : network.locations(LocationKind.WAREHOUSE)) {
            for (PlanningGroup group : network.groups()) {
                if (group.locations().stream().anyMatch(l -> l.id().equals(warehouse.id()))) {
                    group.items().forEach(item -> outcomes.add(counted(warehouse.id(), item)));
                }
            }
        }
        RealisedCost booked = suppliers.booked();
        RealisedCost cost =
                booked.plus(bookedBefore.negated())
                        .plus(new RealisedCost(0, 0, 0, 0, 0, 0, holding(), shortage, overflow()));
        bookedBefore = booked;
        return new DayOutcome(day, outcomes, cost);
    }

    /** Units received, given and there now agree: nothing is made or lost. */
    public boolean conserves() {
        return room.received() - room.given() == room.total();
    }

    /** Base units there now. */
    public long onHand(String location, String item) {
        return room.onHand(location, item);
    }

    private SeriesOutcome counted(String warehouse, NetworkItem item) {
        double units = Units.of(room.onHand(warehouse, item.id()), item.baseUnit());
        return new SeriesOutcome(warehouse, item.id(), new float[0], 0, 0, units, -1);
    }

    private double holding() {
        double cost = 0;
        for (PlanningGroup group : network.groups()) {
            for (NetworkItem item : group.items()) {
                for (Location location : group.locations()) {
                    cost += item.holdingCostPerDay() * room.onHand(location.id(), item.id());
                }
            }
        }
        return cost;
    }

    /** Each group has its own space in a location. */
    private double overflow() {
        double cost = 0;
        for (PlanningGroup group : network.groups()) {
            for (Location location : group.locations()) {
                double pallets = 0;
                for (NetworkItem item : group.items()) {
                    pallets += item.volume() * room.onHand(location.id(), item.id());
                }
                cost += group.overflowCost() * Math.max(0, pallets - location.space());
            }
        }
        return cost;
    }
}
