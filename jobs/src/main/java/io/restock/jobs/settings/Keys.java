package io.restock.jobs.settings;

import io.restock.operators.coordination.PlannerChoice;
import io.restock.operators.forecast.EngineChoice;
import io.restock.operators.forecast.LstmLayerEngine;
import io.restock.operators.forecast.TrainSettings;
import java.time.Duration;
import java.util.List;

/** All settings. {@code docs/settings.md} is generated from here. */
public final class Keys {
    public static final Setting<String> BOOTSTRAP_SERVERS =
            Setting.required(
                    "kafka.bootstrap.servers",
                    "host:port[,host:port…]",
                    "Brokers to begin with. Every other `kafka.…` key is handed to all Kafka clients, `kafka.consumer.…` and `kafka.producer.…` to those alone, so TLS and SASL are set as in Kafka's own documentation: `kafka.security.protocol`, `kafka.sasl.jaas.config` ….");

    public static final Setting<Deployed> DEPLOYED =
            Setting.choice(
                    "jobs.deployed",
                    Deployed.BOTH,
                    "Which jobs run on these topics. What cannot be read of a topic that both read is rejected by one of them: `stock` by the forecasting job, `network` by coordination, but for locations. A job that runs alone rejects all of it.");

    public static final Setting<String> TOPICS_PREFIX =
            Setting.text(
                    "topics.prefix",
                    "",
                    "[a-zA-Z0-9._-]{0,100}",
                    "Put before the name of every topic, to run several installations on one Kafka. Keep it: a new prefix is a new installation.");
    public static final Setting<Integer> TOPICS_PARTITIONS =
            Setting.whole(
                    "topics.partitions",
                    2,
                    1,
                    10_000,
                    "Partitions that `topics create` gives a topic, and the most parallel readers of one.");
    public static final Setting<Integer> TOPICS_REPLICATION =
            Setting.whole(
                    "topics.replication",
                    -1,
                    -1,
                    100,
                    "Replicas of each partition; -1 = the broker's default.");
    public static final Setting<Duration> TOPICS_RETENTION =
            Setting.duration(
                    "topics.retention",
                    "P30D",
                    "PT1H",
                    "How long messages of the daily topics are kept after they were written.");
    public static final Setting<Duration> TOPICS_ORDERS_RETENTION =
            Setting.duration(
                    "topics.orders-retention",
                    "P3650D",
                    "P1D",
                    "How long orders and plans are kept after they were written.");

    public static final Setting<String> SOURCE_GROUP =
            Setting.text(
                    "source.group",
                    "restock",
                    "[a-zA-Z0-9._-]{1,200}",
                    "Beginning of the consumer groups' names; the job's name follows.");
    public static final Setting<StartAt> SOURCE_START =
            Setting.choice(
                    "source.start",
                    StartAt.COMMITTED,
                    "Where a job that starts without a savepoint begins to read; `network` and `holidays` are always read from the earliest record, as nothing can be planned without them.");
    public static final Setting<EndAt> SOURCE_END =
            Setting.choice(
                    "source.end",
                    EndAt.NEVER,
                    "Where a job stops to read; `latest` is for runs over a closed set of records.");
    public static final Setting<Integer> RECORD_MAX_BYTES =
            Setting.whole(
                    "record.max-bytes",
                    256 * 1024,
                    1024,
                    64 * 1024 * 1024,
                    "Largest message read; larger ones are rejected unread. Bytes.");
    public static final Setting<Integer> RECORD_MAX_BYTES_NETWORK =
            Setting.whole(
                    "record.max-bytes-network",
                    4 * 1024 * 1024,
                    1024,
                    64 * 1024 * 1024,
                    "The same for the topic `network`, whose groups hold all their items. Bytes.");

    public static final Setting<Duration> RECORD_MAX_AHEAD =
            Setting.duration(
                    "record.max-ahead",
                    "P1D",
                    "PT0S",
                    "How far an event time, or progress, may lie after the moment at which Kafka wrote the record; what is further is rejected, or one wrong clock would carry event time away. PT0S = any, for worlds whose days are not those of the clock.");

