package io.restock.local.model;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.BatchForecaster;
import io.restock.operators.forecast.ForecastModel;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.ForecastScore;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.statistical.MovingMean;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import io.restock.operators.forecast.statistical.SeasonalNaive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures all forecasters on one target week: what they say at an origin against what was sold in
 * the seven days after it, on days without a stock-out in opening hours.
 */
final class Backtest {
    /** Days of a target week. */
    static final int DAYS = 7;

    private final List<SeriesHistory> histories;
    private final int origin;
    private final int future;

    /**
     * @param histories series whose units run past the origin
     * @param origin last known day, epoch day
     */
    Backtest(List<SeriesHistory> histories, int origin, int future) {
        this.histories = histories;
        this.origin = origin;
        this.future = Math.max(DAYS, future);
    }

    /** Measures by forecaster, the model's first. */
    Map<String, ForecastScore> measure(ForecastModel model) {
        List<SeriesHistory> known = new ArrayList<>();
        for (SeriesHistory history : histories) {
            int past = origin - history.firstEpochDay() + 1;
            known.add(history.window(origin, past, future));
        }
        Map<String, ForecastScore> scores = new LinkedHashMap<>();
        try (BatchForecaster forecaster = new BatchForecaster(model)) {
            scores.put("lstm", distributions(forecaster.forecast(known, DAYS)));
        }
        List<Forecaster> others =
                List.of(
                        new SeasonalLevel(),
                        new MovingMean(7),
                        new MovingMean(28),
                        new SeasonalNaive());
        others.forEach(of -> scores.put(of.name(), distributions(of.forecast(known, DAYS))));
        return scores;
    }

    private ForecastScore distributions(List<DemandQuantiles> forecasts) {
        ForecastScore score = new ForecastScore(DAYS);
        forEachTarget((i, day, units) -> score.add(day, units, forecasts.get(i)));
        return score;
    }

    private void forEachTarget(Target target) {
        for (int i = 0; i < histories.size(); i++) {
            SeriesHistory history = histories.get(i);
            int first = origin + 1 - history.firstEpochDay();
            for (int day = 0; day < DAYS && first + day < history.units().length; day++) {
                int t = first + day;
                if (!Float.isNaN(history.units()[t]) && !(history.stockOutShare()[t] > 0)) {
                    target.on(i, day, history.units()[t]);
                }
            }
        }
    }

    /** Told of a series' day that counts. */
    private interface Target {
        void on(int series, int day, double units);
    }
}
