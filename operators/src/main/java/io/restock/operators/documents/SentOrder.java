package io.restock.operators.documents;

import io.restock.domain.OrderLine;
import io.restock.domain.PurchaseOrder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a partner was told of an order: enough to understand its answers.
 *
 * @param unit code of the unit of order in its documents
 * @param revisions the latest ones, ascending
 */
public record SentOrder(String supplier, String group, String unit, List<SentRevision> revisions) {
    /** As many as the order book judges answers against, and the latest. */
    private static final int MOST_REVISIONS = 5;

    static SentOrder of(PurchaseOrder order, String unit) {
        return new SentOrder(order.supplier(), order.group(), unit, List.of());
    }

    boolean knows(int revision) {
        return find(revision) != null;
    }

    /** The first revision that was said; 0 where so many followed that it is forgotten. */
    int first() {
        return revisions.isEmpty() || revisions.size() == MOST_REVISIONS
                ? 0
                : revisions.get(0).revision();
    }

    /** The first revision that was said as a change; the first of all where there is none. */
    int firstChange() {
        if (revisions.size() < 2) {
            return first();
        }
        boolean known = revisions.get(0).revision() == first();
        return known ? revisions.get(1).revision() : first() + 1;
    }

    int latest() {
        return revisions.isEmpty() ? -1 : revisions.get(revisions.size() - 1).revision();
    }

    /** Lines of the latest revision that has any. */
    List<OrderLine> lines() {
        for (int i = revisions.size() - 1; i >= 0; i--) {
            if (!revisions.get(i).lines().isEmpty()) {
                return revisions.get(i).lines();
            }
        }
        return List.of();
    }

    SentOrder with(OrderMessage message) {
        List<SentRevision> all = new ArrayList<>(revisions);
        all.add(new SentRevision(message.revision(), message.issuedMillis(), message.lines()));
        int from = Math.max(0, all.size() - MOST_REVISIONS);
        return new SentOrder(supplier, group, unit, List.copyOf(all.subList(from, all.size())));
    }

    /** When the revision was said; 0 where it is not known. */
    long issuedMillis(int revision) {
        SentRevision sent = find(revision);
        return sent == null ? 0 : sent.issuedMillis();
    }

    /**
     * The line of a number, or of an item, in a revision; where that does not have it, in the
     * latest that does. Null where none has.
     */
    @Nullable OrderLine line(int revision, int number, String item) {
        SentRevision sent = find(revision);
        OrderLine line = sent == null ? null : line(sent.lines(), number, item);
        for (int i = revisions.size() - 1; line == null && i >= 0; i--) {
            line = line(revisions.get(i).lines(), number, item);
        }
        return line;
    }

    /** The lines that an answer to a revision speaks of. */
    List<OrderLine> linesOf(int revision) {
        SentRevision sent = find(revision);
        return sent == null || sent.lines().isEmpty() ? lines() : sent.lines();
    }

    private static @Nullable OrderLine line(List<OrderLine> lines, int number, String item) {
        for (OrderLine line : lines) {
            if (item.isEmpty() ? line.line() == number : line.item().equals(item)) {
                return line;
            }
        }
        return null;
    }

    private @Nullable SentRevision find(int revision) {
        for (SentRevision sent : revisions) {
            if (sent.revision() == revision) {
                return sent;
            }
        }
        return null;
    }
}
