package io.restock.jobs.bootstrap;

import io.restock.operators.bundle.KeyedBundleOperator;
import io.restock.operators.history.HistoryOperator;
import io.restock.operators.history.HistoryState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.fs.Path;

/** The state of {@link HistoryOperator}. */
final class HistoryWriter extends KeyedStateWriter<SeriesStart> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<HistoryState> series;

    HistoryWriter(long timestamp, Path savepoint) {
        super(timestamp, savepoint);
    }

    @Override
    public void open() throws Exception {
        super.open();
        series = getRuntimeContext().getState(HistoryOperator.historyState());
    }

    @Override
    long write(SeriesStart start) throws Exception {
        HistoryState history = start.history();
        if (history == null) {
            return KeyedBundleOperator.NEVER;
        }
        series.update(history);
        return history.timer;
    }
}
