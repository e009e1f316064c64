package io.restock.operators.coordination;

import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.PlanningGroup;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import org.jspecify.annotations.Nullable;

/**
 * Something that a planning group learns: exactly one of the payloads is there.
 *
 * @param group id of the planning group; empty until the router knows it
 * @param network a version of the group itself
 * @param level a stock report
 * @param forecast a series' forecast
 * @param reply an answer to an order
 * @param decision a person's decision
 * @param routed the version of the group of which one more item is routed to it from now on, after
 *     all that was kept of that item
 */
public record GroupEvent(
        String group,
        @Nullable PlanningGroup network,
        @Nullable StockLevel level,
        @Nullable Forecast forecast,
        @Nullable SupplierReply reply,
        @Nullable Decision decision,
        @Nullable Integer routed) {

    /** A version of a planning group. */
    public static GroupEvent network(PlanningGroup network) {
        return new GroupEvent(network.id(), network, null, null, null, null, null);
    }

    /** A stock report for a group. */
    public static GroupEvent level(String group, StockLevel level) {
        return new GroupEvent(group, null, level, null, null, null, null);
    }

    /** A forecast for a group. */
    public static GroupEvent forecast(String group, Forecast forecast) {
        return new GroupEvent(group, null, null, forecast, null, null, null);
    }

    /**
     * An answer to an order: of the group that the order's number names, or of the one that the
     * answer names where the number cannot be read.
     */
    public static GroupEvent reply(SupplierReply reply) {
        String named = OrderNumber.group(reply.orderNumber());
        return new GroupEvent(
                named.isEmpty() ? reply.group() : named, null, null, null, reply, null, null);
    }

    /** A person's decision on a group. */
    public static GroupEvent decision(Decision decision) {
        return new GroupEvent(decision.group(), null, null, null, null, decision, null);
    }

    /** One more item of a version of a group is routed to it. */
    static GroupEvent routed(String group, int version) {
        return new GroupEvent(group, null, null, null, null, null, version);
    }

    /** The same payload for a group. */
    GroupEvent to(String id) {
        return new GroupEvent(id, network, level, forecast, reply, decision, null);
    }

    /** Item of a stock report or forecast. */
    String item() {
        if (level != null) {
            return level.item();
        }
        if (forecast != null) {
            return forecast.item();
        }
        throw new IllegalStateException(
                "The event of group '%s' has no item. Only stock levels and forecasts are routed by item."
                        .formatted(group));
    }
}
