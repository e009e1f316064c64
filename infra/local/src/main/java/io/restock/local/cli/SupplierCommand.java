package io.restock.local.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.PurchaseOrder;
import io.restock.domain.SupplierReply;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.BadMessageException;
import io.restock.jobs.wire.Decoder;
import io.restock.jobs.wire.Messages;
import io.restock.local.supplier.Manners;
import io.restock.local.supplier.OrderDesk;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
        OrderDesk desk = new OrderDesk(id, new Manners(shortShare, lateDays, silent, reads, ships));
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
            orders.subscribe(List.of(topics.name(Topic.PURCHASE_ORDERS, id)));
            long heard = System.nanoTime();
            while (untilIdle == null || System.nanoTime() - heard < untilIdle.toNanos()) {
                ConsumerRecords<byte[], byte[]> polled = orders.poll(POLL);
                if (!polled.isEmpty()) {
                    answer(polled, desk, replies, topics.name(Topic.SUPPLIER_REPLIES));
                    orders.commitSync();
                    heard = System.nanoTime();
                }
            }
        }
        return 0;
    }

    /** Answers are stored before the orders count as read. */
    private void answer(
            ConsumerRecords<byte[], byte[]> polled,
            OrderDesk desk,
            KafkaProducer<byte[], byte[]> replies,
            String topic)
            throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            PurchaseOrder order = order(record);
            if (order == null) {
                continue;
            }
            long time =
                    after == null
                            ? System.currentTimeMillis()
                            : order.issuedMillis() + after.toMillis();
            String source = header(record, "ce_source");
            for (SupplierReply reply : desk.answer(order, source, header(record, "ce_id"), time)) {
                sent.add(
                        replies.send(
                                new ProducerRecord<>(
                                        topic,
                                        reply.orderNumber().getBytes(UTF_8),
                                        Messages.encode(reply))));
                out.printf(
                        "%s:%d %s %d lines%n",
                        reply.orderNumber(), reply.revision(), reply.kind(), reply.lines().size());
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
