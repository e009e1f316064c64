package io.restock.jobs.settings;

import io.restock.operators.context.ContextSettings;
import io.restock.operators.coordination.CoordinationSettings;
import io.restock.operators.coordination.OrderSettings;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.forecast.ForecastSettings;
import io.restock.operators.forecast.life.TrialSettings;
import io.restock.operators.history.HistorySettings;
import java.util.List;

/** The settings of the operators, out of the settings of the installation. */
public final class OperatorSettings {
    private OperatorSettings() {}

    /** How demand days are made. */
    public static DemandSettings demand(Settings s) {
        return new DemandSettings(
                s.get(Keys.DEMAND_LATENESS),
                s.get(Keys.DEMAND_KEPT_DAYS),
                s.get(Keys.DEMAND_RETIRE_DAYS),
                s.get(Keys.DEMAND_BUNDLE_SIZE));
    }

    /** How days meet their context. */
    public static ContextSettings context(Settings s) {
        return new ContextSettings(s.get(Keys.CONTEXT_PATIENCE), s.get(Keys.FORECAST_HORIZON));
    }

    /** What a forecast is asked with. */
    public static HistorySettings history(Settings s) {
        return new HistorySettings(
                s.get(Keys.HISTORY_DAYS),
                s.get(Keys.FORECAST_HORIZON),
                s.get(Keys.HISTORY_FORECAST_FROM));
    }

    /**
     * First cycle whose orders are said in documents; days since 1970-01-01.
     *
     * @throws SettingsException if none is named: the orders of all the past would be said again
     */
    public static int firstDocumentsCycle(Settings s) {
        int first = s.get(Keys.DOCUMENTS_FIRST_CYCLE);
        if (first == 0) {
            throw new SettingsException(
                    List.of(
                            "The setting documents.first-cycle (missing) must be the day from whose"
                                    + " cut-off on orders are told in documents."));
        }
        return first;
    }

    /**
     * How forecasts are served.
     *
     * @throws SettingsException if no model is named
     */
    public static ForecastSettings forecast(Settings s) {
        if (s.get(Keys.FORECAST_MODEL).isBlank()) {
            throw new SettingsException(
                    List.of(
                            "The setting forecast.model (missing) must be the folder of a model that"
                                    + " `train` wrote."));
        }
        return new ForecastSettings(
                s.get(Keys.FORECAST_MODEL),
                s.get(Keys.FORECAST_ENGINE),
                s.get(Keys.FORECAST_HORIZON),
                s.get(Keys.FORECAST_DEADLINE).toMillis(),
                s.get(Keys.FORECAST_BATCH_SIZE),
                s.get(Keys.FORECAST_LINGER).toMillis(),
                s.get(Keys.FORECAST_CAPACITY));
    }

    /**
     * How models are tried.
     *
     * @throws SettingsException if a trial would be over before a verdict
     */
    public static TrialSettings trials(Settings s) {
        int least = s.get(Keys.TRIAL_DAYS);
        int most = s.get(Keys.TRIAL_MOST_DAYS);
        if (most < least) {
            throw new SettingsException(
                    List.of(
                            "The setting models.trial-most-days (%d) must be >= models.trial-days (%d)."
                                    .formatted(most, least)));
        }
        return new TrialSettings(
                s.get(Keys.TRIAL_SHARE),
                least,
                s.get(Keys.TRIAL_ROWS),
                most,
                s.get(Keys.TRIAL_MARGIN));
    }

    /** How planning groups are planned. */
    public static CoordinationSettings coordination(Settings s) {
        return new CoordinationSettings(
                s.get(Keys.ROUNDS),
                s.get(Keys.SEED),
                s.get(Keys.PLANNER),
                s.get(Keys.DEMAND_CORRELATION),
                s.get(Keys.SERVICE_FACTOR),
                s.get(Keys.ALERT_PROBABILITY),
                s.get(Keys.FIRST_CYCLE),
                s.get(Keys.KEEP_CLOSED_ORDERS_DAYS),
                s.get(Keys.ACKNOWLEDGEMENT_DAYS),
                s.get(Keys.OVERDUE_DAYS),
                s.get(Keys.HOLD_ORDERS_ABOVE),
                s.get(Keys.FORECAST_EXPECTED_DAYS),
                Math.toIntExact(s.get(Keys.FORECAST_PATIENCE).toMinutes()),
                Math.toIntExact(s.get(Keys.PLAN_WITHIN).toMinutes()),
                Math.toIntExact(s.get(Keys.SEARCH_GUARD).toSeconds()),
                orders(s));
    }

    private static OrderSettings orders(Settings s) {
        return new OrderSettings(
                Math.toIntExact(s.get(Keys.TECHNICAL_RECEIPT_WITHIN).toMinutes()),
                Math.toIntExact(s.get(Keys.ACKNOWLEDGEMENT_WITHIN).toMinutes()),
                Math.toIntExact(s.get(Keys.COVER_WITHIN).toMillis()),
                s.get(Keys.HOLD_FIRST_ORDERS),
                s.get(Keys.CHANGE_COST),
                s.get(Keys.LEAD_TIME_QUANTILE),
                s.get(Keys.LEARN_AFTER),
                s.get(Keys.ALERT_BUDGET));
    }
}
