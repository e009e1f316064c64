package io.restock.local.world;

import io.restock.domain.NetworkItem;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferLane;
import io.restock.domain.TransferOrder;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * What suppliers and warehouses do with orders: orders in, answers and deliveries out, day by day.
 * How an order fares (in full, short, late, refused) follows from the seed and its number, so the
 * same orders fare the same in every run.
 *
 * <p>On the morning of a day, in this order: orders taken since the last morning are answered,
 * transfers leave, what is due the next day is announced as shipped, and what is due today arrives,
 * before the stores open.
 */
public final class Suppliers {
    private static final int ANSWER_MINUTE = 4 * 60 + 30;
    private static final int DEPARTURE_MINUTE = 4 * 60 + 45;
    private static final int SHIP_NOTICE_MINUTE = 4 * 60 + 50;
    private static final int ARRIVAL_MINUTE = 5 * 60;

    private final Network network;
    private final LocalTimes times;
    private final long seed;
    private final Manners manners;

    private final Set<String> seen = new HashSet<>();
    private final List<PurchaseOrder> newOrders = new ArrayList<>();
    private final List<TransferOrder> newTransfers = new ArrayList<>();
    private final Map<String, Promise> promises = new TreeMap<>();
    private RealisedCost booked = RealisedCost.ZERO;

    /**
     * How reliable suppliers are, shares of orders.
     *
     * @param refused orders refused
     * @param shortened orders of which one line comes short
     * @param late orders that come a day later than they should
     */
    public record Manners(double refused, double shortened, double late) {
        /** As most suppliers are on most days. */
        public static final Manners USUAL = new Manners(0.005, 0.06, 0.06);

        /** Every order comes in full and in time. */
        public static final Manners PERFECT = new Manners(0, 0, 0);
    }

    /** An order that is to be delivered. */
    private static final class Promise {
        final String number;
        final int revision;
        final String group;
        final String shipTo;
        final Map<String, Long> quantities;
        final int arrivalDay;
        final RealisedCost cost;
        boolean shipped;

        Promise(
                String number,
                int revision,
                String group,
                String shipTo,
                Map<String, Long> quantities,
                int arrivalDay,
                RealisedCost cost) {
            this.number = number;
            this.revision = revision;
            this.group = group;
            this.shipTo = shipTo;
            this.quantities = quantities;
            this.arrivalDay = arrivalDay;
            this.cost = cost;
        }
    }

    /** Suppliers of a network. */
    public Suppliers(Network network, LocalTimes times, long seed, Manners manners) {
        this.network = network;
        this.times = times;
        this.seed = seed;
        this.manners = manners;
    }

    /**
     * Takes an order event.
     *
     * @return false when this revision of the order was taken before: it is not carried out twice
     */
    public boolean take(PurchaseOrder order) {
        return seen.add(order.number() + ':' + order.revision() + ':' + order.transition())
                && newOrders.add(order);
    }

    /** Takes a transfer event; false as in {@link #take(PurchaseOrder)}. */
    public boolean take(TransferOrder transfer) {
        return seen.add(transfer.number() + ':' + transfer.revision() + ':' + transfer.transition())
                && newTransfers.add(transfer);
    }

    /** What orders and transfers have cost so far. */
    RealisedCost booked() {
        return booked;
    }

    /**
     * Carries out the morning of a day.
     *
     * @param day local day
     * @param room gives what is moved, gets what arrives
     * @return what suppliers and warehouses say, in the order of its times
     */
    List<SupplierReply> morning(int day, StockRoom room) {
        List<SupplierReply> said = new ArrayList<>();
        newOrders.sort(
                Comparator.comparing(PurchaseOrder::number).thenComparing(PurchaseOrder::revision));
        newOrders.forEach(o -> answer(o, day, said));
        newOrders.clear();
        newTransfers.sort(
                Comparator.comparing(TransferOrder::number).thenComparing(TransferOrder::revision));
        newTransfers.forEach(t -> depart(t, day, room, said));
        newTransfers.clear();
        List<Promise> due = new ArrayList<>();
        for (Promise promise : promises.values()) {
            if (!promise.shipped && promise.arrivalDay <= day + 1) {
                promise.shipped = true;
                said.add(reply(promise, ReplyKind.SHIPPED, day, SHIP_NOTICE_MINUTE));
            }
            if (promise.arrivalDay <= day) {
                due.add(promise);
            }
        }
        for (Promise promise : due) {
            promises.remove(promise.number);
            promise.quantities.forEach((item, q) -> room.receive(promise.shipTo, item, q));
            said.add(reply(promise, ReplyKind.RECEIVED, day, ARRIVAL_MINUTE));
        }
        said.sort(
                Comparator.comparingLong(SupplierReply::timeMillis)
                        .thenComparing(SupplierReply::eventId));
        return said;
    }

