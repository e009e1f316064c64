package io.restock.local.chaos;

import io.restock.domain.StockLevel;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Messages;
import io.restock.local.loop.Feed;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;

/** What no job must trip over, or believe. */
final class BadRecords {
    private static final List<Topic> READ =
            List.of(
                    Topic.SALES,
                    Topic.STOCK,
                    Topic.WEATHER,
                    Topic.HOLIDAYS,
                    Topic.PROMOTIONS,
                    Topic.SUPPLIER_REPLIES,
                    Topic.DECISIONS,
                    Topic.NETWORK);

    /** Further ahead than a world may be of the clock. */
    private static final Duration DECADES = Duration.ofDays(20 * 365);

    private BadRecords() {}

    /** Sends noise to two topics, a stock level of a clock that is wrong, and its progress. */
    static void send(Settings settings, int choice) {
        SplittableRandom luck = new SplittableRandom(choice);
        long then = System.currentTimeMillis() + DECADES.toMillis();
        StockLevel ahead = new StockLevel("ahead" + choice, "nowhere", "nothing", 0, then, 0, 1, 0);
        try (Feed feed = new Feed(settings)) {
            for (int i = 0; i < 2; i++) {
                byte[] noise = new byte[1 + luck.nextInt(200)];
                luck.nextBytes(noise);
                feed.sendRaw(READ.get(luck.nextInt(READ.size())), noise);
            }
            feed.send(Topic.STOCK, "nowhere", ahead);
            feed.sendRaw(Topic.STOCK, Messages.progress(then));
        }
    }
}
