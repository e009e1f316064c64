package io.restock.local.bench;

import io.restock.jobs.wire.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the sale path of the forecasting job. */
@Command(
        name = "pipeline",
        mixinStandardHelpOptions = true,
        description =
                "Sales per second of the forecasting job's sale path (Kafka, JSON, event time, state in"
                        + " RocksDB, Kafka) beside a bare consumer, an exactly-once pass-through and state"
                        + " on the heap.")
public final class PipelineBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "10",
            description = "Days of sales (default: ${DEFAULT-VALUE}).")
    private int days;

    @Option(
            names = "--per-day",
            paramLabel = "N",
            defaultValue = "20",
            description = "Sales of a series a day (default: ${DEFAULT-VALUE}).")
    private int perDay;

    @Option(
            names = "--locations",
            paramLabel = "N",
            defaultValue = "100",
            description = "Locations (default: ${DEFAULT-VALUE}).")
    private int locations;

    @Option(
            names = "--items",
            paramLabel = "N",
            defaultValue = "100",
            description = "Items of each location (default: ${DEFAULT-VALUE}).")
    private int items;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Rounds after the warm-up; medians count (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the jobs (default: ${DEFAULT-VALUE}).")
    private int parallelism;

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the figures into, for machines.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        atLeastOne("--days", days);
        atLeastOne("--per-day", perDay);
        atLeastOne("--locations", locations);
        atLeastOne("--items", items);
        atLeastOne("--rounds", rounds);
        atLeastOne("--parallelism", parallelism);
        PrintWriter text = spec.commandLine().getOut();
        PipelineBench bench =
                new PipelineBench(
                        new SaleLoad(locations, items, days, perDay),
                        rounds,
                        parallelism,
                        line -> {
                            text.println(line);
                            text.flush();
                        });
        PipelineFigures figures = bench.run();
        if (json != null) {
            Json.MAPPER.writeValue(
                    json.toFile(),
                    Json.MAPPER
                            .createObjectNode()
                            .put("rawPerSecond", figures.rawPerSecond())
                            .put("passThroughPerSecond", figures.passThroughPerSecond())
                            .put("hashMapPerSecond", figures.hashMapPerSecond())
                            .put("rocksDbPerSecond", figures.rocksDbPerSecond())
                            .put("ratio", figures.ratio()));
        }
        text.printf(
                Locale.ROOT,
                "raw consumer  %,12.0f sales/s%n"
                        + "pass-through  %,12.0f sales/s%n"
                        + "HashMap state %,12.0f sales/s%n"
                        + "RocksDB state %,12.0f sales/s%n"
                        + "ratio RocksDB / pass-through %.2f (at least %.2f is asked for)%n",
                figures.rawPerSecond(),
                figures.passThroughPerSecond(),
                figures.hashMapPerSecond(),
                figures.rocksDbPerSecond(),
                figures.ratio(),
                PipelineFigures.LIMIT);
        text.flush();
        return 0;
    }

    private void atLeastOne(String option, int value) {
        if (value < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The value of %s (%d) must be >= 1.".formatted(option, value));
        }
    }
}
