package io.restock.operators.demand;

import io.restock.domain.DemandDay;
import io.restock.domain.LocalDays;
import io.restock.domain.Sale;
import io.restock.domain.SeriesKey;
import io.restock.domain.StockLevel;
import io.restock.operators.recovery.HourProfile;
import io.restock.operators.recovery.SoldHours;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The open and the lately closed days of one series: what an event does to them, and when they
 * close. Independent of the order in which the events of a day arrive.
 *
 * <p>A day closes {@code lateness} after its local midnight, by the offset of its latest event; a
 * silent day takes over the offset of the day before. Days close in order, each once. A later event
 * for one of the last {@code keptDays} closed days makes a new revision of it.
 */
final class DemandLedger {
    static final long NEVER = Long.MAX_VALUE;
    private static final int NONE = Integer.MIN_VALUE;
    private static final byte[] NO_HOURS = {};

    /** Where the results of events go. */
    interface Results {
        /** A day closed (revision 0), or a closed one changed. */
        void day(ClosedDay day);

        /** An event could not be taken in. */
        void tooLate(TooLate event);

        /** An event was seen before. */
        void duplicate();

        /** A correction replaced the units of a sale. */
        void correction();

        /** A sale or stock report came for a closed day. */
        void late();
    }

    /** Where the sales of closed days are. */
    interface ClosedSales {
        /** The sales of a closed day that has some. */
        @Nullable DaySales get(int day);

        /** Keeps the sales of a day that has closed, or has changed since. */
        void put(int day, DaySales sales);

        /** Forgets the sales of a day. */
        void remove(int day);
    }

    /** A correction that has been applied, and the sale it changed. */
    private record Correction(long id, long sale, int day, long timeMillis) {
        boolean after(Correction o) {
            return timeMillis > o.timeMillis || (timeMillis == o.timeMillis && id > o.id);
        }
    }

    private final DemandSettings settings;
    private final long latenessMillis;
    private final Results results;
    private final ClosedSales closedSales;
    private final String series;
    private final List<LedgerDay> days = new ArrayList<>();
    private int closedThrough = NONE;
    private int lastObserved = NONE;
    private int lastOffset;
    private SoldHours soldHours = new SoldHours(new float[0]);
    private final List<Correction> corrections = new ArrayList<>(0);
    private final List<Sale> waiting = new ArrayList<>(0);

    /**
     * @param series key of the series
     * @param stored its state; null = none yet
     */
    DemandLedger(
            String series,
            DemandSettings settings,
            Results results,
            ClosedSales closedSales,
            @Nullable SeriesState stored) {
        this.series = series;
        this.settings = settings;
        this.latenessMillis = settings.lateness().toMillis();
        this.results = results;
        this.closedSales = closedSales;
        if (stored != null) {
            restore(stored);
        }
    }

    /** Takes in a sale that is not too late. */
    void apply(OnTimeSale sale, long watermark) {
        int day = sale.localDay();
        if (isKnown(sale.id(), day)) {
            results.duplicate();
        } else {
            sell(sale, day);
        }
        advance(watermark);
    }

    /**
     * Takes in a sale or a correction.
     *
     * @param watermark event time reached when it came, milliseconds since the epoch
     */
    void apply(Sale sale, long watermark) {
        int day = sale.localDay();
        long id = EventIds.hash(sale.eventId());
        if (isKnown(id, day)) {
            results.duplicate();
        } else if (!sale.corrects().isEmpty()) {
            if (!correct(sale, id)) {
                waiting.add(sale);
            }
        } else if (isTooLate(day, sale.utcOffsetSeconds(), watermark)) {
            results.tooLate(TooLate.of(sale, tooLateReason(day)));
        } else {
            sell(OnTimeSale.of(sale, 0), day);
        }
        advance(watermark);
    }

