package io.restock.operators.demand;

import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.operators.bundle.BundledEvent;
import io.restock.operators.bundle.KeyedBundleOperator;
import java.time.Duration;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.FlinkRuntimeException;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Sales and stock reports → one {@link ClosedDay} per series and local day, and one more for each
 * late event that changes it.
 *
 * <p>Keyed by {@link SeriesKey#id}. State: one {@link SeriesState} with the open days, read and
 * written once per bundle, and the sales of the lately closed days, written when a day closes and
 * read only for events that are late, correct a closed day, or repeat one. Timer: one per series,
 * the close of its next day. A series without events emits unknown days ({@code observed} = false),
 * and after {@code retireDays} of them its state is cleared by the timer. Side output: {@link
 * #TOO_LATE}. Counters: {@code duplicates, corrections, lateEvents, tooLate, silentDays}.
 */
public final class DemandOperator
        extends KeyedBundleOperator<Sale, StockLevel, SeriesState, DemandLedger, ClosedDay>
        implements DemandLedger.Results, DemandLedger.ClosedSales {
    private static final long serialVersionUID = 1L;

    public static final String UID = "demand";

    /** Events of days no longer kept, and corrections of events that never came. */
    public static final OutputTag<TooLate> TOO_LATE =
            new OutputTag<>("too-late", TypeInformation.of(TooLate.class));

    private final DemandSettings settings;
    private final long latenessMillis;

    /**
     * A sale that is on time by more than this cannot be too late by the days that are kept, even
     * where its offset from UTC is as far as can be (36 hours) from that of its series. It is held
     * without what only a rejection needs.
     */
    private final long farMillis;

    private transient MapState<Integer, DaySales> closedSales;
    private transient Counter duplicates;
    private transient Counter corrections;
    private transient Counter lateEvents;
    private transient Counter tooLate;
    private transient Counter silentDays;

    DemandOperator(DemandSettings settings) {
        super(settings.bundleSize());
        this.settings = settings;
        this.latenessMillis = settings.lateness().toMillis();
        this.farMillis =
                Math.max(0, Duration.ofHours(36).minusDays(settings.keptDays()).toMillis());
    }

    /** Adds the operator; its late events are in {@code getSideOutput(TOO_LATE)}. */
    public static SingleOutputStreamOperator<ClosedDay> attach(
            DataStream<Sale> sales, DataStream<StockLevel> stock, DemandSettings settings) {
        return sales.connect(stock)
                .keyBy(DemandOperator::seriesOf, DemandOperator::seriesOf, Types.STRING)
                .transform(UID, TypeInformation.of(ClosedDay.class), new DemandOperator(settings))
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
    public static ValueStateDescriptor<SeriesState> seriesState() {
        return new ValueStateDescriptor<>("series-demand", SeriesState.class);
    }

    /** Sales of the kept closed days, by local day. Cleared day by day, and with the series. */
    public static MapStateDescriptor<Integer, DaySales> closedSalesState() {
        return new MapStateDescriptor<>("closed-sales", Integer.class, DaySales.class);
    }

    @Override
    public void open() throws Exception {
        super.open();
        closedSales = getRuntimeContext().getMapState(closedSalesState());
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
    protected BundledEvent<DemandLedger> first(Sale sale, long watermark) {
        long due = closeMillis(sale.localDay(), sale.utcOffsetSeconds());
        return sale.corrects().isEmpty() && due > watermark + farMillis
                ? OnTimeSale.of(sale, due)
                : new BundledSale(sale, due);
    }

    @Override
    protected BundledEvent<DemandLedger> second(StockLevel stock, long watermark) {
        return new BundledStock(stock, closeMillis(stock.epochDay(), stock.utcOffsetSeconds()));
    }

    private long closeMillis(int day, int offset) {
        return LocalDays.endMillis(day, offset) + latenessMillis;
    }

    @Override
    protected DemandLedger load(String series, @Nullable SeriesState stored) {
        return new DemandLedger(series, settings, this, this, stored);
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
    public void day(ClosedDay day) {
        if (!day.demand().observed()) {
            silentDays.inc();
        }
        output.collect(new StreamRecord<>(day, day.demand().closedMillis()));
    }

    @Override
    public void tooLate(TooLate event) {
        tooLate.inc();
        output.collect(TOO_LATE, new StreamRecord<>(event));
    }

    @Override
    public @Nullable DaySales get(int day) {
        try {
            return closedSales.get(day);
        } catch (Exception e) {
            throw new FlinkRuntimeException("The sales of day " + day + " cannot be read.", e);
        }
    }

    @Override
    public void put(int day, DaySales sales) {
        try {
            closedSales.put(day, sales);
        } catch (Exception e) {
            throw new FlinkRuntimeException("The sales of day " + day + " cannot be stored.", e);
        }
    }

    @Override
    public void remove(int day) {
        try {
            closedSales.remove(day);
        } catch (Exception e) {
            throw new FlinkRuntimeException("The sales of day " + day + " cannot be cleared.", e);
        }
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

    private record BundledSale(Sale sale, long dueMillis) implements BundledEvent<DemandLedger> {
        @Override
        public void applyTo(DemandLedger ledger, long watermark) {
            ledger.apply(sale, watermark);
        }
    }

    private record BundledStock(StockLevel stock, long dueMillis)
            implements BundledEvent<DemandLedger> {
        @Override
        public void applyTo(DemandLedger ledger, long watermark) {
            ledger.apply(stock, watermark);
        }
    }
}
