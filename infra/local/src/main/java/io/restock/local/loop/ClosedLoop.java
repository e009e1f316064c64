package io.restock.local.loop;

import io.restock.domain.PlanningGroup;
import io.restock.domain.SupplierReply;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.local.world.DayOutcome;
import io.restock.local.world.SeriesOutcome;
import io.restock.local.world.Simulation;
import io.restock.local.world.World;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;

/**
 * The main job in a closed loop on one machine: a real Kafka, both jobs on a Flink, and a world
 * that goes on by a day when the day's plans are committed.
 *
 * <p>A day: the plans of its cut-off and the orders they name are visible to readers of committed
 * records; suppliers answer and deliver; customers buy; sales, stock, weather and promotions are
 * sent; then everybody says that the day is over, which closes it and brings the next cut-off.
 */
public final class ClosedLoop {
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    private final World world;
    private final LoopOptions options;
    private final Venue venue;
    private final Watch watch;
    private final Progress progress;
    private final Days days;
    private final List<String> groups;

    private ClosedLoop(
            World world, LoopOptions options, Venue venue, Watch watch, Progress progress) {
        this.world = world;
        this.options = options;
        this.venue = venue;
        this.watch = watch;
        this.progress = progress;
        this.days = new Days(world, options.sloppyTills());
        this.groups = world.groups().stream().map(PlanningGroup::id).toList();
    }

    /**
     * Runs a world to its last day, on this machine.
     *
     * @throws IllegalStateException when a job fails again and again, or when plans or orders do
     *     not come, naming what is missing
     */
    public static LoopResult run(World world, LoopOptions options, Progress progress) {
        progress.phase("starting Kafka and Flink", 0);
        try (LocalVenue venue = LocalVenue.open()) {
            Watch watch =
                    options.killDay() == 0
                            ? Watch.IDLE
                            : new LostTaskManager(
                                    venue.flink(),
                                    world.firstRunDay(),
                                    options.killDay(),
                                    progress);
            return run(world, options, venue, watch, progress);
        }
    }

    /**
     * Runs a world at a venue until its last day, or until the watch says that it is enough.
     *
     * @throws IllegalStateException as above
     */
    public static LoopResult run(
            World world, LoopOptions options, Venue venue, Watch watch, Progress progress) {
        return new ClosedLoop(world, options, venue, watch, progress).run();
    }

    private LoopResult run() {
        Settings settings =
                LoopSettings.of(venue.bootstrapServers(), world, options, venue.checkpoints());
        createTopics(settings);
        try (Feed feed = new Feed(settings);
                Observer observer = new Observer(settings)) {
            days.network(feed);
            venue.submit(settings);
            return live(settings, feed, observer);
        }
    }

    private LoopResult live(Settings settings, Feed feed, Observer observer) {
        Simulation simulation = new Simulation(world, options.seed(), options.manners());
        try (SupplierSystems suppliers = new SupplierSystems(settings, simulation)) {
            long sales = days.past(feed, progress);
            progress.phase("running", world.lastDay() - world.firstRunDay() + 1);
            List<DayOutcome> outcomes = new ArrayList<>();
            for (int day = world.firstRunDay(); day <= world.lastDay(); day++) {
                awaitPlans(day, observer, suppliers);
                watch.at(day, Watch.Moment.PLANNED);
                if (watch.enough(day, suppliers.inbox().events())) {
                    break;
                }
                for (SupplierReply reply : simulation.morning(day)) {
                    feed.send(reply);
                }
                feed.repliesUntil(days.morningOverMillis(day));
                watch.at(day, Watch.Moment.ANSWERED);
                DayOutcome outcome = simulation.trade(day);
                outcomes.add(outcome);
                sales += send(outcome, feed);
                progress.step(
                        suppliers.inbox().orders().size()
                                + " orders, "
                                + observer.alerts().size()
                                + " alerts");
            }
            return new LoopResult(
                    world,
                    sales,
                    outcomes,
                    observer.forecasts(),
                    observer.plans(),
                    suppliers.inbox().orders(),
                    suppliers.inbox().transfers(),
                    suppliers.inbox().duplicates(),
                    observer.alerts(),
                    observer.log(),
                    observer.rejected());
        }
    }

    private long send(DayOutcome outcome, Feed feed) {
        int day = outcome.day();
        List<SeriesOutcome> series = outcome.series();
        int half = series.size() / 2;
        long sales = days.sales(day, series.subList(0, half), feed);
        feed.flush();
        watch.at(day, Watch.Moment.SELLING);
        sales += days.sales(day, series.subList(half, series.size()), feed);
        days.send(days.stock(day, series), feed);
        days.news(day, feed);
        if (day < world.lastDay()) {
            feed.progress(days.cutOffMillis(day + 1) + 1);
        }
        feed.flush();
        watch.at(day, Watch.Moment.OVER);
        return sales;
    }

    private void awaitPlans(int day, Observer observer, SupplierSystems suppliers) {
        long deadline = System.nanoTime() + options.patience().toNanos();
        Set<String> missing = observer.awaitPlans(day, groups, soon(deadline));
        while (!missing.isEmpty()) {
            venue.check();
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "The plans of %s of the groups %s did not come within %d s; %d forecasts of the day before did. Maybe the machine is busy, or the log tells of a failure."
                                .formatted(
                                        LocalDate.ofEpochDay(day),
                                        missing,
                                        options.patience().toSeconds(),
                                        observer.forecasts()
                                                .getOrDefault(day - 1, Map.of())
                                                .size()));
            }
            missing = observer.awaitPlans(day, groups, soon(deadline));
        }
        if (!observer.catchUp(deadline) || !suppliers.catchUp(deadline)) {
            throw new IllegalStateException(
                    "The orders of %s were not committed within %d s. Maybe a checkpoint fails; the log tells."
                            .formatted(LocalDate.ofEpochDay(day), options.patience().toSeconds()));
        }
        requireOrders(day, observer, suppliers);
    }

    /** The next moment at which to look whether the jobs still run. */
    private static long soon(long deadlineNanos) {
        return Math.min(deadlineNanos, System.nanoTime() + CHECK_EVERY.toNanos());
    }

    /** A plan and its orders are one; an order that a plan names must be there. */
    private static void requireOrders(int day, Observer observer, SupplierSystems suppliers) {
        Set<String> missing = new TreeSet<>();
        observer.plans().stream()
                .filter(plan -> plan.cycleEpochDay() == day)
                .forEach(
                        plan -> {
                            missing.addAll(plan.orderNumbers());
                            missing.addAll(plan.transferNumbers());
                        });
        suppliers.inbox().orders().forEach(order -> missing.remove(order.number()));
        suppliers.inbox().transfers().forEach(transfer -> missing.remove(transfer.number()));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "The plans of %s name orders that were not sent: %s."
                            .formatted(LocalDate.ofEpochDay(day), missing));
        }
    }

    private static void createTopics(Settings settings) {
        try (Admin admin = Admin.create(settings.admin())) {
            Topics.of(settings).create(admin);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the topics were created.", e);
        }
    }
}
