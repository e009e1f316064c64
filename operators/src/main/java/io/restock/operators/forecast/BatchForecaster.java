package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts many series at once outside the stream, as the stream would: by the model, or by the
 * statistical forecast where too little is known. Not thread-safe.
 */
public final class BatchForecaster implements AutoCloseable {
    private final ForecastEngine engine;

    /** A forecaster on the processor. */
    public BatchForecaster(ForecastModel model) {
        this.engine = new CpuForecastEngine(model);
    }

    /**
     * Forecasts the days after each series' last one.
     *
     * @param days days wanted, &lt;= the model's horizon; covariates may run less or more far
     */
    public List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
        List<DemandQuantiles> all = new ArrayList<>(histories.size());
        List<SeriesHistory> batch = new ArrayList<>();
        for (SeriesHistory history : histories) {
            if (!FeatureEncoder.knowsEnough(history)) {
                flush(batch, all);
                all.add(StatisticalForecaster.forecast(history, days));
                continue;
            }
            batch.add(history);
            if (batch.size() == engine.maxBatch()) {
                flush(batch, all);
            }
        }
        flush(batch, all);
        return all;
    }

    private void flush(List<SeriesHistory> batch, List<DemandQuantiles> to) {
        if (!batch.isEmpty()) {
            to.addAll(engine.forecast(batch));
            batch.clear();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