    public static final Setting<WatermarksFrom> WATERMARKS_FROM =
            Setting.choice(
                    "watermarks.from",
                    WatermarksFrom.EVENTS,
                    "What moves event time: the event times of a partition less `watermarks.out-of-orderness`, and progress messages where they are further; or progress messages alone. See feeds.md.");
    public static final Setting<Duration> OUT_OF_ORDERNESS =
            Setting.duration(
                    "watermarks.out-of-orderness",
                    "PT5M",
                    "PT0S",
                    "How late an event may come behind a younger one of its partition, where there is no progress.");
    public static final Setting<Duration> IDLE_AFTER =
            Setting.duration(
                    "watermarks.idle-after",
                    "PT1M",
                    "PT0S",
                    "Silence after which a partition of weather, holidays, promotions or supplier-replies no longer holds event time back; PT0S = never.");
    public static final Setting<Duration> IDLE_AFTER_SALES =
            Setting.duration(
                    "watermarks.idle-after-sales",
                    "PT0S",
                    "PT0S",
                    "The same for sales and stock. PT0S = never: a day is not closed on the word of the others, or a silent source would read as a day without sales.");
    public static final Setting<Duration> ALIGN_DRIFT =
            Setting.duration(
                    "watermarks.align-drift",
                    "P7D",
                    "PT0S",
                    "How far one source may read ahead of the slowest, in event time; PT0S = any.");
    public static final Setting<Duration> ALIGN_INTERVAL =
            Setting.duration(
                    "watermarks.align-interval",
                    "PT0.2S",
                    "PT0.001S",
                    "How often sources compare their event times.");

    public static final Setting<Duration> CHECKPOINT_INTERVAL =
            Setting.duration(
                    "checkpoint.interval",
                    "PT2S",
                    "PT0.1S",
                    "Time between checkpoints. Orders become visible to suppliers with the next one.");
    public static final Setting<Duration> CHECKPOINT_TIMEOUT =
            Setting.duration(
                    "checkpoint.timeout",
                    "PT5M",
                    "PT1S",
                    "Time after which a checkpoint is given up.");
    public static final Setting<String> CHECKPOINT_DIRECTORY =
            Setting.text(
                    "checkpoint.directory",
                    "",
                    ".*",
                    "URI of the folder for checkpoints, seen by all machines; empty = the cluster's.");
    public static final Setting<StateIn> STATE_IN =
            Setting.choice("state.in", StateIn.ROCKSDB, "Where keyed state is held.");

    public static final Setting<String> TRANSACTION_PREFIX =
            Setting.text(
                    "sink.transaction-prefix",
                    "restock",
                    "[a-zA-Z0-9._-]{1,100}",
                    "Beginning of the transactional ids. Keep it over restarts: by it, transactions left open are found and ended. One for each installation on a Kafka.");
    public static final Setting<Duration> TRANSACTION_TIMEOUT =
            Setting.duration(
                    "sink.transaction-timeout",
                    "PT10M",
                    "PT10S",
                    "P24D",
                    "After it the broker ends a transaction that was left open. Above checkpoint interval plus the longest restart, or orders are lost; at most the broker's transaction.max.timeout.ms (15 min by default), or the sink does not start.");
    public static final Setting<Duration> SINK_LINGER =
            Setting.duration(
                    "sink.linger",
                    "PT0.005S",
                    "PT0S",
                    "How long a producer waits to fill a batch.");
    public static final Setting<String> ORDERS_SOURCE =
            Setting.text(
                    "orders.source",
                    "urn:restock:coordination",
                    "\\S{1,200}",
                    "The `ce_source` of order events, a URI; with `ce_id` it identifies an event.");

    public static final Setting<List<String>> ORDERS_OWN_TOPICS =
            Setting.names(
                    "orders.own-topics",
                    "Suppliers whose orders are on topics of their own, `purchase-orders.ID`, `purchase-orders-state.ID` and `supplier-documents.ID`, so that others may not read them; the orders of all others are on the topics without one.");

    public static final Setting<Integer> DOCUMENTS_FIRST_CYCLE =
            Setting.dayOrFirst(
                    "documents.first-cycle",
                    "First local day whose orders are told in documents; what was ordered before has been told another way. DocumentsJob needs it.");

