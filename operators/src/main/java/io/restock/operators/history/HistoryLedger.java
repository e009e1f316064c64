package io.restock.operators.history;

import io.restock.domain.Covariates;
import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Promotion;
import io.restock.domain.SeriesHistory;
import io.restock.operators.context.ContextedDay;
import io.restock.operators.forecast.ForecastRequest;
import io.restock.operators.recovery.HourProfile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last days of one series with their covariates, its price plan, and the question that each new
 * day makes of them.
 *
 * <p>A new day is taken in once event time has reached its moment of issue, with the promotions
 * announced by then; a day that is known already is corrected and asks nothing. Days without any
 * record between two days are unknown (NaN), so that the arrays have no gaps.
 */
final class HistoryLedger {
    static final long NEVER = Long.MAX_VALUE;

    private static final Comparator<ContextedDay> BY_ISSUE =
            Comparator.comparingLong(ContextedDay::issuedMillis)
                    .thenComparingInt(d -> d.demand().epochDay())
                    .thenComparingInt(d -> d.demand().revision());

    private final HistorySettings settings;
    private final Results results;
    private int first;
    private float[] units;
    private float[] stockOutShare;
    private float[] missedShare;
    private Covariates past;
    private final PricePlan plan;
    private final List<ContextedDay> held;

    /** Where the results of days go. */
    interface Results {
        /** A day asks for a forecast. */
        void ask(ForecastRequest request);

        /** A day has come, or has been revised. */
        void day(HistoryDay day);
    }

    HistoryLedger(HistorySettings settings, Results results) {
        this(settings, results, new HistoryState());
    }

    HistoryLedger(HistorySettings settings, Results results, HistoryState stored) {
        this.settings = settings;
        this.results = results;
        this.first = stored.firstEpochDay;
        this.units = stored.units.clone();
        this.stockOutShare = stored.stockOutShare.clone();
        this.missedShare = missedShare(stored);
        this.past =
                new Covariates(
                        stored.discount.clone(),
                        stored.promotion.clone(),
                        stored.holiday.clone(),
                        stored.temperatureC.clone(),
                        stored.precipitationMm.clone(),
                        stored.humidityPct.clone(),
                        stored.windLevel.clone());
        this.plan = new PricePlan(stored.plan);
        this.held = new ArrayList<>(stored.held);
    }

    void add(ContextedDay day) {
        held.add(day);
    }

    void announce(Promotion promotion) {
        plan.announce(promotion);
    }

    /** Takes in the days issued at or before the watermark, and forgets a series that has ended. */
    void advance(long watermark) {
        held.sort(BY_ISSUE);
        for (Iterator<ContextedDay> each = held.iterator(); each.hasNext(); ) {
            ContextedDay day = each.next();
            if (day.issuedMillis() > watermark) {
                break;
            }
            each.remove();
            takeIn(day);
        }
        if (held.isEmpty() && forgetAt() <= watermark) {
            units = new float[0];
            missedShare = new float[0];
            plan.forgetAll();
        }
    }

    long nextTimer() {
        long next = forgetAt();
        for (ContextedDay day : held) {
            next = Math.min(next, day.issuedMillis());
        }
        return next;
    }

    /** What to store; null when nothing is left of the series. */
    @Nullable HistoryState toState() {
        List<PlannedPrice> planned = plan.stored();
        if (units.length == 0 && planned.isEmpty() && held.isEmpty()) {
            return null;
        }
        HistoryState stored = new HistoryState();
        stored.timer = nextTimer();
        stored.firstEpochDay = first;
        stored.units = units;
        stored.stockOutShare = stockOutShare;
        stored.missedShare = missedShare;
        stored.discount = past.discount();
        stored.promotion = past.promotion();
        stored.holiday = past.holiday();
        stored.temperatureC = past.temperatureC();
        stored.precipitationMm = past.precipitationMm();
        stored.humidityPct = past.humidityPct();
        stored.windLevel = past.windLevel();
        stored.plan = planned;
        stored.held = new ArrayList<>(held);
        return stored;
    }

    /** State from before it was kept knows the share of hours alone. */
    private static float[] missedShare(HistoryState stored) {
        if (stored.missedShare.length == stored.units.length) {
            return stored.missedShare.clone();
        }
        float[] missed = new float[stored.units.length];
        for (int t = 0; t < missed.length; t++) {
            missed[t] = (float) (1 - HourProfile.even().inStock(stored.stockOutShare[t]));
        }
        return missed;
    }

    private int last() {
        return first + units.length - 1;
    }

    /**
     * When nothing of the series can matter any more. It moves in steps of the history's length, so
     * that a new day seldom moves the timer.
     */
    private long forgetAt() {
        int lastKnown = Math.max(units.length == 0 ? Integer.MIN_VALUE : last(), plan.lastDay());
        if (lastKnown == Integer.MIN_VALUE) {
            return NEVER;
        }
        long step = settings.historyDays() * LocalDays.MILLIS;
        long earliest = LocalDays.endMillis(lastKnown, 0) + step;
        return -Math.floorDiv(-earliest, step) * step;
    }

