package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import java.util.List;
import java.util.Locale;

/**
 * Alerts about orders: what was not heard in time, what will not come after all, what came that
 * nobody asked for, and what waits for a person.
 */
final class OrderAlerts {
    private final Network network;
    private final int cycle;
    private final int run;
    private final long issuedMillis;
    private final CoordinationSettings settings;

    /**
     * @param cycle local day of the cut-off that sees it
     * @param run of the review, or of the last before what happened
     * @param issuedMillis event time
     */
    OrderAlerts(
            Network network, int cycle, int run, long issuedMillis, CoordinationSettings settings) {
        this.network = network;
        this.cycle = cycle;
        this.run = run;
        this.issuedMillis = issuedMillis;
        this.settings = settings;
    }

    /** Something was not heard by its moment. */
    Alert missed(OpenOrder order, Missing missing, long dueMillis) {
        return about(
                order,
                missing.alert(),
                open(order),
                worth(order),
                missedText(order, missing),
                dueMillis,
                false);
    }

    /** What was missed has been heard, or is not waited for any more. */
    Alert heard(OpenOrder order, Missing missing) {
        return about(
                order,
                missing.alert(),
                0,
                0,
                "stands as %s; what was missing is settled.".formatted(order.status()),
                0,
                true);
    }

    private String missedText(OpenOrder order, Missing missing) {
        String worth = money(worth(order));
        return switch (missing) {
            case TECHNICAL_RECEIPT ->
                    "has not been read by any system of the supplier; it is worth %s. Ask whether it arrived."
                            .formatted(worth);
            case ACKNOWLEDGEMENT ->
                    "has not been answered as revision %d; it is worth %s. Without an answer a review takes back what is open."
                            .formatted(order.revision(), worth);
            case SHIP_NOTICE ->
                    "is due today, and nobody has said that it left; %s of goods are open. Ask for them to be sent; what is missed is planned from others."
                            .formatted(worth);
            case RECEIPT ->
                    "was due and has not come; %s of goods are open. Without them a review writes them off %d days after they were due."
                            .formatted(worth, settings.overdueDays());
        };
    }

    /** A change or cancellation that nobody answered came to nothing. */
    Alert lapsed(OpenOrder before, OpenOrder after) {
        return about(
                before,
                AlertKind.ORDER_UNANSWERED,
                open(after),
                worth(after),
                "was changed as revision %d and nobody answered for %d cut-offs. What was agreed on before stands: %s of goods."
                        .formatted(
                                before.revision(),
                                settings.acknowledgementDays(),
                                money(worth(after))));
    }

    /** More came than anyone had promised. */
    Alert overReceived(OpenOrder before, OpenOrder after) {
        long units = 0;
        double worth = 0;
        for (int i = 0; i < after.lines().size(); i++) {
            long more = over(before, after, i);
            units += more;
            worth += more * price(after.lines().get(i));
        }
        return about(
                after,
                AlertKind.ORDER_OVER_RECEIVED,
                units,
                worth,
                "brought %d base units more than was promised, worth %s. They count as stock."
                        .formatted(units, money(worth)));
    }

    /** Whether something came that nobody had promised. */
    static boolean isOver(OpenOrder before, OpenOrder after) {
        for (int i = 0; i < after.lines().size(); i++) {
            if (over(before, after, i) > 0) {
                return true;
            }
        }
        return false;
    }

    private static long over(OpenOrder before, OpenOrder after, int line) {
        OpenLine was = before.lines().get(line);
        long arrived = after.lines().get(line).received() - was.received();
        return Math.max(0, arrived - (before.isOpen() ? was.open() : 0));
    }

    /** Goods of an order that the book does not have. */
    Alert unknown(OpenOrder stray) {
        long units = stray.lines().stream().mapToLong(OpenLine::received).sum();
        double worth = stray.lines().stream().mapToDouble(l -> l.received() * price(l)).sum();
        return about(
                stray,
                AlertKind.ORDER_UNKNOWN,
                units,
                worth,
                "is not in the book, and %d base units of it came, worth %s. They count as stock."
                        .formatted(units, money(worth)));
    }