    private void answer(PurchaseOrder order, int day, List<SupplierReply> said) {
        Promise before = promises.get(order.number());
        if (before != null && before.shipped) {
            // Too late to change: what is on its way stays as it is, and we are told so.
            said.add(
                    order.transition() == OrderTransition.CANCELLED
                            ? reply(order, ReplyKind.REJECTED, day, List.of())
                            : reply(
                                    order,
                                    ReplyKind.ACCEPTED_WITH_CHANGE,
                                    day,
                                    lines(before.quantities, before.arrivalDay)));
            return;
        }
        if (before != null) {
            booked = booked.plus(before.cost.negated());
            promises.remove(order.number());
        }
        if (order.transition() == OrderTransition.CANCELLED) {
            if (before != null) {
                said.add(reply(order, ReplyKind.ACCEPTED, day, List.of()));
            }
            return;
        }
        RandomGenerator fate = Noise.of(seed, order.number());
        double luck = fate.nextDouble();
        int arrival =
                before == null
                        ? day + network.supplier(order.group(), order.supplier()).leadTimeDays()
                        : before.arrivalDay;
        Map<String, Long> quantities = new TreeMap<>();
        order.lines().forEach(l -> quantities.merge(l.item(), l.quantity(), Long::sum));
        if (luck < manners.refused()) {
            said.add(reply(order, ReplyKind.REJECTED, day, List.of()));
            return;
        }
        // What was ordered during the day is taken the next morning, and may come later than asked.
        int asked = order.lines().stream().mapToInt(OrderLine::requestedEpochDay).min().orElse(day);
        boolean changed = arrival > asked;
        if (luck < manners.refused() + manners.shortened()) {
            OrderLine line = order.lines().get(fate.nextInt(order.lines().size()));
            long lot = network.source(line.item(), order.supplier()).orderMultiple();
            long lots = (long) (line.quantity() * fate.nextDouble(0.4, 0.9) / lot);
            quantities.put(line.item(), lots * lot);
            changed = true;
        } else if (luck < manners.refused() + manners.shortened() + manners.late()) {
            arrival += before == null ? 1 : 0;
            changed = true;
        }
        Promise promise =
                new Promise(
                        order.number(),
                        order.revision(),
                        order.group(),
                        order.shipTo(),
                        quantities,
                        arrival,
                        cost(order, quantities));
        promises.put(order.number(), promise);
        booked = booked.plus(promise.cost);
        said.add(
                changed
                        ? reply(
                                order,
                                ReplyKind.ACCEPTED_WITH_CHANGE,
                                day,
                                lines(quantities, arrival))
                        : reply(order, ReplyKind.ACCEPTED, day, List.of()));
    }

    /** Handling of the order and its lines, and what was paid above standard cost. */
    private RealisedCost cost(PurchaseOrder order, Map<String, Long> quantities) {
        double premium = 0;
        double lines = 0;
        for (OrderLine line : order.lines()) {
            NetworkItem item = network.item(line.item());
            double above = line.unitPrice() - item.standardCost();
            premium += above * quantities.getOrDefault(line.item(), 0L);
            lines += network.source(line.item(), order.supplier()).lineCost();
        }
        double header = network.supplier(order.group(), order.supplier()).orderHeaderCost();
        return new RealisedCost(premium, lines, header, 0, 0, 0, 0, 0, 0);
    }

    private void depart(TransferOrder order, int day, StockRoom room, List<SupplierReply> said) {
        if (order.transition() != OrderTransition.CREATED || promises.containsKey(order.number())) {
            // It left on the morning of its first revision.
            return;
        }
        TransferLane lane = network.lane(order.group(), order.from(), order.to());
        Map<String, Long> quantities = new TreeMap<>();
        double pallets = 0;
        double lines = 0;
        for (OrderLine line : order.lines()) {
            long taken = room.take(order.from(), line.item(), line.quantity());
            quantities.merge(line.item(), taken, Long::sum);
            pallets += taken * network.item(line.item()).volume();
            lines += network.item(line.item()).transferLineCost();
        }
        RealisedCost cost =
                new RealisedCost(
                        0, 0, 0, lane.truckCost(), pallets * lane.costPerPallet(), lines, 0, 0, 0);
        booked = booked.plus(cost);
        Promise promise =
                new Promise(
                        order.number(),
                        order.revision(),
                        order.group(),
                        order.to(),
                        quantities,
                        day + lane.leadTimeDays(),
                        cost);
        promise.shipped = true;
        promises.put(order.number(), promise);
        said.add(reply(promise, ReplyKind.SHIPPED, day, DEPARTURE_MINUTE));
    }

    private SupplierReply reply(
            PurchaseOrder order, ReplyKind kind, int day, List<ReplyLine> lines) {
        return new SupplierReply(
                eventId(order.number(), order.revision(), kind),
                order.number(),
                order.revision(),
                order.group(),
                kind,
                times.millis(day, ANSWER_MINUTE),
                lines);
    }

    private SupplierReply reply(Promise promise, ReplyKind kind, int day, int minute) {
        return new SupplierReply(
                eventId(promise.number, promise.revision, kind),
                promise.number,
                promise.revision,
                promise.group,
                kind,
                times.millis(day, minute),
                lines(promise.quantities, promise.arrivalDay));
    }

    private static String eventId(String number, int revision, ReplyKind kind) {
        return number + ':' + revision + ':' + kind;
    }

    private static List<ReplyLine> lines(Map<String, Long> quantities, int arrivalDay) {
        List<ReplyLine> lines = new ArrayList<>();
        quantities.forEach((item, q) -> lines.add(new ReplyLine(item, q, arrivalDay)));
        return lines;
    }
}
