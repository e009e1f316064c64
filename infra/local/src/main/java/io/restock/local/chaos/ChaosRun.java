package io.restock.local.chaos;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.local.loop.ClosedLoop;
import io.restock.local.loop.LoopOptions;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.Progress;
import io.restock.local.loop.Watch;
import io.restock.local.world.World;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The same world twice on a cluster of processes: as it is, and with troubles. The closed loop
 * makes it a hard test: one order that differs changes all that suppliers and shelves do
 * afterwards.
 */
public final class ChaosRun {
    /**
     * With one lost, the slots of the others suffice for both jobs at their greater parallelism.
     */
    private static final int TASK_MANAGERS = 3;

    private final World world;
    private final LoopOptions loop;
    private final ChaosOptions options;
    private final Path folder;
    private final @Nullable Path otherJar;
    private final Progress progress;

    private ChaosRun(
            World world,
            LoopOptions loop,
            ChaosOptions options,
            Path folder,
            @Nullable Path otherJar,
            Progress progress) {
        this.world = world;
        this.loop = loop;
        this.options = options;
        this.folder = folder;
        this.otherJar = otherJar;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @param world with enough days for the orders asked for
     * @param folder for both clusters
     * @param otherJar code that upgrades go to; null = the same
     * @throws IllegalStateException when a run does not come to its end, or the world ends before
     *     there are enough orders
     */
    public static ChaosFigures run(
            World world,
            LoopOptions loop,
            ChaosOptions options,
            Path folder,
            @Nullable Path otherJar,
            Progress progress) {
        return new ChaosRun(world, loop, options, folder, otherJar, progress).run();
    }

    private ChaosFigures run() {
        long start = System.nanoTime();
        LongEnough longEnough = new LongEnough(options.orders());
        OrderLedger undisturbed = undisturbed(longEnough);
        int lastDay = longEnough.lastDay;
        if (lastDay < 0) {
            throw new IllegalStateException(
                    "The world ends before there are %d orders. Maybe ask for fewer."
                            .formatted(options.orders()));
        }
        List<Trouble> troubles = Trouble.draw(options, world.firstRunDay(), lastDay - 1);
        progress.phase("starting Kafka and Flink for the disturbed run", 0);
        try (ClusterVenue venue =
                        ClusterVenue.open(folder.resolve("disturbed"), TASK_MANAGERS, otherJar);
                RecoveryClock clock = new RecoveryClock(venue.cluster());
                ChaosWatch watch = new ChaosWatch(venue, clock, troubles, lastDay, progress)) {
            LoopResult result = ClosedLoop.run(world, loop, venue, watch, progress);
            List<Recovery> recoveries = watch.recoveries();
            OrderLedger disturbed = ledger(venue, lastDay);
            tell(disturbed.lost(undisturbed), " was not sent");
            tell(disturbed.different(undisturbed), " is another");
            tell(Parting.of(longEnough.result(), result), "");
            return ChaosFigures.of(
                    undisturbed,
                    disturbed,
                    recoveries,
                    venue.upgrades(),
                    lastDay - world.firstRunDay() + 1,
                    (System.nanoTime() - start) / 1e9);
        }
    }

    private OrderLedger undisturbed(LongEnough watch) {
        progress.phase("starting Kafka and Flink for the undisturbed run", 0);
        try (ClusterVenue venue =
                ClusterVenue.open(folder.resolve("undisturbed"), TASK_MANAGERS, null)) {
            watch.result = ClosedLoop.run(world, loop, venue, watch, progress);
            return ledger(venue, watch.lastDay);
        }
    }

    private OrderLedger ledger(ClusterVenue venue, int lastDay) {
        Settings reader =
                Settings.of(Map.of(Keys.BOOTSTRAP_SERVERS.key(), venue.bootstrapServers()));
        int cutOffMinute = world.groups().get(0).cutOffMinute();
        return OrderLedger.read(reader, world.times().millis(lastDay, cutOffMinute));
    }

    private void tell(List<String> events, String what) {
        events.stream().limit(10).forEach(event -> progress.note(event + what));
    }

    /** Ends a run when there are enough orders, and keeps what it came to. */
    private static final class LongEnough implements Watch {
        private final int orders;
        private int lastDay = -1;
        private @Nullable LoopResult result;

        private LongEnough(int orders) {
            this.orders = orders;
        }

        private LoopResult result() {
            return Objects.requireNonNull(result);
        }

        @Override
        public void at(int day, Moment moment) {
            // Nothing happens.
        }

        @Override
        public boolean enough(int day, int soFar) {
            if (soFar >= orders) {
                lastDay = day;
            }
            return soFar >= orders;
        }
    }
}
