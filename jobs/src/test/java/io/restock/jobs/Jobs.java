package io.restock.jobs;

import io.restock.domain.Decision;
import io.restock.domain.DecisionKind;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.ModelNews;
import io.restock.domain.PlanRecord;
import io.restock.domain.PlanningGroup;
import io.restock.domain.Promotion;
import io.restock.domain.PurchaseOrder;
import io.restock.domain.Rejected;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.SupplierReply;
import io.restock.domain.TransferOrder;
import io.restock.domain.WeatherDay;
import io.restock.jobs.kafka.MessagesSource;
import io.restock.jobs.kafka.Topic;
import io.restock.jobs.settings.Keys;
import io.restock.jobs.settings.OperatorSettings;
import io.restock.jobs.settings.Settings;
import io.restock.operators.coordination.Refused;
import io.restock.operators.demand.TooLate;
import io.restock.operators.documents.SupplierDocument;
import io.restock.operators.documents.Undeliverable;
import io.restock.operators.forecast.EngineChoice;
import io.restock.operators.forecast.ForecastRequest;
import io.restock.operators.forecast.ForecastSettings;
import io.restock.operators.forecast.life.TrialSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.checkpoint.CheckpointFailureReason;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;

/** The pipelines between lists: lists in, lists out. */
final class Jobs {
    private static final CheckpointFailureReason NOT_ALL_RUNNING =
            CheckpointFailureReason.NOT_ALL_REQUIRED_TASKS_RUNNING;

    private Jobs() {}

    /** What a forecasting job says before its model is asked. */
    record Asked(Said<ForecastRequest> requests, Said<TooLate> tooLate) {}

    /** What a whole forecasting job says. */
    record Answered(Said<Forecast> forecasts, Said<ModelNews> models) {}

    /** What a coordination job says. */
    record Planned(
            Said<PlanRecord> plans,
            Said<PurchaseOrder> orders,
            Said<TransferOrder> transfers,
            Said<Refused> refused) {}

    /** What a job of documents says. */
    record Told(
            Said<SupplierDocument> documents,
            Said<SupplierReply> replies,
            Said<Rejected> rejected,
            Said<Undeliverable> undeliverable) {}

    /** The forecasting job up to its model, over days of sales. */
    static Asked ask(
            StreamExecutionEnvironment env,
            List<Object> sales,
            List<Object> stock,
            List<Object> silence,
            boolean open) {
        Settings s = Chain.SETTINGS;
        ForecastPipeline.Questions asked =
                ForecastPipeline.ask(
                        inputs(env, sales, stock, silence, open),
                        OperatorSettings.demand(s),
                        OperatorSettings.context(s),
                        OperatorSettings.history(s));
        return new Asked(
                Said.by(asked.requests(), "requests"), Said.by(asked.tooLate(), "too-late"));
    }

    /** The whole forecasting job, with a model in a folder; every series is compared. */
    static Answered answer(
            StreamExecutionEnvironment env,
            Path model,
            List<Object> sales,
            List<Object> stock,
            List<Object> silence,
            List<Object> news,
            boolean open) {
        Settings s = Chain.SETTINGS;
        ForecastPipeline.Outputs out =
                ForecastPipeline.attach(
                        inputs(env, sales, stock, silence, open),
                        MessagesSource.attach(
                                env, s, Topic.MODELS, ModelNews.class, news, false, open),
                        new ForecastPipeline.Steps(
                                OperatorSettings.demand(s),
                                OperatorSettings.context(s),
                                OperatorSettings.history(s),
                                new ForecastSettings(
                                        model.toString(), EngineChoice.AUTO, 7, 60_000, 8, 1, 64),
                                new TrialSettings(1, 7, 500, 28, 0.01),
                                0.5));
        return new Answered(Said.by(out.forecasts(), "forecasts"), Said.by(out.models(), "models"));
    }

    private static ForecastPipeline.Inputs inputs(
            StreamExecutionEnvironment env,
            List<Object> sales,
            List<Object> stock,
            List<Object> silence,
            boolean open) {
        return new ForecastPipeline.Inputs(
                source(env, Topic.SALES, Sale.class, sales, open),
                source(env, Topic.STOCK, StockLevel.class, stock, open),
                MessagesSource.attach(
                        env,
                        Chain.SETTINGS,
                        Topic.NETWORK,
                        Location.class,
                        List.of(Chain.store()),
                        false,
                        open),
                source(env, Topic.WEATHER, WeatherDay.class, silence, open),
                source(env, Topic.HOLIDAYS, Holiday.class, silence, open),
                source(env, Topic.PROMOTIONS, Promotion.class, silence, open));
    }

