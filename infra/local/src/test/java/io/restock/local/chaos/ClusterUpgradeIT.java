package io.restock.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.cluster.Cluster;
import io.restock.local.cluster.ClusterJob;
import io.restock.local.cluster.Upgrade;
import io.restock.local.loop.ClosedLoop;
import io.restock.local.loop.LoopOptions;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.Progress;
import io.restock.local.loop.ReferenceLoop;
import io.restock.local.loop.Watch;
import io.restock.local.world.SmallWorld;
import io.restock.local.world.Suppliers.Manners;
import io.restock.operators.coordination.PlannerChoice;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Upgrades while a loop runs: to code that works, that fails, and that is none. */
@Tag("chaos")
@Timeout(400)
class ClusterUpgradeIT {
    private static final SmallWorld WORLD = SmallWorld.of(7, 4);
    private static final Manners BAD = new Manners(0.1, 0.2, 0.2);

    @TempDir private Path folder;
    private final List<Upgrade.Step> steps = new ArrayList<>();

    @Test
    void goodCodeStaysBadCodeIsRolledBackAndOrdersAreWhatTheyWouldHaveBeen() {
        TrainSettings quick = new TrainSettings(14, 1, 2, 1, 200, 128, 32, 5e-3, 0.1, 7, 0);
        Path model = folder.resolve("model");
        ModelTrainer.train(WORLD.histories(), quick, ProgressListener.SILENT).save(model);
        LoopOptions options = new LoopOptions(model, 7, BAD, true, 3, 0, Duration.ofMinutes(2));

        try (ClusterVenue venue = ClusterVenue.open(folder.resolve("cluster"), 2, null)) {
            Cluster cluster = venue.cluster();
            Path good = copy(cluster.pack(), "good.jar", "");
            Path failing =
                    copy(good, "failing.jar", "io/restock/operators/coordination/GroupState.class");
            Path none = copy(good, "none.jar", "io/restock/jobs/");
            Watch upgrades =
                    (day, moment) -> {
                        if (moment == Watch.Moment.PLANNED && day > WORLD.firstRunDay()) {
                            Path jar =
                                    List.of(good, failing, none).get(day - WORLD.firstRunDay() - 1);
                            steps.add(
                                    new Upgrade(cluster, Duration.ofMinutes(1), 20, said -> {})
                                            .run(ClusterJob.COORDINATION, cluster.keep(jar)));
                        }
                    };

            LoopResult run = ClosedLoop.run(WORLD, options, venue, upgrades, Progress.SILENT);

            assertThat(steps)
                    .extracting(Upgrade.Step::rolledBack)
                    .containsExactly(false, true, true);
            assertThat(steps.get(1).reason()).contains("failed 3 times", "GroupState");
            assertThat(steps.get(2).reason()).contains("cannot be submitted");
            assertThat(steps).allMatch(s -> s.lost() == 0 && s.duplicates() == 0);
            assertThat(steps).allMatch(s -> s.downtimeSeconds() > 0);
            assertThat(cluster.deployment(ClusterJob.COORDINATION).orElseThrow().jar())
                    .as("what goes on is the code that worked")
                    .hasFileName(steps.get(0).toJar());
            assertThat(run.duplicateOrders()).isZero();
            assertThat(run.days())
                    .usingRecursiveComparison()
                    .isEqualTo(
                            ReferenceLoop.run(
                                    WORLD, run.forecasts(), PlannerChoice.GENETIC, options));
        }
    }

    /** A jar without the entries that begin with a name; with all of them where it is empty. */
    private Path copy(Path jar, String name, String without) {
        Path copy = folder.resolve(name);
        try (ZipFile from = new ZipFile(jar.toFile());
                ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(copy))) {
            for (ZipEntry entry : from.stream().map(ZipEntry.class::cast).toList()) {
                if (without.isEmpty() || !entry.getName().startsWith(without)) {
                    to.putNextEntry(new ZipEntry(entry.getName()));
                    to.write(from.getInputStream(entry).readAllBytes());
                    to.closeEntry();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return copy;
    }
}
