package io.restock.operators.forecast.distribution;

import io.restock.domain.SeriesHistory;
import java.util.List;

/**
 * Forecasts demand from the past of series and what is known of their future. It looks at no day
 * after the last one of the units but for its covariates.
 */
public interface Forecaster {
    /** What it is called in records and tables. */
    String name();

    /**
     * Forecasts the days after each series' last one.
     *
     * @param histories all with the same last day; a forecaster may learn across them
     * @param days days wanted, &gt;= 1; covariates may run less or more far
     * @return one distribution a series, in the same order
     */
    List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days);
}
