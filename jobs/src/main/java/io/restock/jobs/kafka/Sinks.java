package io.restock.jobs.kafka;

import io.restock.domain.Alert;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.LogEntry;
import io.restock.domain.ModelNews;
import io.restock.domain.PlanLine;
import io.restock.domain.PlanRecord;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.operators.documents.SupplierDocument;
import java.util.Properties;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * The topics the jobs write.
 *
 * <p>Plans, their orders, transfers and alerts go through one transactional sink, and those of a
 * group through one of its subtasks: what a group decides in one review is in one transaction,
 * which readers with {@code isolation.level=read_committed} see whole or not at all, once. Subtasks
 * commit one after the other, and partitions too: there is no order between groups. What becomes of
 * models is sent likewise, by the forecasting job. Forecasts and rejected records may be said again
 * after a failure; series and origin, topic and offset tell them apart.
 */
public final class Sinks {
    /** What a producer holds back by default; a message larger than it could never be sent. */
    private static final long KAFKAS_BUFFER = 32L * 1024 * 1024;

    private final Settings settings;
    private final Envelope envelope;
    private final String job;

    /**
     * @param job name of the job; transactional ids hold it
     */
    public Sinks(Settings settings, String job) {
        this.settings = settings;
        this.envelope = new Envelope(settings);
        this.job = job;
    }

    /** Forecasts, at least once. */
    public void forecasts(DataStream<Forecast> forecasts) {
        Envelope put = envelope;
        atLeastOnce(enveloped(forecasts, put::of, "forecasts-envelope"), "forecasts-sink");
    }

    /** Closed days, at least once. */
    public void demand(DataStream<DemandReport> demand) {
        Envelope put = envelope;
        atLeastOnce(enveloped(demand, put::of, "demand-envelope"), "demand-sink");
    }

    /** What becomes of models and what is to be told of them, exactly once and together. */
    public void models(DataStream<ModelNews> news, DataStream<Alert> alerts) {
        Envelope put = envelope;
        exactlyOnce(
                        enveloped(news, put::of, "models-envelope")
                                .union(enveloped(alerts, put::of, "alerts-envelope")),
                        "models-sink")
                .setParallelism(1); // a few a day: one producer is enough
    }

    /** What could not be read or is not allowed, at least once. */
    public void rejected(DataStream<Rejected> rejected) {
        Envelope put = envelope;
        atLeastOnce(enveloped(rejected, put::of, "rejected-envelope"), "rejected-sink");
    }

    /** Documents to suppliers, and what theirs say to the order book, exactly once and together. */
    public void documents(
            DataStream<SupplierDocument> documents, DataStream<SupplierReply> replies) {
        Envelope put = envelope;
        exactlyOnce(
                enveloped(documents, put::of, "supplier-documents-envelope")
                        .union(enveloped(replies, put::of, "supplier-replies-envelope")),
                "documents-sink");
    }

    /** All that planning says, exactly once and together. */
    public void planning(
            DataStream<PlanRecord> plans,
            DataStream<PlanLine> lines,
            DataStream<PurchaseOrder> orders,
            DataStream<TransferOrder> transfers,
            DataStream<Alert> alerts,
            DataStream<LogEntry> log) {
        Envelope put = envelope;
        DataStream<Outbound> all =
                enveloped(plans, put::of, "plans-envelope")
                        .union(
                                enveloped(lines, put::of, "plan-lines-envelope"),
                                ordersEnveloped(orders),
                                enveloped(transfers, put::of, "transfer-orders-envelope"),
                                enveloped(alerts, put::of, "alerts-envelope"),
                                enveloped(log, put::of, "decision-log-envelope"));
        exactlyOnce(all, "planning-sink");
    }

    /**
     * Records in a transaction for each checkpoint; readers see them when it is complete.
     *
     * @return the sink, as parallel as the environment
     */
    public DataStreamSink<Outbound> exactlyOnce(DataStream<Outbound> records, String uid) {
        Properties properties = settings.producer();
        properties.setProperty(
                "transaction.timeout.ms",
                Long.toString(settings.get(Keys.TRANSACTION_TIMEOUT).toMillis()));
        return records.sinkTo(
                        builder(properties)
                                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                                .setTransactionalIdPrefix(
                                        settings.get(Keys.TRANSACTION_PREFIX)
                                                + '-'
                                                + job
                                                + '-'
                                                + uid)
                                .build())
                .uid(uid)
                .name(uid);
    }

    private void atLeastOnce(DataStream<Outbound> records, String uid) {
        records.sinkTo(
                        builder(settings.producer())
                                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                                .build())
                .uid(uid)
                .name(uid);
    }

    private KafkaSinkBuilder<Outbound> builder(Properties properties) {
        long largest = Topics.largestMessage(settings);
        properties.putIfAbsent("max.request.size", Long.toString(largest));
        properties.putIfAbsent(
                "buffer.memory", Long.toString(Math.max(KAFKAS_BUFFER, 2 * largest)));
        return KafkaSink.<Outbound>builder()
                .setKafkaProducerConfig(properties)
                .setBootstrapServers(properties.getProperty("bootstrap.servers"))
                .setRecordSerializer(new OutboundSchema());
    }

    private SingleOutputStreamOperator<Outbound> ordersEnveloped(DataStream<PurchaseOrder> orders) {
        Envelope put = envelope;
        String uid = "purchase-orders-envelope";
        FlatMapFunction<PurchaseOrder, Outbound> twice =
                (order, out) -> {
                    out.collect(put.of(order));
                    out.collect(put.stateOf(order));
                };
        return orders.flatMap(twice).returns(Outbound.class).uid(uid).name(uid);
    }

    private static <T> SingleOutputStreamOperator<Outbound> enveloped(
            DataStream<T> messages, MapFunction<T, Outbound> put, String uid) {
        return messages.map(put).returns(Outbound.class).uid(uid).name(uid);
    }
}
