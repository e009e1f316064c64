package io.restock.operators.demand;

import io.restock.domain.Sale;
import io.restock.domain.StockLevel;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The past of one series, event by event, without the operator: the days that close, and what
 * {@link DemandOperator} would have stored. Events of a day come before event time passes its
 * close, so that nothing is late.
 */
public final class PastDemand {
    private final DemandLedger ledger;
    private final Map<Integer, DaySales> closedSales = new HashMap<>();
    private long watermark = Long.MIN_VALUE;

    /**
     * A series without events.
     *
     * @param series its key
     * @param closed told of each day that closes, in their order
     */
    public PastDemand(String series, DemandSettings settings, Consumer<ClosedDay> closed) {
        this.ledger = new DemandLedger(series, settings, new ToConsumer(closed), sales(), null);
    }

    /** Takes in a sale of an open day. */
    public void apply(Sale sale) {
        ledger.apply(sale, watermark);
    }

    /** Takes in a stock report of an open day. */
    public void apply(StockLevel stock) {
        ledger.apply(stock, watermark);
    }

    /** Moves event time, milliseconds since the epoch. */
    public void advance(long toWatermark) {
        watermark = toWatermark;
        ledger.advance(toWatermark);
    }

    /** What is stored of the series; null = nothing. */
    public @Nullable SeriesState state() {
        return ledger.toState();
    }

    /** The sales of closed days that are stored, by local day. */
    public Map<Integer, DaySales> closedSales() {
        return closedSales;
    }

    private DemandLedger.ClosedSales sales() {
        return new DemandLedger.ClosedSales() {
            @Override
            public @Nullable DaySales get(int day) {
                return closedSales.get(day);
            }

            @Override
            public void put(int day, DaySales sales) {
                closedSales.put(day, sales);
            }

            @Override
            public void remove(int day) {
                closedSales.remove(day);
            }
        };
    }

    private record ToConsumer(Consumer<ClosedDay> closed) implements DemandLedger.Results {
        @Override
        public void day(ClosedDay day) {
            closed.accept(day);
        }

        @Override
        public void tooLate(TooLate event) {
            throw new IllegalArgumentException(
                    "The event must come before its day closes: " + event + '.');
        }

        @Override
        public void duplicate() {}

        @Override
        public void correction() {}

        @Override
        public void late() {}
    }
}
