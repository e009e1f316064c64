package io.restock.local.bench;

import io.restock.jobs.wire.Json;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how soon shortfalls are ordered from others. */
@Command(
        name = "cover",
        mixinStandardHelpOptions = true,
        description =
                "Milliseconds from a supplier's short answer to the order that another supplier can read in"
                        + " its place, through Kafka and the coordination job.")
public final class CoverBenchCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Option(
            names = "--groups",
            paramLabel = "N",
            defaultValue = "26",
            description =
                    "Planning groups, of four orders each; the first warms up (default: ${DEFAULT-VALUE}).")
    private int groups;

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "DURATION",
            description = "Between checkpoints, which commit orders (default: ${DEFAULT-VALUE}).")
    private Duration checkpointInterval = Duration.ofSeconds(1);

    @Option(
            names = "--json",
            paramLabel = "FILE",
            description = "File to write the figures into, for machines.")
    private @Nullable Path json;

    @Override
    public Integer call() throws Exception {
        if (groups < 2) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The value of --groups (%d) must be >= 2: the first warms up."
                            .formatted(groups));
        }
        if (checkpointInterval.toMillis() < 1) {
            throw new ParameterException(
                    spec.commandLine(),
                    "The value of --checkpoint-interval (%s) must be >= PT0.001S."
                            .formatted(checkpointInterval));
        }
        PrintWriter text = spec.commandLine().getOut();
        CoverFigures figures =
                new CoverBench(
                                new CoverLoad(groups),
                                checkpointInterval,
                                line -> {
                                    text.println(line);
                                    text.flush();
                                })
                        .run();
        if (json != null) {
            Json.MAPPER.writeValue(json.toFile(), figures);
        }
        text.printf(
                Locale.ROOT,
                "%d short answers, until another supplier can read its order:%n"
                        + "median  %,6.0f ms%n"
                        + "p99     %,6.0f ms (at most %,d are asked for: the time between checkpoints and 1 s)%n"
                        + "slowest %,6.0f ms%n",
                figures.answers(),
                figures.p50Millis(),
                figures.p99Millis(),
                figures.limitMillis(),
                figures.maxMillis());
        text.flush();
        return 0;
    }
}
