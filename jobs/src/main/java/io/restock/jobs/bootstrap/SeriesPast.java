package io.restock.jobs.bootstrap;

import io.restock.domain.Promotion;
import io.restock.domain.Sale;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.operators.context.PastContext;
import io.restock.operators.demand.DemandSettings;
import io.restock.operators.demand.PastDemand;
import io.restock.operators.history.HistorySettings;
import io.restock.operators.history.PastHistory;

/**
 * The past of one series at a store, day by day: what {@link io.restock.jobs.ForecastPipeline#ask}
 * would keep of it, without Flink between its steps.
 */
public final class SeriesPast {
    private final String series;
    private final PastDemand demand;
    private final PastHistory history;

    /**
     * A series without events.
     *
     * @param context of its region
     */
    public SeriesPast(
            String location,
            String item,
            DemandSettings demandSettings,
            HistorySettings historySettings,
            PastContext context) {
        this.series = SeriesKey.id(location, item);
        this.history = new PastHistory(historySettings);
        this.demand =
                new PastDemand(
                        series,
                        demandSettings,
                        closed -> history.add(context.around(closed.demand())));
    }

    /** Takes in a sale of an open day. */
    public void apply(Sale sale) {
        demand.apply(sale);
    }

    /** Takes in a stock report of an open day. */
    public void apply(StockLevel stock) {
        demand.apply(stock);
    }

    /** Takes in a promotion, before the first day that is issued after it. */
    public void announce(Promotion promotion) {
        history.announce(promotion);
    }

    /**
     * Moves event time.
     *
     * @param watermark milliseconds since the epoch; at least the moment of issue of every day that
     *     has closed by then
     */
    public void advance(long watermark) {
        demand.advance(watermark);
        history.advance(watermark);
    }

    /** What is kept of it. */
    public SeriesStart start() {
        return new SeriesStart(series, demand.state(), demand.closedSales(), history.state());
    }
}
