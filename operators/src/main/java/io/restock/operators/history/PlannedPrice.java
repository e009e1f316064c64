package io.restock.operators.history;

import io.restock.domain.Promotion;

/**
 * An announcement of the price plan, as it is stored.
 *
 * @param eventId identity of the event
 * @param fromEpochDay first local day
 * @param toEpochDay last local day, included
 * @param discount price paid / full price; NaN unknown
 * @param promotion 1 = promoted, 0 = not
 * @param announcedMillis when it was announced
 * @param effective whether the past days it covers have taken it over
 */
public record PlannedPrice(
        String eventId,
        int fromEpochDay,
        int toEpochDay,
        float discount,
        float promotion,
        long announcedMillis,
        boolean effective) {

    static PlannedPrice of(Promotion promotion) {
        return new PlannedPrice(
                promotion.eventId(),
                promotion.fromEpochDay(),
                promotion.toEpochDay(),
                (float) promotion.discount(),
                promotion.promoted() ? 1 : 0,
                promotion.announcedMillis(),
                false);
    }

    boolean covers(int epochDay) {
        return fromEpochDay <= epochDay && epochDay <= toEpochDay;
    }

    /** Of two announcements of one moment the greater id holds, whichever came first. */
    boolean isAfter(PlannedPrice other) {
        return announcedMillis > other.announcedMillis
                || (announcedMillis == other.announcedMillis
                        && eventId.compareTo(other.eventId) > 0);
    }

    /** Whether nothing of the other holds where this one is known. */
    boolean replaces(PlannedPrice other) {
        return isAfter(other)
                && fromEpochDay <= other.fromEpochDay
                && other.toEpochDay <= toEpochDay;
    }

    PlannedPrice asEffective() {
        return new PlannedPrice(
                eventId, fromEpochDay, toEpochDay, discount, promotion, announcedMillis, true);
    }
}
