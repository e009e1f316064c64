package io.restock.operators.history;

import io.restock.domain.Promotion;
import io.restock.domain.SeriesKey;
import io.restock.operators.bundle.BundledEvent;
import io.restock.operators.bundle.KeyedBundleOperator;
import io.restock.operators.context.ContextedDay;
import io.restock.operators.forecast.ForecastRequest;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Demand days in their context + promotions → one {@link ForecastRequest} per series and day.
 *
 * <p>Keyed by {@link SeriesKey#id}. A day is taken in when the watermark reaches its moment of
 * issue, so that every promotion announced by then has come; revised days correct the history and
 * ask nothing. Side output: {@link #DAYS}. State: one {@link HistoryState}, read and written once
 * per series and day. Timer: one per series, when a day that a checkpoint had to store becomes due,
 * else when the series is forgotten: {@code historyDays} after its last day or planned promotion,
 * or up to as long again.
 */
public final class HistoryOperator
        extends KeyedBundleOperator<
                ContextedDay, Promotion, HistoryState, HistoryLedger, ForecastRequest>
        implements HistoryLedger.Results {
    private static final long serialVersionUID = 1L;

    public static final String UID = "history";

    /** A contexted day is some 700 bytes, its arrays shared or not: 7 MB of heap per subtask. */
    static final int BUNDLE_SIZE = 10_000;

    /** Days as they close, and again when they are revised. */
    public static final OutputTag<HistoryDay> DAYS =
            new OutputTag<>("closed-days", TypeInformation.of(HistoryDay.class));

    private final HistorySettings settings;

    HistoryOperator(HistorySettings settings, int bundleSize) {
        super(bundleSize);
        this.settings = settings;
    }

    /** Adds the operator; the days themselves are in {@code getSideOutput(DAYS)}. */
    public static SingleOutputStreamOperator<ForecastRequest> attach(
            DataStream<ContextedDay> days,
            DataStream<Promotion> promotions,
            HistorySettings settings) {
        return days.connect(promotions)
                .keyBy(HistoryOperator::seriesOf, HistoryOperator::seriesOf, Types.STRING)
                .transform(
                        UID,
                        TypeInformation.of(ForecastRequest.class),
                        new HistoryOperator(settings, BUNDLE_SIZE))
                .uid(UID)
                .name(UID);
    }

    static String seriesOf(ContextedDay day) {
        return SeriesKey.id(day.demand().location(), day.demand().item());
    }

    static String seriesOf(Promotion promotion) {
        return SeriesKey.id(promotion.location(), promotion.item());
    }

    /** Cleared when the series is forgotten. */
    public static ValueStateDescriptor<HistoryState> historyState() {
        return new ValueStateDescriptor<>("series-history", HistoryState.class);
    }

    @Override
    protected ValueStateDescriptor<HistoryState> stateDescriptor() {
        return historyState();
    }

    @Override
    protected BundledEvent<HistoryLedger> first(ContextedDay day, long watermark) {
        return new BundledDay(day);
    }

    @Override
    protected BundledEvent<HistoryLedger> second(Promotion promotion, long watermark) {
        return new BundledPromotion(promotion);
    }

    @Override
    protected HistoryLedger load(String series, @Nullable HistoryState stored) {
        return stored == null
                ? new HistoryLedger(settings, this)
                : new HistoryLedger(settings, this, stored);
    }

    @Override
    public void ask(ForecastRequest request) {
        output.collect(new StreamRecord<>(request, request.issuedMillis()));
    }

    @Override
    public void day(HistoryDay day) {
        output.collect(DAYS, new StreamRecord<>(day));
    }

    @Override
    protected void advance(HistoryLedger ledger, long watermark) {
        ledger.advance(watermark);
    }

    @Override
    protected @Nullable HistoryState store(HistoryLedger ledger) {
        return ledger.toState();
    }

    @Override
    protected long timerOf(HistoryState stored) {
        return stored.timer;
    }

    private record BundledDay(ContextedDay day) implements BundledEvent<HistoryLedger> {
        @Override
        public long dueMillis() {
            return day.issuedMillis();
        }

        @Override
        public void applyTo(HistoryLedger ledger, long watermark) {
            ledger.add(day);
        }
    }

    private record BundledPromotion(Promotion promotion) implements BundledEvent<HistoryLedger> {
        /** A promotion says something only together with a day. */
        @Override
        public long dueMillis() {
            return NEVER;
        }

        @Override
        public void applyTo(HistoryLedger ledger, long watermark) {
            ledger.announce(promotion);
        }
    }
}