    /** Takes in a stock report: the latest report of a day holds. */
    void apply(StockLevel stock, long watermark) {
        int day = stock.epochDay();
        if (isTooLate(day, stock.utcOffsetSeconds(), watermark)) {
            results.tooLate(TooLate.of(stock, tooLateReason(day)));
            return;
        }
        LedgerDay ledgerDay = dayOf(day, stock.timeMillis(), stock.utcOffsetSeconds());
        long id = EventIds.hash(stock.eventId());
        if (ledgerDay.hasStock() && ledgerDay.stockId == id) {
            results.duplicate();
            return;
        }
        ledgerDay.counted(stock.timeMillis(), stock.utcOffsetSeconds());
        countLate(day);
        if (stock.timeMillis() > ledgerDay.stockMillis
                || (stock.timeMillis() == ledgerDay.stockMillis && id > ledgerDay.stockId)) {
            DemandDay before = viewIfClosed(ledgerDay);
            ledgerDay.stockMillis = stock.timeMillis();
            ledgerDay.stockId = id;
            ledgerDay.onHand = stock.onHand();
            ledgerDay.stockOutHours = stock.stockOutHours();
            reviseIfClosed(ledgerDay, before);
        }
        advance(watermark);
    }

    /**
     * Closes the days that end at or before the watermark, and gives up corrections whose sale had
     * not come when their own day closed. At the end of the input ({@link Long#MAX_VALUE}) the days
     * after the last event are not silent but unknown: the series ends with its last event.
     */
    void advance(long watermark) {
        while (nextClose() <= watermark && nextClose() != NEVER) {
            if (watermark == Long.MAX_VALUE && !hasOpenDay()) {
                retire();
            } else {
                closeNext();
            }
        }
        if (!waiting.isEmpty()) {
            giveUpCorrections(watermark);
        }
    }

    /** When to {@link #advance} next; {@link #NEVER} when the series is forgotten. */
    long nextTimer() {
        long next = nextClose();
        for (Sale correction : waiting) {
            next = Math.min(next, closeOf(correction));
        }
        return next;
    }

    private long closeOf(Sale sale) {
        return closeMillis(sale.localDay(), sale.utcOffsetSeconds());
    }

    private long closeMillis(int day, int offset) {
        return LocalDays.endMillis(day, offset) + latenessMillis;
    }

    private boolean isClosed(int day) {
        return closedThrough != NONE && day <= closedThrough;
    }

    private boolean isTooLate(int day, int offset, long watermark) {
        return closedThrough != NONE
                ? day <= closedThrough - settings.keptDays()
                : watermark >= closeMillis(day, offset) + settings.keptDays() * LocalDays.MILLIS;
    }

    private String tooLateReason(int day) {
        return "day "
                + day
                + " closed more than "
                + settings.keptDays()
                + " days ago and is no longer kept";
    }

    /** An event comes again with the time it had, so only sales of its own day are looked at. */
    private boolean isKnown(long id, int day) {
        LedgerDay ledgerDay = find(day);
        if (ledgerDay != null && loaded(ledgerDay).has(id)) {
            return true;
        }
        for (Correction correction : corrections) {
            if (correction.id() == id) {
                return true;
            }
        }
        for (Sale correction : waiting) {
            if (EventIds.hash(correction.eventId()) == id) {
                return true;
            }
        }
        return false;
    }

    private void sell(OnTimeSale sale, int day) {
        LedgerDay ledgerDay = loaded(dayOf(day, sale.timeMillis(), sale.utcOffsetSeconds()));
        DemandDay before = viewIfClosed(ledgerDay);
        ledgerDay.counted(sale.timeMillis(), sale.utcOffsetSeconds());
        ledgerDay.add(sale.id(), sale.units(), sale.localHour());
        correctByWaiting(sale.id(), sale.id(), ledgerDay);
        countLate(day);
        reviseIfClosed(ledgerDay, before);
    }

