package io.restock.operators.documents;

import io.restock.domain.DocumentTerms;
import io.restock.domain.OrderLine;
import io.restock.domain.OrderTransition;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.SupplierReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Order events and partners' documents → documents to partners and their replies.
 *
 * <p>Keyed by partner: format and ids of both sides. A partner can answer only the orders that it
 * was told. State: the partner with its control number, for good; what it was told of each order,
 * and by which control number, each cleared {@value #KEPT_DAYS} days after it was last written.
 * Timers: none. Side outputs: {@link #REPLIES}, {@link #REJECTED}, {@link #UNDELIVERABLE}.
 */
public final class DocumentExchange
        extends KeyedCoProcessFunction<String, PartnerOrder, ReceivedDocument, SupplierDocument> {
    private static final long serialVersionUID = 1L;

    /** Identity of the operator in savepoints. */
    public static final String UID = "document-exchange";

    /** Days after which nobody answers any more: goods may come a year late. */
    static final int KEPT_DAYS = 400;

    /** What partners answer. */
    public static final OutputTag<SupplierReply> REPLIES =
            new OutputTag<>("replies", TypeInformation.of(SupplierReply.class));

    /** Messages of partners that cannot be read or understood. */
    public static final OutputTag<Rejected> REJECTED =
            new OutputTag<>("rejected-documents", TypeInformation.of(Rejected.class));

    /** Order events that a partner's format cannot say. */
    public static final OutputTag<Undeliverable> UNDELIVERABLE =
            new OutputTag<>("undeliverable", TypeInformation.of(Undeliverable.class));

    private static final String NEVER_TOLD =
            "Its partner was never told this order, so its cancellation is not said.";

    private transient ValueState<Partner> partner;
    private transient MapState<String, SentOrder> sent;
    private transient MapState<Long, SentDocument> byControl;
    private transient Counter written;
    private transient Counter read;
    private transient Counter rejected;
    private transient Counter untold;

    DocumentExchange() {}

    /** Documents to partners; what they answer is in the side outputs. */
    public static SingleOutputStreamOperator<SupplierDocument> attach(
            DataStream<PartnerOrder> orders, DataStream<ReceivedDocument> documents) {
        return orders.keyBy(PartnerOrder::partner)
                .connect(documents.keyBy(ReceivedDocument::partner))
                .process(new DocumentExchange(), TypeInformation.of(SupplierDocument.class))
                .uid(UID)
                .name(UID);
    }

    static ValueStateDescriptor<Partner> partnerState() {
        return new ValueStateDescriptor<>("partner", Partner.class);
    }

    static MapStateDescriptor<String, SentOrder> sentState() {
        MapStateDescriptor<String, SentOrder> state =
                new MapStateDescriptor<>("sent-orders", Types.STRING, Types.POJO(SentOrder.class));
        state.enableTimeToLive(kept());
        return state;
    }

    static MapStateDescriptor<Long, SentDocument> controlState() {
        MapStateDescriptor<Long, SentDocument> state =
                new MapStateDescriptor<>(
                        "sent-documents", Types.LONG, Types.POJO(SentDocument.class));
        state.enableTimeToLive(kept());
        return state;
    }

    private static StateTtlConfig kept() {
        return StateTtlConfig.newBuilder(Duration.ofDays(KEPT_DAYS)).build();
    }

    @Override
    public void open(OpenContext unused) {
        partner = getRuntimeContext().getState(partnerState());
        sent = getRuntimeContext().getMapState(sentState());
        byControl = getRuntimeContext().getMapState(controlState());
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("restock");
        written = metrics.counter("documentsWritten");
        read = metrics.counter("documentsRead");
        rejected = metrics.counter("documentsRejected");
        untold = metrics.counter("ordersUntold");
    }

    @Override
    public void processElement1(PartnerOrder event, Context ctx, Collector<SupplierDocument> out)
            throws Exception {
        PurchaseOrder order = event.order();
        DocumentTerms terms = event.terms();
        PartnerFormat format = PartnerFormat.of(terms.format());
        Partner known = partner.value();
        SentOrder before = sent.get(order.number());
        if (before != null && before.knows(order.revision())) {
            return;
        }
        OrderMessage message = OrderMessage.of(order);
        if (before == null && message.transition() == OrderTransition.CANCELLED) {
            untold.inc();
            ctx.output(UNDELIVERABLE, new Undeliverable(order, NEVER_TOLD));
            return;
        }
        if (before == null) {
            message = message.original();
        }
        long control = Envelope.after(known == null ? 0 : known.control());
        byte[] bytes;
        try {
            List<OrderLine> lines = before == null ? List.of() : before.lines();
            bytes =
                    format.order(
                            new Envelope(control, message.issuedMillis(), terms, true),
                            message,
                            lines);
        } catch (UnwritableDocumentException e) {
            untold.inc();
            ctx.output(UNDELIVERABLE, new Undeliverable(order, String.valueOf(e.getMessage())));
            return;
        }
        String type = format.typeOf(message);
        String unit = terms.unit().isEmpty() ? format.piece() : terms.unit();
        partner.update(new Partner(order.supplier(), terms, control));
        sent.put(
                order.number(),
                (before == null ? SentOrder.of(order, unit) : before).with(message));
        byControl.put(control, new SentDocument(order.number(), order.revision(), type));
        String transition = order.transition().name().toLowerCase(java.util.Locale.ROOT);
        say(
                new SupplierDocument(
                        order.supplier(),
                        type,
                        String.join(
                                ":",
                                order.number(),
                                Integer.toString(order.revision()),
                                transition,
                                type),
                        order.number(),
                        format.contentType(),
                        order.issuedMillis(),
                        bytes),
                out);
    }

    @Override
    public void processElement2(
            ReceivedDocument document, Context ctx, Collector<SupplierDocument> out)
            throws Exception {
        read.inc();
        Interchange interchange;
        PartnerFormat format;
        try {
            format = PartnerFormat.of(document.bytes());
            interchange = format.read(document.bytes());
        } catch (UnreadableDocumentException e) {
            reject(document, e.fault().toString(), ctx);
            return;
        }
        Partner known = partner.value();
        if (known == null) {
            reject(
                    document,
                    "Interchange %s: %s (%s) has been told no order in %s, so it can answer none."
                            .formatted(
                                    interchange.id(),
                                    interchange.sender(),
                                    interchange.senderQualifier(),
                                    interchange.format()),
                    ctx);
            return;
        }
        if (interchange.test() != known.terms().test()) {
            reject(
                    document,
                    "Interchange %s says %s, and with %s (%s) it is %s."
                            .formatted(
                                    interchange.id(),
                                    usage(interchange.test()),
                                    interchange.sender(),
                                    interchange.senderQualifier(),
                                    usage(known.terms().test())),
                    ctx);
            return;
        }
        String supplier = known.supplier();
        for (Message message : interchange.messages()) {
            take(document, interchange, message, ctx);
            for (AnswerMessage answer : message.answers()) {
                SentOrder order = sent.get(answer.orderNumber());
                supplier = order == null ? supplier : order.supplier();
            }
        }
        long control = Envelope.after(known.control());
        Optional<byte[]> receipt;
        try {
            receipt =
                    format.acknowledge(
                            new Envelope(control, interchange.timeMillis(), known.terms(), true),
                            interchange);
        } catch (UnwritableDocumentException e) {
            String reason =
                    "Interchange %s gets no %s: "
                            .formatted(interchange.id(), format.acknowledgement());
            reject(document, reason + e.getMessage(), ctx);
            return;
        }
        if (receipt.isPresent()) {
            partner.update(new Partner(known.supplier(), known.terms(), control));
            say(
                    new SupplierDocument(
                            supplier,
                            format.acknowledgement(),
                            "%s:%d:%s".formatted(supplier, control, format.acknowledgement()),
                            interchange.id(),
                            format.contentType(),
                            interchange.timeMillis(),
                            receipt.get()),
                    out);
        }
    }

    private void take(
            ReceivedDocument document, Interchange interchange, Message message, Context ctx)
            throws Exception {
        String where =
                "Message %s (%s) of interchange %s: "
                        .formatted(message.reference(), message.type(), interchange.id());
        if (!message.faults().isEmpty()) {
            reject(document, where + joined(message.faults()), ctx);
        }
        if (!message.orders().isEmpty()) {
            reject(document, where + "A supplier orders nothing.", ctx);
        }
        String id =
                "%s:%s:%d:%s:%s:%08x"
                        .formatted(
                                interchange.format(),
                                interchange.id(),
                                message.groupControl(),
                                message.type(),
                                message.reference(),
                                message.hash());
        Receipt receipt = message.receipt();
        if (receipt != null) {
            take(document, where, receipt, id, interchange.timeMillis(), ctx);
        }
        for (AnswerMessage answer : message.answers()) {
            SentOrder order = sent.get(answer.orderNumber());
            if (order == null) {
                DocumentFault fault =
                        new DocumentFault(
                                "",
                                answer.position(),
                                0,
                                "Order %s was never told this partner."
                                        .formatted(answer.orderNumber()));
                reject(document, where + fault, ctx);
                continue;
            }
            try {
                Replies.Understood reply =
                        Replies.reply(order, answer, id, interchange.timeMillis());
                ctx.output(REPLIES, reply.reply());
                if (!reply.notes().isEmpty()) {
                    reject(document, where + joined(reply.notes()), ctx);
                }
            } catch (UnreadableDocumentException e) {
                reject(document, where + e.fault(), ctx);
            }
        }
    }

    private void take(
            ReceivedDocument document,
            String where,
            Receipt receipt,
            String id,
            long timeMillis,
            Context ctx)
            throws Exception {
        boolean whole = receipt.verdict() == Receipt.Verdict.ACCEPTED;
        if (whole && !receipt.read()) {
            return;
        }
        SentDocument about = byControl.get(receipt.control());
        SentOrder order = about == null ? null : sent.get(about.orderNumber());
        if (about == null || order == null) {
            reject(
                    document,
                    where
                            + "No order was told by control number %d: %s."
                                    .formatted(receipt.control(), receipt.text()),
                    ctx);
            return;
        }
        boolean refused = receipt.verdict() == Receipt.Verdict.REFUSED;
        if (refused) {
            untold.inc();
        } else if (receipt.read()) {
            ctx.output(REPLIES, Replies.read(order, about, id, timeMillis));
        }
        if (!whole) {
            String reason =
                    "The partner %s our %s of order %s, revision %d (control number %d): %s."
                            .formatted(
                                    refused ? "could not read" : "took with errors",
                                    about.type(),
                                    about.orderNumber(),
                                    about.revision(),
                                    receipt.control(),
                                    receipt.text());
            reject(document, where + reason, ctx);
        }
    }

    private void say(SupplierDocument document, Collector<SupplierDocument> out) {
        written.inc();
        out.collect(document);
    }

    private void reject(ReceivedDocument document, String reason, Context ctx) {
        rejected.inc();
        ctx.output(REJECTED, DocumentSorter.rejected(document, reason));
    }

    private static String usage(boolean test) {
        return test ? "test" : "production";
    }

    private static String joined(List<DocumentFault> faults) {
        return faults.stream().map(DocumentFault::toString).collect(Collectors.joining(" "));
    }
}
