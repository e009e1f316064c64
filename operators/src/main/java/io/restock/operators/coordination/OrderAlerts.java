package io.restock.operators.coordination;

import io.restock.domain.Alert;
import io.restock.domain.AlertKind;
import java.util.List;
import java.util.Locale;

/** Alerts about orders: what will not come after all, and what waits for a person. */
final class OrderAlerts {
    private final ReviewInputs inputs;
    private final CoordinationSettings settings;

    OrderAlerts(ReviewInputs inputs, CoordinationSettings settings) {
        this.inputs = inputs;
        this.settings = settings;
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
        return new Alert(
                "%s:%d:%d:%s:%s"
                        .formatted(
                                order.group(), inputs.cycle(), inputs.run(), order.number(), kind),
                kind,
                order.group(),
                order.to(),
                "",
                order.number(),
                order.from(),
                inputs.cycle(),
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
                inputs.issuedMillis());
    }

    private static long ordered(List<OpenLine> lines) {
        return lines.stream().mapToLong(OpenLine::ordered).sum();
    }

    /** Money per base unit as asked; what is moved has no price and counts at standard cost. */
    private double price(OpenLine line) {
        if (line.unitPrice() > 0 || !inputs.network().knowsItem(line.item())) {
            return line.unitPrice();
        }
        return inputs.network().item(line.item()).standardCost();
    }

    private String money(double amount) {
        return String.format(Locale.ROOT, "%.2f %s", amount, inputs.network().group().currency());
    }
}
