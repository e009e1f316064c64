package io.restock.jobs;

import io.restock.jobs.kafka.Feeds;
import io.restock.jobs.kafka.Sinks;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Forecasts, stock, the network, answers and decisions from Kafka; plans and orders to Kafka. */
public final class CoordinationJob {
    /** Name of the job; consumer group and transactional ids hold it. */
    public static final String NAME = "coordination";

    private CoordinationJob() {}

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
        CoordinationPipeline.Inputs in =
                new CoordinationPipeline.Inputs(
                        feeds.forecasts(),
                        feeds.stockForPlanning(),
                        feeds.groups(),
                        feeds.replies(),
                        feeds.decisions());
        CoordinationPipeline.Outputs out =
                CoordinationPipeline.attach(in, OperatorSettings.coordination(settings));
        Sinks sinks = new Sinks(settings, NAME);
        sinks.planning(
                out.plans(), out.lines(), out.orders(), out.transfers(), out.alerts(), out.log());
        sinks.rejected(feeds.rejected().union(Refusals.refused(out.refused(), settings)));
    }
}
