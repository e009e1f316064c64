package io.restock.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.DocumentFormat;
import io.restock.domain.PurchaseOrder;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Messages;
import io.restock.local.supplier.DocumentDesk;
import io.restock.local.supplier.Manners;
import io.restock.local.supplier.OrderDesk;
import io.restock.operators.documents.UnreadableDocumentException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * A supplier's system, small: it reads committed orders, takes each event once, answers, and says
 * how far it has read only when its answers are stored. What a supplier's engineer may copy.
 */
@Command(
        name = "supplier",
        mixinStandardHelpOptions = true,
        description = {
            "Plays a supplier: reads its purchase orders with read_committed, filters duplicates by"
                    + " (ce_source, ce_id), and answers on supplier-replies.",
            "It can be told to be short, late or silent, and to read and ship."
        })
public final class SupplierCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin private final TopicsCommand.Installation installation = new TopicsCommand.Installation();

    @Option(names = "--id", required = true, description = "The supplier, as orders name it.")
    private String id = "";

    @Option(
            names = "--short",
            paramLabel = "PART",
            description = "Part of each line that it cannot deliver, 0 … 1; 1 refuses.")
    private double shortShare;

    @Option(
            names = "--late",
            paramLabel = "DAYS",
            description = "Days after the requested one on which it delivers.")
    private int lateDays;

    @Option(names = "--silent", description = "Reads and says nothing.")
    private boolean silent;

    @Option(names = "--reads", description = "Says of each event that it was read (TECH_ACKED).")
    private boolean reads;

    @Option(names = "--ships", description = "Says at once that what it promises has left.")
    private boolean ships;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description =
                    "Reads and writes documents, x12, edifact or ubl, on supplier-documents and"
                            + " supplier-documents-in. Needs the documents job.")
    private @Nullable DocumentFormat format;

    @Option(
            names = "--after",
            paramLabel = "DURATION",
            description =
                    "Answers so long after an order was issued, e.g. PT30M, where event time is not the clock's.")
    private @Nullable Duration after;

    @Option(
            names = "--until-idle",
            paramLabel = "DURATION",
            description = "Ends when no order has come for so long; else it goes on for ever.")
    private @Nullable Duration untilIdle;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before a command runs
    private CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Manners manners = new Manners(shortShare, lateDays, silent, reads, ships);
        Topic from = format == null ? Topic.PURCHASE_ORDERS : Topic.SUPPLIER_DOCUMENTS;
        Topic to = format == null ? Topic.SUPPLIER_REPLIES : Topic.SUPPLIER_DOCUMENTS_IN;
        Answering desk = format == null ? messages(manners) : documents(manners, format);
        Settings settings = installation.settings();
        Topics topics = Topics.of(settings);
        Properties reading = settings.consumer();
        reading.setProperty("group.id", "supplier-" + id);
        reading.setProperty("auto.offset.reset", "earliest");
        reading.setProperty("enable.auto.commit", "false");
        // Without it the supplier would see orders of transactions that never came about.
        reading.setProperty("isolation.level", "read_committed");
        Properties writing = settings.producer();
        writing.setProperty("acks", "all");
        try (KafkaConsumer<byte[], byte[]> orders =
                        new KafkaConsumer<>(
                                reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> replies =
                        new KafkaProducer<>(
                                writing, new ByteArraySerializer(), new ByteArraySerializer())) {
            orders.subscribe(List.of(topics.name(from, id)));
            long heard = System.nanoTime();
            while (untilIdle == null || System.nanoTime() - heard < untilIdle.toNanos()) {
                ConsumerRecords<byte[], byte[]> polled = orders.poll(POLL);
                if (!polled.isEmpty()) {
                    answer(polled, desk, replies, topics.name(to));
                    orders.commitSync();
                    heard = System.nanoTime();
                }
            }
        }
        return 0;
    }

    /** What is said to a record: keys and values. */
    private interface Answering {
        List<Answer> to(ConsumerRecord<byte[], byte[]> record);
    }

    private record Answer(String key, byte[] value, String shown) {}

    private Answering messages(Manners manners) {
        OrderDesk desk = new OrderDesk(id, manners);
        return record -> {
            PurchaseOrder order = order(record);
            if (order == null) {
                return List.of();
            }
            String source = header(record, "ce_source");
            long time = answerTime(order.issuedMillis());
            return desk.answer(order, source, header(record, "ce_id"), time).stream()
                    .map(
                            reply ->
                                    new Answer(
                                            reply.orderNumber(),
                                            Messages.encode(reply),
                                            "%s:%d %s %d lines"
                                                    .formatted(
                                                            reply.orderNumber(),
                                                            reply.revision(),
                                                            reply.kind(),
                                                            reply.lines().size())))
                    .toList();
        };
    }

    private Answering documents(Manners manners, DocumentFormat documents) {
        DocumentDesk desk = new DocumentDesk(id, manners, documents);
        return record -> {
            if (!header(record, "supplier").equals(id)) {
                return List.of();
            }
            String source = header(record, "ce_source");
            String event = header(record, "ce_id");
            try {
                return desk.answer(record.value(), source, event, this::answerTime).stream()
                        .map(
                                bytes ->
                                        new Answer(
                                                id,
                                                bytes,
                                                "%s: %d bytes".formatted(event, bytes.length)))
                        .toList();
            } catch (UnreadableDocumentException e) {
                throw new IllegalStateException(
                        "The document at offset %d of %s cannot be read."
                                .formatted(record.offset(), record.topic()),
                        e);
            }
        };
    }

    private long answerTime(long issuedMillis) {
        return after == null ? System.currentTimeMillis() : issuedMillis + after.toMillis();
    }

    /** As people type it. */
    static final class FormatConverter implements ITypeConverter<DocumentFormat> {
        @Override
        public DocumentFormat convert(String text) {
            try {
                return DocumentFormat.valueOf(text.toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "The format (%s) must be one of x12, edifact, ubl.".formatted(text));
            }
        }
    }

    /** Answers are stored before the orders count as read. */
    private void answer(
            ConsumerRecords<byte[], byte[]> polled,
            Answering desk,
            KafkaProducer<byte[], byte[]> replies,
            String topic)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            for (Answer answer : desk.to(record)) {
                sent.add(
                        replies.send(
                                new ProducerRecord<>(
                                        topic, answer.key().getBytes(UTF_8), answer.value())));
                out.println(answer.shown());
            }
        }
        out.flush();
        for (Future<RecordMetadata> answer : sent) {
            try {
                answer.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(
                        "Kafka refused an answer. Maybe the user lacks the right to write the topic "
                                + topic
                                + ".",
                        e.getCause());
            }
        }
    }

    private static @Nullable PurchaseOrder order(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Decoder.of(PurchaseOrder.class).message(record.value());
        } catch (BadMessageException e) {
            throw new IllegalStateException(
                    "The order at offset %d of %s cannot be read."
                            .formatted(record.offset(), record.topic()),
                    e);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        if (header == null) {
            throw new IllegalStateException(
                    "The order at offset %d of %s has no %s, so duplicates of it cannot be told."
                            .formatted(record.offset(), record.topic(), name));
        }
        return new String(header.value(), UTF_8);
    }
}
