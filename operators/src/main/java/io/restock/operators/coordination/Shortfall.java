package io.restock.operators.coordination;

import java.util.List;
import java.util.TreeSet;

/**
 * What an order will not bring, or not in time: it is planned again, from others, before the next
 * cut-off.
 *
 * @param orderNumber the order
 * @param supplier who cannot deliver it
 * @param location where it is missed
 * @param items what is missed, sorted
 * @param timeMillis event time at which that was known
 */
public record Shortfall(
        String orderNumber, String supplier, String location, List<String> items, long timeMillis) {

    /**
     * What an answer took back or put off; no items where it did neither, and for transfers, whose
     * need waits for the next cut-off.
     */
    static Shortfall between(OpenOrder before, OpenOrder after, long timeMillis) {
        TreeSet<String> items = new TreeSet<>();
        for (int i = 0; i < before.lines().size() && !before.transfer(); i++) {
            OpenLine was = before.lines().get(i);
            OpenLine is = after.lines().get(i);
            boolean fewer = is.promised() < was.promised() && is.open() < was.open();
            boolean later = is.open() > 0 && is.expectedEpochDay() > was.expectedEpochDay();
            if (before.isOpen() && (fewer || later)) {
                items.add(was.item());
            }
        }
        return of(before, items, timeMillis);
    }

    /** What should be on its way and, for all that is known, is not. */
    static Shortfall notLeft(OpenOrder order, int cycle, long timeMillis) {
        TreeSet<String> items = new TreeSet<>();
        for (OpenLine line : order.lines()) {
            if (line.unshipped() > 0 && line.expectedEpochDay() <= cycle) {
                items.add(line.item());
            }
        }
        return of(order, items, timeMillis);
    }

    private static Shortfall of(OpenOrder order, TreeSet<String> items, long timeMillis) {
        return new Shortfall(
                order.number(), order.from(), order.to(), List.copyOf(items), timeMillis);
    }

    boolean isNone() {
        return items.isEmpty();
    }
}
