package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.distribution.SeriesForecaster;
import io.restock.operators.forecast.statistical.SeasonalLevel;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts many series at once outside the stream, as the stream would: by the model, or by the
 * statistical forecast where too little is known. Not thread-safe.
 */
public final class BatchForecaster implements Forecaster, AutoCloseable {
    private final String name;
    private final ForecastEngine engine;
    private final SeriesForecaster fallback = new SeasonalLevel();

    /** The model as a forecaster. */
    public BatchForecaster(ForecastModel model) {
        this("model", model);
    }

    /** The same under another name. */
    public BatchForecaster(String name, ForecastModel model) {
        this.name = name;
        this.engine = new LstmLayerEngine(model);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * {@inheritDoc}
     *
     * @param days days wanted, &lt;= the model's horizon
     */
    @Override
    public List<DemandQuantiles> forecast(List<SeriesHistory> histories, int days) {
        List<DemandQuantiles> all = new ArrayList<>(histories.size());
        List<SeriesHistory> batch = new ArrayList<>();
        for (SeriesHistory history : histories) {
            if (!FeatureEncoder.knowsEnough(history)) {
                flush(batch, days, all);
                all.add(fallback.forecast(history, days));
                continue;
            }
            batch.add(history);
            if (batch.size() == engine.maxBatch()) {
                flush(batch, days, all);
            }
        }
        flush(batch, days, all);
        return all;
    }

    private void flush(List<SeriesHistory> batch, int days, List<DemandQuantiles> to) {
        if (!batch.isEmpty()) {
            engine.forecast(batch).forEach(forecast -> to.add(forecast.first(days)));
            batch.clear();
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
