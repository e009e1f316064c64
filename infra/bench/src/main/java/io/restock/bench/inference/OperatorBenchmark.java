package io.restock.bench.inference;

import io.restock.domain.Forecast;
import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.EngineChoice;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.ForecastOperator;
import io.restock.operators.forecast.ForecastRequest;
import io.restock.operators.forecast.ForecastSettings;
import io.restock.operators.forecast.fusion.MemberForecasts;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The forecast operator in a Flink job of one subtask, from request to answer. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class OperatorBenchmark {
    /** Longest a batch of the lone requests waits, ms. */
    static final int LINGER_MILLIS = 5;

    private static final int SERIES = 256;
    private static final int BATCH = 64;
    private static final int CAPACITY = 256;
    private static final int DEADLINE_MILLIS = 600_000;

    /** Requests of a job. */
    @Param("30000")
    int requests;

    private String model;
    private int horizon;

    /** Looks at the model. */
    @Setup
    public void load() {
        model = System.getProperty(InferenceBenchmark.MODEL);
        horizon = ForecastModel.load(Path.of(model)).horizon();
    }

    /** As many requests under way as the operator allows. */
    @Benchmark
    public void operator() throws Exception {
        run(requests, new Ask(horizon, false));
    }

    /** One request at a time: the next is asked when the one before is answered. */
    @Benchmark
    public void loneRequest() throws Exception {
        run(requests / 20, new Ask(horizon, true));
    }

    private void run(int count, Ask ask) throws Exception {
        Configuration as = new Configuration();
        as.set(PipelineOptions.OBJECT_REUSE, true);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, as);
        env.setBufferTimeout(ask.alone ? 0 : 5);
        ForecastSettings settings =
                new ForecastSettings(
                        model,
                        EngineChoice.AUTO,
                        horizon,
                        DEADLINE_MILLIS,
                        BATCH,
                        LINGER_MILLIS,
                        CAPACITY);
        Latencies.reset(count);
        DataGeneratorSource<ForecastRequest> source =
                new DataGeneratorSource<>(ask, count, TypeInformation.of(ForecastRequest.class));
        ForecastOperator.attach(
                        env.fromSource(source, WatermarkStrategy.noWatermarks(), "Ask")
                                .disableChaining(),
                        settings)
                .map(Latencies::answered)
                .sinkTo(new DiscardingSink<>());
        env.execute();
        if (Latencies.count() != count) {
            throw new IllegalStateException(
                    "%d of %d requests were answered.".formatted(Latencies.count(), count));
        }
        Meter.latencies(Latencies.millis(0.5), Latencies.millis(0.99));
    }

    /** Asks for one series after another; its event time is the wall time of the question. */
    private static final class Ask implements GeneratorFunction<Long, ForecastRequest> {
        private static final long serialVersionUID = 1L;

        private final int horizon;
        private final boolean alone;
        private transient List<SeriesHistory> series = List.of();

        Ask(int horizon, boolean alone) {
            this.horizon = horizon;
            this.alone = alone;
        }

        @Override
        public ForecastRequest map(Long number) throws InterruptedException {
            if (series == null || series.isEmpty()) {
                series = Series.many(SERIES, horizon, 7);
            }
            if (alone && number > 0) {
                Latencies.ANSWERED.acquire();
            }
            return new ForecastRequest(series.get((int) (number % SERIES)), System.nanoTime());
        }
    }

    /** How long each answer took, after a tenth of them that do not count. */
    static final class Latencies {
        static final Semaphore ANSWERED = new Semaphore(0);

        private static long[] nanos = {};
        private static int all;

        private Latencies() {}

        static void reset(int requests) {
            nanos = new long[requests];
            all = 0;
            ANSWERED.drainPermits();
        }

        static int count() {
            return all;
        }

        /** Notes an answer; called by the one subtask. */
        static MemberForecasts answered(MemberForecasts answer) {
            Forecast forecast = answer.model();
            if (!forecast.fallbackReason().isEmpty()) {
                throw new IllegalStateException(
                        "A request was answered without the model: " + forecast.fallbackReason());
            }
            nanos[all++] = System.nanoTime() - forecast.issuedMillis();
            if (all == nanos.length / 10) {
                Meter.start();
            } else {
                Meter.count(1);
            }
            if (all == nanos.length) {
                Meter.stop();
            }
            ANSWERED.release();
            return answer;
        }

        /** The latency that a share of the answers did not exceed, ms. */
        static double millis(double share) {
            long[] sorted = Arrays.copyOfRange(nanos, all / 10, all);
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
        }
    }
}
