package io.restock.local.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Json;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.cluster.Quantile;
import io.restock.local.files.TemporaryFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.core.execution.SavepointFormatType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How long a savepoint of many series takes, and how large it is. */
@Command(
        name = "savepoint",
        mixinStandardHelpOptions = true,
        description =
                "Seconds and bytes of savepoints of the forecasting job's sale path with generated"
                        + " series, canonical and native, its state in RocksDB.")
public final class SavepointBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(
            names = "--series",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Series (default: ${DEFAULT-VALUE}).")
    private int series;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "84",
            description = "Days that each has behind it (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--per-day",
            paramLabel = "N",
            defaultValue = "3",
            description = "Sales of a series a day (default: ${DEFAULT-VALUE}).")
    private int perDay;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Savepoints of each format (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "2",
            description = "Of the job (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the figures into, for machines.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        atLeastOne("--series", series);
        atLeastOne("--days", days);
        atLeastOne("--per-day", perDay);
        atLeastOne("--rounds", rounds);
        atLeastOne("--parallelism", parallelism);
        PrintWriter out = spec.commandLine().getOut();
        SavepointBench bench =
                new SavepointBench(
                        series,
                        days,
                        perDay,
                        parallelism,
                        line -> {
                            out.println(line);
                            out.flush();
                        });
        try (TemporaryFolder folder = TemporaryFolder.create("restock-bench-");
                EmbeddedBroker broker = EmbeddedBroker.start()) {
            say(out, bench.run(settings(broker.bootstrapServers(), folder), folder.path(), rounds));
        }
        return 0;
    }

    private void say(PrintWriter out, List<SavepointBench.Taken> taken) throws Exception {
        ObjectNode figures = Json.MAPPER.createObjectNode().put("series", series).put("days", days);
        for (SavepointFormatType format : SavepointFormatType.values()) {
            double[] seconds =
                    taken.stream()
                            .filter(t -> t.format() == format)
                            .mapToDouble(SavepointBench.Taken::seconds)
                            .toArray();
            long bytes =
                    taken.stream()
                            .filter(t -> t.format() == format)
                            .mapToLong(SavepointBench.Taken::bytes)
                            .max()
                            .orElseThrow();
            double median = Quantile.of(0.5, seconds);
            double slowest = Quantile.of(1, seconds);
            String name = format.name().toLowerCase(Locale.ROOT);
            figures.set(
                    name,
                    Json.MAPPER
                            .createObjectNode()
                            .put("medianSeconds", median)
                            .put("slowestSeconds", slowest)
                            .put("bytes", bytes)
                            .put("bytesPerSeries", bytes / series));
            out.printf(
                    Locale.ROOT,
                    "%-9s  median %6.1f s, slowest %6.1f s, %,d bytes, %,d a series%n",
                    name,
                    median,
                    slowest,
                    bytes,
                    bytes / series);
        }
        out.flush();
        if (json != null) {
            Json.MAPPER.writeValue(json.toFile(), figures);
        }
    }

    private static Settings settings(String bootstrapServers, TemporaryFolder folder) {
        return Settings.of(
                Map.of(
                        Keys.BOOTSTRAP_SERVERS.key(),
                        bootstrapServers,
                        Keys.TOPICS_REPLICATION.key(),
                        "1",
                        Keys.WATERMARKS_FROM.key(),
                        "progress",
                        Keys.RECORD_MAX_AHEAD.key(),
                        "PT0S",
                        Keys.CHECKPOINT_DIRECTORY.key(),
                        folder.path().resolve("checkpoints").toUri().toString()));
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(), "The %s (%d) must be >= 1.".formatted(option, value));
        }
    }
}
