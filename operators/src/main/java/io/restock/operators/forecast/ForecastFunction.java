package io.restock.operators.forecast;

import io.restock.domain.Forecast;
import io.restock.domain.Quantiles;
import io.restock.domain.SeriesHistory;
import io.restock.domain.Texts;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/**
 * Asks the model's micro-batcher, and answers every request: where the model cannot, with the
 * statistical forecast and the reason.
 */
final class ForecastFunction extends RichAsyncFunction<ForecastRequest, Forecast> {
    private static final long serialVersionUID = 1L;

    /** Method of a forecast that the model made. */
    static final String METHOD = "lstm";

    /** Fewer known days than the model was trained with. */
    static final String SHORT_HISTORY = "short history";

    /** No answer within the deadline. */
    static final String DEADLINE = "deadline";

    private static final int METRIC_WINDOW = 1000; // last values a histogram looks at

    private static final SeriesForecaster FALLBACK = new SeasonalLevel();

    private final ForecastSettings settings;
    private final EngineFactory engines;

    private transient SharedBatcher shared;
    private transient Histogram batchSize;
    private transient Histogram queueMicros;
    private transient Histogram inferenceMicros;
    private transient Counter fallbacks;
    private transient Counter shortHistories;
    private transient Counter deadlineMisses;
    private transient Counter engineFailures;

    ForecastFunction(ForecastSettings settings, EngineFactory engines) {
        this.settings = settings;
        this.engines = engines;
    }

    @Override
    public void open(OpenContext context) {
        shared = SharedBatcher.open(settings, engines);
        if (settings.horizon() > shared.horizon()) {
            throw new IllegalArgumentException(
                    "The horizon (%d) must be <= %d, the horizon of the model in %s. Maybe train it with --horizon %d."
                            .formatted(
                                    settings.horizon(),
                                    shared.horizon(),
                                    settings.modelDirectory(),
                                    settings.horizon()));
        }
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("forecast");
        batchSize = histogram(metrics, "batchSize");
        queueMicros = histogram(metrics, "queueMicros");
        inferenceMicros = histogram(metrics, "inferenceMicros");
        fallbacks = counter(metrics, "fallbacks");
        shortHistories = counter(metrics, "shortHistories");
        deadlineMisses = counter(metrics, "deadlineMisses");
        engineFailures = counter(metrics, "engineFailures");
        RecoveringEngine engine = shared.engine();
        metrics.gauge("engine", engine::describe);
        metrics.gauge("deviceBytes", engine::deviceBytes);
        metrics.gauge("engineRetries", engine::retries);
        metrics.gauge("engineReplacements", engine::replacements);
    }

    private static Histogram histogram(MetricGroup metrics, String name) {
        return metrics.histogram(name, new DescriptiveStatisticsHistogram(METRIC_WINDOW));
    }

    private static Counter counter(MetricGroup metrics, String name) {
        return metrics.counter(name, new ThreadSafeSimpleCounter());
    }

    @Override
    public void asyncInvoke(ForecastRequest request, ResultFuture<Forecast> result)
            throws InterruptedException {
        if (!FeatureEncoder.knowsEnough(request.history())) {
            shortHistories.inc();
            result.complete(List.of(fallback(request, SHORT_HISTORY)));
            return;
        }
        CompletableFuture<?> unused =
                shared.batcher()
                        .ask(request.history(), settings.deadlineMillis())
                        .whenComplete(
                                (answer, failure) -> answered(request, answer, failure, result));
    }

    private void answered(
            ForecastRequest request,
            MicroBatcher.@Nullable Answer answer,
            @Nullable Throwable failure,
            ResultFuture<Forecast> result) {
        if (answer != null) {
            note(answer);
            result.complete(List.of(forecast(request, answer.forecast())));
        } else if (!(failure instanceof CancellationException)) {
            engineFailures.inc();
            result.complete(List.of(fallback(request, Texts.cut("engine: " + failure))));
        } // else the deadline has passed: timeout() has answered, or will
    }

    @Override
    public void timeout(ForecastRequest request, ResultFuture<Forecast> result) {
        deadlineMisses.inc();
        result.complete(List.of(fallback(request, DEADLINE)));
    }

    private void note(MicroBatcher.Answer answer) {
        batchSize.update(answer.batchSize());
        queueMicros.update(TimeUnit.NANOSECONDS.toMicros(answer.queueNanos()));
        inferenceMicros.update(TimeUnit.NANOSECONDS.toMicros(answer.inferenceNanos()));
    }

    private Forecast forecast(ForecastRequest request, DemandQuantiles of) {
        int days = settings.horizon();
        return record(
                request,
                METHOD,
                "",
                Arrays.copyOf(of.mean(), days),
                Arrays.copyOf(of.quantiles(), days * Quantiles.COUNT));
    }

    private Forecast fallback(ForecastRequest request, String reason) {
        fallbacks.inc();
        DemandQuantiles of = FALLBACK.forecast(request.history(), settings.horizon());
        return record(request, FALLBACK.name(), reason, of.mean(), of.quantiles());
    }

    private Forecast record(
            ForecastRequest request,
            String method,
            String reason,
            float[] mean,
            float[] quantiles) {
        SeriesHistory history = request.history();
        return new Forecast(
                history.location(),
                history.item(),
                history.originEpochDay(),
                request.issuedMillis(),
                shared.version(),
                method,
                reason,
                mean,
                quantiles);
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
