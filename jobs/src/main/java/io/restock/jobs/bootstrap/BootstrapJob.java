package io.restock.jobs.bootstrap;

import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.Settings;
import io.restock.jobs.settings.StateIn;
import io.restock.operators.context.Announcement;
import io.restock.operators.context.ContextJoin;
import io.restock.operators.demand.DemandOperator;
import io.restock.operators.history.HistoryOperator;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.SimpleOperatorFactory;

/**
 * The past of series and regions → a savepoint that {@link io.restock.jobs.ForecastJob} starts
 * from: days, histories, weather and holidays. The network, news of models and what is sent from
 * now on it reads from the topics; event time comes with that.
 */
public final class BootstrapJob {
    /** Name of the job. */
    public static final String NAME = "bootstrap";

    /** Key groups; the most parallelism that the forecasting job can ever have. */
    public static final int MAX_PARALLELISM = 128;

    /** Days of summer time have 23 hours; the day before the last must be issued by its end. */
    private static final Duration SHORTEST_DAY = Duration.ofHours(23);

    private BootstrapJob() {}

    /**
     * Draws the job.
     *
     * @param series the past of each series, its last day still open, all days before it issued
     * @param announcements weather and holidays that the days to come may ask for
     * @param savepoint URI of a folder that is not there yet
     * @throws IllegalArgumentException if days are issued so late that more than the last are open
     *     then
     */
    public static void build(
            DataStream<SeriesStart> series,
            DataStream<Announcement> announcements,
            Settings settings,
            String savepoint) {
        requireIssuedWithinADay(settings);
        StreamExecutionEnvironment env = series.getExecutionEnvironment();
        Configuration flink = new Configuration();
        flink.set(
                StateBackendOptions.STATE_BACKEND,
                settings.get(Keys.STATE_IN) == StateIn.ROCKSDB ? "rocksdb" : "hashmap");
        env.configure(flink);
        SavepointWriter.newSavepoint(env, MAX_PARALLELISM)
                .withOperator(
                        OperatorIdentifier.forUid(DemandOperator.UID),
                        OperatorTransformation.bootstrapWith(series)
                                .keyBy(SeriesStart::series, Types.STRING)
                                .transform(
                                        (timestamp, path) ->
                                                SimpleOperatorFactory.of(
                                                        new DemandWriter(timestamp, path))))
                .withOperator(
                        OperatorIdentifier.forUid(HistoryOperator.UID),
                        OperatorTransformation.bootstrapWith(series)
                                .keyBy(SeriesStart::series, Types.STRING)
                                .transform(
                                        (timestamp, path) ->
                                                SimpleOperatorFactory.of(
                                                        new HistoryWriter(timestamp, path))))
                .withOperator(
                        OperatorIdentifier.forUid(ContextJoin.UID),
                        OperatorTransformation.bootstrapWith(announcements)
                                .transform(new ContextWriter()))
                .write(savepoint);
    }

    private static void requireIssuedWithinADay(Settings settings) {
        Duration issued =
                settings.get(Keys.DEMAND_LATENESS).plus(settings.get(Keys.CONTEXT_PATIENCE));
        if (issued.compareTo(SHORTEST_DAY) >= 0) {
            throw new IllegalArgumentException(
                    "The settings demand.lateness and context.patience (together %s) must be less than %s for a start from history."
                            .formatted(issued, SHORTEST_DAY));
        }
    }
}
