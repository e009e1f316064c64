package io.restock.jobs.bootstrap;

import io.restock.operators.bundle.KeyedBundleOperator;
import io.restock.operators.demand.DaySales;
import io.restock.operators.demand.DemandOperator;
import io.restock.operators.demand.SeriesState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.fs.Path;

/** The state of {@link DemandOperator}. */
final class DemandWriter extends KeyedStateWriter<SeriesStart> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<SeriesState> series;
    private transient MapState<Integer, DaySales> closedSales;

    DemandWriter(long timestamp, Path savepoint) {
        super(timestamp, savepoint);
    }

    @Override
    public void open() throws Exception {
        super.open();
        series = getRuntimeContext().getState(DemandOperator.seriesState());
        closedSales = getRuntimeContext().getMapState(DemandOperator.closedSalesState());
    }

    @Override
    long write(SeriesStart start) throws Exception {
        closedSales.putAll(start.closedSales());
        SeriesState demand = start.demand();
        if (demand == null) {
            return KeyedBundleOperator.NEVER;
        }
        series.update(demand);
        return demand.timer;
    }
}
