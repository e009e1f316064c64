package io.restock.operators.forecast;

import io.restock.domain.Forecast;
import io.restock.domain.SeriesHistory;
import io.restock.domain.Texts;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import io.restock.operators.forecast.fusion.MemberForecasts;
import io.restock.operators.forecast.fusion.Segment;
import io.restock.operators.forecast.launch.LaunchPrior;
import io.restock.operators.forecast.life.ShadowForecast;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
 * Asks the champion's micro-batcher, and answers every request: where the champion cannot, with its
 * prior of new series or the statistical forecast, and the reason. What the models say that are
 * compared with it goes along.
 */
final class ForecastFunction extends RichAsyncFunction<ForecastRequest, MemberForecasts> {
    private static final long serialVersionUID = 1L;

    /** Method of a forecast that the model made. */
    static final String METHOD = "model";

    /** Fewer known days than the model was trained with. */
    static final String SHORT_HISTORY = "short history";

    /** No answer within the deadline. */
    static final String DEADLINE = "deadline";

    private static final float[] NONE = {};

    private static final int METRIC_WINDOW = 1000; // last values a histogram looks at

    private static final SeriesForecaster FALLBACK = new SeasonalLevel();

    private final ForecastSettings settings;
    private final EngineFactory engines;

    private transient ServedModels models;
    private transient Histogram batchSize;
    private transient Histogram queueMicros;
    private transient Histogram inferenceMicros;
    private transient Counter fallbacks;
    private transient Counter shortHistories;
    private transient Counter deadlineMisses;
    private transient Counter engineFailures;
    private transient Counter encodingFailures;

    ForecastFunction(ForecastSettings settings, EngineFactory engines) {
        this.settings = settings;
        this.engines = engines;
    }