    /** Applies a correction; false when the event it corrects is unknown. */
    private boolean correct(Sale sale, long id) {
        long corrected = EventIds.hash(sale.corrects());
        long root = corrected;
        LedgerDay ledgerDay = null;
        for (Correction correction : corrections) {
            if (correction.id() == corrected) {
                root = correction.sale();
                ledgerDay = find(correction.day());
            }
        }
        for (int i = days.size() - 1; i >= 0 && ledgerDay == null; i--) {
            ledgerDay = loaded(days.get(i)).has(root) ? days.get(i) : null;
        }
        if (ledgerDay == null) {
            return false;
        }
        DemandDay before = viewIfClosed(loaded(ledgerDay));
        register(sale, id, root, ledgerDay);
        correctByWaiting(id, root, ledgerDay);
        reviseIfClosed(ledgerDay, before);
        return true;
    }

    private void register(Sale sale, long id, long root, LedgerDay ledgerDay) {
        Correction correction = new Correction(id, root, ledgerDay.day, sale.timeMillis());
        boolean latest = true;
        for (Correction other : corrections) {
            latest &= other.sale() != root || correction.after(other);
        }
        if (latest) {
            ledgerDay.replace(root, sale.units());
        }
        corrections.add(correction);
        results.correction();
    }

    /** Applies the waiting corrections of an event that has just become known, and theirs. */
    private void correctByWaiting(long known, long root, LedgerDay ledgerDay) {
        for (int i = 0; i < waiting.size(); i++) {
            Sale correction = waiting.get(i);
            if (EventIds.hash(correction.corrects()) == known) {
                waiting.remove(i);
                long id = EventIds.hash(correction.eventId());
                register(correction, id, root, ledgerDay);
                correctByWaiting(id, root, ledgerDay);
                i = -1;
            }
        }
    }

    /** The day with its sales. */
    private LedgerDay loaded(LedgerDay day) {
        if (!day.isLoaded()) {
            DaySales stored = closedSales.get(day.day);
            if (stored == null) {
                throw new IllegalStateException(
                        "The "
                                + day.sales
                                + " sales of day "
                                + day.day
                                + " of series "
                                + series
                                + " are not in state.");
            }
            day.load(stored.ids, stored.units, NO_HOURS, 0);
        }
        return day;
    }

    private void giveUpCorrections(long watermark) {
        for (Iterator<Sale> each = waiting.iterator(); each.hasNext(); ) {
            Sale correction = each.next();
            if (closeOf(correction) <= watermark) {
                each.remove();
                results.tooLate(
                        TooLate.of(
                                correction,
                                "corrects event " + correction.corrects() + ", which is unknown"));
            }
        }
    }

    private void countLate(int day) {
        if (isClosed(day)) {
            results.late();
        }
    }

    private @Nullable DemandDay viewIfClosed(LedgerDay ledgerDay) {
        return isClosed(ledgerDay.day) ? view(loaded(ledgerDay)) : null;
    }

    private void reviseIfClosed(LedgerDay ledgerDay, @Nullable DemandDay before) {
        if (before == null) {
            return;
        }
        if (!view(ledgerDay).equals(before)) {
            lastObserved = Math.max(lastObserved, ledgerDay.day);
            ledgerDay.revision++;
            results.day(closed(ledgerDay));
        }
        keep(ledgerDay);
    }

    /** The day, made if need be. The offset of a closed day stays, and so does its close. */
    private LedgerDay dayOf(int day, long timeMillis, int offset) {
        int at = days.size();
        while (at > 0 && days.get(at - 1).day >= day) {
            at--;
        }
        boolean there = at < days.size() && days.get(at).day == day;
        LedgerDay ledgerDay = there ? days.get(at) : new LedgerDay(day);
        if (!there) {
            days.add(at, ledgerDay);
        }
        if (!there || !isClosed(day)) {
            ledgerDay.seen(timeMillis, offset);
        }
        return ledgerDay;
    }

    private boolean hasOpenDay() {
        return !days.isEmpty() && !isClosed(days.get(days.size() - 1).day);
    }

