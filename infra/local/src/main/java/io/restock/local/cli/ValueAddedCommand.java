package io.restock.local.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.Decision;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanningGroup;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Json;
import io.restock.local.loop.CommittedReader;
import io.restock.local.value.ForecastValue;
import io.restock.local.value.Judge;
import io.restock.local.value.Overrides;
import io.restock.local.value.QuantityValue;
import io.restock.local.value.ValueAdded;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what people's overrides were worth. */
@Command(
        name = "value-added",
        mixinStandardHelpOptions = true,
        description = {
            "Compares the forecasts that people set with those that would have been planned on, and both with"
                    + " the demand that came: forecast value added, by author. And what they set to be ordered"
                    + " with what the plans wanted.",
            "Reads what was said on the topics, with read_committed, as far back as they are kept."
        })
public final class ValueAddedCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Mixin private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

    @Option(
            names = "--ahead",
            paramLabel = "DAYS",
            defaultValue = "1",
            description =
                    "Judges what was in force, and forecast, so many days before (default: ${DEFAULT-VALUE}); take"
                            + " the lead time to judge what was ordered on.")
    private int ahead = 1;

    @Option(names = "--from", paramLabel = "DAY", description = "First local day judged.")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DAY", description = "Last local day judged.")
    private @Nullable LocalDate until;

    @Option(names = "--json", paramLabel = "FILE", description = "File for the figures.")
    private @Nullable Path json;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (ahead < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--ahead (%d) must be >= 1.".formatted(ahead));
        }
        ValueAdded value =
                judge(installation.settings())
                        .judge(
                                ahead,
                                from == null ? 0 : (int) from.toEpochDay(),
                                until == null ? Integer.MAX_VALUE : (int) until.toEpochDay());
        PrintWriter out = spec.commandLine().getOut();
        out.print(table(value));
        out.flush();
        if (json != null) {
            Files.writeString(json, json(value) + "\n");
        }
        return 0;
    }

    /** Decisions first: of the rest only what is about their series is kept. */
    private static Judge judge(Settings settings) {
        Topics topics = Topics.of(settings);
        Overrides overrides = new Overrides();
        Decoder<Decision> decisions = Decoder.of(Decision.class);
        Decoder<PlanningGroup> groups = Decoder.of(PlanningGroup.class, "location");
        read(
                settings,
                List.of(Topic.DECISIONS, Topic.NETWORK, Topic.REJECTED),
                record -> {
                    if (record.topic().equals(topics.name(Topic.DECISIONS))) {
                        Decision decision = lenient(decisions, record.value());
                        if (decision != null) {
                            overrides.decide(decision);
                        }
                    } else if (record.topic().equals(topics.name(Topic.NETWORK))) {
                        PlanningGroup group = lenient(groups, record.value());
                        if (group != null) {
                            overrides.learn(group);
                        }
                    } else {
                        Decision refused =
                                lenient(decisions, raw(record, topics.name(Topic.DECISIONS)));
                        if (refused != null) {
                            overrides.refuse(refused);
                        }
                    }
                });
        Judge judge = new Judge(overrides);
        Decoder<Forecast> forecasts = Decoder.of(Forecast.class);
        Decoder<DemandReport> demand = Decoder.of(DemandReport.class);
        Decoder<PlanLine> lines = Decoder.of(PlanLine.class, "plan");
        read(
                settings,
                List.of(Topic.FORECASTS, Topic.DEMAND, Topic.PLANS),
                record -> {
                    if (record.topic().equals(topics.name(Topic.FORECASTS))) {
                        Forecast forecast = strict(forecasts, record);
                        if (forecast != null) {
                            judge.learn(forecast);
                        }
                    } else if (record.topic().equals(topics.name(Topic.DEMAND))) {
                        DemandReport day = strict(demand, record);
                        if (day != null) {
                            judge.learn(day);
                        }
                    } else {
                        PlanLine line = strict(lines, record);
                        if (line != null) {
                            judge.learn(line);
                        }
                    }
                });
        return judge;
    }

    private static void read(
            Settings settings, List<Topic> of, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        try (CommittedReader reader = new CommittedReader(settings, of)) {
            if (!reader.catchUp(to, System.nanoTime() + PATIENCE.toNanos())) {
                throw new IllegalStateException(
                        "The topics could not be read to their ends within %s. Maybe a transaction hangs."
                                .formatted(PATIENCE));
            }
        }
    }

    /** What a rejected record holds, where it came from a topic; else null. */
    private static byte @Nullable [] raw(ConsumerRecord<byte[], byte[]> record, String topic) {
        try {
            JsonNode rejected = Json.MAPPER.readTree(record.value());
            return rejected.path("topic").asText().equals(topic)
                    ? rejected.path("raw").binaryValue()
                    : null;
        } catch (IOException e) {
            throw unreadable(record, e);
        }
    }

    /** What others wrote and nobody can read, the job has rejected. */
    private static <T> @Nullable T lenient(Decoder<T> decoder, byte @Nullable [] value) {
        try {
            return value == null ? null : decoder.message(value);
        } catch (BadMessageException e) {
            return null;
        }
    }

    private static <T> @Nullable T strict(
            Decoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.message(record.value());
        } catch (BadMessageException e) {
            throw unreadable(record, e);
        }
    }

    private static IllegalStateException unreadable(
            ConsumerRecord<byte[], byte[]> record, Exception why) {
        return new IllegalStateException(
                "The record at offset %d of %s cannot be read."
                        .formatted(record.offset(), record.topic()),
                why);
    }

    static String json(ValueAdded value) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The figures are no JSON.", e);
        }
    }

    static String table(ValueAdded value) {
        StringBuilder table = new StringBuilder();
        if (value.forecasts().isEmpty() && value.quantities().isEmpty()) {
            return "Nobody has overridden anything that the topics still know.\n";
        }
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-20s %9s %7s %8s %8s %9s %9s %9s %8s %8s %8s %9s %9s%n",
                        "forecasts set by",
                        "overrides",
                        "days",
                        "unknown",
                        "better",
                        "error",
                        "overrid.",
                        "ADDED",
                        "WAPE",
                        "overrid.",
                        "saved",
                        "bias",
                        "overrid."));
        value.forecasts().forEach(v -> row(table, v.by(), v));
        row(table, "all", value.total());
        if (!value.quantities().isEmpty()) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-20s %9s %9s %9s %12s %12s%n",
                            "quantities set by",
                            "lines",
                            "ordered",
                            "planned",
                            "more, money",
                            "less, money"));
        }
        for (QuantityValue v : value.quantities()) {
            table.append(
                    String.format(
                            Locale.ROOT,
                            "%-20s %,9d %,9d %,9d %,12.2f %,12.2f %s%n",
                            v.by(),
                            v.lines(),
                            v.ordered(),
                            v.planned(),
                            v.moneyMore(),
                            v.moneyLess(),
                            v.currency()));
        }
        return table.toString();
    }

    private static void row(StringBuilder table, String name, ForecastValue v) {
        table.append(
                String.format(
                        Locale.ROOT,
                        "%-20s %,9d %,7d %,8d %8s %,9.1f %,9.1f %+,9.1f %8s %8s %8s %+,9.1f %+,9.1f%n",
                        name,
                        v.overrides(),
                        v.days(),
                        v.unobserved() + v.unforecast(),
                        v.days() == 0
                                ? "-"
                                : String.format(Locale.ROOT, "%d%%", 100 * v.better() / v.days()),
                        v.errorWithout(),
                        v.errorWith(),
                        v.valueAdded(),
                        percent(v.wapeWithout(), "%.1f%%"),
                        percent(v.wapeWith(), "%.1f%%"),
                        percent(v.wapeSaved(), "%+.1f%%"),
                        v.biasWithout(),
                        v.biasWith()));
    }

    private static String percent(double share, String form) {
        return Double.isNaN(share) ? "-" : String.format(Locale.ROOT, form, 100 * share);
    }
}
