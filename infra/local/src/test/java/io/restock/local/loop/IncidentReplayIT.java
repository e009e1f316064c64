package io.restock.local.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.restock.domain.PurchaseOrder;
import io.restock.jobs.CoordinationJob;
import io.restock.jobs.CoordinationPipeline;
import io.restock.jobs.JobEnvironment;
import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Messages;
import io.restock.local.world.SmallWorld;
import io.restock.local.world.Suppliers.Manners;
import io.restock.operators.forecast.ModelTrainer;
import io.restock.operators.forecast.ProgressListener;
import io.restock.operators.forecast.TrainSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Orders of days long past, made again: a savepoint, the topics from its offsets on and the seeds
 * of the settings give the same orders, byte for byte, in another place and at another parallelism.
 */
@Timeout(240)
class IncidentReplayIT {
    private static final int DAYS = 3;
    private static final SmallWorld WORLD = SmallWorld.of(7, DAYS);
    private static final Manners BAD = new Manners(0.1, 0.2, 0.2);

    @TempDir private static Path folder;

    @Test
    void savepointOffsetsAndSeedsGiveTheSameOrders() throws Exception {
        TrainSettings quick = new TrainSettings(14, 1, 2, 1, 200, 128, 32, 5e-3, 0.1, 7, 0);
        Path model = folder.resolve("model");
        ModelTrainer.train(WORLD.histories(), quick, ProgressListener.SILENT).save(model);
        LoopOptions options = new LoopOptions(model, 7, BAD, true, 3, 0, Duration.ofMinutes(2));
        AtomicReference<String> savepoint = new AtomicReference<>();
        try (LocalVenue venue = LocalVenue.open()) {
            Watch watch =
                    (day, moment) -> {
                        if (day == WORLD.firstRunDay() && moment == Watch.Moment.PLANNED) {
                            savepoint.set(venue.flink().savepoint(CoordinationJob.NAME, folder));
                        }
                    };
            ClosedLoop.run(WORLD, options, venue, watch, Progress.SILENT);
            Settings settings =
                    LoopSettings.of(venue.bootstrapServers(), WORLD, options, venue.checkpoints());

            Set<String> sent = sent(settings);
            Set<String> replayed = replayed(settings, savepoint.get(), sent.size());

            assertThat(sent).hasSizeGreaterThan(2);
            assertThat(replayed).isEqualTo(sent);
        }
    }

    /** What suppliers were sent of cut-offs after the savepoint. */
    private static Set<String> sent(Settings settings) {
        Set<String> sent = new TreeSet<>();
        Decoder<PurchaseOrder> orders = Decoder.of(PurchaseOrder.class);
        try (CommittedReader reader =
                new CommittedReader(settings, List.of(Topic.PURCHASE_ORDERS))) {
            boolean all =
                    reader.catchUp(
                            record -> {
                                if (isLater(decoded(orders, record.value()))) {
                                    sent.add(text(record.value()));
                                }
                            },
                            System.nanoTime() + Duration.ofMinutes(1).toNanos());
            assertThat(all).isTrue();
        }
        return sent;
    }

    private static PurchaseOrder decoded(Decoder<PurchaseOrder> orders, byte[] bytes) {
        try {
            return Objects.requireNonNull(orders.message(bytes));
        } catch (BadMessageException e) {
            throw new IllegalStateException(text(bytes), e);
        }
    }

    private static boolean isLater(PurchaseOrder order) {
        return order.cycleEpochDay() > WORLD.firstRunDay();
    }

    /** The coordination job from the savepoint on, without its sinks. */
    @SuppressWarnings("try") // the iterator declares Exception, InterruptedException among them
    private static Set<String> replayed(Settings settings, String savepoint, int most)
            throws Exception {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64));
        flink.set(RestOptions.BIND_PORT, "0");
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(1, flink);
        Settings replay =
                settings.with(Keys.SOURCE_GROUP.key(), "replay")
                        .with(Keys.STATE_IN.key(), "hashmap");
        JobEnvironment.configure(env, replay);
        // Nobody will start again from what the test collects.
        env.configure(new Configuration().set(PipelineOptions.AUTO_GENERATE_UIDS, true));
        Feeds feeds = new Feeds(env, replay, CoordinationJob.NAME);
        DataStream<PurchaseOrder> orders =
                CoordinationPipeline.attach(
                                new CoordinationPipeline.Inputs(
                                        feeds.forecasts(),
                                        feeds.stockForPlanning(),
                                        feeds.groups(),
                                        feeds.replies(),
                                        feeds.decisions()),
                                OperatorSettings.coordination(replay))
                        .orders();
        Set<String> replayed = new TreeSet<>();
        try (CloseableIterator<PurchaseOrder> each = orders.executeAndCollect("replay")) {
            while (replayed.size() < most) {
                PurchaseOrder order = each.next();
                if (isLater(order)) {
                    replayed.add(text(Messages.encode(order)));
                }
            }
        }
        return replayed;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
