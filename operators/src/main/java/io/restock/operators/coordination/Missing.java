package io.restock.operators.coordination;

import io.restock.domain.AlertKind;
import io.restock.domain.OrderStatus;
import java.util.OptionalInt;

/** Something that should have been heard of an order by a moment of event time. */
enum Missing {
    /** The supplier's system has not said that it read the order. */
    TECHNICAL_RECEIPT(1, AlertKind.TECHNICAL_RECEIPT_MISSING),
    /** Nobody has answered the order, its change or its cancellation. */
    ACKNOWLEDGEMENT(2, AlertKind.ACKNOWLEDGEMENT_MISSING),
    /** The day on which goods are expected has begun, and nobody has said that they left. */
    SHIP_NOTICE(4, AlertKind.SHIP_NOTICE_MISSING),
    /** The day on which goods were expected is over, and they have not come. */
    RECEIPT(8, AlertKind.RECEIPT_MISSING);

    /** Nothing to wait for. */
    static final long NEVER = Long.MAX_VALUE;

    private static final long MINUTE = 60_000;

    private final int bit;
    private final AlertKind alert;

    Missing(int bit, AlertKind alert) {
        this.bit = bit;
        this.alert = alert;
    }

    AlertKind alert() {
        return alert;
    }

    /** Its bit in {@link OpenOrder#missed}. */
    int bit() {
        return bit;
    }

    /** The moment by which it should be heard; {@link #NEVER} where nothing is waited for. */
    long due(OpenOrder order, Network network, OrderSettings settings) {
        if (!order.isOpen() || order.isHeld() || (order.transfer() && this != RECEIPT)) {
            return NEVER;
        }
        return switch (this) {
            case TECHNICAL_RECEIPT ->
                    order.status() == OrderStatus.SENT
                            ? after(order, network, settings.technicalReceiptMinutes())
                            : NEVER;
            case ACKNOWLEDGEMENT ->
                    order.isUnanswered() || order.isPending()
                            ? after(order, network, settings.acknowledgementMinutes())
                            : NEVER;
            case SHIP_NOTICE ->
                    order.isUnanswered()
                            ? NEVER
                            : startOf(
                                    network,
                                    order.lines().stream()
                                            .filter(l -> l.unshipped() > 0)
                                            .mapToInt(OpenLine::expectedEpochDay)
                                            .min());
            case RECEIPT -> {
                OptionalInt day =
                        order.lines().stream()
                                .filter(l -> l.open() > 0)
                                .mapToInt(l -> l.expectedEpochDay() + 1)
                                .min();
                yield startOf(network, day);
            }
        };
    }

    private static long startOf(Network network, OptionalInt day) {
        return day.isPresent() ? network.startOfDay(day.getAsInt()) : NEVER;
    }

    /**
     * So many minutes after it was said; what was said late, while days were caught up with, waits
     * as long. 0 minutes are not waited for.
     */
    private static long after(OpenOrder order, Network network, int minutes) {
        if (minutes == 0) {
            return NEVER;
        }
        long said = Math.max(order.issuedMillis(), network.cutOffMillis(order.saidEpochDay()));
        return said + minutes * MINUTE;
    }

    /** The next of all moments by which something of an order should be heard. */
    static long next(OpenOrder order, Network network, OrderSettings settings) {
        long next = NEVER;
        for (Missing missing : values()) {
            if ((order.missed() & missing.bit()) == 0) {
                next = Math.min(next, missing.due(order, network, settings));
            }
        }
        return next;
    }
}
