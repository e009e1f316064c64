package io.restock.local.world;

import io.restock.domain.SeriesKey;
import java.util.HashMap;
import java.util.Map;

/**
 * Stock by location and item, whole base units. It never gives more than it has, and what it holds
 * is what it got minus what it gave.
 */
final class StockRoom {
    private final Map<String, Long> onHand = new HashMap<>();
    private long received;
    private long given;

    /** Units there now. */
    long onHand(String location, String item) {
        return onHand.getOrDefault(SeriesKey.id(location, item), 0L);
    }

    /** Puts units in. */
    void receive(String location, String item, long quantity) {
        if (quantity < 0) {
            throw new IllegalArgumentException(
                    "The quantity (%d) of %s received at %s must be >= 0."
                            .formatted(quantity, item, location));
        }
        onHand.merge(SeriesKey.id(location, item), quantity, Long::sum);
        received += quantity;
    }

    /** Takes units out, at most as many as there are; returns how many. */
    long take(String location, String item, long wanted) {
        long taken = Math.min(Math.max(0, wanted), onHand(location, item));
        if (taken > 0) {
            onHand.merge(SeriesKey.id(location, item), -taken, Long::sum);
            given += taken;
        }
        return taken;
    }

    /** All units ever received. */
    long received() {
        return received;
    }

    /** All units ever given. */
    long given() {
        return given;
    }

    /** All units there now. */
    long total() {
        return onHand.values().stream().mapToLong(Long::longValue).sum();
    }
}
