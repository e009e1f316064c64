package io.restock.jobs.kafka;

import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.ModelNews;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.WeatherDay;
import io.restock.jobs.settings.EndAt;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Setting;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.settings.SettingsException;
import io.restock.jobs.settings.StartAt;
import io.restock.jobs.wire.Answers;
import io.restock.jobs.wire.Inbound;
import io.restock.operators.documents.ReceivedDocument;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The topics a job reads, as streams of messages with event time. What cannot be read gathers in
 * {@link #rejected}.
 *
 * <p>Both jobs read {@code stock} and {@code network}. A record of them that cannot be read is
 * rejected by one job, whichever run: where both do, {@code stock} is answered for by the
 * forecasting job, and {@code network} by coordination, but for locations, which only the
 * forecasting job reads. The other steps over it.
 */
public final class Feeds {
    private final StreamExecutionEnvironment env;
    private final Settings settings;
    private final Topics topics;
    private final String job;
    private final boolean besideTheOther;
    private @Nullable DataStream<Rejected> rejected;

    /**
     * @param job name of the job; the consumer group ends with it
     * @throws SettingsException if the job is not one of those that are to run
     */
    public Feeds(StreamExecutionEnvironment env, Settings settings, String job) {
        this.env = env;
        this.settings = settings;
        this.topics = Topics.of(settings);
        this.job = job;
        this.besideTheOther = settings.get(Keys.DEPLOYED).isBeside(job);
    }

    /** Sales. */
    public DataStream<Sale> sales() {
        return timed(Topic.SALES, Sale.class, Keys.IDLE_AFTER_SALES, Answers.ALL);
    }

    /** Stock reports, for the forecasting job. */
    public DataStream<StockLevel> stock() {
        return timed(Topic.STOCK, StockLevel.class, Keys.IDLE_AFTER_SALES, Answers.ALL);
    }

    /** Stock reports, for coordination; beside it the forecasting job answers for them. */
    public DataStream<StockLevel> stockForPlanning() {
        return timed(
                Topic.STOCK,
                StockLevel.class,
                Keys.IDLE_AFTER_SALES,
                besideTheOther ? Answers.NONE : Answers.ALL);
    }

    /** Weather. */
    public DataStream<WeatherDay> weather() {
        return timed(Topic.WEATHER, WeatherDay.class, Keys.IDLE_AFTER, Answers.ALL);
    }

    /** Holidays. */
    public DataStream<Holiday> holidays() {
        return timed(Topic.HOLIDAYS, Holiday.class, Keys.IDLE_AFTER, Answers.ALL);
    }

    /** Promotions. */
    public DataStream<Promotion> promotions() {
        return timed(Topic.PROMOTIONS, Promotion.class, Keys.IDLE_AFTER, Answers.ALL);
    }

    /** Suppliers' and warehouses' answers. */
    public DataStream<SupplierReply> replies() {
        return timed(Topic.SUPPLIER_REPLIES, SupplierReply.class, Keys.IDLE_AFTER, Answers.ALL);
    }

    /** Locations, for the forecasting job; beside it coordination answers for all else there. */
    public DataStream<Location> locations() {
        return untimed(
                Topic.NETWORK,
                Location.class,
                Keys.RECORD_MAX_BYTES_NETWORK,
                besideTheOther ? Answers.ITS_TYPE : Answers.ALL,
                "group");
    }

    /** Planning groups, for coordination. */
    public DataStream<PlanningGroup> groups() {
        return untimed(
                Topic.NETWORK,
                PlanningGroup.class,
                Keys.RECORD_MAX_BYTES_NETWORK,
                Answers.ALL,
                "location");
    }

    /** Planning groups, for documents; beside it coordination answers for all of the topic. */
    public DataStream<PlanningGroup> groupsForDocuments() {
        return untimed(
                Topic.NETWORK,
                PlanningGroup.class,
                Keys.RECORD_MAX_BYTES_NETWORK,
                Answers.NONE,
                "location");
    }

    /** Committed events of purchase orders, for documents. */
    public DataStream<PurchaseOrder> purchaseOrders() {
        return untimed(
                Topic.PURCHASE_ORDERS,
                PurchaseOrder.class,
                Keys.RECORD_MAX_BYTES_NETWORK,
                Answers.ALL);
    }

    /** Suppliers' documents, as they come. */
    public DataStream<ReceivedDocument> documents() {
        String uid = Topic.SUPPLIER_DOCUMENTS_IN.base() + "-source";
        return env.fromSource(
                        source(Topic.SUPPLIER_DOCUMENTS_IN, new DocumentSchema()),
                        WatermarkStrategy.noWatermarks(),
                        uid)
                .setParallelism(parallelism())
                .uid(uid);
    }

    /** Forecasts. */
    public DataStream<Forecast> forecasts() {
        return untimed(Topic.FORECASTS, Forecast.class, Keys.RECORD_MAX_BYTES, Answers.ALL);
    }

    /** News of models. */
    public DataStream<ModelNews> models() {
        return untimed(Topic.MODELS, ModelNews.class, Keys.RECORD_MAX_BYTES, Answers.ALL);
    }

    /** People's decisions. */
    public DataStream<Decision> decisions() {
        return untimed(Topic.DECISIONS, Decision.class, Keys.RECORD_MAX_BYTES, Answers.ALL);
    }

    /** What could not be read of the streams taken so far, at least one. */
    public DataStream<Rejected> rejected() {
        if (rejected == null) {
            throw new IllegalStateException("No stream of " + job + " has been taken yet.");
        }
        return rejected;
    }

    private <T> DataStream<T> timed(
            Topic topic, Class<T> message, Setting<Duration> idleAfter, Answers answers) {
        KafkaSource<Inbound<T>> source =
                source(
                        topic,
                        new InboundSchema<>(
                                message,
                                settings.get(Keys.RECORD_MAX_BYTES),
                                maxAheadMillis(),
                                answers));
        return attach(
                topic,
                new TimedSource<>(source, TimeRule.of(settings)),
                message,
                Watermarks.timed(settings, job, settings.get(idleAfter)));
    }

    private <T> DataStream<T> untimed(
            Topic topic,
            Class<T> message,
            Setting<Integer> maxBytes,
            Answers answers,
            String... others) {
        return attach(
                topic,
                source(
                        topic,
                        new InboundSchema<>(
                                message,
                                settings.get(maxBytes),
                                maxAheadMillis(),
                                answers,
                                others)),
                message,
                Watermarks.untimed());
    }

    private long maxAheadMillis() {
        return settings.get(Keys.RECORD_MAX_AHEAD).toMillis();
    }

    private <T> DataStream<T> attach(
            Topic topic,
            Source<Inbound<T>, ?, ?> source,
            Class<T> message,
            WatermarkStrategy<Inbound<T>> watermarks) {
        String uid = topic.base() + "-source";
        int parallelism = parallelism();
        SingleOutputStreamOperator<T> messages =
                env.fromSource(source, watermarks, uid)
                        .setParallelism(parallelism)
                        .uid(uid)
                        .transform(
                                topic.base() + "-messages",
                                TypeInformation.of(message),
                                new Unwrap<>())
                        .setParallelism(parallelism)
                        .uid(topic.base() + "-messages");
        DataStream<Rejected> more = messages.getSideOutput(Unwrap.REJECTED);
        rejected = rejected == null ? more : rejected.union(more);
        return messages;
    }

    /** A reader without a partition would only hold a slot. */
    private int parallelism() {
        return Math.min(env.getParallelism(), settings.get(Keys.TOPICS_PARTITIONS));
    }

    private <R> KafkaSource<R> source(Topic topic, KafkaRecordDeserializationSchema<R> schema) {
        KafkaSourceBuilder<R> builder =
                KafkaSource.<R>builder()
                        .setProperties(settings.consumer())
                        .setTopics(partsOf(topic))
                        .setGroupId(settings.get(Keys.SOURCE_GROUP) + '-' + job)
                        .setClientIdPrefix(
                                settings.get(Keys.SOURCE_GROUP) + '-' + job + '-' + topic.base())
                        .setStartingOffsets(start(topic, settings.get(Keys.SOURCE_START)))
                        .setDeserializer(schema);
        if (settings.get(Keys.SOURCE_END) == EndAt.LATEST) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }

    /** Orders of suppliers that are kept apart are on topics of their own. */
    private List<String> partsOf(Topic topic) {
        return topic == Topic.PURCHASE_ORDERS
                ? topics.allParts(topic)
                : List.of(topics.name(topic));
    }

    /**
     * Where a job without a savepoint begins to read. What a new installation needs it needs again
     * without its state: read from where another life stopped, there would be no network.
     */
    @SuppressWarnings("deprecation") // the connector takes nothing newer yet
    static OffsetsInitializer start(Topic topic, StartAt asked) {
        if (topic.keep() == Topic.Keep.FOREVER) {
            return OffsetsInitializer.earliest();
        }
        return switch (asked) {
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
        };
    }
}
