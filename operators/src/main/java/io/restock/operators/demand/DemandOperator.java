package io.restock.operators.demand;

import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.operators.bundle.KeyedBundleOperator;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sales and stock reports → one {@link DemandDay} per series and local day, and one more for each
 * late event that changes it.
 *
 * <p>Keyed by {@link SeriesKey#id}. State: one {@link SeriesState}, read and written once per
 * bundle. Timer: one per series, the close of its next day. A series without events emits unknown
 * days ({@code observed} = false), and after {@code retireDays} of them its state is cleared by the
 * timer. Side output: {@link #TOO_LATE}. Counters: {@code duplicates, corrections, lateEvents,
 * tooLate, silentDays}.
 */
public final class DemandOperator
        extends KeyedBundleOperator<Sale, StockLevel, SeriesState, DemandLedger, DemandDay>
        implements DemandLedger.Results {
    private static final long serialVersionUID = 1L;

    public static final String UID = "demand";

    /** Events of days no longer kept, and corrections of events that never came. */
    public static final OutputTag<TooLate> TOO_LATE =
            new OutputTag<>("too-late", TypeInformation.of(TooLate.class));

    private final DemandSettings settings;
    private final long latenessMillis;
    private transient Counter duplicates;
    private transient Counter corrections;
    private transient Counter lateEvents;
    private transient Counter tooLate;
    private transient Counter silentDays;

    DemandOperator(DemandSettings settings) {
        super(Sale.class, StockLevel.class, settings.bundleSize());
        this.settings = settings;
        this.latenessMillis = settings.lateness().toMillis();
    }

    /** Adds the operator; its late events are in {@code getSideOutput(TOO_LATE)}. */
    public static SingleOutputStreamOperator<DemandDay> attach(
            DataStream<Sale> sales, DataStream<StockLevel> stock, DemandSettings settings) {
        return sales.connect(stock)
                .keyBy(DemandOperator::seriesOf, DemandOperator::seriesOf, Types.STRING)
                .transform(UID, TypeInformation.of(DemandDay.class), new DemandOperator(settings))
                .uid(UID)
                .name(UID);
    }

    static String seriesOf(Sale sale) {
        return SeriesKey.id(sale.location(), sale.item());
    }

    static String seriesOf(StockLevel stock) {
        return SeriesKey.id(stock.location(), stock.item());
    }

    /** Cleared when the series retires. */
    static ValueStateDescriptor<SeriesState> seriesState() {
        return new ValueStateDescriptor<>("series-demand", SeriesState.class);
    }

    @Override
    public void open() throws Exception {
        super.open();
        duplicates = getMetricGroup().counter("duplicates");
        corrections = getMetricGroup().counter("corrections");
        lateEvents = getMetricGroup().counter("lateEvents");
        tooLate = getMetricGroup().counter("tooLate");
        silentDays = getMetricGroup().counter("silentDays");
    }

    @Override
    protected ValueStateDescriptor<SeriesState> stateDescriptor() {
        return seriesState();
    }

    @Override
    protected long dueOfFirst(Sale sale) {
        return LocalDays.endMillis(sale.localDay(), sale.utcOffsetSeconds()) + latenessMillis;
    }

    @Override
    protected long dueOfSecond(StockLevel stock) {
        return LocalDays.endMillis(stock.epochDay(), stock.utcOffsetSeconds()) + latenessMillis;
    }

    @Override
    protected DemandLedger load(@Nullable SeriesState stored) {
        return stored == null
                ? new DemandLedger(settings, this)
                : DemandLedger.from(stored, settings, this);
    }

    @Override
    protected void applyFirst(DemandLedger ledger, Sale sale, long watermark) {
        ledger.apply(sale, watermark);
    }

    @Override
    protected void applySecond(DemandLedger ledger, StockLevel stock, long watermark) {
        ledger.apply(stock, watermark);
    }

    @Override
    protected void advance(DemandLedger ledger, long watermark) {
        ledger.advance(watermark);
    }

    @Override
    protected @Nullable SeriesState store(DemandLedger ledger) {
        return ledger.toState();
    }

    @Override
    protected long timerOf(SeriesState stored) {
        return stored.timer;
    }

    @Override
    public void day(DemandDay day) {
        if (!day.observed()) {
            silentDays.inc();
        }
        output.collect(new StreamRecord<>(day, day.closedMillis()));
    }

    @Override
    public void tooLate(TooLate event) {
        tooLate.inc();
        output.collect(TOO_LATE, new StreamRecord<>(event));
    }

    @Override
    public void duplicate() {
        duplicates.inc();
    }

    @Override
    public void correction() {
        corrections.inc();
    }

    @Override
    public void late() {
        lateEvents.inc();
    }
}