    private static long open(OpenOrder order) {
        return order.lines().stream().mapToLong(OpenLine::open).sum();
    }

    private double worth(OpenOrder order) {
        return order.lines().stream().mapToDouble(l -> l.open() * price(l)).sum();
    }

    /**
     * What will not come of an order.
     *
     * @param before the order as it was waited for
     * @param after what is left of it
     * @param silent whether nobody had answered; else it is overdue
     */
    Alert givenUp(OpenOrder before, OpenOrder after, boolean silent) {
        long units = 0;
        double worth = 0;
        for (int i = 0; i < before.lines().size(); i++) {
            long lost = before.lines().get(i).open() - after.lines().get(i).open();
            units += lost;
            worth += lost * price(before.lines().get(i));
        }
        return about(
                before,
                silent ? AlertKind.ORDER_UNANSWERED : AlertKind.ORDER_OVERDUE,
                units,
                worth,
                silent
                        ? "was not answered for %d cut-offs. It was taken back; %s of goods are planned again."
                                .formatted(settings.acknowledgementDays(), money(worth))
                        : "was not received in full %d days after it was due. The rest was written off; %s of goods are planned again."
                                .formatted(settings.overdueDays(), money(worth)));
    }

    /** The order is worth more than may leave without a person. */
    Alert held(OpenOrder order) {
        double worth = OpenLine.value(order.lines());
        return about(
                order,
                AlertKind.ORDER_HELD,
                ordered(order.lines()),
                worth,
                "waits for a person: orders worth more than %s are held, and it is worth %s. Release or cancel it before the next cut-off, which plans it again."
                        .formatted(money(settings.holdOrdersAbove()), money(worth)));
    }

    /** Something on the order has never been ordered so. */
    Alert heldAsFirst(OpenOrder order) {
        return about(
                order,
                AlertKind.ORDER_HELD,
                ordered(order.lines()),
                OpenLine.value(order.lines()),
                "waits for a person: something on it has never been ordered there from this supplier, and it is worth %s. Release or cancel it before the next cut-off, which plans it again."
                        .formatted(money(OpenLine.value(order.lines()))));
    }

    /** A revision would be worth more than may leave without a person; the order stays as it is. */
    Alert notRevised(OpenOrder order, List<OpenLine> wanted) {
        double worth = OpenLine.value(wanted);
        return about(
                order,
                AlertKind.ORDER_HELD,
                ordered(wanted),
                worth,
                "was not changed: orders worth more than %s are held, and it would be worth %s. Cancel it and review again to have it planned anew."
                        .formatted(money(settings.holdOrdersAbove()), money(worth)));
    }

    private Alert about(
            OpenOrder order, AlertKind kind, long units, double worth, String predicate) {
        return about(order, kind, units, worth, predicate, 0, false);
    }

    private Alert about(
            OpenOrder order,
            AlertKind kind,
            long units,
            double worth,
            String predicate,
            long dueMillis,
            boolean ended) {
        return new Alert(
                "%s:%d:%d:%s:%s%s"
                        .formatted(
                                order.group(),
                                cycle,
                                run,
                                order.number(),
                                kind,
                                ended ? ":END" : ""),
                kind,
                order.group(),
                order.to(),
                "",
                order.number(),
                order.from(),
                cycle,
                -1,
                1,
                units,
                worth,
                "%s %s from %s to %s %s"
                        .formatted(
                                order.transfer() ? "Transfer" : "Order",
                                order.number(),
                                order.from(),
                                order.to(),
                                predicate),
                issuedMillis,
                order.number() + ":" + kind,
                network.owner(order.from()),
                dueMillis,
                ended);
    }

    private static long ordered(List<OpenLine> lines) {
        return lines.stream().mapToLong(OpenLine::ordered).sum();
    }

    /** Money per base unit as asked; what is moved has no price and counts at standard cost. */
    private double price(OpenLine line) {
        if (line.unitPrice() > 0 || !network.knowsItem(line.item())) {
            return line.unitPrice();
        }
        return network.item(line.item()).standardCost();
    }

    private String money(double amount) {
        return String.format(Locale.ROOT, "%.2f %s", amount, network.group().currency());
    }
}
