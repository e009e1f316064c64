package io.restock.local.cli;

import io.restock.domain.Decision;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.TransferOrder;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.local.loop.CommittedReader;
import io.restock.operators.coordination.DecisionLog;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The decision log of an installation. */
@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Verifies the hash-chained log of what people and the job have decided.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LogCommand.Verify.class})
public final class LogCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Name verify.");
    }

    /** Looks for what is not as it was written. */
    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = {
                "Verifies the decision log of each group: names the first entry that was changed, removed, moved or"
                        + " put in, and exits with 1; or says the head, which an auditor keeps elsewhere.",
                "Given a head from before, it also finds that the end was cut off or all of it written anew.",
                "Exits with 1 too where there is no entry to verify."
            })
    static final class Verify implements Callable<Integer> {
        private static final Pattern HEAD =
                Pattern.compile("([A-Z0-9]{1,6}):([0-9]{1,18}):([0-9a-f]{64})");

        @Mixin
        private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

        @Option(
                names = "--head",
                paramLabel = "GROUP:SEQUENCE:HASH",
                description = "A head that was said before; may be given several times.")
        private List<String> heads = new ArrayList<>();

        @Option(
                names = "--contents",
                description =
                        "Also compares decisions, plans and orders that their topics still keep with the digests in the log,"
                                + " and finds plans and orders that the log should have and has not.")
        private boolean contents;

        @Spec
        @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
        private CommandSpec spec;

        @Override
        public Integer call() {
            List<Matcher> known = new ArrayList<>();
            for (String head : heads) {
                Matcher matcher = HEAD.matcher(head);
                if (!matcher.matches()) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--head (%s) must be GROUP:SEQUENCE:HASH, as verify says it."
                                    .formatted(head));
                }
                known.add(matcher);
            }
            Settings settings = installation.settings();
            Map<String, List<LogEntry>> logs = new TreeMap<>();
            List<String> faults = new ArrayList<>();
            readLogs(settings, logs, faults);
            PrintWriter out = spec.commandLine().getOut();
            logs.forEach((group, log) -> verify(group, log, out, faults));
            for (Matcher head : known) {
                compare(head, logs.getOrDefault(head.group(1), List.of()), faults);
            }
            if (contents) {
                new Contents(logs, faults).compare(settings, out);
            }
            faults.forEach(out::println);
            if (logs.isEmpty() && faults.isEmpty()) {
                out.println(
                        "The log is empty: no group has had a cut-off yet, or all of it was removed.");
                out.flush();
                return 1;
            }
            out.println(
                    faults.isEmpty()
                            ? "The log is as it was written."
                            : "The log is NOT as it was written.");
            out.flush();
            return faults.isEmpty() ? 0 : 1;
        }

        private static void verify(
                String group, List<LogEntry> log, PrintWriter out, List<String> faults) {
            DecisionLog.Fault fault = DecisionLog.fault(log);
            if (fault != null) {
                faults.add("%s: %s".formatted(group, fault.what()));
                return;
            }
            LogEntry last = log.get(log.size() - 1);
            out.printf(
                    "%-6s %d entries, head %s:%d:%s%n",
                    group, log.size(), group, last.sequence(), last.hash());
        }

        private static void compare(Matcher head, List<LogEntry> log, List<String> faults) {
            long sequence = Long.parseLong(head.group(2));
            if (sequence >= log.size()) {
                faults.add(
                        "%s: the end was cut off: entry %d is missing, there are %d."
                                .formatted(head.group(1), sequence, log.size()));
            } else if (!log.get((int) sequence).hash().equals(head.group(3))) {
                faults.add(
                        "%s: entry %d is not the one of which the head was kept: the log was written anew."
                                .formatted(head.group(1), sequence));
            }
        }

        private static void readLogs(
                Settings settings, Map<String, List<LogEntry>> logs, List<String> faults) {
            Decoder<LogEntry> decoder = Decoder.of(LogEntry.class);
            read(
                    settings,
                    List.of(Topics.of(settings).name(Topic.DECISION_LOG)),
                    (record, value) -> {
                        try {
                            LogEntry entry = decoder.message(value);
                            if (entry != null) {
                                logs.computeIfAbsent(entry.group(), k -> new ArrayList<>())
                                        .add(entry);
                            }
                        } catch (BadMessageException e) {
                            faults.add(
                                    "The record at offset %d of %s, partition %d, is no entry: %s"
                                            .formatted(
                                                    record.offset(),
                                                    record.topic(),
                                                    record.partition(),
                                                    e.getMessage()));
                        }
                    });
        }
    }

    /** Whether what the topics say of decisions is what the log has digests of. */
    private static final class Contents {
        /** Every group has had a cut-off of its own within. */
        private static final Duration LATE = Duration.ofDays(2);

        private final Map<String, LogEntry> bySubject = new HashMap<>();
        private final Map<String, List<Long>> plannedMillis = new HashMap<>();
        private final List<String> faults;
        private final long firstMillis;
        private final long lastMillis;
        private int compared;
        private int waiting;

        Contents(Map<String, List<LogEntry>> logs, List<String> faults) {
            this.faults = faults;
            logs.values()
                    .forEach(
                            log ->
                                    log.forEach(
                                            e ->
                                                    bySubject.put(
                                                            key(e.kind(), e.group(), e.subject()),
                                                            e)));
            logs.forEach(
                    (group, log) ->
                            plannedMillis.put(
                                    group,
                                    log.stream()
                                            .filter(e -> e.kind() == LogKind.PLAN)
                                            .map(LogEntry::timeMillis)
                                            .distinct()
                                            .sorted()
                                            .toList()));
            this.firstMillis = allPlanned().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
            this.lastMillis = allPlanned().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
        }

        private Stream<Long> allPlanned() {
            return plannedMillis.values().stream().flatMap(List::stream);
        }

        /**
         * Whether what was issued at a moment must be in its group's log. What is said after a
         * cut-off is written at the next; a decision may come a cut-off late; and nobody knows what
         * was said before the log began. Of a group without a log the others' say when that was.
         */
        private boolean mustBeThere(String group, long issuedMillis) {
            List<Long> planned = plannedMillis.get(group);
            if (planned == null) {
                return firstMillis < issuedMillis && issuedMillis < lastMillis - LATE.toMillis();
            }
            return planned.size() > 2
                    && planned.get(0) < issuedMillis
                    && issuedMillis < planned.get(planned.size() - 2);
        }

        private static String key(LogKind kind, String group, String subject) {
            LogKind of = kind == LogKind.REFUSAL ? LogKind.DECISION : kind;
            return String.join("|", of.name(), group, subject);
        }

        void compare(Settings settings, PrintWriter out) {
            Topics topics = Topics.of(settings);
            Decoder<Decision> decisions = Decoder.of(Decision.class);
            read(
                    settings,
                    List.of(topics.name(Topic.DECISIONS)),
                    (record, value) -> {
                        Decision d = message(decisions, value);
                        if (d != null) {
                            check(
                                    record,
                                    LogKind.DECISION,
                                    d.group(),
                                    d.eventId(),
                                    Long.MAX_VALUE,
                                    DecisionLog.digest(d));
                        }
                    });
            Decoder<PlanRecord> plans = Decoder.of(PlanRecord.class, "line");
            read(
                    settings,
                    List.of(topics.name(Topic.PLANS)),
                    (record, value) -> {
                        PlanRecord p = message(plans, value);
                        if (p != null) {
                            check(
                                    record,
                                    LogKind.PLAN,
                                    p.group(),
                                    p.decisionId(),
                                    p.issuedMillis(),
                                    DecisionLog.digest(p));
                        }
                    });
            Decoder<PurchaseOrder> purchases = Decoder.of(PurchaseOrder.class);
            read(
                    settings,
                    topics.allParts(Topic.PURCHASE_ORDERS),
                    (record, value) -> {
                        PurchaseOrder o = message(purchases, value);
                        if (o != null) {
                            check(
                                    record,
                                    LogKind.ORDER,
                                    o.group(),
                                    o.number() + ':' + o.revision(),
                                    o.issuedMillis(),
                                    DecisionLog.digest(o));
                        }
                    });
            Decoder<TransferOrder> transfers = Decoder.of(TransferOrder.class);
            read(
                    settings,
                    List.of(topics.name(Topic.TRANSFER_ORDERS)),
                    (record, value) -> {
                        TransferOrder o = message(transfers, value);
                        if (o != null) {
                            check(
                                    record,
                                    LogKind.TRANSFER,
                                    o.group(),
                                    o.number() + ':' + o.revision(),
                                    o.issuedMillis(),
                                    DecisionLog.digest(o));
                        }
                    });
            out.printf(
                    "%d decisions, plans and orders compared with the log, %d not in it%n",
                    compared, waiting);
        }

        /**
         * Compares.
         *
         * @param issuedMillis event time; {@link Long#MAX_VALUE} of what the log need not have: who
         *     says a decision for no group, or twice, is not heard
         */
        private void check(
                ConsumerRecord<byte[], byte[]> record,
                LogKind kind,
                String group,
                String subject,
                long issuedMillis,
                String digest) {
            LogEntry entry = bySubject.get(key(kind, group, subject));
            if (entry == null) {
                waiting++;
                if (mustBeThere(group, issuedMillis)) {
                    faults.add(
                            "%s: %s at offset %d of %s, partition %d, is not in the log, which goes further."
                                    .formatted(
                                            group,
                                            subject,
                                            record.offset(),
                                            record.topic(),
                                            record.partition()));
                }
                return;
            }
            compared++;
            if (!entry.digest().equals(digest)) {
                faults.add(
                        "%s: %s at offset %d of %s, partition %d, does not say what it said when entry %d was written."
                                .formatted(
                                        group,
                                        subject,
                                        record.offset(),
                                        record.topic(),
                                        record.partition(),
                                        entry.sequence()));
            }
        }

        /** What cannot be read, nobody has decided. */
        private static <T> @Nullable T message(Decoder<T> decoder, byte[] value) {
            try {
                return decoder.message(value);
            } catch (BadMessageException e) {
                return null;
            }
        }
    }

    private static void read(
            Settings settings,
            List<String> topics,
            BiConsumer<ConsumerRecord<byte[], byte[]>, byte[]> to) {
        try (CommittedReader reader = CommittedReader.ofNames(settings, topics)) {
            boolean all =
                    reader.catchUp(
                            record -> {
                                if (record.value() != null) {
                                    to.accept(record, record.value());
                                }
                            },
                            System.nanoTime() + PATIENCE.toNanos());
            if (!all) {
                throw new IllegalStateException(
                        "The topics could not be read to their ends within %s. Maybe a transaction hangs."
                                .formatted(PATIENCE));
            }
        }
    }
}
