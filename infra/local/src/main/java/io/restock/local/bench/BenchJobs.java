package io.restock.local.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.domain.Sale;
import io.restock.domain.SeriesHistory;
import io.restock.jobs.ForecastPipeline;
import io.restock.jobs.JobEnvironment;
import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Outbound;
import io.restock.jobs.kafka.Sinks;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.kafka.Topics;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.wire.Messages;
import io.restock.operators.forecast.ForecastRequest;
import java.util.Arrays;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The jobs that are measured; both read the sales there are and finish. */
final class BenchJobs {
    private static final String[] NO_HEADERS = {};

    private BenchJobs() {}

    /** Bytes of the sales topic → the topic of forecasts, exactly once: what Kafka alone costs. */
    static void passThrough(StreamExecutionEnvironment env, Settings settings, String sales) {
        JobEnvironment.configure(env, settings);
        String out = Topics.of(settings).name(Topic.FORECASTS);
        KafkaSource<byte[]> source =
                KafkaSource.<byte[]>builder()
                        .setProperties(settings.consumer())
                        .setTopics(sales)
                        .setGroupId("bench-pass-through")
                        .setStartingOffsets(OffsetsInitializer.earliest())
                        .setBounded(OffsetsInitializer.latest())
                        .setValueOnlyDeserializer(new Bytes())
                        .build();
        DataStream<Outbound> records =
                env.fromSource(source, WatermarkStrategy.noWatermarks(), "bytes")
                        .uid("bytes")
                        .map(new Stopwatch.Start<>())
                        .returns(byte[].class)
                        .uid("start")
                        .map(value -> new Outbound(out, SaleLoad.KEY, value, NO_HEADERS))
                        .returns(Outbound.class)
                        .uid("envelope");
        finish(records, settings);
    }

    /**
     * The sale path of the forecasting job as it is, with all its event time and keyed state, and
     * last week's demand in place of the model: one forecast for each series and day.
     */
    static void salePath(StreamExecutionEnvironment env, Settings settings) {
        JobEnvironment.configure(env, settings);
        Feeds feeds = new Feeds(env, settings, "bench");
        DataStream<Sale> sales =
                feeds.sales().map(new Stopwatch.Start<>()).returns(Sale.class).uid("start");
        DataStream<ForecastRequest> requests =
                ForecastPipeline.ask(
                                new ForecastPipeline.Inputs(
                                        sales,
                                        feeds.stock(),
                                        feeds.locations(),
                                        feeds.weather(),
                                        feeds.holidays(),
                                        feeds.promotions()),
                                OperatorSettings.demand(settings),
                                OperatorSettings.context(settings),
                                OperatorSettings.history(settings))
                        .requests();
        String out = Topics.of(settings).name(Topic.FORECASTS);
        MapFunction<ForecastRequest, Outbound> put = request -> put(request, out);
        finish(requests.map(put).returns(Outbound.class).uid("envelope"), settings);
    }

    private static void finish(DataStream<Outbound> records, Settings settings) {
        new Sinks(settings, "bench")
                .exactlyOnce(
                        records.map(new Stopwatch.Stop<>()).returns(Outbound.class).uid("stop"),
                        "out");
    }

    private static Outbound put(ForecastRequest request, String topic) {
        SeriesHistory history = request.history();
        float last = history.units()[history.units().length - 1];
        float[] quantiles = new float[Quantiles.COUNT];
        Arrays.fill(quantiles, Float.isNaN(last) ? 0 : last);
        Forecast forecast =
                new Forecast(
                        history.location(),
                        history.item(),
                        history.originEpochDay(),
                        request.issuedMillis(),
                        "",
                        "naive",
                        "",
                        new float[] {quantiles[0]},
                        quantiles);
        return new Outbound(
                topic, history.key().getBytes(UTF_8), Messages.encode(forecast), NO_HEADERS);
    }

    private static final class Bytes extends AbstractDeserializationSchema<byte[]> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] deserialize(byte[] value) {
            return value;
        }
    }
}
