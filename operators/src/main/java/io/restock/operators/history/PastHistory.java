package io.restock.operators.history;

import io.restock.domain.Promotion;
import io.restock.operators.context.ContextedDay;
import io.restock.operators.forecast.ForecastRequest;
import org.jspecify.annotations.Nullable;

/**
 * The past of one series, day by day, without the operator: what {@link HistoryOperator} would have
 * stored. Nothing is asked of it.
 */
public final class PastHistory {
    private static final HistoryLedger.Results NOBODY_ASKS =
            new HistoryLedger.Results() {
                @Override
                public void ask(ForecastRequest request) {}

                @Override
                public void day(HistoryDay day) {}
            };

    private final HistoryLedger ledger;

    /** A series without days. */
    public PastHistory(HistorySettings settings) {
        this.ledger =
                new HistoryLedger(
                        new HistorySettings(
                                settings.historyDays(), settings.horizon(), Integer.MAX_VALUE),
                        NOBODY_ASKS);
    }

    /** Takes in a day, once its moment of issue has come. */
    public void add(ContextedDay day) {
        ledger.add(day);
        ledger.advance(day.issuedMillis());
    }

    /** Takes in a promotion. */
    public void announce(Promotion promotion) {
        ledger.announce(promotion);
    }

    /** Moves event time, milliseconds since the epoch. */
    public void advance(long watermark) {
        ledger.advance(watermark);
    }

    /** What is stored of the series; null = nothing. */
    public @Nullable HistoryState state() {
        return ledger.toState();
    }
}
