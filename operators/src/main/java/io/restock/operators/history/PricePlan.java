package io.restock.operators.history;

import io.restock.domain.Promotion;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The announced prices and promotions of a series. On each day the latest announcement that covers
 * it holds; a day that none covers is sold at full price.
 */
final class PricePlan {
    static final float FULL_PRICE = 1;
    static final float NOT_PROMOTED = 0;

    private final List<PlannedPrice> announcements;

    PricePlan(List<PlannedPrice> stored) {
        this.announcements = new ArrayList<>(stored);
    }

    void announce(Promotion promotion) {
        PlannedPrice announced = PlannedPrice.of(promotion);
        for (PlannedPrice known : announcements) {
            if (known.eventId().equals(announced.eventId())) {
                return;
            }
        }
        announcements.add(announced);
    }

    /** Price ratio of a day as known by a moment. */
    float discount(int epochDay, long byMillis) {
        PlannedPrice holds = inForce(epochDay, byMillis);
        return holds == null ? FULL_PRICE : holds.discount();
    }

    /** 1 = promoted, 0 = not, as known by a moment. */
    float promotion(int epochDay, long byMillis) {
        PlannedPrice holds = inForce(epochDay, byMillis);
        return holds == null ? NOT_PROMOTED : holds.promotion();
    }

    /**
     * Announcements that have become known by the moment and not been handed out before: past days
     * they cover must be looked up again.
     */
    List<PlannedPrice> takeEffect(long byMillis) {
        List<PlannedPrice> news = new ArrayList<>();
        for (int i = 0; i < announcements.size(); i++) {
            PlannedPrice each = announcements.get(i);
            if (!each.effective() && each.announcedMillis() <= byMillis) {
                news.add(each);
                announcements.set(i, each.asEffective());
            }
        }
        return news;
    }

    /** Forgets what is over, and what a later announcement has replaced altogether. */
    void forgetThrough(int epochDay) {
        if (!announcements.isEmpty()) {
            announcements.removeIf(each -> each.effective() && isOver(each, epochDay));
        }
    }

    private boolean isOver(PlannedPrice each, int epochDay) {
        if (each.toEpochDay() <= epochDay) {
            return true;
        }
        for (PlannedPrice other : announcements) {
            if (other.effective() && other.replaces(each)) {
                return true;
            }
        }
        return false;
    }

    void forgetAll() {
        announcements.clear();
    }

    /** The last day that is planned, or less than any day. */
    int lastDay() {
        int last = Integer.MIN_VALUE;
        for (PlannedPrice each : announcements) {
            last = Math.max(last, each.toEpochDay());
        }
        return last;
    }

    List<PlannedPrice> stored() {
        return new ArrayList<>(announcements);
    }

    private @Nullable PlannedPrice inForce(int epochDay, long byMillis) {
        PlannedPrice holds = null;
        for (PlannedPrice each : announcements) {
            if (each.covers(epochDay)
                    && each.announcedMillis() <= byMillis
                    && (holds == null || each.isAfter(holds))) {
                holds = each;
            }
        }
        return holds;
    }
}
