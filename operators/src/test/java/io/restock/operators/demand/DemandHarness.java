package io.restock.operators.demand;

import io.restock.domain.DemandDay;
import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;

/** A {@link DemandOperator} on its own, with state and timers. */
final class DemandHarness implements AutoCloseable {
    private final KeyedTwoInputStreamOperatorTestHarness<String, Sale, StockLevel, ClosedDay>
            harness;
    private long checkpoints;

    private DemandHarness(
            DemandSettings settings, StateBackend backend, @Nullable OperatorSubtaskState restored)
            throws Exception {
        harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new DemandOperator(settings),
                        sale -> DemandOperator.seriesOf(sale),
                        stock -> DemandOperator.seriesOf(stock),
                        Types.STRING);
        harness.setStateBackend(backend);
        harness.setup();
        if (restored != null) {
            harness.initializeState(restored);
        }
        harness.open();
    }

    static DemandHarness open(DemandSettings settings) throws Exception {
        return new DemandHarness(settings, new HashMapStateBackend(), null);
    }

    static DemandHarness open(DemandSettings settings, StateBackend backend) throws Exception {
        return new DemandHarness(settings, backend, null);
    }

    static DemandHarness restore(
            DemandSettings settings, StateBackend backend, OperatorSubtaskState state)
            throws Exception {
        return new DemandHarness(settings, backend, state);
    }

    void process(Sale... sales) throws Exception {
        for (Sale sale : sales) {
            harness.processElement1(sale, sale.timeMillis());
        }
    }

    void process(StockLevel stock) throws Exception {
        harness.processElement2(stock, stock.timeMillis());
    }

    void watermark(long millis) throws Exception {
        harness.processBothWatermarks(new Watermark(millis));
    }

    OperatorSubtaskState checkpoint() throws Exception {
        checkpoints++;
        harness.prepareSnapshotPreBarrier(checkpoints);
        return harness.snapshot(checkpoints, checkpoints);
    }

    void end() throws Exception {
        harness.endAllInputs();
        harness.getOperator().finish();
    }

    List<DemandDay> days() {
        return closedDays().stream().map(ClosedDay::demand).toList();
    }

    List<ClosedDay> closedDays() {
        return harness.extractOutputValues();
    }

    List<TooLate> tooLate() {
        var side = harness.getSideOutput(DemandOperator.TOO_LATE);
        return side == null ? List.of() : side.stream().map(StreamRecord::getValue).toList();
    }

    long timestampOfLastDay() {
        var records = harness.extractOutputStreamRecords();
        return records.get(records.size() - 1).getTimestamp();
    }

    int seriesInState() {
        return harness.numKeyedStateEntries();
    }

    int timers() {
        return harness.numEventTimeTimers();
    }

    @Override
    public void close() {
        try {
            harness.close();
        } catch (Exception e) {
            throw new IllegalStateException("The operator under test did not close.", e);
        }
    }
}
