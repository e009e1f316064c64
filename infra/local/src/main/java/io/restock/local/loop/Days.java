package io.restock.local.loop;

import io.restock.domain.Location;
import io.restock.domain.NetworkItem;
import io.restock.domain.PlanningGroup;
import io.restock.domain.StockLevel;
import io.restock.jobs.kafka.Topic;
import io.restock.local.world.Network;
import io.restock.local.world.News;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.Units;
import io.restock.local.world.World;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the systems around Restock say of a world's days, in the order they say it. */
final class Days {
    private static final int MORNING_OVER_MINUTE = 5 * 60 + 5;

    private final World world;
    private final Network network;
    private final Tills tills;

    Days(World world, boolean sloppyTills) {
        this.world = world;
        this.network = new Network(world.groups());
        this.tills = new Tills(world.times(), sloppyTills);
    }

    /** Milliseconds since the epoch of a group's cut-off on a day; all groups share it. */
    long cutOffMillis(int day) {
        return world.times().millis(day, world.groups().get(0).cutOffMinute());
    }

    /** Milliseconds since the epoch by which suppliers have said all they say on a day. */
    long morningOverMillis(int day) {
        return world.times().millis(day, MORNING_OVER_MINUTE);
    }

    /** Announces the network. */
    void network(Feed feed) {
        for (Location location : network.locations()) {
            feed.send(Topic.NETWORK, location.id(), location);
        }
        for (PlanningGroup group : network.groups()) {
            feed.send(Topic.NETWORK, group.id(), group);
        }
    }

    /** Sends the sales of series on a day; returns how many messages. */
    long sales(int day, List<SeriesOutcome> outcomes, Feed feed) {
        long sent = 0;
        for (SeriesOutcome outcome : outcomes) {
            for (var sale : tills.sales(day, outcome)) {
                feed.send(Topic.SALES, outcome.location(), sale);
                sent++;
            }
        }
        return sent;
    }

    /** Stock reports at the end of a day. */
    List<StockLevel> stock(int day, List<SeriesOutcome> outcomes) {
        List<StockLevel> levels = new ArrayList<>();
        outcomes.forEach(o -> levels.add(tills.stock(day, o, o.onHand())));
        return levels;
    }

    /**
     * Stock reports at the end of the last day of the past, which are those of the opening stock,
     * in the warehouses too.
     */
    List<StockLevel> openingStock() {
        int day = world.firstRunDay() - 1;
        Map<String, SeriesOutcome> known = new LinkedHashMap<>();
        for (SeriesOutcome o : world.past(day)) {
            known.put(o.location() + '|' + o.item(), o);
        }
        List<StockLevel> levels = new ArrayList<>();
        for (PlanningGroup group : network.groups()) {
            for (Location location : group.locations()) {
                for (NetworkItem item : group.items()) {
                    SeriesOutcome at = known.get(location.id() + '|' + item.id());
                    boolean stocked =
                            network.isWarehouse(location.id())
                                    || item.stores().contains(location.id());
                    if (stocked) {
                        levels.add(opening(day, location, item, at));
                    }
                }
            }
        }
        return levels;
    }

    private StockLevel opening(
            int day,
            Location location,
            NetworkItem item,
            @org.jspecify.annotations.Nullable SeriesOutcome at) {
        long opening = world.openingStock(location.id(), item.id());
        SeriesOutcome outcome =
                at != null
                        ? at
                        : new SeriesOutcome(
                                location.id(), item.id(), new float[0], 0, 0, Double.NaN, -1);
        return tills.stock(day, outcome, Units.of(opening, item.baseUnit()));
    }

    /** Sends stock reports. */
    void send(List<StockLevel> levels, Feed feed) {
        levels.forEach(level -> feed.send(Topic.STOCK, level.location(), level));
    }

    /** Sends weather, holidays, promotions and what nobody can read. */
    void news(int day, Feed feed) {
        News news = world.news(day);
        news.promotions().forEach(p -> feed.send(Topic.PROMOTIONS, p.location(), p));
        news.weather().forEach(w -> feed.send(Topic.WEATHER, w.region(), w));
        news.holidays().forEach(h -> feed.send(Topic.HOLIDAYS, h.region(), h));
        news.unreadable()
                .forEach(text -> feed.sendRaw(Topic.SALES, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** Plays the days of the past; returns how many sales were sent. */
    long past(Feed feed, Progress progress) {
        long sales = 0;
        progress.phase("sending the past", world.firstRunDay() - world.firstDay());
        for (int day = world.firstDay(); day < world.firstRunDay(); day++) {
            List<SeriesOutcome> outcomes = world.past(day);
            sales += sales(day, outcomes, feed);
            send(day == world.firstRunDay() - 1 ? openingStock() : stock(day, outcomes), feed);
            news(day, feed);
            feed.progress(cutOffMillis(day + 1) + 1);
            progress.step(sales + " sales");
        }
        return sales;
    }
}
