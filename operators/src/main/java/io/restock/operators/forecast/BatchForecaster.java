package io.restock.operators.forecast;

import io.restock.domain.SeriesHistory;
import io.restock.operators.forecast.distribution.DemandQuantiles;
import io.restock.operators.forecast.distribution.Forecaster;
import io.restock.operators.forecast.fusion.QuantileMean;
import io.restock.operators.forecast.launch.LaunchPrior;
import java.util.ArrayList;
import java.util.List;

/**
 * Forecasts many series at once outside the stream: by the networks and trees of a model, or by its
 * prior where too little is known. The prior of a new series gives way to the model by each known
 * day, to the last. A series that has been silent is asked for because it is sold again, so the
 * prior speaks for that too. An item of a season is forecast from its days in season, and fades to
 * nothing at the season's end. Not thread-safe.
 */
public final class BatchForecaster implements Forecaster, AutoCloseable {
    private final String name;
    private final SeriesEncoder encoder;
    private final ForecastEngine engine;
    private final LaunchPrior prior;

    /** The model as a forecaster. */
    public BatchForecaster(ForecastModel model) {
        this("model", model);
    }

    /** The same under another name. */
    public BatchForecaster(String name, ForecastModel model) {
        this.name = name;
        this.encoder = model.seriesEncoder();
        this.engine = new LstmLayerEngine(model);
        this.prior = model.prior();
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
        for (SeriesHistory asked : histories) {
            SeriesHistory history = prior.seasons().inSeasonOnly(asked);
            if (!asksModel(history)) {
                flush(batch, days, all);
                all.add(faded(history, prior.forecast(history, days)));
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
            List<DemandQuantiles> forecasts =
                    engine.forecast(batch.stream().map(encoder::encode).toList());
            for (int i = 0; i < forecasts.size(); i++) {
                SeriesHistory history = batch.get(i);
                DemandQuantiles said = handedOver(history, forecasts.get(i).first(days));
                to.add(faded(history, said));
            }
            batch.clear();
        }
    }

    /** Whether the networks and trees have a part in the forecast of a series. */
    public static boolean asksModel(SeriesHistory history) {
        return FeatureEncoder.mayBeAsked(history);
    }

    /** Half at the first days the model is asked at, all at as many as it has learned from. */
    private static double modelShare(SeriesHistory history) {
        int known = 0;
        for (float units : history.units()) {
            known += Float.isNaN(units) ? 0 : 1;
        }
        int first = FeatureEncoder.LEAST_ASKED_DAYS;
        double passed = (known - first) / (double) (FeatureEncoder.LEAST_KNOWN_DAYS - first);
        return Math.min(1, 0.5 + 0.5 * passed);
    }

    private DemandQuantiles faded(SeriesHistory history, DemandQuantiles inSeason) {
        return prior.seasons().faded(history.item(), history.originEpochDay(), inSeason);
    }

    private DemandQuantiles handedOver(SeriesHistory history, DemandQuantiles model) {
        double share = modelShare(history);
        if (share == 1) {
            return model;
        }
        DemandQuantiles before = prior.forecast(history, model.horizon());
        return QuantileMean.of(List.of(model, before), new double[] {share, 1 - share});
    }

    @Override
    public void close() {
        engine.close();
    }
}
