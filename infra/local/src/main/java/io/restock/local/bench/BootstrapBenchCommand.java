package io.restock.local.bench;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Json;
import io.restock.local.bootstrap.Bootstrap;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.console.Console;
import io.restock.local.files.TemporaryFolder;
import io.restock.local.history.DayRange;
import io.restock.local.history.HistoryFolder;
import io.restock.local.loop.PastEvents;
import io.restock.local.world.Assumptions;
import io.restock.local.world.LocalTimes;
import io.restock.local.world.ReplayedWorld;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures a start from history beside the replay of its events. */
@Command(
        name = "bootstrap",
        mixinStandardHelpOptions = true,
        description =
                "How long `bootstrap` takes beside a job that reads all events of the same history from"
                        + " Kafka and forecasts nothing.")
public final class BootstrapBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder in the history layout; its last day is left out.")
    private Path data = Path.of("");

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of both (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the figures into, for machines.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        try (Console console = Console.of(out);
                TemporaryFolder folder = TemporaryFolder.create("restock-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            Settings settings = settings(broker.bootstrapServers(), folder.path());
            Assumptions assumed = Assumptions.usual();
            Path savepoint = folder.path().resolve("savepoint");
            console.phase("making the savepoint", 0);
            double made =
                    seconds(
                            () -> {
                                DayRange days = HistoryFolder.open(data).days();
                                Bootstrap.run(
                                        data,
                                        new LocalTimes(assumed.zone()),
                                        new DayRange(days.first(), days.last() - 1),
                                        settings,
                                        savepoint,
                                        parallelism);
                            });
            PastEvents.createTopics(settings);
            ReplayedWorld world =
                    ReplayedWorld.of(
                            HistoryFolder.open(data),
                            "history",
                            assumed,
                            null,
                            1,
                            Integer.MAX_VALUE);
            long[] sales = new long[1];
            double sent = seconds(() -> sales[0] = PastEvents.send(world, settings, console));
            console.phase("reading them", 0);
            double read = seconds(() -> replay(settings));
            say(out, sales[0], made, sent, read, bytes(savepoint));
        }
        return 0;
    }

    private interface Step {
        void run() throws Exception;
    }

    private static double seconds(Step step) throws Exception {
        long from = System.nanoTime();
        step.run();
        return (System.nanoTime() - from) / 1e9;
    }

    private void replay(Settings settings) throws Exception {
        Configuration flink = new Configuration();
        flink.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, flink);
        BenchJobs.salePath(env, settings);
        env.execute("replay");
    }

    private void say(PrintWriter out, long sales, double made, double sent, double read, long bytes)
            throws IOException {
        if (json != null) {
            Json.MAPPER.writeValue(
                    json.toFile(),
                    Json.MAPPER
                            .createObjectNode()
                            .put("sales", sales)
                            .put("bootstrapSeconds", made)
                            .put("sendSeconds", sent)
                            .put("readSeconds", read)
                            .put("ratio", (sent + read) / made)
                            .put("ratioOfReadingAlone", read / made)
                            .put("savepointBytes", bytes));
        }
        out.printf(
                Locale.ROOT,
                "%n%,d sales%nbootstrap %8.1f s, %,d bytes%nsending   %8.1f s%nreading   %8.1f s%n"
                        + "replay ÷ bootstrap %.1f, of reading alone %.1f%n",
                sales,
                made,
                bytes,
                sent,
                read,
                (sent + read) / made,
                read / made);
        out.flush();
    }

    private static long bytes(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        } catch (IOException e) {
            throw new UncheckedIOException("The savepoint " + folder + " cannot be read.", e);
        }
    }

    private static Settings settings(String bootstrapServers, Path folder) {
        Map<String, String> s = new HashMap<>();
        s.put(Keys.BOOTSTRAP_SERVERS.key(), bootstrapServers);
        s.put(Keys.TOPICS_REPLICATION.key(), "1");
        s.put(Keys.SOURCE_START.key(), "earliest");
        s.put(Keys.SOURCE_END.key(), "latest");
        s.put(Keys.WATERMARKS_FROM.key(), "progress");
        s.put(Keys.RECORD_MAX_AHEAD.key(), "PT0S");
        s.put(Keys.ALIGN_DRIFT.key(), "P30D");
        s.put(Keys.HISTORY_FORECAST_FROM.key(), LocalDate.of(2100, 1, 1).toString());
        s.put(Keys.CHECKPOINT_DIRECTORY.key(), folder.resolve("checkpoints").toUri().toString());
        return Settings.of(s);
    }
}