    /** The coordination job of the chain's group over days of stock reports and forecasts. */
    static Planned plan(
            StreamExecutionEnvironment env,
            List<Object> forecasts,
            List<Object> stock,
            List<Object> replies,
            List<Decision> decisions,
            boolean open) {
        return plan(
                env,
                Chain.SETTINGS,
                List.of(Chain.group()),
                forecasts,
                stock,
                replies,
                decisions,
                open);
    }

    /** The coordination job over days of stock reports and forecasts. */
    static Planned plan(
            StreamExecutionEnvironment env,
            Settings settings,
            List<PlanningGroup> groups,
            List<Object> forecasts,
            List<Object> stock,
            List<Object> replies,
            List<Decision> decisions,
            boolean open) {
        CoordinationPipeline.Outputs out =
                CoordinationPipeline.attach(
                        new CoordinationPipeline.Inputs(
                                MessagesSource.attach(
                                        env,
                                        settings,
                                        Topic.FORECASTS,
                                        Forecast.class,
                                        forecasts,
                                        false,
                                        open),
                                source(env, Topic.STOCK, StockLevel.class, stock, open),
                                MessagesSource.attach(
                                        env,
                                        settings,
                                        Topic.NETWORK,
                                        PlanningGroup.class,
                                        groups,
                                        false,
                                        open),
                                source(
                                        env,
                                        Topic.SUPPLIER_REPLIES,
                                        SupplierReply.class,
                                        replies,
                                        open),
                                MessagesSource.attach(
                                        env,
                                        settings,
                                        Topic.DECISIONS,
                                        Decision.class,
                                        decisions,
                                        false,
                                        open)),
                        OperatorSettings.coordination(settings));
        return new Planned(
                Said.by(out.plans(), "plans"),
                Said.by(out.orders(), "orders"),
                Said.by(out.transfers(), "transfers"),
                Said.by(out.refused(), "refused"));
    }

    /**
     * A savepoint of the coordination job that has read its group and nothing else. Sources are
     * read at their own pace, and of what comes before the group the latest alone is kept.
     */
    static String knowing(PlanningGroup group, Settings settings, Path folder) throws Exception {
        StreamExecutionEnvironment env = Chain.environment(new Configuration());
        Decision refused =
                new Decision(
                        "first",
                        group.id(),
                        DecisionKind.REVIEW,
                        "",
                        "anna",
                        "Is the group known?",
                        Chain.at(Chain.MONDAY, 0, 0),
                        "",
                        "",
                        "",
                        0,
                        0,
                        0);
        Planned planned =
                plan(
                        env,
                        settings,
                        List.of(group),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(refused),
                        true);
        JobClient job = env.executeAsync(CoordinationJob.NAME);
        planned.refused().next(1);
        return stop(job, folder);
    }

    /** Stops a job with a savepoint, as soon as each of its tasks runs; gives where it is. */
    static String stop(JobClient job, Path folder) throws Exception {
        while (true) {
            try {
                return job.stopWithSavepoint(
                                false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
            } catch (ExecutionException e) {
                boolean early =
                        ExceptionUtils.findThrowable(e, CheckpointException.class)
                                .filter(c -> c.getCheckpointFailureReason() == NOT_ALL_RUNNING)
                                .isPresent();
                if (!early) {
                    throw e;
                }
            }
        }
    }

    /** The job of documents over orders, planning groups and what suppliers write. */
    static Told tell(
            StreamExecutionEnvironment env,
            List<PurchaseOrder> orders,
            List<PlanningGroup> groups,
            List<byte[]> documents,
            boolean open) {
        Settings s = Chain.SETTINGS;
        DocumentsPipeline.Outputs out =
                DocumentsPipeline.attach(
                        new DocumentsPipeline.Inputs(
                                MessagesSource.attach(
                                        env,
                                        s,
                                        Topic.PURCHASE_ORDERS,
                                        PurchaseOrder.class,
                                        orders,
                                        false,
                                        open),
                                MessagesSource.attach(
                                        env,
                                        s,
                                        Topic.NETWORK,
                                        PlanningGroup.class,
                                        groups,
                                        false,
                                        open),
                                MessagesSource.documents(env, documents, open)),
                        OperatorSettings.firstDocumentsCycle(s),
                        s.get(Keys.RECORD_MAX_BYTES));
        return new Told(
                Said.by(out.documents(), "documents"),
                Said.by(out.replies(), "replies"),
                Said.by(out.rejected(), "rejected"),
                Said.by(out.undeliverable(), "undeliverable"));
    }

    private static <T> DataStream<T> source(
            StreamExecutionEnvironment env,
            Topic topic,
            Class<T> type,
            List<Object> messages,
            boolean open) {
        return MessagesSource.attach(env, Chain.SETTINGS, topic, type, messages, true, open);
    }
}