    public static final Setting<Duration> DEMAND_LATENESS =
            Setting.duration(
                    "demand.lateness",
                    "PT30M",
                    "PT0S",
                    "How long a location's day stays open after its local midnight.");
    public static final Setting<Integer> DEMAND_KEPT_DAYS =
            Setting.whole(
                    "demand.kept-days",
                    3,
                    1,
                    60,
                    "Closed days that late sales and corrections still reach; later ones are rejected. Days.");
    public static final Setting<Integer> DEMAND_RETIRE_DAYS =
            Setting.whole(
                    "demand.retire-days",
                    28,
                    1,
                    3650,
                    "Days of silence after which a series is forgotten. Days.");
    public static final Setting<Integer> DEMAND_BUNDLE_SIZE =
            Setting.whole(
                    "demand.bundle-size",
                    50_000,
                    1,
                    10_000_000,
                    "Events a subtask gathers before it touches state; 60 to 230 bytes of heap each, the fewer the more of one series.");
    public static final Setting<Duration> CONTEXT_PATIENCE =
            Setting.duration(
                    "context.patience",
                    "PT1H",
                    "PT0S",
                    "How long a closed day waits for weather and holidays.");
    public static final Setting<Integer> HISTORY_DAYS =
            Setting.whole(
                    "history.days",
                    84,
                    28,
                    1000,
                    "Days of history a forecast looks back on. Days.");
    public static final Setting<Integer> HISTORY_FORECAST_FROM =
            Setting.dayOrFirst(
                    "history.forecast-from",
                    "First day that a forecast is made from: older history is learned without one. Empty = from the first.");
    public static final Setting<String> FORECAST_MODEL =
            Setting.text(
                    "forecast.model",
                    "",
                    ".*",
                    "Folder of the model that `train` wrote, the same on every machine. ForecastJob needs it.");
    public static final Setting<EngineChoice> FORECAST_ENGINE =
            Setting.choice(
                    "forecast.engine",
                    EngineChoice.AUTO,
                    "What models run on: the CPU; a GPU through ND4J's CUDA build, or no start; or that GPU where there is one, else the CPU. See deploy.md.");
    public static final Setting<Integer> FORECAST_HORIZON =
            Setting.whole(
                    "forecast.horizon",
                    14,
                    1,
                    TrainSettings.LONGEST_HORIZON,
                    "Days forecast, at most the model's. Days.");
    public static final Setting<Duration> FORECAST_DEADLINE =
            Setting.duration(
                    "forecast.deadline",
                    "PT10S",
                    "PT0.001S",
                    "How long a request waits for the model before the statistical forecast takes its place.");
    public static final Setting<Integer> FORECAST_BATCH_SIZE =
            Setting.whole(
                    "forecast.batch-size",
                    64,
                    1,
                    LstmLayerEngine.MAX_BATCH,
                    "Series forecast in one go, at most.");
    public static final Setting<Duration> FORECAST_LINGER =
            Setting.duration(
                    "forecast.linger",
                    "PT0.005S",
                    "PT0S",
                    "How long a batch of series waits to become full.");
    public static final Setting<Integer> FORECAST_CAPACITY =
            Setting.whole(
                    "forecast.capacity",
                    256,
                    1,
                    1_000_000,
                    "Requests under way in one subtask. At 10,000 series/s of a core and some 10 ms of waiting, 100 keep it busy.");
    public static final Setting<Double> TRIAL_SHARE =
            Setting.real(
                    "models.trial-share",
                    0.1,
                    0,
                    1,
                    "Part of the series for which a model that was announced, or the one before, is asked beside the one that forecasts; 0 = none is tried.");
    public static final Setting<Integer> TRIAL_DAYS =
            Setting.whole(
                    "models.trial-days",
                    7,
                    2,
                    365,
                    "Days whose sales must be known before a verdict on a model; it looks at the last twice as many. Days.");
    public static final Setting<Integer> TRIAL_ROWS =
            Setting.whole(
                    "models.trial-rows",
                    500,
                    1,
                    100_000_000,
                    "Series and days on which models must have been compared before a verdict.");
    public static final Setting<Integer> TRIAL_MOST_DAYS =
            Setting.whole(
                    "models.trial-most-days",
                    28,
                    2,
                    3650,
                    "Days after which a model that is not better is rejected, and a model that was replaced is no longer asked beside its successor; at least models.trial-days. A week later a model of which no sales told anything is asked no more. Days.");
    public static final Setting<Double> TRIAL_MARGIN =
            Setting.real(
                    "models.trial-margin",
                    0.01,
                    0,
                    0.99,
                    "Part of the pinball loss by which a model must be better than another one to take its place.");
    public static final Setting<Double> DRIFT_THRESHOLD =
            Setting.real(
                    "models.drift-threshold",
                    0.5,
                    0.01,
                    1000,
                    "Rises of the daily pinball loss above its mean, each less 5 %, that together are an alert: at 0.5, three days of a third more loss. Lower is sooner and falser.");