    private void takeIn(ContextedDay day) {
        int epochDay = day.demand().epochDay();
        boolean isNew = units.length == 0 || epochDay > last();
        if (isNew) {
            moveTo(epochDay);
        } else if (epochDay < first) {
            return;
        }
        write(day.demand());
        learnContext(day);
        if (isNew) {
            learnPrices(day);
            ask(day);
        } else if (epochDay >= settings.forecastFromEpochDay()) {
            int days = epochDay - first + 1;
            SeriesHistory history = history(day.demand(), past).window(epochDay, days, 0);
            results.day(
                    new HistoryDay(
                            history, Arrays.copyOf(missedShare, days), day.demand().revision()));
        }
    }

    private SeriesHistory history(DemandDay day, Covariates known) {
        return new SeriesHistory(
                day.location(), day.item(), first, units.clone(), stockOutShare.clone(), known);
    }

    /**
     * Makes room for the day: what is older than the history goes, what lies between is unknown.
     */
    private void moveTo(int epochDay) {
        int from = units.length == 0 ? epochDay : first;
        from = Math.max(from, epochDay - settings.historyDays() + 1);
        int shift = units.length == 0 ? 0 : from - first;
        int n = epochDay - from + 1;
        units = moved(units, shift, n);
        stockOutShare = moved(stockOutShare, shift, n);
        missedShare = moved(missedShare, shift, n);
        past = past.slice(shift, shift + n);
        first = from;
    }

    private static float[] moved(float[] values, int shift, int n) {
        float[] moved = new float[n];
        Arrays.fill(moved, Float.NaN);
        int kept = Math.min(values.length - shift, n);
        if (kept > 0) {
            System.arraycopy(values, shift, moved, 0, kept);
        }
        return moved;
    }

    private void write(DemandDay demand) {
        int at = demand.epochDay() - first;
        units[at] = demand.observed() ? (float) demand.units() : Float.NaN;
        stockOutShare[at] =
                demand.stockOutHours() < 0
                        ? Float.NaN
                        : Integer.bitCount(demand.stockOutHours() & HourProfile.OPENING_HOURS)
                                / (float) Integer.bitCount(HourProfile.OPENING_HOURS);
        missedShare[at] = demand.missedShare();
    }

    /** Fills what is not known yet of the past: a later observation does not rewrite it. */
    private void learnContext(ContextedDay day) {
        fill(past.holiday(), day.holiday(), day);
        fill(past.temperatureC(), day.temperatureC(), day);
        fill(past.precipitationMm(), day.precipitationMm(), day);
        fill(past.humidityPct(), day.humidityPct(), day);
        fill(past.windLevel(), day.windLevel(), day);
    }

    private void fill(float[] past, float[] context, ContextedDay day) {
        int through = day.demand().epochDay();
        for (int d = Math.max(first, day.firstEpochDay()); d <= through; d++) {
            if (Float.isNaN(past[d - first])) {
                past[d - first] = context[d - day.firstEpochDay()];
            }
        }
    }

    private void learnPrices(ContextedDay day) {
        long by = day.issuedMillis();
        for (int i = 0; i < units.length; i++) {
            if (Float.isNaN(past.promotion()[i])) {
                past.discount()[i] = plan.discount(first + i, by);
                past.promotion()[i] = plan.promotion(first + i, by);
            }
        }
        for (PlannedPrice news : plan.takeEffect(by)) {
            int to = Math.min(news.toEpochDay(), last());
            for (int d = Math.max(news.fromEpochDay(), first); d <= to; d++) {
                past.discount()[d - first] = plan.discount(d, by);
                past.promotion()[d - first] = plan.promotion(d, by);
            }
        }
    }

    private void ask(ContextedDay day) {
        int origin = last();
        if (origin >= settings.forecastFromEpochDay()) {
            int n = units.length + settings.horizon();
            Covariates known = past.slice(0, n);
            for (int i = units.length; i < n; i++) {
                known.discount()[i] = plan.discount(first + i, day.issuedMillis());
                known.promotion()[i] = plan.promotion(first + i, day.issuedMillis());
            }
            foresee(known.holiday(), day.holiday(), day);
            foresee(known.temperatureC(), day.temperatureC(), day);
            foresee(known.precipitationMm(), day.precipitationMm(), day);
            foresee(known.humidityPct(), day.humidityPct(), day);
            foresee(known.windLevel(), day.windLevel(), day);
            SeriesHistory history = history(day.demand(), known);
            results.ask(new ForecastRequest(history, day.issuedMillis()));
            results.day(new HistoryDay(history, missedShare.clone(), day.demand().revision()));
        }
        plan.forgetThrough(origin);
    }

    private void foresee(float[] known, float[] context, ContextedDay day) {
        int contextFrom = last() + 1 - day.firstEpochDay();
        int n = Math.min(settings.horizon(), context.length - contextFrom);
        System.arraycopy(context, contextFrom, known, units.length, Math.max(n, 0));
    }
}