    @Override
    public void open(OpenContext context) {
        models = new ServedModels(settings, engines);
        MetricGroup metrics = getRuntimeContext().getMetricGroup().addGroup("forecast");
        batchSize = histogram(metrics, "batchSize");
        queueMicros = histogram(metrics, "queueMicros");
        inferenceMicros = histogram(metrics, "inferenceMicros");
        fallbacks = counter(metrics, "fallbacks");
        shortHistories = counter(metrics, "shortHistories");
        deadlineMisses = counter(metrics, "deadlineMisses");
        engineFailures = counter(metrics, "engineFailures");
        encodingFailures = counter(metrics, "encodingFailures");
        metrics.gauge("models", models::count);
        RecoveringEngine engine = models.engine();
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

    /**
     * A request, and what is asked of the models for it.
     *
     * @param inSeason what is known but of the days on which the item is not sold
     */
    private record Question(ForecastRequest request, SeriesHistory inSeason, LaunchPrior prior) {
        static Question of(ForecastRequest request, LaunchPrior prior) {
            return new Question(request, prior.seasons().inSeasonOnly(request.history()), prior);
        }

        String item() {
            return inSeason.item();
        }

        DemandQuantiles faded(DemandQuantiles forecast) {
            return prior.seasons().faded(item(), inSeason.originEpochDay(), forecast);
        }

        ShadowForecast faded(ShadowForecast shadow) {
            if (!shadow.trouble().isEmpty()) {
                return shadow;
            }
            DemandQuantiles of = new DemandQuantiles(new float[1], shadow.nextDay());
            return new ShadowForecast(
                    shadow.model(), shadow.against(), faded(of).quantiles(), shadow.trouble());
        }

        /** A series that has fallen silent in its season is not new: its days say what it sells. */
        boolean isSilent() {
            return !prior.seasons().isSeasonal(item()) && LaunchPrior.isSilent(request.history());
        }

        /** The last day of the season, or 0 where there is none. */
        int seasonEnd() {
            return prior.seasons().isSeasonal(item())
                    ? prior.seasons().lastDay(item(), inSeason.originEpochDay())
                    : 0;
        }
    }

    @Override
    public void asyncInvoke(ForecastRequest request, ResultFuture<MemberForecasts> result)
            throws InterruptedException {
        ServedModels.Standing stands = models.standing(request);
        Question question = Question.of(request, stands.prior());
        if (!FeatureEncoder.mayBeAsked(question.inSeason())) {
            shortHistories.inc();
            SeriesForecaster by = question.isSilent() ? FALLBACK : question.prior();
            result.complete(
                    List.of(fallback(question, stands.version(), by, SHORT_HISTORY, List.of())));
            return;
        }
        // On the task's thread: the engine's has enough to do.
        boolean isNew = Segment.of(question.inSeason()) == Segment.NEW;
        DemandQuantiles statistical = said(question, isNew ? question.prior() : FALLBACK);
        ServedModels.Asked asked = models.ask(request.of(question.inSeason()));
        CompletableFuture<?> unused =
                asked.answer()
                        .whenComplete(
                                (answer, failure) ->
                                        answered(
                                                question,
                                                statistical,
                                                asked,
                                                answer,
                                                failure,
                                                result));
    }

    private void answered(
            Question question,
            DemandQuantiles statistical,
            ServedModels.Asked asked,
            MicroBatcher.@Nullable Answer answer,
            @Nullable Throwable failure,
            ResultFuture<MemberForecasts> result) {
        Function<List<ShadowForecast>, MemberForecasts> said;
        if (answer != null) {
            note(answer);
            said = with -> forecast(question, asked, answer.forecast(), statistical, with);
        } else if (!(failure instanceof CancellationException)) {
            String reason = Texts.cut(why(failure));
            said = with -> fallback(question, asked.champion(), FALLBACK, reason, with);
        } else { // the deadline has passed: timeout() has answered, or will
            return;
        }
        CompletableFuture<?> unused =
                asked.shadows().thenAccept(with -> result.complete(List.of(said.apply(with))));
    }

    private String why(@Nullable Throwable failure) {
        if (failure instanceof EncodingException unencoded) {
            encodingFailures.inc();
            return "features: " + unencoded.getMessage();
        }
        engineFailures.inc();
        return "engine: " + failure;
    }

    @Override
    public void timeout(ForecastRequest request, ResultFuture<MemberForecasts> result)
            throws InterruptedException {
        deadlineMisses.inc();
        ServedModels.Standing stands = models.standing(request);
        Question question = Question.of(request, stands.prior());
        result.complete(
                List.of(fallback(question, stands.version(), FALLBACK, DEADLINE, List.of())));
    }

    private void note(MicroBatcher.Answer answer) {
        batchSize.update(answer.batchSize());
        queueMicros.update(TimeUnit.NANOSECONDS.toMicros(answer.queueNanos()));
        inferenceMicros.update(TimeUnit.NANOSECONDS.toMicros(answer.inferenceNanos()));
    }

    private MemberForecasts forecast(
            Question question,
            ServedModels.Asked asked,
            DemandQuantiles model,
            DemandQuantiles statistical,
            List<ShadowForecast> shadows) {
        DemandQuantiles of = question.faded(model.first(settings.horizon()));
        return members(
                question,
                record(question, asked.champion(), METHOD, "", of),
                statistical.mean(),
                statistical.quantiles(),
                shadows);
    }

    private MemberForecasts fallback(
            Question question,
            String version,
            SeriesForecaster by,
            String reason,
            List<ShadowForecast> shadows) {
        fallbacks.inc();
        Forecast stands = record(question, version, by.name(), reason, said(question, by));
        return members(question, stands, NONE, NONE, shadows);
    }

    private DemandQuantiles said(Question question, SeriesForecaster by) {
        return question.faded(by.forecast(question.inSeason(), settings.horizon()));
    }

    private static MemberForecasts members(
            Question question,
            Forecast model,
            float[] mean,
            float[] quantiles,
            List<ShadowForecast> shadows) {
        SeriesHistory history = question.request().history();
        int last = history.units().length - 1;
        float actual = SampleSource.inStock(history, last) ? history.units()[last] : Float.NaN;
        return new MemberForecasts(
                model,
                mean,
                quantiles,
                Segment.of(history),
                actual,
                new ArrayList<>(shadows.stream().map(question::faded).toList()));
    }

    private static Forecast record(
            Question question, String version, String method, String reason, DemandQuantiles of) {
        SeriesHistory history = question.inSeason();
        return new Forecast(
                history.location(),
                history.item(),
                history.originEpochDay(),
                question.request().issuedMillis(),
                version,
                method,
                reason,
                of.mean(),
                of.quantiles(),
                question.seasonEnd());
    }

    @Override
    public void close() {
        if (models != null) {
            models.close();
        }
    }
}
