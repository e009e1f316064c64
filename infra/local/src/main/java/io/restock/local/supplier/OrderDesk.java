package io.restock.local.supplier;

import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.SupplierReply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A supplier's order desk: an event of an order in, answers out, each event once.
 *
 * <p>An event is known by its source and id (CloudEvents {@code ce_source}, {@code ce_id}),
 * whatever bridge it came over. The ids of answers follow from the event's, so that a desk that has
 * forgotten what it answered, after a restart, answers again without being counted twice.
 */
public final class OrderDesk {
    private final String supplier;
    private final Manners manners;
    private final Set<String> seen = new HashSet<>();

    /** The desk of a supplier, as orders name it. */
    public OrderDesk(String supplier, Manners manners) {
        this.supplier = supplier;
        this.manners = manners;
    }

    /**
     * What the supplier says to an event.
     *
     * @param source {@code ce_source} of the event
     * @param id {@code ce_id} of the event
     * @param timeMillis when it answers
     * @return nothing for an order of another supplier, or an event that was seen before
     */
    public List<SupplierReply> answer(
            PurchaseOrder order, String source, String id, long timeMillis) {
        if (!order.supplier().equals(supplier)
                || !seen.add(source + '\n' + id)
                || manners.silent()) {
            return List.of();
        }
        List<SupplierReply> answers = new ArrayList<>();
        if (manners.reads()) {
            answers.add(reply(order, id, ReplyKind.TECH_ACKED, timeMillis, List.of()));
        }
        if (order.transition() == OrderTransition.CANCELLED) {
            answers.add(reply(order, id, ReplyKind.ACCEPTED, timeMillis, List.of()));
            return List.copyOf(answers);
        }
        List<ReplyLine> lines = promised(order);
        long promised = lines.stream().mapToLong(ReplyLine::quantity).sum();
        boolean asOrdered = manners.shortShare() == 0 && manners.lateDays() == 0;
        answers.add(
                promised == 0
                        ? reply(order, id, ReplyKind.REJECTED, timeMillis, List.of())
                        : reply(
                                order,
                                id,
                                asOrdered ? ReplyKind.ACCEPTED : ReplyKind.ACCEPTED_WITH_CHANGE,
                                timeMillis,
                                asOrdered ? List.of() : lines));
        if (manners.ships() && promised > 0) {
            answers.add(reply(order, id, ReplyKind.SHIPPED, timeMillis, lines));
        }
        return List.copyOf(answers);
    }

    private List<ReplyLine> promised(PurchaseOrder order) {
        List<ReplyLine> lines = new ArrayList<>();
        for (OrderLine line : order.lines()) {
            lines.add(
                    new ReplyLine(
                            line.item(),
                            (long) Math.floor(line.quantity() * (1 - manners.shortShare()) + 1e-9),
                            line.requestedEpochDay() + manners.lateDays()));
        }
        return lines;
    }

    private static SupplierReply reply(
            PurchaseOrder order,
            String id,
            ReplyKind kind,
            long timeMillis,
            List<ReplyLine> lines) {
        return new SupplierReply(
                id + ":" + kind,
                order.number(),
                order.revision(),
                order.group(),
                kind,
                timeMillis,
                lines);
    }
}
