package io.restock.operators.coordination;

import io.restock.domain.Forecast;
import io.restock.domain.StockLevel;
import io.restock.operators.demand.EventIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a group knows of an item at a location: the latest stock level, what moved since, and the
 * latest forecast.
 *
 * @param location id of the location
 * @param item id of the item
 * @param levelUnits usable stock, units; NaN while unknown
 * @param levelMillis when it was taken; {@link Long#MIN_VALUE} while unknown
 * @param levelDay local trading day that it closed; 0 while unknown
 * @param levelId hash of its event's identity: of two levels of the same moment the greater counts
 * @param reportedDay latest local trading day on which anything was reported; 0 = never
 * @param movedMillis when stock came or went after the level, one per movement
 * @param movedUnits base units that came (&gt; 0) or went (&lt; 0), one per movement
 * @param forecast the latest that the next review may use; null while there is none
 * @param beforeUnits the level before the latest, units
 * @param beforeMillis when that was taken; 0 while there is none
 * @param beforeDay local trading day that it closed
 * @param orderedFrom suppliers that have been sent an order of it
 * @param alerting whether the last review found that it will likely run out, and it was said
 * @param toldShort base units that the last alert of it said that it will be short, expected; 0
 *     where none is on, or where it was said before this was remembered
 */
public record SeriesState(
        String location,
        String item,
        double levelUnits,
        long levelMillis,
        int levelDay,
        long levelId,
        int reportedDay,
        long[] movedMillis,
        long[] movedUnits,
        @Nullable Forecast forecast,
        double beforeUnits,
        long beforeMillis,
        int beforeDay,
        List<String> orderedFrom,
        boolean alerting,
        double toldShort) {

    private static final long[] NONE = {};

    /** State that was written before suppliers were remembered knows none. */
    public SeriesState {
        orderedFrom = orderedFrom == null ? List.of() : orderedFrom;
    }

    /** A series that nothing is known of. */
    static SeriesState unknown(String location, String item) {
        return new SeriesState(
                location,
                item,
                Double.NaN,
                Long.MIN_VALUE,
                0,
                0,
                0,
                NONE,
                NONE,
                null,
                0,
                0,
                0,
                List.of(),
                false,
                0);
    }

    /**
     * After a stock report. The latest level counts, whatever the order of arrival, and says by
     * itself what had moved until then.
     */
    SeriesState report(StockLevel level) {
        int day = Math.max(reportedDay, level.epochDay());
        long id = EventIds.hash(level.eventId());
        if (Double.isNaN(level.onHand()) || isOlder(level, id)) {
            return with(day, movedMillis, movedUnits, forecast);
        }
        boolean again = level.timeMillis() == levelMillis || !isStockKnown();
        long before = again ? beforeMillis : levelMillis;
        SeriesState kept = since(before);
        return new SeriesState(
                location,
                item,
                level.onHand(),
                level.timeMillis(),
                level.epochDay(),
                id,
                day,
                kept.movedMillis,
                kept.movedUnits,
                forecast,
                again ? beforeUnits : levelUnits,
                before,
                again ? beforeDay : levelDay,
                orderedFrom,
                alerting,
                toldShort);
    }

    /** Without the movements until a moment; all of them where it is 0. */
    private SeriesState since(long afterMillis) {
        int kept = 0;
        long[] millis = new long[movedMillis.length];
        long[] units = new long[movedMillis.length];
        for (int i = 0; i < movedMillis.length; i++) {
            if (movedMillis[i] > afterMillis) {
                millis[kept] = movedMillis[i];
                units[kept++] = movedUnits[i];
            }
        }
        return with(reportedDay, Arrays.copyOf(millis, kept), Arrays.copyOf(units, kept), forecast);
    }

    /**
     * As it was known at a moment before its latest level, if the level before that is known: what
     * moved since then counts, as orders have counted it too.
     */
    SeriesState asOf(long millis) {
        if (levelMillis <= millis || beforeMillis == 0 || beforeMillis > millis) {
            return this;
        }
        return new SeriesState(
                location,
                item,
                beforeUnits,
                beforeMillis,
                beforeDay,
                0,
                reportedDay,
                movedMillis,
                movedUnits,
                forecast,
                0,
                0,
                0,
                orderedFrom,
                alerting,
                toldShort);
    }

    private boolean isOlder(StockLevel level, long id) {
        return level.timeMillis() < levelMillis
                || (level.timeMillis() == levelMillis && id < levelId);
    }

    /** After stock came or went; what both levels already count changes nothing. */
    SeriesState move(Movement movement) {
        if (movement.timeMillis() <= (beforeMillis > 0 ? beforeMillis : levelMillis)) {
            return this;
        }
        int n = movedMillis.length;
        long[] millis = Arrays.copyOf(movedMillis, n + 1);
        long[] units = Arrays.copyOf(movedUnits, n + 1);
        millis[n] = movement.timeMillis();
        units[n] = movement.quantity();
        return with(reportedDay, millis, units, forecast);
    }

    /**
     * Movements before a moment as one: for series whose levels have not been reported for long.
     */
    SeriesState fold(long beforeMillis) {
        long folded = 0;
        int kept = 0;
        long[] millis = new long[movedMillis.length];
        long[] units = new long[movedMillis.length];
        for (int i = 0; i < movedMillis.length; i++) {
            if (movedMillis[i] >= beforeMillis) {
                millis[kept] = movedMillis[i];
                units[kept++] = movedUnits[i];
            } else if (movedMillis[i] > levelMillis) {
                folded += movedUnits[i];
            }
        }
        if (movedMillis.length - kept < 2) {
            return this;
        }
        millis[kept] = beforeMillis - 1;
        units[kept++] = folded;
        return with(reportedDay, Arrays.copyOf(millis, kept), Arrays.copyOf(units, kept), forecast);
    }

    /** With a forecast, unless a newer one is there. */
    SeriesState plan(Forecast newer) {
        if (forecast != null
                && (forecast.originEpochDay() > newer.originEpochDay()
                        || (forecast.originEpochDay() == newer.originEpochDay()
                                && forecast.issuedMillis() > newer.issuedMillis()))) {
            return this;
        }
        return with(reportedDay, movedMillis, movedUnits, newer);
    }

    private SeriesState with(int day, long[] millis, long[] units, @Nullable Forecast latest) {
        return new SeriesState(
                location,
                item,
                levelUnits,
                levelMillis,
                levelDay,
                levelId,
                day,
                millis,
                units,
                latest,
                beforeUnits,
                beforeMillis,
                beforeDay,
                orderedFrom,
                alerting,
                toldShort);
    }

    /** After an order of it was sent to a supplier. */
    SeriesState orderedFrom(String supplier) {
        if (orderedFrom.contains(supplier)) {
            return this;
        }
        List<String> suppliers = new ArrayList<>(orderedFrom);
        suppliers.add(supplier);
        return with(List.copyOf(suppliers), alerting, toldShort);
    }

    /**
     * As a review found it.
     *
     * @param told base units short that people have been told of; null where no alert is on
     */
    SeriesState alerting(@Nullable Double told) {
        double units = told == null ? 0 : told;
        return (told != null) == alerting && units == toldShort
                ? this
                : with(orderedFrom, told != null, units);
    }

    private SeriesState with(List<String> suppliers, boolean likelyToRunOut, double told) {
        return new SeriesState(
                location,
                item,
                levelUnits,
                levelMillis,
                levelDay,
                levelId,
                reportedDay,
                movedMillis,
                movedUnits,
                forecast,
                beforeUnits,
                beforeMillis,
                beforeDay,
                suppliers,
                likelyToRunOut,
                told);
    }

    /** Whether the forecast knows the day before a cycle. */
    boolean isFresh(int cycle) {
        return forecast != null && forecast.originEpochDay() >= cycle - 1;
    }

    /** Whether anybody has ever reported its stock. */
    boolean isStockKnown() {
        return !Double.isNaN(levelUnits);
    }

    /** Whether its stock was counted before the day that closed last before a cycle. */
    boolean isStockStale(int cycle) {
        return isStockKnown() && levelDay < cycle - 1;
    }

    /**
     * Whole base units that the days after the level and before a cycle have likely taken: by the
     * mean of the forecast, and never more than there were. 0 where the level is that of the day
     * before, or where there is no forecast.
     */
    long likelySold(int cycle, double baseUnit) {
        if (forecast == null || !isStockStale(cycle)) {
            return 0;
        }
        double units = DemandSum.mean(forecast, levelDay + 1, cycle - 1);
        return Math.min(Math.round(units / baseUnit), Math.max(0, onHand(baseUnit)));
    }

    /** Usable stock, whole base units; what moved since the level is in it. May be negative. */
    long onHand(double baseUnit) {
        long level = isStockKnown() ? (long) Math.floor(levelUnits / baseUnit + 1e-6) : 0;
        for (int i = 0; i < movedMillis.length; i++) {
            level += movedMillis[i] > levelMillis ? movedUnits[i] : 0;
        }
        return level;
    }
}