    private int nextDay() {
        return closedThrough == NONE ? days.get(0).day : closedThrough + 1;
    }

    private @Nullable LedgerDay find(int day) {
        for (LedgerDay ledgerDay : days) {
            if (ledgerDay.day == day) {
                return ledgerDay;
            }
        }
        return null;
    }

    private long nextClose() {
        if (closedThrough == NONE && days.isEmpty()) {
            return NEVER;
        }
        LedgerDay next = find(nextDay());
        return closeMillis(nextDay(), next == null ? lastOffset : next.offset);
    }

    private void closeNext() {
        int day = nextDay();
        LedgerDay ledgerDay = find(day);
        if (ledgerDay == null) {
            ledgerDay = dayOf(day, Long.MIN_VALUE, lastOffset);
            ledgerDay.offset = lastOffset;
        }
        closedThrough = day;
        lastOffset = ledgerDay.offset;
        lastObserved = ledgerDay.observed() ? day : lastObserved;
        ledgerDay.revision = 0;
        results.day(closed(ledgerDay));
        learnHours(ledgerDay);
        keep(ledgerDay);
        if (day - lastObserved >= settings.retireDays()) {
            retire();
        } else if (days.get(0).day <= day - settings.keptDays()) {
            forgetThrough(day - settings.keptDays());
        }
    }

    /** A day in stock says at which hours the series sells. */
    private void learnHours(LedgerDay day) {
        boolean inStock =
                day.stockOutHours >= 0 && (day.stockOutHours & HourProfile.OPENING_HOURS) == 0;
        if (inStock && day.sales > 0) {
            double[] hourly = day.hourly();
            if (hourly.length > 0) {
                soldHours.learn(hourly);
            }
        }
    }

    /** Forgets all but the days to come and the corrections that wait. */
    private void retire() {
        forgetThrough(closedThrough);
        closedThrough = NONE;
        lastObserved = NONE;
        soldHours = new SoldHours(new float[0]);
    }

    private void forgetThrough(int day) {
        while (!days.isEmpty() && days.get(0).day <= day) {
            LedgerDay forgotten = days.remove(0);
            if (forgotten.sales > 0) {
                closedSales.remove(forgotten.day);
            }
        }
        corrections.removeIf(correction -> correction.day() <= day);
    }

    private void keep(LedgerDay closed) {
        if (closed.sales > 0) {
            closedSales.put(closed.day, closed.stored());
        }
    }

    private ClosedDay closed(LedgerDay day) {
        return new ClosedDay(view(day), List.copyOf(day.offsets));
    }

    private DemandDay view(LedgerDay day) {
        return new DemandDay(
                SeriesKey.location(series),
                SeriesKey.item(series),
                day.day,
                day.totalUnits(),
                day.stockOutHours,
                day.onHand,
                day.observed(),
                closeMillis(day.day, day.offset),
                day.revision,
                missedShare(day));
    }

    private float missedShare(LedgerDay day) {
        return day.stockOutHours <= 0
                ? 0
                : (float) (1 - soldHours.profile().inStock(day.stockOutHours));
    }

    private void restore(SeriesState stored) {
        soldHours = new SoldHours(stored.soldHours);
        closedThrough = stored.closedThrough;
        lastObserved = stored.lastObserved;
        lastOffset = stored.lastOffset;
        int sale = 0;
        int use = 0;
        for (int i = 0; i < stored.days.length; i++) {
            LedgerDay day = new LedgerDay(stored.days[i]);
            day.revision = stored.revisions[i];
            day.offset = stored.offsets[i];
            day.latest = stored.latest[i];
            day.stockOutHours = stored.stockOutHours[i];
            day.onHand = stored.onHand[i];
            day.stockMillis = stored.stockMillis[i];
            day.stockId = stored.stockIds[i];
            day.sales = stored.sales[i];
            for (int end = use + stored.uses[i]; use < end; use++) {
                day.offsets.add(
                        new OffsetUse(
                                stored.useOffsets[use],
                                stored.useFirsts[use],
                                stored.useLasts[use]));
            }
            if (!isClosed(day.day)) {
                day.load(stored.saleIds, stored.saleUnits, stored.saleHours, sale);
                sale += day.sales;
            }
            days.add(day);
        }
        for (int i = 0; i < stored.correctionIds.length; i++) {
            corrections.add(
                    new Correction(
                            stored.correctionIds[i],
                            stored.correctionSales[i],
                            stored.correctionDays[i],
                            stored.correctionMillis[i]));
        }
        waiting.addAll(stored.waiting);
    }

