package io.restock.local.loop;

import io.restock.domain.PlanningGroup;
import io.restock.domain.SupplierReply;
import io.restock.jobs.CoordinationJob;
import io.restock.jobs.ForecastJob;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.files.TemporaryFolder;
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
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;

/**
 * The main job in a closed loop on one machine: a real Kafka, both jobs on a Flink in this JVM, and
 * a world that goes on by a day when the day's plans are committed.
 *
 * <p>A day: the plans of its cut-off and the orders they name are visible to readers of committed
 * records; suppliers answer and deliver; customers buy; sales, stock, weather and promotions are
 * sent; then everybody says that the day is over, which closes it and brings the next cut-off.
 */
public final class ClosedLoop {
    private static final int PARALLELISM = 2;
    private static final Duration CHECK_EVERY = Duration.ofSeconds(2);

    private final World world;
    private final LoopOptions options;
    private final Progress progress;
    private final Days days;
    private final List<String> groups;

    private ClosedLoop(World world, LoopOptions options, Progress progress) {
        this.world = world;
        this.options = options;
        this.progress = progress;
        this.days = new Days(world, options.sloppyTills());
        this.groups = world.groups().stream().map(PlanningGroup::id).toList();
    }

    /**
     * Runs a world to its last day.
     *
     * @throws IllegalStateException when a job fails again and again, or when plans or orders do
     *     not come, naming what is missing
     */
    public static LoopResult run(World world, LoopOptions options, Progress progress) {
        return new ClosedLoop(world, options, progress).run();
    }

    private LoopResult run() {
        progress.phase("starting Kafka and Flink", 0);
        try (TemporaryFolder checkpoints = TemporaryFolder.create("restock-checkpoints-");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            Settings settings =
                    LoopSettings.of(broker.bootstrapServers(), world, options, checkpoints.path());
            createTopics(settings);
            try (LocalFlink flink = LocalFlink.start();
                    Feed feed = new Feed(settings);
                    Observer observer = new Observer(settings)) {
                days.network(feed);
                submit(flink, settings);
                return live(settings, flink, feed, observer);
            }
        }
    }

    private LoopResult live(Settings settings, LocalFlink flink, Feed feed, Observer observer) {
        Simulation simulation = new Simulation(world, options.seed(), options.manners());
        try (SupplierSystems suppliers = new SupplierSystems(settings, simulation)) {
            long sales = days.past(feed, progress);
            progress.phase("running", world.lastDay() - world.firstRunDay() + 1);
            List<DayOutcome> outcomes = new ArrayList<>();
            for (int day = world.firstRunDay(); day <= world.lastDay(); day++) {
                awaitPlans(day, flink, observer, suppliers);
                if (day - world.firstRunDay() == options.killDay() && options.killDay() > 0) {
                    requireRestart(flink);
                }
                for (SupplierReply reply : simulation.morning(day)) {
                    feed.send(reply);
                }
                feed.repliesUntil(days.morningOverMillis(day));
                DayOutcome outcome = simulation.trade(day);
                outcomes.add(outcome);
                sales += send(outcome, flink, feed);
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
                    observer.rejected());
        }
    }

    private long send(DayOutcome outcome, LocalFlink flink, Feed feed) {
        int day = outcome.day();
        List<SeriesOutcome> series = outcome.series();
        int half = series.size() / 2;
        long sales = days.sales(day, series.subList(0, half), feed);
        if (day - world.firstRunDay() + 1 == options.killDay()) {
            feed.flush();
            progress.note("a TaskManager is lost, and another started");
            flink.replaceTaskManager();
        }
        sales += days.sales(day, series.subList(half, series.size()), feed);
        days.send(days.stock(day, series), feed);
        days.news(day, feed);
        if (day < world.lastDay()) {
            feed.progress(days.cutOffMillis(day + 1) + 1);
        }
        feed.flush();
        return sales;
    }

    private void requireRestart(LocalFlink flink) {
        if (!flink.allRestarted()) {
            throw new IllegalStateException(
                    "The TaskManager that was lost on day %d had no task of some job, so that nothing was shown. Try another day."
                            .formatted(options.killDay()));
        }
        progress.note("both jobs have started anew");
    }

    private void awaitPlans(
            int day, LocalFlink flink, Observer observer, SupplierSystems suppliers) {
        long deadline = System.nanoTime() + options.patience().toNanos();
        Set<String> missing = observer.awaitPlans(day, groups, soon(deadline));
        while (!missing.isEmpty()) {
            flink.check();
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

    private static void submit(LocalFlink flink, Settings settings) {
        StreamExecutionEnvironment forecasting = environment();
        ForecastJob.build(forecasting, settings);
        flink.submit(forecasting, ForecastJob.NAME);
        StreamExecutionEnvironment coordinating = environment();
        CoordinationJob.build(coordinating, settings);
        flink.submit(coordinating, CoordinationJob.NAME);
    }

    private static StreamExecutionEnvironment environment() {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(PARALLELISM);
        env.setMaxParallelism(128);
        return env;
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
