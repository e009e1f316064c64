package io.restock.jobs;

import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Sinks;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Sales, stock, weather, holidays, promotions and news of models from Kafka; forecasts, days, and
 * what becomes of models to Kafka.
 */
public final class ForecastJob {
    /** Name of the job; consumer group and transactional ids hold it. */
    public static final String NAME = "forecast";

    private ForecastJob() {}

    /** Arguments: {@code [--settings FILE] [--set key=value]…}. */
    public static void main(String[] args) throws Exception {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        build(env, Settings.ofArguments(args));
        env.execute(NAME);
    }

    /** Draws the job in an environment, whose parallelism it takes. */
    public static void build(StreamExecutionEnvironment env, Settings settings) {
        JobEnvironment.configure(env, settings);
        Feeds feeds = new Feeds(env, settings, NAME);
        ForecastPipeline.Inputs in =
                new ForecastPipeline.Inputs(
                        feeds.sales(),
                        feeds.stock(),
                        feeds.locations(),
                        feeds.weather(),
                        feeds.holidays(),
                        feeds.promotions());
        ForecastPipeline.Outputs out =
                ForecastPipeline.attach(
                        in,
                        feeds.models(),
                        new ForecastPipeline.Steps(
                                OperatorSettings.demand(settings),
                                OperatorSettings.context(settings),
                                OperatorSettings.history(settings),
                                OperatorSettings.forecast(settings),
                                OperatorSettings.trials(settings),
                                settings.get(Keys.DRIFT_THRESHOLD)));
        Sinks sinks = new Sinks(settings, NAME);
        sinks.forecasts(out.forecasts());
        sinks.demand(out.demand());
        sinks.models(out.models(), out.alerts());
        sinks.rejected(
                feeds.rejected()
                        .union(
                                Refusals.tooLate(out.tooLate(), settings),
                                Refusals.unplaced(out.unplaced(), settings)));
    }
}
