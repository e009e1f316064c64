package io.restock.local.loop;

import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.local.world.World;
import org.apache.kafka.clients.admin.Admin;

/** The past of a world, as messages. */
public final class PastEvents {
    private PastEvents() {}

    /** Creates the topics of the jobs. */
    public static void createTopics(Settings settings) throws InterruptedException {
        try (Admin admin = Admin.create(settings.admin())) {
            Topics.of(settings).create(admin);
        }
    }

    /** Sends the network and the past; returns how many sales that were. */
    public static long send(World world, Settings settings, Progress progress) {
        Days days = new Days(world, false);
        try (Feed feed = new Feed(settings)) {
            days.network(feed);
            return days.past(feed, progress);
        }
    }
}
