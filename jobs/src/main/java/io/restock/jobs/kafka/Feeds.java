package io.restock.jobs.kafka;

import io.restock.domain.Decision;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.WeatherDay;
import io.restock.jobs.settings.EndAt;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Setting;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Inbound;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.jspecify.annotations.Nullable;

/**
 * The topics a job reads, as streams of messages with event time. What cannot be read gathers in
 * {@link #rejected}.
 *
 * <p>A topic that both jobs read is answered for by one of them, so that a bad record is rejected
 * once: {@code stock} by the forecasting job, {@code network} by coordination. The other counts it.
 */
public final class Feeds {
    private final StreamExecutionEnvironment env;
    private final Settings settings;
    private final Topics topics;
    private final String job;
    private @Nullable DataStream<Rejected> rejected;

    /**
     * @param job name of the job; the consumer group ends with it
     */
    public Feeds(StreamExecutionEnvironment env, Settings settings, String job) {
        this.env = env;
        this.settings = settings;
        this.topics = Topics.of(settings);
        this.job = job;
    }

    /** Sales. */
    public DataStream<Sale> sales() {
        return answered(timed(Topic.SALES, Sale.class, Keys.IDLE_AFTER_SALES));
    }

    /** Stock reports; what cannot be read is rejected. */
    public DataStream<StockLevel> stock() {
        return answered(timed(Topic.STOCK, StockLevel.class, Keys.IDLE_AFTER_SALES));
    }

    /** Stock reports; the other job answers for what cannot be read. */
    public DataStream<StockLevel> stockUnanswered() {
        return timed(Topic.STOCK, StockLevel.class, Keys.IDLE_AFTER_SALES);
    }

    /** Weather. */
    public DataStream<WeatherDay> weather() {
        return answered(timed(Topic.WEATHER, WeatherDay.class, Keys.IDLE_AFTER));
    }

    /** Holidays. */
    public DataStream<Holiday> holidays() {
        return answered(timed(Topic.HOLIDAYS, Holiday.class, Keys.IDLE_AFTER));
    }

    /** Promotions. */
    public DataStream<Promotion> promotions() {
        return answered(timed(Topic.PROMOTIONS, Promotion.class, Keys.IDLE_AFTER));
    }

    /** Suppliers' and warehouses' answers. */
    public DataStream<SupplierReply> replies() {
        return answered(timed(Topic.SUPPLIER_REPLIES, SupplierReply.class, Keys.IDLE_AFTER));
    }

    /** Locations; the other job answers for what cannot be read. */
    public DataStream<Location> locations() {
        return untimed(Topic.NETWORK, Location.class, Keys.RECORD_MAX_BYTES_NETWORK, "group");
    }

    /** Planning groups. */
    public DataStream<PlanningGroup> groups() {
        return answered(
                untimed(
                        Topic.NETWORK,
                        PlanningGroup.class,
                        Keys.RECORD_MAX_BYTES_NETWORK,
                        "location"));
    }

    /** Forecasts. */
    public DataStream<Forecast> forecasts() {
        return answered(untimed(Topic.FORECASTS, Forecast.class, Keys.RECORD_MAX_BYTES));
    }

    /** People's decisions. */
    public DataStream<Decision> decisions() {
        return answered(untimed(Topic.DECISIONS, Decision.class, Keys.RECORD_MAX_BYTES));
    }

    /** What could not be read of the streams taken so far, at least one. */
    public DataStream<Rejected> rejected() {
        if (rejected == null) {
            throw new IllegalStateException("No stream of " + job + " has been taken yet.");
        }
        return rejected;
    }

    private <T> SingleOutputStreamOperator<T> timed(
            Topic topic, Class<T> message, Setting<Duration> idleAfter) {
        return attach(
                topic,
                message,
                settings.get(Keys.RECORD_MAX_BYTES),
                Watermarks.timed(settings, job, settings.get(idleAfter)));
    }

    private <T> SingleOutputStreamOperator<T> untimed(
            Topic topic, Class<T> message, Setting<Integer> maxBytes, String... others) {
        return attach(topic, message, settings.get(maxBytes), Watermarks.untimed(), others);
    }

    private <T> SingleOutputStreamOperator<T> attach(
            Topic topic,
            Class<T> message,
            int maxBytes,
            WatermarkStrategy<Inbound<T>> watermarks,
            String... others) {
        String uid = topic.base() + "-source";
        // A reader without a partition would only hold a slot.
        int parallelism = Math.min(env.getParallelism(), settings.get(Keys.TOPICS_PARTITIONS));
        return env.fromSource(
                        source(topic, new InboundSchema<>(message, maxBytes, others)),
                        watermarks,
                        uid)
                .setParallelism(parallelism)
                .uid(uid)
                .process(new Unwrap<T>())
                .returns(message)
                .setParallelism(parallelism)
                .uid(topic.base() + "-messages")
                .name(topic.base() + "-messages");
    }

    private <T> KafkaSource<Inbound<T>> source(Topic topic, InboundSchema<T> schema) {
        KafkaSourceBuilder<Inbound<T>> builder =
                KafkaSource.<Inbound<T>>builder()
                        .setProperties(settings.consumer())
                        .setTopics(topics.name(topic))
                        .setGroupId(settings.get(Keys.SOURCE_GROUP) + '-' + job)
                        .setClientIdPrefix(
                                settings.get(Keys.SOURCE_GROUP) + '-' + job + '-' + topic.base())
                        .setStartingOffsets(start())
                        .setDeserializer(schema);
        if (settings.get(Keys.SOURCE_END) == EndAt.LATEST) {
            builder.setBounded(OffsetsInitializer.latest());
        }
        return builder.build();
    }

    @SuppressWarnings("deprecation") // the connector takes nothing newer yet
    private OffsetsInitializer start() {
        return switch (settings.get(Keys.SOURCE_START)) {
            case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
            case EARLIEST -> OffsetsInitializer.earliest();
            case LATEST -> OffsetsInitializer.latest();
        };
    }

    private <T> DataStream<T> answered(SingleOutputStreamOperator<T> messages) {
        DataStream<Rejected> more = messages.getSideOutput(Unwrap.REJECTED);
        rejected = rejected == null ? more : rejected.union(more);
        return messages;
    }
}
