package io.restock.local.loop;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.restock.domain.DocumentFormat;
import io.restock.domain.DocumentTerms;
import io.restock.domain.Location;
import io.restock.domain.LocationKind;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderStatus;
import io.restock.domain.OrderTransition;
import io.restock.domain.PlanningGroup;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.ReplyKind;
import io.restock.domain.ReplyLine;
import io.restock.domain.Supplier;
import io.restock.domain.SupplierReply;
import io.restock.jobs.DocumentsJob;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Messages;
import io.restock.local.broker.EmbeddedBroker;
import io.restock.local.cli.Restock;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders to suppliers and back as documents of every format, over a real broker and cluster. */
class DocumentsIT {
    private static final int DAY = 20_779;
    private static final long ISSUED = DAY * 86_400_000L + 3 * 3_600_000L;

    @TempDir private Path folder;

    @Test
    void suppliersAnswerInDocumentsAndALostTaskManagerChangesNothing() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start();
                LocalFlink flink = LocalFlink.start()) {
            List<String> installation =
                    List.of(
                            "kafka.bootstrap.servers=" + broker.bootstrapServers(),
                            "topics.partitions=1",
                            "topics.replication=1",
                            "checkpoint.interval=PT0.3S",
                            "documents.first-cycle=2026-11-22",
                            "checkpoint.directory=" + folder.resolve("checkpoints").toUri());
            Settings settings = Settings.load(null, installation);
            try (Admin admin = Admin.create(settings.admin())) {
                Topics.of(settings).create(admin);
            }
            StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
            env.setParallelism(2);
            DocumentsJob.build(env, settings);
            flink.submit(env, DocumentsJob.NAME);
            List<PurchaseOrder> first = new ArrayList<>();
            for (DocumentFormat format : DocumentFormat.values()) {
                first.add(order(format, 0, OrderTransition.CREATED, 40));
            }
            send(settings, first);

            answerAll(settings, installation, 3);
            assertThat(replies(settings, 9)).hasSize(9);
            flink.replaceTaskManager();
            send(settings, List.of(order(DocumentFormat.X12, 1, OrderTransition.CHANGED, 60)));
            assertThat(await(settings, Topic.SUPPLIER_DOCUMENTS, 8))
                    .as("three orders, a change, two receipts each of X12 and EDIFACT")
                    .hasSize(8);
            answer(installation, DocumentFormat.X12);
            List<SupplierReply> replies = replies(settings, 12);
            assertThat(await(settings, Topic.SUPPLIER_DOCUMENTS, 10)).hasSize(10);

            assertThat(replies)
                    .extracting(
                            SupplierReply::orderNumber,
                            SupplierReply::revision,
                            SupplierReply::kind)
                    .contains(
                            tuple("PX12", 0, ReplyKind.TECH_ACKED),
                            tuple("PX12", 0, ReplyKind.ACCEPTED_WITH_CHANGE),
                            tuple("PX12", 0, ReplyKind.SHIPPED),
                            tuple("PEDIFACT", 0, ReplyKind.TECH_ACKED),
                            tuple("PEDIFACT", 0, ReplyKind.ACCEPTED_WITH_CHANGE),
                            tuple("PEDIFACT", 0, ReplyKind.SHIPPED),
                            tuple("PUBL", 0, ReplyKind.TECH_ACKED),
                            tuple("PUBL", 0, ReplyKind.ACCEPTED_WITH_CHANGE),
                            tuple("PUBL", 0, ReplyKind.SHIPPED),
                            tuple("PX12", 1, ReplyKind.TECH_ACKED),
                            tuple("PX12", 1, ReplyKind.ACCEPTED_WITH_CHANGE),
                            tuple("PX12", 1, ReplyKind.SHIPPED))
                    .hasSize(12);
            assertThat(replies)
                    .filteredOn(reply -> reply.kind() == ReplyKind.ACCEPTED_WITH_CHANGE)
                    .allSatisfy(
                            reply -> {
                                long asked = reply.revision() == 0 ? 40 : 60;
                                assertThat(reply.lines())
                                        .containsExactly(
                                                new ReplyLine("APPLE", asked / 2, DAY + 2));
                                assertThat(reply.group()).isEqualTo("G1");
                                assertThat(reply.timeMillis())
                                        .isBetween(ISSUED + 1_800_000, ISSUED + 1_860_000);
                            });
            List<String> interchanges = toX12(settings);
            assertThat(interchanges)
                    .as("order, change and receipts of two answers to each")
                    .containsExactly("1", "2", "3", "4", "5", "6");
            assertThat(values(settings, Topic.REJECTED)).isEmpty();
        }
    }

    private static void answerAll(Settings settings, List<String> installation, int documents)
            throws Exception {
        assertThat(await(settings, Topic.SUPPLIER_DOCUMENTS, documents)).hasSize(documents);
        List<Thread> suppliers = new ArrayList<>();
        for (DocumentFormat format : DocumentFormat.values()) {
            Thread supplier = new Thread(() -> answer(installation, format), format.name());
            supplier.start();
            suppliers.add(supplier);
        }
        for (Thread supplier : suppliers) {
            supplier.join();
        }
    }

    /** Reads, answers half of each line, ships it. */
    private static void answer(List<String> installation, DocumentFormat format) {
        List<String> args =
                new ArrayList<>(
                        List.of(
                                "supplier",
                                "--id",
                                format.name(),
                                "--format",
                                format.name().toLowerCase(java.util.Locale.ROOT),
                                "--short",
                                "0.5",
                                "--reads",
                                "--ships",
                                "--after",
                                "PT30M",
                                "--until-idle",
                                "PT3S"));
        installation.forEach(setting -> args.addAll(List.of("--set", setting)));
        int status =
                Restock.commandLine()
                        .setOut(new PrintWriter(new StringWriter()))
                        .execute(args.toArray(String[]::new));
        assertThat(status).isZero();
    }

    private static List<SupplierReply> replies(Settings settings, int count) throws Exception {
        List<SupplierReply> replies = new ArrayList<>();
        for (byte[] value : await(settings, Topic.SUPPLIER_REPLIES, count)) {
            replies.add(Objects.requireNonNull(Decoder.of(SupplierReply.class).message(value)));
        }
        return replies;
    }

    /** Control numbers of what X12's supplier was sent, in order. */
    private static List<String> toX12(Settings settings) {
        return await(settings, Topic.SUPPLIER_DOCUMENTS, 0).stream()
                .map(bytes -> new String(bytes, ISO_8859_1))
                .filter(document -> document.startsWith("ISA"))
                .map(document -> document.replaceAll("(?s).*GE\\*1\\*(\\d+)~.*", "$1"))
                .toList();
    }

    private static List<byte[]> values(Settings settings, Topic topic) {
        return await(settings, topic, 0);
    }

    /** Committed values of a topic, as soon as there are so many, else those of half a minute. */
    private static List<byte[]> await(Settings settings, Topic topic, int count) {
        List<byte[]> values = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(40);
        try (CommittedReader reader = new CommittedReader(settings, List.of(topic))) {
            do {
                boolean all =
                        reader.catchUp(
                                (ConsumerRecord<byte[], byte[]> record) ->
                                        values.add(record.value()),
                                deadline);
                assertThat(all).as("all of %s could be read", topic).isTrue();
            } while (values.size() < count && System.nanoTime() < deadline);
        }
        return values;
    }

    private static void send(Settings settings, List<PurchaseOrder> orders) {
        Properties properties = settings.producer();
        properties.setProperty("transactional.id", "orders");
        Topics topics = Topics.of(settings);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, topics.name(Topic.NETWORK), "G1", group());
            for (PurchaseOrder order : orders) {
                send(producer, topics.name(Topic.PURCHASE_ORDERS), order.number(), order);
            }
            producer.commitTransaction();
        }
    }

    private static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, String key, Object message) {
        var unused =
                producer.send(
                        new ProducerRecord<>(topic, key.getBytes(UTF_8), Messages.encode(message)));
    }

    private static PlanningGroup group() {
        List<Supplier> suppliers = new ArrayList<>();
        for (DocumentFormat format : DocumentFormat.values()) {
            String qualifier = format == DocumentFormat.UBL ? "0088" : "14";
            suppliers.add(
                    new Supplier(
                            format.name(),
                            2,
                            60,
                            20,
                            "",
                            new DocumentTerms(
                                    format,
                                    qualifier,
                                    "7300010000001",
                                    qualifier,
                                    "7300010000018",
                                    format == DocumentFormat.EDIFACT ? "KGM" : "",
                                    "",
                                    "",
                                    "NL",
                                    format == DocumentFormat.X12)));
        }
        return new PlanningGroup(
                "G1",
                1,
                "Europe/Berlin",
                240,
                14,
                1,
                "EUR",
                "",
                List.of(
                        new Location(
                                "W1", "north", "Europe/Berlin", LocationKind.WAREHOUSE, "", 9)),
                suppliers,
                List.of(),
                List.of());
    }

    private static PurchaseOrder order(
            DocumentFormat format, int revision, OrderTransition transition, long quantity) {
        return new PurchaseOrder(
                "P" + format.name(),
                revision,
                transition,
                OrderStatus.SENT,
                "G1",
                DAY,
                format.name(),
                "W1",
                ISSUED,
                "EUR",
                List.of(new OrderLine(1, "APPLE", quantity, 0.5, 2.25, DAY + 2)),
                "",
                "G1:20779:0",
                "");
    }
}