    public static final Setting<PlannerChoice> PLANNER =
            Setting.choice(
                    "coordination.planner",
                    PlannerChoice.GENETIC,
                    "Who plans: the optimizer, or the order-up-to rule as a reference.");
    public static final Setting<Integer> ROUNDS =
            Setting.whole(
                    "coordination.rounds",
                    8,
                    0,
                    1_000_000,
                    "Rounds of the optimizer for each problem; four make a generation.");
    public static final Setting<Long> SEED =
            Setting.wholeLong(
                    "coordination.seed",
                    1,
                    "Every review's seed is derived from it, the group and the cycle: the same seed gives the same plans.");
    public static final Setting<Double> DEMAND_CORRELATION =
            Setting.real(
                    "coordination.demand-correlation",
                    0.1,
                    0,
                    1,
                    "Correlation between any two days of a series; it widens the demand of several days together.");
    public static final Setting<Double> SERVICE_FACTOR =
            Setting.real(
                    "coordination.service-factor",
                    1,
                    0.001,
                    1000,
                    "Plans with this many times the backorder cost.");
    public static final Setting<Double> ALERT_PROBABILITY =
            Setting.real(
                    "coordination.alert-probability",
                    0.3,
                    0,
                    1,
                    "A stock-out at least this likely before the next receipt is an alert.");
    public static final Setting<Integer> FIRST_CYCLE =
            Setting.dayOrFirst(
                    "coordination.first-cycle",
                    "First local day whose cut-off is planned; empty = the first of the data that `coordination.plan-within` allows.");
    public static final Setting<Integer> KEEP_CLOSED_ORDERS_DAYS =
            Setting.whole(
                    "coordination.keep-closed-orders-days",
                    30,
                    2,
                    3650,
                    "Days after which a closed order is forgotten; until then a late duplicate of its last answer is recognised. Days.");
    public static final Setting<Integer> ACKNOWLEDGEMENT_DAYS =
            Setting.whole(
                    "coordination.acknowledgement-days",
                    2,
                    1,
                    3650,
                    "An order that nobody has answered so many cut-offs later is taken back and planned again. Days.");
    public static final Setting<Integer> OVERDUE_DAYS =
            Setting.whole(
                    "coordination.overdue-days",
                    3,
                    1,
                    3650,
                    "Days after the expected day on which what has not come is written off and no longer counts as on order. Days.");
    public static final Setting<Double> HOLD_ORDERS_ABOVE =
            Setting.real(
                    "coordination.hold-orders-above",
                    0,
                    0,
                    1e15,
                    "A purchase order worth more than this waits for a person's RELEASE instead of being sent; 0 = none does. Money, in the group's currency.");
    public static final Setting<Duration> TECHNICAL_RECEIPT_WITHIN =
            Setting.duration(
                    "orders.technical-receipt-within",
                    "PT0S",
                    "PT0S",
                    "Time after which an order of which no system of the supplier has said that it read it (`TECH_ACKED`) is an alert; PT0S = suppliers do not say so. Whole minutes count.");
    public static final Setting<Duration> ACKNOWLEDGEMENT_WITHIN =
            Setting.duration(
                    "orders.acknowledgement-within",
                    "PT12H",
                    "PT0S",
                    "Time after which an order, a change or a cancellation that nobody has answered is an alert; PT0S = never. Whole minutes count.");
    public static final Setting<Duration> COVER_WITHIN =
            Setting.duration(
                    "orders.cover-within",
                    "PT0.5S",
                    "PT0S",
                    "Time, by the clock of the machine, after which what a supplier cannot deliver is planned again from others, where event time has not passed the answer by itself; PT0S = event time alone decides, and answers and stock count when it reaches them, however far ahead they are read, as for history that is played again.");
    public static final Setting<Boolean> HOLD_FIRST_ORDERS =
            Setting.flag(
                    "orders.hold-first",
                    false,
                    "Whether a purchase order waits for a person's RELEASE when an item on it has never been ordered for its location from its supplier.");
    public static final Setting<Double> CHANGE_COST =
            Setting.real(
                    "orders.change-cost",
                    0.5,
                    0,
                    1e6,
                    "What a change or cancellation of a purchase order must save to be sent, in header costs of the supplier's orders: the unrest that it makes.");
    public static final Setting<Double> LEAD_TIME_QUANTILE =
            Setting.real(
                    "orders.lead-time-quantile",
                    0.8,
                    0,
                    1,
                    "Goods are planned to come after the days within which this part of a supplier's deliveries came.");
    public static final Setting<Integer> LEARN_AFTER =
            Setting.whole(
                    "orders.learn-after",
                    20,
                    1,
                    1_000_000,
                    "Deliveries, or orders that are over, from which the figures of a supplier and location count instead of the contract's.");
    public static final Setting<Integer> ALERT_BUDGET =
            Setting.whole(
                    "orders.alert-budget",
                    20,
                    1,
                    1_000_000,
                    "Alerts that an owner gets of a review, those of the most money first; one alert stands for the rest.");
    public static final Setting<Integer> FORECAST_EXPECTED_DAYS =
            Setting.whole(
                    "coordination.forecast-expected-days",
                    7,
                    1,
                    3650,
                    "A review waits for the forecast of every series that has been forecast before and has reported stock in this many days before the cut-off; the first review, of every one that has reported; at most `demand.retire-days`. Days.");
    public static final Setting<Duration> FORECAST_PATIENCE =
            Setting.duration(
                    "coordination.forecast-patience",
                    "P1D",
                    "PT0S",
                    "Time after the cut-off from which a review goes on with stale forecasts; whole minutes count.");
    public static final Setting<Duration> PLAN_WITHIN =
            Setting.duration(
                    "coordination.plan-within",
                    "P2D",
                    "PT0S",
                    "Time after a cut-off, by the clock of the machine, until which it is planned; an older one, found on a first start or after an outage, is passed over and counted. PT0S = however late, for history that is played again; whole minutes count.");
    public static final Setting<Duration> SEARCH_GUARD =
            Setting.duration(
                    "coordination.search-guard",
                    "PT1M",
                    "PT0S",
                    "Time after which the optimizer leaves the search of a problem with the best it has: a last resort, so that checkpoints are not given up. The plan then says fewer rounds, and another run may plan otherwise. PT0S = never; whole seconds count.");

