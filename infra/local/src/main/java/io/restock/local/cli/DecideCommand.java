package io.restock.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Messages;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells a planning group what a person has decided. */
@Command(
        name = "decide",
        mixinStandardHelpOptions = true,
        description = {
            "Says a person's decision to a planning group: approve or reject an order that is held, cancel"
                    + " one, hold or release a supplier or the group, override a forecast or a quantity,"
                    + " plan the day again.",
            "What is not allowed comes back on the topic rejected, with its reason."
        })
public final class DecideCommand implements Callable<Integer> {
    /** What people say, and the decision that it is. */
    enum Action {
        APPROVE(DecisionKind.RELEASE, true),
        REJECT(DecisionKind.CANCEL_ORDER, true),
        CANCEL(DecisionKind.CANCEL_ORDER, true),
        REVIEW(DecisionKind.REVIEW, false),
        HOLD(DecisionKind.HOLD, false),
        RELEASE(DecisionKind.RELEASE, false),
        HOLD_SUPPLIER(DecisionKind.HOLD_SUPPLIER, false),
        RELEASE_SUPPLIER(DecisionKind.RELEASE_SUPPLIER, false),
        OVERRIDE_FORECAST(DecisionKind.OVERRIDE_FORECAST, false),
        OVERRIDE_QUANTITY(DecisionKind.OVERRIDE_QUANTITY, false);

        private final DecisionKind kind;
        private final boolean ofOrder;

        Action(DecisionKind kind, boolean ofOrder) {
            this.kind = kind;
            this.ofOrder = ofOrder;
        }

        /** As people type it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Mixin private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

    @Parameters(
            index = "0",
            paramLabel = "ACTION",
            description = "One of ${COMPLETION-CANDIDATES}.")
    private Action action = Action.REVIEW;

    @Option(names = "--group", required = true, description = "The planning group.")
    private String group = "";

    @Option(names = "--by", required = true, description = "Who decides.")
    private String by = "";

    @Option(names = "--reason", description = "Why; suppliers are told of a cancellation's.")
    private String reason = "";

    @Option(names = "--order", paramLabel = "NUMBER", description = "The order.")
    private String order = "";

    @Option(names = "--supplier", description = "Who is held, released or ordered from.")
    private String supplier = "";

    @Option(names = "--location", description = "Where an override holds.")
    private String location = "";

    @Option(names = "--item", description = "What it is of.")
    private String item = "";

    @Option(
            names = "--quantity",
            description = "Units a day of a forecast, or base units of each order.")
    private double quantity = -1;

    @Option(names = "--from", paramLabel = "DAY", description = "First local day of an override.")
    private @Nullable LocalDate from;

    @Option(names = "--until", paramLabel = "DAY", description = "Last local day of an override.")
    private @Nullable LocalDate until;

    @Option(
            names = "--time",
            paramLabel = "TIME",
            description = "Event time, where that is not the clock's, e.g. 2026-11-21T03:50:00Z.")
    private @Nullable Instant time;

    @Option(
            names = "--id",
            description = "Identity of the decision; the same one again counts once.")
    private String id = "";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        if (action.ofOrder && order.isEmpty()) {
            throw new IllegalArgumentException(
                    "The action %s needs the number of its --order.".formatted(action));
        }
        Decision decision = decision();
        if (!decision.isComplete()) {
            throw new IllegalArgumentException(
                    "An override needs --location, --item, --quantity, --until and --reason.");
        }
        byte[] message = Messages.encode(decision);
        requireReadable(message);
        send(installation.settings(), message);
        PrintWriter out = spec.commandLine().getOut();
        out.printf("said %s to group %s as %s%n", decision.kind(), group, decision.eventId());
        out.flush();
        return 0;
    }

    private Decision decision() {
        long at = (time == null ? Instant.now() : time).toEpochMilli();
        String subject = String.join(":", order, supplier, location, item).replace('|', ':');
        return new Decision(
                id.isEmpty() ? "decide:%s:%s:%s:%d".formatted(action, by, subject, at) : id,
                group,
                action.kind,
                order,
                by,
                reason,
                at,
                supplier,
                location,
                item,
                quantity,
                from == null ? -1 : (int) from.toEpochDay(),
                until == null ? -1 : (int) until.toEpochDay());
    }

    /** What the job would reject is not sent. */
    private static void requireReadable(byte[] message) {
        try {
            Decoder.of(Decision.class).message(message);
        } catch (BadMessageException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private void send(Settings settings, byte[] message) throws InterruptedException {
        Properties properties = settings.producer();
        properties.setProperty("acks", "all");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    Topics.of(settings).name(Topic.DECISIONS),
                                    group.getBytes(UTF_8),
                                    message))
                    .get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "Kafka refused the decision. Maybe `topics create` has not been run, or the user lacks the right to write the topic.",
                    e.getCause());
        }
    }
}
