package io.restock.local.bench;

import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.jobs.bootstrap.BootstrapJob;
import io.restock.jobs.bootstrap.SeriesPast;
import io.restock.jobs.bootstrap.SeriesStart;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.operators.context.Announcement;
import io.restock.operators.context.ContextSettings;
import io.restock.operators.context.PastContext;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.history.HistorySettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.apache.kafka.clients.admin.Admin;

/**
 * How long savepoints take of the sale path of the forecasting job, whose series have a past: it is
 * started from a first savepoint of generated days, and nothing is said to it.
 */
final class SavepointBench {
    private static final int FIRST_DAY = 20_000;
    private static final int ITEMS = 100;
    private static final int OPENS_HOUR = 9;

    private final int series;
    private final int days;
    private final int perDay;
    private final int parallelism;
    private final Consumer<String> said;

    /** What a savepoint took. */
    record Taken(SavepointFormatType format, double seconds, long bytes) {}

    /**
     * @param series how many
     * @param days of sales that each remembers
     * @param perDay sales a day of each
     */
    SavepointBench(int series, int days, int perDay, int parallelism, Consumer<String> said) {
        this.series = series;
        this.days = days;
        this.perDay = perDay;
        this.parallelism = parallelism;
        this.said = said;
    }

    /** Takes savepoints in each format so often. */
    List<Taken> run(Settings settings, Path folder, int rounds) throws Exception {
        Path first = folder.resolve("first");
        said.accept("making the first savepoint …");
        bootstrap(settings, first);
        try (Admin admin = Admin.create(settings.admin())) {
            Topics.of(settings).create(admin);
        }
        Configuration flink = flink();
        flink.set(StateRecoveryOptions.SAVEPOINT_PATH, first.toUri().toString());
        flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        BenchJobs.salePath(env, settings);
        said.accept("starting the job from it …");
        JobClient job = env.executeAsync("savepoints");
        List<Taken> taken = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            for (SavepointFormatType format : SavepointFormatType.values()) {
                taken.add(take(job, folder, format));
            }
        }
        job.cancel().get();
        return taken;
    }

    private void bootstrap(Settings settings, Path savepoint) throws Exception {
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink());
        DataStream<SeriesStart> starts =
                env.fromSequence(0, series - 1L)
                        .map(new Past(settings, days, perDay))
                        .returns(SeriesStart.class);
        FlatMapFunction<SeriesStart, Announcement> nothing = (start, out) -> {};
        BootstrapJob.build(
                starts,
                starts.flatMap(nothing).returns(Announcement.class),
                settings,
                savepoint.toUri().toString());
        env.execute(BootstrapJob.NAME);
    }

    private static Configuration flink() {
        Configuration flink = new Configuration();
        flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(512));
        flink.set(RestOptions.BIND_PORT, "0");
        return flink;
    }

    /** Asked again until every task runs; that wait does not count. */
    private static Taken take(JobClient job, Path folder, SavepointFormatType format)
            throws Exception {
        while (true) {
            long from = System.nanoTime();
            try {
                String written = job.triggerSavepoint(folder.toUri().toString(), format).get();
                double seconds = (System.nanoTime() - from) / 1e9;
                return new Taken(format, seconds, bytes(Path.of(URI.create(written))));
            } catch (ExecutionException e) {
                boolean early =
                        ExceptionUtils.findThrowable(e, CheckpointException.class)
                                .filter(SavepointBench::isEarly)
                                .isPresent();
                if (!early) {
                    throw e;
                }
            }
        }
    }

    private static boolean isEarly(CheckpointException e) {
        return e.getCheckpointFailureReason()
                == CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING;
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("The savepoint " + folder + " cannot be read.", e);
        }
    }

    /** Number of a series → its past: the tills of some days, in UTC. */
    private static final class Past implements MapFunction<Long, SeriesStart> {
        private static final long serialVersionUID = 1L;

        private final DemandSettings demand;
        private final ContextSettings context;
        private final HistorySettings history;
        private final int days;
        private final int perDay;

        Past(Settings settings, int days, int perDay) {
            this.demand = OperatorSettings.demand(settings);
            this.context = OperatorSettings.context(settings);
            this.history = OperatorSettings.history(settings);
            this.days = days;
            this.perDay = perDay;
        }

        @Override
        public SeriesStart map(Long number) {
            String location = "L" + number / ITEMS;
            String item = "I" + number % ITEMS;
            SeriesPast past =
                    new SeriesPast(
                            location, item, demand, history, new PastContext(location, context));
            for (int day = FIRST_DAY; day < FIRST_DAY + days; day++) {
                long begins = day * LocalDays.MILLIS;
                for (int sale = 0; sale < perDay; sale++) {
                    past.apply(
                            new Sale(
                                    location + item + day + "-" + sale,
                                    location,
                                    item,
                                    begins + OPENS_HOUR * LocalDays.MILLIS / 24 + sale * 60_000L,
                                    0,
                                    1 + (number + day + sale) % 5,
                                    ""));
                }
                long over = begins + LocalDays.MILLIS;
                past.apply(
                        new StockLevel(location + item + day, location, item, day, over, 0, 40, 0));
                past.advance(over - 1);
            }
            return past.start();
        }
    }
}