    private static final List<Setting<?>> ALL =
            List.of(
                    BOOTSTRAP_SERVERS,
                    DEPLOYED,
                    TOPICS_PREFIX,
                    TOPICS_PARTITIONS,
                    TOPICS_REPLICATION,
                    TOPICS_RETENTION,
                    TOPICS_ORDERS_RETENTION,
                    SOURCE_GROUP,
                    SOURCE_START,
                    SOURCE_END,
                    RECORD_MAX_BYTES,
                    RECORD_MAX_BYTES_NETWORK,
                    RECORD_MAX_AHEAD,
                    WATERMARKS_FROM,
                    OUT_OF_ORDERNESS,
                    IDLE_AFTER,
                    IDLE_AFTER_SALES,
                    ALIGN_DRIFT,
                    ALIGN_INTERVAL,
                    CHECKPOINT_INTERVAL,
                    CHECKPOINT_TIMEOUT,
                    CHECKPOINT_DIRECTORY,
                    STATE_IN,
                    TRANSACTION_PREFIX,
                    TRANSACTION_TIMEOUT,
                    SINK_LINGER,
                    ORDERS_SOURCE,
                    ORDERS_OWN_TOPICS,
                    DOCUMENTS_FIRST_CYCLE,
                    DEMAND_LATENESS,
                    DEMAND_KEPT_DAYS,
                    DEMAND_RETIRE_DAYS,
                    DEMAND_BUNDLE_SIZE,
                    CONTEXT_PATIENCE,
                    HISTORY_DAYS,
                    HISTORY_FORECAST_FROM,
                    FORECAST_MODEL,
                    FORECAST_ENGINE,
                    FORECAST_HORIZON,
                    FORECAST_DEADLINE,
                    FORECAST_BATCH_SIZE,
                    FORECAST_LINGER,
                    FORECAST_CAPACITY,
                    TRIAL_SHARE,
                    TRIAL_DAYS,
                    TRIAL_ROWS,
                    TRIAL_MOST_DAYS,
                    TRIAL_MARGIN,
                    DRIFT_THRESHOLD,
                    PLANNER,
                    ROUNDS,
                    SEED,
                    DEMAND_CORRELATION,
                    SERVICE_FACTOR,
                    ALERT_PROBABILITY,
                    FIRST_CYCLE,
                    KEEP_CLOSED_ORDERS_DAYS,
                    ACKNOWLEDGEMENT_DAYS,
                    OVERDUE_DAYS,
                    HOLD_ORDERS_ABOVE,
                    TECHNICAL_RECEIPT_WITHIN,
                    ACKNOWLEDGEMENT_WITHIN,
                    COVER_WITHIN,
                    HOLD_FIRST_ORDERS,
                    CHANGE_COST,
                    LEAD_TIME_QUANTILE,
                    LEARN_AFTER,
                    ALERT_BUDGET,
                    FORECAST_EXPECTED_DAYS,
                    FORECAST_PATIENCE,
                    PLAN_WITHIN,
                    SEARCH_GUARD);

    private Keys() {}

    /** Every setting, in the order of the documentation. */
    public static List<Setting<?>> all() {
        return ALL;
    }
}
