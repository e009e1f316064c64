package io.restock.operators.forecast.distribution;

import io.restock.domain.SeriesHistory;
import java.util.List;

/** A forecaster that needs no other series than the one it forecasts. */
public interface SeriesForecaster extends Forecaster {
    /**
     * Forecasts the days after the last one.
     *
     * @param days days wanted, &gt;= 1; covariates may run less or more far
     */
    DemandQuantiles forecast(SeriesHistory history, int days);

    @Override
    default List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
        return histories.stream().map(history -> forecast(history, days)).toList();
    }
}
