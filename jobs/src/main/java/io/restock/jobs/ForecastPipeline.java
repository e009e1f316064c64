package io.restock.jobs;

import io.restock.domain.Alert;
import io.restock.domain.DemandReport;
import io.restock.domain.Forecast;
import io.restock.domain.Holiday;
import io.restock.domain.Location;
import io.restock.domain.ModelNews;
import io.restock.domain.Promotion;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import io.restock.domain.WeatherDay;
import io.restock.operators.context.ContextJoin;
import io.restock.operators.context.ContextSettings;
import io.restock.operators.context.ContextedDay;
import io.restock.operators.context.LocatedDemandDay;
import io.restock.operators.context.LocationJoin;
import io.restock.operators.context.UnplacedDay;
import io.restock.operators.demand.ClosedDay;
import io.restock.operators.demand.DemandOperator;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.demand.TooLate;
import io.restock.operators.forecast.ForecastOperator;
import io.restock.operators.forecast.ForecastRequest;
import io.restock.operators.forecast.ForecastSettings;
import io.restock.operators.forecast.ModelChoice;
import io.restock.operators.forecast.fusion.FusionOperator;
import io.restock.operators.forecast.life.ModelJudge;
import io.restock.operators.forecast.life.TrialSettings;
import io.restock.operators.history.HistoryDay;
import io.restock.operators.history.HistoryOperator;
import io.restock.operators.history.HistorySettings;
import io.restock.operators.quality.DemandInspection;
import io.restock.operators.quality.DriftAlarm;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * From what happens to what will be needed.
 *
 * <pre>
 * sales ───▶ demand ──▶ location-join ──▶ context-join ──▶ history ─┬▶ model-choice ──▶ forecast ──▶ fusion ─┬▶ forecasts
 * stock ───▶ (series)     (location)        (series)       (series) │     ▲            (async)  (location) │
 *              │              ▲  │            ▲    ▲           ▲    │   models ◀──────── model-judge ◀──────┤
 *              ▼  locations ──┘  ▼            │    │           │    │                        └───▶ alerts   │
 *          too late           unplaced   weather holidays  promotions                    drift-alarm ◀──────┘
 *                                                                   └▶ demand-inspection ──▶ demand  └▶ alerts
 * </pre>
 *
 * Days close by event time; each closed day of a series asks for one forecast. What the judge says
 * of models comes back as news of them, by their topic.
 */
public final class ForecastPipeline {
    private ForecastPipeline() {}

    /** What comes in. */
    public record Inputs(
            DataStream<Sale> sales,
            DataStream<StockLevel> stock,
            DataStream<Location> locations,
            DataStream<WeatherDay> weather,
            DataStream<Holiday> holidays,
            DataStream<Promotion> promotions) {}

    /**
     * How it is worked on.
     *
     * @param driftThreshold as in {@link DriftAlarm#attach}
     */
    public record Steps(
            DemandSettings demand,
            ContextSettings context,
            HistorySettings history,
            ForecastSettings forecast,
            TrialSettings trials,
            double driftThreshold) {}

    /**
     * What goes out.
     *
     * @param demand days as sold and as they would have been, with what looks wrong
     * @param models what becomes of models
     * @param alerts models that cannot be used or were taken back, and forecasts that drift
     * @param tooLate events that no day could take in
     * @param unplaced days of locations that the network does not know, or that are not their local
     *     days
     */
    public record Outputs(
            DataStream<Forecast> forecasts,
            DataStream<DemandReport> demand,
            DataStream<ModelNews> models,
            DataStream<Alert> alerts,
            DataStream<TooLate> tooLate,
            DataStream<UnplacedDay> unplaced) {}

    /**
     * Questions, one for each series and closed day.
     *
     * @param days closed days, and revisions of them
     * @param tooLate as in {@link Outputs}
     * @param unplaced as in {@link Outputs}
     */
    public record Questions(
            DataStream<ForecastRequest> requests,
            DataStream<HistoryDay> days,
            DataStream<TooLate> tooLate,
            DataStream<UnplacedDay> unplaced) {}

    /**
     * Draws the whole pipeline.
     *
     * @param models what becomes of models, the outputs' own included
     */
    public static Outputs attach(Inputs in, DataStream<ModelNews> models, Steps steps) {
        Questions asked = ask(in, steps.demand(), steps.context(), steps.history());
        DataStream<ForecastRequest> chosen =
                ModelChoice.attach(asked.requests(), models, steps.trials());
        SingleOutputStreamOperator<Forecast> forecasts =
                FusionOperator.attach(ForecastOperator.attach(chosen, steps.forecast()));
        SingleOutputStreamOperator<ModelNews> verdicts =
                ModelJudge.attach(forecasts.getSideOutput(FusionOperator.EVIDENCE), steps.trials());
        DataStream<Alert> drift =
                DriftAlarm.attach(
                        forecasts.getSideOutput(FusionOperator.LOSSES),
                        steps.driftThreshold(),
                        steps.demand().lateness().plus(steps.context().patience()));
        return new Outputs(
                forecasts,
                DemandInspection.attach(asked.days()),
                verdicts,
                verdicts.getSideOutput(ModelJudge.ALERTS).union(drift),
                asked.tooLate(),
                asked.unplaced());
    }

    /** Draws the pipeline up to the model: all of its event time and keyed state. */
    public static Questions ask(
            Inputs in, DemandSettings demand, ContextSettings context, HistorySettings history) {
        SingleOutputStreamOperator<ClosedDay> days =
                DemandOperator.attach(in.sales(), in.stock(), demand);
        SingleOutputStreamOperator<LocatedDemandDay> located =
                LocationJoin.attach(days, in.locations());
        DataStream<ContextedDay> contexted =
                ContextJoin.attach(located, in.weather(), in.holidays(), context);
        SingleOutputStreamOperator<ForecastRequest> requests =
                HistoryOperator.attach(contexted, in.promotions(), history);
        return new Questions(
                requests,
                requests.getSideOutput(HistoryOperator.DAYS),
                days.getSideOutput(DemandOperator.TOO_LATE),
                located.getSideOutput(LocationJoin.UNPLACED));
    }
}