    /** What to store; null when nothing is left of the series. */
    @Nullable SeriesState toState() {
        if (days.isEmpty() && waiting.isEmpty() && closedThrough == NONE) {
            return null;
        }
        SeriesState stored = new SeriesState();
        stored.timer = nextTimer();
        stored.closedThrough = closedThrough;
        stored.lastObserved = lastObserved;
        stored.lastOffset = lastOffset;
        storeDays(stored);
        storeUses(stored);
        storeSales(stored);
        if (!corrections.isEmpty()) {
            storeCorrections(stored);
        }
        stored.waiting = new ArrayList<>(waiting);
        stored.soldHours = soldHours.stored();
        return stored;
    }

    private void storeDays(SeriesState stored) {
        int n = days.size();
        stored.days = new int[n];
        stored.revisions = new int[n];
        stored.offsets = new int[n];
        stored.latest = new long[n];
        stored.stockOutHours = new int[n];
        stored.onHand = new double[n];
        stored.stockMillis = new long[n];
        stored.stockIds = new long[n];
        stored.sales = new int[n];
        for (int i = 0; i < n; i++) {
            LedgerDay day = days.get(i);
            stored.days[i] = day.day;
            stored.revisions[i] = day.revision;
            stored.offsets[i] = day.offset;
            stored.latest[i] = day.latest;
            stored.stockOutHours[i] = day.stockOutHours;
            stored.onHand[i] = day.onHand;
            stored.stockMillis[i] = day.stockMillis;
            stored.stockIds[i] = day.stockId;
            stored.sales[i] = day.sales;
        }
    }

    private void storeUses(SeriesState stored) {
        int total = 0;
        stored.uses = new int[days.size()];
        for (int i = 0; i < days.size(); i++) {
            stored.uses[i] = days.get(i).offsets.size();
            total += stored.uses[i];
        }
        stored.useOffsets = new int[total];
        stored.useFirsts = new long[total];
        stored.useLasts = new long[total];
        int at = 0;
        for (LedgerDay day : days) {
            for (OffsetUse use : day.offsets) {
                stored.useOffsets[at] = use.utcOffsetSeconds();
                stored.useFirsts[at] = use.firstMillis();
                stored.useLasts[at] = use.lastMillis();
                at++;
            }
        }
    }

    private void storeSales(SeriesState stored) {
        int total = 0;
        for (LedgerDay day : days) {
            total += isClosed(day.day) ? 0 : day.sales;
        }
        stored.saleIds = new long[total];
        stored.saleUnits = new double[total];
        stored.saleHours = new byte[total];
        int at = 0;
        for (LedgerDay day : days) {
            if (!isClosed(day.day)) {
                day.copyTo(stored.saleIds, stored.saleUnits, stored.saleHours, at);
                at += day.sales;
            }
        }
    }

    private void storeCorrections(SeriesState stored) {
        stored.correctionIds = corrections.stream().mapToLong(Correction::id).toArray();
        stored.correctionSales = corrections.stream().mapToLong(Correction::sale).toArray();
        stored.correctionDays = corrections.stream().mapToInt(Correction::day).toArray();
        stored.correctionMillis = corrections.stream().mapToLong(Correction::timeMillis).toArray();
    }
}
