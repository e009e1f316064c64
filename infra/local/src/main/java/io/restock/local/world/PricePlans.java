package io.restock.local.world;

import io.restock.domain.Promotion;
import io.restock.domain.SeriesKey;
import io.restock.local.history.SalesRow;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Recorded prices → price plans, run by run of days of one price, announced {@link
 * World#AHEAD_DAYS} days ahead.
 */
public final class PricePlans {
    private static final int ANNOUNCED_MINUTE = 12 * 60;

    private final LocalTimes times;
    private final int firstDay;
    private final ObjIntConsumer<Promotion> to;
    private final Map<String, Campaign> open = new LinkedHashMap<>();

    /**
     * Plans of a history.
     *
     * @param firstDay nothing is announced before it
     * @param to told of each plan and the day on which it is announced, once its last day is known
     */
    public PricePlans(LocalTimes times, int firstDay, ObjIntConsumer<Promotion> to) {
        this.times = times;
        this.firstDay = firstDay;
        this.to = to;
    }

    /** One more row; those of a series come day by day. */
    public void add(SalesRow row) {
        String key = SeriesKey.id(row.location(), row.item());
        Campaign campaign = Campaign.of(row);
        Campaign before = open.get(key);
        if (before != null && before.continuesWith(campaign)) {
            open.put(key, before.until(row.epochDay()));
        } else {
            announce(before);
            open.put(key, campaign);
        }
    }

    /** There are no more rows. */
    public void end() {
        open.values().forEach(this::announce);
        open.clear();
    }

    private void announce(@Nullable Campaign campaign) {
        if (campaign == null || campaign.isFullPrice()) {
            return;
        }
        int day = Math.max(firstDay, campaign.from() - World.AHEAD_DAYS);
        to.accept(campaign.promotion(times.millis(day, ANNOUNCED_MINUTE)), day);
    }

    /** Days of a series with one price. */
    private record Campaign(
            String location, String item, int from, int to, float discount, boolean promoted) {
        static Campaign of(SalesRow row) {
            // A price of nothing is not believable: unknown.
            float discount = row.discount() == 0 ? Float.NaN : row.discount();
            return new Campaign(
                    row.location(),
                    row.item(),
                    row.epochDay(),
                    row.epochDay(),
                    discount,
                    row.promotion() > 0);
        }

        boolean continuesWith(Campaign next) {
            return next.from == to + 1
                    && Float.compare(next.discount, discount) == 0
                    && next.promoted == promoted;
        }

        Campaign until(int day) {
            return new Campaign(location, item, from, day, discount, promoted);
        }

        boolean isFullPrice() {
            return discount == 1 && !promoted;
        }

        Promotion promotion(long announcedMillis) {
            return new Promotion(
                    location + "/" + item + "/" + from,
                    location,
                    item,
                    from,
                    to,
                    discount,
                    promoted,
                    announcedMillis);
        }
    }
}
