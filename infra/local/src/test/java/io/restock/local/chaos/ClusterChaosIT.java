package io.restock.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.local.cli.Restock;
import io.restock.local.loop.ClosedLoop;
import io.restock.local.loop.LoopOptions;
import io.restock.local.loop.LoopResult;
import io.restock.local.loop.Progress;
import io.restock.local.loop.ReferenceLoop;
import io.restock.local.loop.Watch.Moment;
import io.restock.local.world.SmallWorld;
import io.restock.local.world.Suppliers.Manners;
import io.restock.operators.coordination.PlannerChoice;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The loop on a JobManager, TaskManagers and a broker that are processes, and in trouble. */
@Tag("chaos")
@Timeout(400)
class ClusterChaosIT {
    private static final SmallWorld WORLD = SmallWorld.of(7, 3);
    private static final Manners BAD = new Manners(0.1, 0.2, 0.2);

    @TempDir private Path folder;

    @Test
    void whatHappensToAClusterChangesNoOrderAndRepeatsNone() {
        TrainSettings quick = new TrainSettings(14, 1, 2, 1, 200, 128, 32, 5e-3, 0.1, 7, 0);
        Path model = folder.resolve("model");
        ModelTrainer.train(WORLD.histories(), quick, ProgressListener.SILENT).save(model);
        LoopOptions options = new LoopOptions(model, 7, BAD, true, 3, 0, Duration.ofMinutes(2));
        int first = WORLD.firstRunDay();
        List<Trouble> troubles =
                List.of(new Trouble(first, Moment.SELLING, 0, TroubleKind.KILL, 0));

        try (ClusterVenue venue = ClusterVenue.open(folder.resolve("cluster"), 2, null);
                RecoveryClock clock = new RecoveryClock(venue.cluster());
                ChaosWatch watch =
                        new ChaosWatch(venue, clock, troubles, first + 2, Progress.SILENT)) {
            LoopResult run = ClosedLoop.run(WORLD, options, venue, watch, Progress.SILENT);

            assertThat(run.orders()).isNotEmpty();
            assertThat(run.duplicateOrders()).isZero();
            assertThat(run.days())
                    .usingRecursiveComparison()
                    .isEqualTo(
                            ReferenceLoop.run(
                                            WORLD, run.forecasts(), PlannerChoice.GENETIC, options)
                                    .subList(0, 2));
            assertThat(watch.recoveries())
                    .extracting(r -> r.trouble().kind())
                    .containsExactlyInAnyOrder(
                            TroubleKind.BAD_RECORDS,
                            TroubleKind.KILL,
                            TroubleKind.STORAGE_OUTAGE,
                            TroubleKind.PAUSE);
            assertThat(run.rejected())
                    .as("noise and a clock that is wrong, each said by whoever reads it")
                    .hasSizeGreaterThanOrEqualTo(4);
            assertThat(cluster("list")).contains("forecast", "coordination", "RUNNING");
            assertThat(cluster("savepoint coordination")).contains("savepoint-");
            assertThat(cluster("stop --now")).contains("processes ended");
        }
    }

    private String cluster(String arguments) {
        StringWriter out = new StringWriter();
        String all = "cluster " + arguments + " --folder " + folder.resolve("cluster");
        int exit =
                Restock.commandLine()
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(out, true))
                        .execute(all.split(" "));
        assertThat(exit).as(out.toString()).isZero();
        return out.toString();
    }
}
