package io.restock.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.LogEntry;
import io.restock.domain.LogKind;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Quantiles;
import io.restock.domain.Rejected;
import io.restock.domain.ReplyKind;
import io.restock.domain.SupplierReply;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Json;
import io.restock.jobs.wire.Messages;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.world.SmallWorld;
import io.restock.operators.coordination.DecisionLog;
import io.restock.operators.coordination.GroupEvent;
import io.restock.operators.coordination.GroupState;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What people and suppliers say, from the command line to a real broker. */
class SupplierAndDecideIT {
    @TempDir private Path folder;
    private String said = "";

    @Test
    void suppliersAnswerCommittedOrdersOnceAndPeopleDecide() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start()) {
            List<String> installation =
                    List.of(
                            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                            "topics.partitions=1",
                            "topics.replication=1");
            Settings settings = Settings.load(null, installation);
            assertThat(run(installation, "topics", "create")).isZero();
            sendOrders(settings);

            assertThat(run(installation, supplier("--short", "0.5", "--until-idle", "PT3S")))
                    .isZero();
            assertThat(run(installation, supplier("--until-idle", "PT1S")))
                    .as("again, from where it stopped")
                    .isZero();

            List<SupplierReply> replies =
                    read(settings, Topic.SUPPLIER_REPLIES, SupplierReply.class);
            assertThat(replies).extracting(SupplierReply::orderNumber).containsExactly("P1", "P3");
            assertThat(replies)
                    .extracting(SupplierReply::kind)
                    .containsOnly(ReplyKind.ACCEPTED_WITH_CHANGE);
            assertThat(replies.get(0).timeMillis()).isEqualTo(1_800_000);

            assertThat(run(installation, decide("hold-supplier", "--supplier", "FARM"))).isZero();
            assertThat(run(installation, decide("approve", "--order", "P9"))).isZero();
            assertThat(
                            run(
                                    installation,
                                    decide(
                                            "override-forecast",
                                            "--location=S1",
                                            "--item=APPLE",
                                            "--quantity=12",
                                            "--until=2026-11-24",
                                            "--time=2026-11-22T00:00:00Z",
                                            "--reason=fair")))
                    .isZero();
            assertThat(
                            run(
                                    installation,
                                    decide(
                                            "override-forecast",
                                            "--id=refused",
                                            "--location=S1",
                                            "--item=APPLE",
                                            "--quantity=90",
                                            "--until=2026-11-24",
                                            "--time=2026-11-22T00:00:01Z",
                                            "--reason=guess")))
                    .isZero();
            assertThat(run(installation, decide("override-forecast", "--location=S1")))
                    .as("an override without an end")
                    .isEqualTo(1);
            assertThat(read(settings, Topic.DECISIONS, Decision.class))
                    .extracting(Decision::kind)
                    .containsExactly(
                            DecisionKind.HOLD_SUPPLIER,
                            DecisionKind.RELEASE,
                            DecisionKind.OVERRIDE_FORECAST,
                            DecisionKind.OVERRIDE_FORECAST);

            sendFair(settings);
            Path figures = folder.resolve("value.json");
            assertThat(run(installation, "value-added", "--json", figures.toString())).isZero();
            JsonNode total = Json.MAPPER.readTree(figures.toFile()).path("total");
            assertThat(total.path("days").intValue()).isEqualTo(1);
            assertThat(total.path("valueAdded").doubleValue())
                    .as("12 were asked for and set, 5 forecast")
                    .isEqualTo(7);

            List<LogEntry> log = sendLog(settings);
            LogEntry last = log.get(log.size() - 1);
            String head = "G1:%d:%s".formatted(last.sequence(), last.hash());
            assertThat(run(installation, "log", "verify", "--contents", "--head", head)).isZero();
            assertThat(said).contains("head " + head, "4 decisions, plans and orders compared");
            assertThat(run(installation, "log", "verify", "--head", "G1:9:" + last.hash()))
                    .isEqualTo(1);
            assertThat(said).contains("G1: the end was cut off: entry 9 is missing, there are 4.");
            assertThat(run(installation, "log", "verify", "--head", "G1:0:" + last.hash()))
                    .as("another first entry")
                    .isEqualTo(1);
            sendDecisionAnew(settings);
            assertThat(run(installation, "log", "verify")).isZero();
            assertThat(run(installation, "log", "verify", "--contents")).isEqualTo(1);
            assertThat(said).contains("does not say what it said when entry 0 was written");
            send(settings, Topic.DECISION_LOG, Messages.encode(log.get(1)));
            assertThat(run(installation, "log", "verify")).isEqualTo(1);
            assertThat(said).contains("was inserted or moved: it says that it is 1.");
            ordersThatTheLogDoesNotHaveAreFound(installation);
        }
    }

    private void ordersThatTheLogDoesNotHaveAreFound(List<String> of) {
        List<String> installation = new ArrayList<>(of);
        installation.add("topics.prefix=audit.");
        Settings settings = Settings.load(null, installation);
        assertThat(run(installation, "log", "verify")).as("of no topic").isEqualTo(1);
        assertThat(run(installation, "topics", "create")).isZero();
        assertThat(run(installation, "log", "verify")).isEqualTo(1);
        assertThat(said).contains("The log is empty").doesNotContain("as it was written");

        String head = DecisionLog.NOTHING;
        for (int day = 1; day <= 4; day++) {
            LogEntry open = plan(day, head, "");
            head = DecisionLog.hash(open);
            send(settings, Topic.DECISION_LOG, Messages.encode(plan(day, open.previous(), head)));
        }
        send(settings, Topic.PURCHASE_ORDERS, Messages.encode(order("X1", "G2", 2.5, "FARM")));
        send(settings, Topic.PURCHASE_ORDERS, Messages.encode(order("X2", "G2", 3.5, "FARM")));
        assertThat(run(installation, "log", "verify")).isZero();
        assertThat(run(installation, "log", "verify", "--contents")).isEqualTo(1);
        assertThat(said)
                .contains(
                        "G2: X1:0 at offset 0 of audit.purchase-orders, partition 0, is not in the log")
                .as("what may still be written at the next cut-off")
                .doesNotContain("X2")
                .contains("0 decisions, plans and orders compared with the log, 2 not in it");

        send(settings, Topic.PURCHASE_ORDERS, Messages.encode(order("X3", "G3", 1.5, "FARM")));
        assertThat(run(installation, "log", "verify", "--contents")).isEqualTo(1);
        assertThat(said).as("a group whose log is gone").contains("G3: X3:0 at offset 2");
    }

    private static LogEntry plan(int day, String previous, String hash) {
        return new LogEntry(
                "G2",
                day - 1,
                LogKind.PLAN,
                day * 86_400_000L,
                "",
                "G2:" + day + ":0",
                "",
                DecisionLog.NOTHING,
                previous,
                hash);
    }

    /** The day of the fair: its forecast, its demand; and that the second override is refused. */
    private void sendFair(Settings settings) throws Exception {
        int day = (int) LocalDate.parse("2026-11-23").toEpochDay();
        float[] quantiles = new float[Quantiles.COUNT];
        Arrays.fill(quantiles, 5);
        Decision refused =
                read(settings, Topic.DECISIONS, Decision.class).stream()
                        .filter(d -> d.eventId().equals("refused"))
                        .findFirst()
                        .orElseThrow();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings.producer(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            send(producer, message(settings, Topic.NETWORK, Messages.encode(group())));
            send(
                    producer,
                    message(
                            settings,
                            Topic.FORECASTS,
                            Messages.encode(
                                    new Forecast(
                                            "S1",
                                            "APPLE",
                                            day - 1,
                                            1,
                                            "",
                                            "seasonal-level",
                                            "",
                                            new float[] {5},
                                            quantiles))));
            send(
                    producer,
                    message(
                            settings,
                            Topic.DEMAND,
                            Messages.encode(
                                    new DemandReport(
                                            "S1", "APPLE", day, 0, 12, 12, 0, "", List.of()))));
            send(
                    producer,
                    message(
                            settings,
                            Topic.REJECTED,
                            Messages.encodeRejected(
                                    new Rejected(
                                            Topics.of(settings).name(Topic.DECISIONS),
                                            Rejected.UNKNOWN,
                                            Rejected.UNKNOWN,
                                            "not allowed",
                                            new byte[0],
                                            Messages.encode(refused)))));
        }
    }

    /** The log that a group writes of the decisions on their topic. */
    private static List<LogEntry> sendLog(Settings settings) throws Exception {
        GroupState group = GroupState.inMemory(OperatorSettings.coordination(settings));
        group.on(GroupEvent.network(group()), Long.MIN_VALUE);
        for (Decision decision : read(settings, Topic.DECISIONS, Decision.class)) {
            group.on(GroupEvent.decision(decision), Long.MIN_VALUE);
        }
        List<LogEntry> log = group.advance(Long.MAX_VALUE).log();
        for (LogEntry entry : log) {
            send(settings, Topic.DECISION_LOG, Messages.encode(entry));
        }
        return log;
    }

    /** With the first decision's id and another author. */
    private static void sendDecisionAnew(Settings settings) throws Exception {
        String first =
                new String(
                        Messages.encode(
                                read(settings, Topic.DECISIONS, Decision.class).stream()
                                        .min(Comparator.comparingLong(Decision::timeMillis))
                                        .orElseThrow()),
                        UTF_8);
        assertThat(first).contains("\"by\":\"ana\"");
        send(
                settings,
                Topic.DECISIONS,
                first.replace("\"by\":\"ana\"", "\"by\":\"eve\"").getBytes(UTF_8));
    }

    private static void send(Settings settings, Topic topic, byte[] value) {
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings.producer(),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            send(producer, message(settings, topic, value));
        }
    }

    private static PlanningGroup group() {
        PlanningGroup small = SmallWorld.of(7, 9).groups().get(0);
        return new PlanningGroup(
                "G1",
                small.version(),
                small.zone(),
                small.cutOffMinute(),
                small.buckets(),
                small.overflowCost(),
                small.currency(),
                small.assumed(),
                small.locations(),
                small.suppliers(),
                small.lanes(),
                small.items());
    }

    private static ProducerRecord<byte[], byte[]> message(
            Settings settings, Topic topic, byte[] value) {
        return new ProducerRecord<>(Topics.of(settings).name(topic), value);
    }

    /** Two of the supplier, one of them twice; one of another; and one that never came about. */
    private static void sendOrders(Settings settings) {
        Properties properties = settings.producer();
        properties.setProperty("transactional.id", "orders");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, record(settings, "P1", "FARM"));
            send(producer, record(settings, "P1", "FARM"));
            send(producer, record(settings, "P2", "MILL"));
            producer.commitTransaction();
            producer.beginTransaction();
            send(producer, record(settings, "P0", "FARM"));
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, record(settings, "P3", "FARM"));
            producer.commitTransaction();
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> order) {
        var unused = producer.send(order);
    }

    private static PurchaseOrder order(String number, String group, double day, String supplier) {
        return new PurchaseOrder(
                number,
                0,
                OrderTransition.CREATED,
                OrderStatus.SENT,
                group,
                0,
                supplier,
                "W1",
                (long) (day * 86_400_000),
                "EUR",
                List.of(new OrderLine(1, "APPLE", 40, 1, 2, 2)),
                "",
                group + ":0:0",
                "");
    }

    private static ProducerRecord<byte[], byte[]> record(
            Settings settings, String number, String supplier) {
        PurchaseOrder order = order(number, "G1", 0, supplier);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(
                        Topics.of(settings).name(Topic.PURCHASE_ORDERS),
                        number.getBytes(UTF_8),
                        Messages.encode(order));
        record.headers().add("ce_source", "urn:buyer".getBytes(UTF_8));
        record.headers().add("ce_id", (number + ":0:created").getBytes(UTF_8));
        return record;
    }

    private static String[] supplier(String... more) {
        List<String> args =
                new ArrayList<>(List.of("supplier", "--id", "FARM", "--after", "PT30M"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static String[] decide(String action, String... more) {
        List<String> args =
                new ArrayList<>(List.of("decide", action, "--group", "G1", "--by", "ana"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private int run(List<String> installation, String... command) {
        List<String> args = new ArrayList<>(List.of(command));
        for (String setting : installation) {
            args.add("--set");
            args.add(setting);
        }
        StringWriter out = new StringWriter();
        CommandLine restock =
                Restock.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(new StringWriter()));
        int exit = restock.execute(args.toArray(String[]::new));
        said = out.toString();
        return exit;
    }

    private static <T> List<T> read(Settings settings, Topic topic, Class<T> type)
            throws Exception {
        TopicPartition only = new TopicPartition(Topics.of(settings).name(topic), 0);
        List<T> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        settings.consumer(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                for (ConsumerRecord<byte[], byte[]> r : consumer.poll(Duration.ofMillis(200))) {
                    values.add(Objects.requireNonNull(Decoder.of(type).message(r.value())));
                }
            }
        }
        return values;
    }
}
